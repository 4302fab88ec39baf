"""Marking; what strange hand-ins get stands in test_corpus.py."""

import pytest

from marking.corpus import zipped
from marking.small import NAME, RIGHT, WRONG, after, answered, cell_of, dump
from sahelkit.errors import MissingPart
from sahelkit.marking import grade as module
from sahelkit.marking import sandbox
from sahelkit.marking.collect import collect
from sahelkit.marking.grade import Course, grade, graded


@pytest.fixture
def classroom(tmp_path, sets, kit):
    """A function that collects and marks a folder (plainly: the code is ours)."""

    def run(*, again=False, trust=True, **more):
        found = collect(tmp_path, {name: one.essays for name, one in sets.items()})
        course = Course(sets, kit, trust=trust, **more)
        return {one.student: one for one in grade(tmp_path, found, course, again=again)}

    return run


def states(one):
    return [mark.state for mark in one.marks]


def test_right_wrong_and_blank(tmp_path, book, classroom):
    for name, answers in (("Awa", RIGHT), ("Bo", WRONG), ("Cy", {})):
        (tmp_path / f"{name}.ipynb").write_bytes(dump(answered(book, answers)))
    done = classroom()
    assert states(done["Awa"]) == ["not attempted", "right", "right", "right", "by hand"]
    assert states(done["Bo"]) == ["not attempted", "not yet", "not yet", "not yet", "not attempted"]
    assert set(states(done["Cy"])) == {"not attempted"}
    day = done["Bo"].marks[1]
    assert (day.points, day.of, day.answer) == (0, 2, "2024-07-06")
    assert (day.message, day.record) == ("On that day another text was signed.", "EV-065")
    assert [mark.points for mark in done["Awa"].marks] == [0, 2, 3, 1, None]


def test_forms_count_and_are_judged_as_on_the_page(tmp_path, book, classroom):
    for name, letter in (("Awa", "b"), ("Bo", "a")):
        forms = f'{{"small-a1": "{letter}"}}'.encode()
        (tmp_path / f"{name}.zip").write_bytes(
            zipped({f"{NAME}.ipynb": dump(book), "answers.json": forms})
        )
    done = classroom()
    assert [done[name].marks[0].state for name in ("Awa", "Bo")] == ["right", "not yet"]
    assert done["Bo"].marks[0].message == "Not the first: read again."


def test_what_has_not_changed_is_not_run_again(tmp_path, book, classroom, monkeypatch):
    (tmp_path / "Awa.ipynb").write_bytes(dump(answered(book, RIGHT)))
    (tmp_path / "Bo.ipynb").write_bytes(dump(answered(book, WRONG)))
    first = classroom()
    assert not any(one.cached for one in first.values())
    (tmp_path / "Bo.ipynb").write_bytes(dump(answered(book, RIGHT)))
    second = classroom()
    assert {name: one.cached for name, one in second.items()} == {"Awa": True, "Bo": False}
    assert second["Awa"] == first["Awa"]
    assert states(second["Bo"]) == states(first["Awa"])
    assert not any(one.cached for one in classroom(again=True).values())
    assert not any(one.cached for one in classroom(lang="fr").values())


def test_a_damaged_result_is_made_anew(tmp_path, book, classroom):
    (tmp_path / "Awa.ipynb").write_bytes(dump(book))
    key = classroom()["Awa"].key
    kept = tmp_path / "marking" / "hand-ins" / key / "result.json"
    kept.write_text("{", encoding="utf-8")
    assert graded(tmp_path, collect(tmp_path, {})) == []
    assert not classroom()["Awa"].cached


def test_another_set_than_the_one_asked_for(tmp_path, book, classroom):
    (tmp_path / "Awa.ipynb").write_bytes(dump(book))
    one = classroom(only="02-other")["Awa"]
    assert (one.happened, one.marks) == ("not marked: handed in 01-small, not 02-other", ())


def test_without_a_sandbox_it_refuses(tmp_path, book, classroom, monkeypatch):
    (tmp_path / "Awa.ipynb").write_bytes(dump(book))
    monkeypatch.setattr(sandbox, "missing", lambda: "no bubblewrap")
    with pytest.raises(MissingPart, match="no bubblewrap"):
        classroom(trust=False)
    assert classroom()["Awa"].marked


def test_a_cell_that_ends_the_program_costs_no_more_than_itself(tmp_path, book, classroom):
    deadly = after(answered(book, RIGHT), "small-p1", "import os; os._exit(0)")
    (tmp_path / "Awa.ipynb").write_bytes(dump(deadly))
    one = classroom()["Awa"]
    assert states(one)[1:] == ["right", "right", "right", "by hand"]
    assert one.happened == "marked; 1 cell did not run (cell 6: the program ended itself)"


def test_a_deleted_cell_is_no_silent_zero(tmp_path, book, classroom):
    made = answered(book, RIGHT)
    made["cells"].remove(cell_of(made, "small-p2"))
    (tmp_path / "Awa.ipynb").write_bytes(dump(made))
    one = classroom()["Awa"]
    assert one.marks[2].state == "missing"
    assert "nothing in it for small-p2" in one.happened


def test_what_comes_out_of_the_sandbox_cannot_name_points():
    outcome = module._Outcome()
    lines = [
        {"answer": "small-p1", "value": {"k": "whole", "v": "3"}, "points": 9, "state": "right"},
        {"answer": ["small-p1"], "value": 1}, {"answer": "small-e1", "value": {"k": "none"}},
        {"error": "1", "text": "x"}, {"error": 99, "text": "x"}, {"error": 1, "text": ["x"] * 999},
        {"start": [1]}, {"start": True}, {},
    ]  # fmt: skip
    run = sandbox.Run(lines)
    module._hear(run, outcome, {1: "small-p1"}, {"small-p1"})
    assert outcome.answers == {"small-p1": 3}
    assert list(outcome.errors) == [1]
    assert len(outcome.errors[1]) == 300


def test_progress_is_yielded_one_by_one(tmp_path, book, sets, kit):
    for n in range(4):
        (tmp_path / f"S{n}.ipynb").write_bytes(dump(book))
    found = collect(tmp_path, {name: one.essays for name, one in sets.items()})
    steps = grade(tmp_path, found, Course(sets, kit, trust=True))
    assert next(steps).marked
    steps.close()  # the rest is given up
    assert 1 <= len(graded(tmp_path, found)) <= 4

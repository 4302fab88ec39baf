"""Student, solution and instructor version of one source."""

import copy
import json

import pytest

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.study.cells import PLACEHOLDER, variable
from sahelkit.study.questions import Option, Question
from sahelkit.study.versions import (
    asked_in,
    build_versions,
    make_version,
    source_files,
    stale_versions,
)

QUESTIONS = {
    "made-a1": Question(
        "made-a1",
        "choice",
        "Which?",
        explanation="Since it is so.",
        option=(Option("this one", right=True), Option("that one", feedback="No.", record="C-1")),
    ),
    "made-p1": Question("made-p1", "number", "How many?", points=2, hints=("Count.",)),
    "made-p2": Question(
        "made-p2",
        "text",
        "Why?",
        points=2,
        rubric=({"name": "A reason", "points": 2, "levels": ["none", "weak", "strong"]},),
    ),
}
CODE = "# BEGIN SOLUTION\nmade_p1 = 41 + 1\n# END SOLUTION"


def cell(kind, cell_id, source, *tags, **metadata):
    made = {"cell_type": kind, "id": cell_id, "source": source}
    made["metadata"] = {"tags": list(tags), **metadata}
    if kind == "code":
        made |= {"outputs": [{"output_type": "stream", "name": "stdout", "text": "42"}]}
        made |= {"execution_count": 7}
    return made


def source():
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"title": "Made up"},
        "cells": [
            cell("markdown", "title", "# Made up, see [a page](../README.md#x)", "teaching"),
            cell("code", "form", 'sahelkit.study.ask("made-a1")', "form"),
            cell("code", "made-p1", CODE, "answer", sahelkit={"question": "made-p1"}),
            cell("code", "worked", "plot(made_p1)", "solution"),
            cell("markdown", "made-p2", "Because.", "answer", sahelkit={"question": "made-p2"}),
            cell("markdown", "note", "Ask them why.", "instructor"),
        ],
    }


@pytest.fixture
def make(small_kit):
    def made(version, book=None):
        return make_version(book or source(), version, QUESTIONS, small_kit, name="07-made-up")

    return made


def ids(book):
    return [one["id"] for one in book["cells"]]


def text(book, cell_id):
    return "".join(next(one for one in book["cells"] if one["id"] == cell_id)["source"])


def test_student_version(make):
    book = make("student")
    assert ids(book) == [
        *("title", "form", "made-p1-prompt", "made-p1", "made-p1-check", "made-p1-hint"),
        *("made-p2-prompt", "made-p2", "hand-in"),
    ]
    assert text(book, "made-p1") == "made_p1 = ..."
    assert text(book, "made-p1-check") == 'sahelkit.study.check("made-p1", made_p1)'
    assert text(book, "made-p2") == PLACEHOLDER
    assert "exercises hand-in 07" in text(book, "hand-in")
    assert book["metadata"]["sahelkit"] == {"set": "07-made-up", "version": "student"}


def test_hint_is_not_given_when_all_cells_are_run(make):
    assert all(line.startswith("#") for line in text(make("student"), "made-p1-hint").splitlines())


def test_solution_version(make):
    book = make("solution")
    assert text(book, "made-p1") == "made_p1 = 41 + 1"
    assert text(book, "made-p2") == "Because."
    assert text(book, "made-a1-solution") == (
        "**Answer to made-a1.** (a) this one\n\nSince it is so."
    )
    assert "worked" in ids(book)
    assert not {"note", "made-p1-marking", "hand-in"} & set(ids(book))


def test_instructor_version_has_all(make):
    book = make("instructor")
    assert {"worked", "note", "made-a1-solution", "made-p1-marking"} <= set(ids(book))
    assert "- 2: strong" in text(book, "made-p2-marking")


def test_answers_can_be_found_and_opened_by_nbgrader(make):
    book = make("student")
    (answer,) = [one for one in book["cells"] if one["id"] == "made-p1"]
    assert answer["metadata"]["sahelkit"] == {"question": "made-p1"}
    assert answer["metadata"]["deletable"] is False
    assert answer["metadata"]["nbgrader"] == {
        "cell_type": "code",
        "grade": True,
        "grade_id": "made-p1",
        "locked": False,
        "points": 2,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }


def test_outputs_are_dropped_and_the_source_is_left_alone(make):
    book = source()
    before = copy.deepcopy(book)
    for version in ("student", "solution"):
        for one in make(version, book)["cells"]:
            assert not one.get("outputs")
            assert one.get("execution_count") is None
    assert book == before


def test_questions_are_found_in_source_and_student_version(make):
    assert asked_in(source()) == asked_in(make("student")) == ["made-a1", "made-p1", "made-p2"]


def test_name_of_the_variable():
    assert variable("made-p1") == "made_p1"


def broken(change):
    book = source()
    change(book["cells"])
    return book


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda c: c[0].pop("id"), "without an id"),
        (lambda c: c[0]["metadata"].update(tags=["anser"]), "unknown tag 'anser'; expected answer"),
        (lambda c: c[2]["metadata"].pop("sahelkit"), "names no question"),
        (lambda c: c[1].update(source="sahelkit.study.ask()"), "names no question"),
        (lambda c: c[1].update(source='sahelkit.study.ask("made-a9")'), "unknown question"),
        (lambda c: c[4]["metadata"].update(sahelkit={"question": "made-p1"}), "of the kind number"),
        (lambda c: c[5].update(id="title"), "two cells with the id 'title'"),
        (lambda c: c[2].update(source="made_p1 = 42"), "needs '# BEGIN SOLUTION'"),
    ],
)
def test_what_does_not_hold_together_is_told(make, change, problem):
    with pytest.raises(BadLesson) as told:
        make("instructor", broken(change))
    assert problem in str(told.value)
    assert "07-made-up" in str(told.value)


def test_unknown_version(make):
    with pytest.raises(UnknownName, match="did you mean 'student'"):
        make("students")


TOML = """
[[question]]
id = "made-p1"
kind = "number"
prompt = "How many?"
explanation = "So many."
answer = { value = 50, record = "EV-001" }
otherwise = "No."
record = "EV-001"
"""


@pytest.fixture
def folder(tmp_path):
    exercises = tmp_path / "exercises"
    sources = exercises / "sources"
    sources.mkdir(parents=True)
    book = source()
    book["cells"] = [book["cells"][0], book["cells"][2]]
    (sources / "07-made-up.ipynb").write_text(json.dumps(book), encoding="utf-8")
    (sources / "07-made-up.toml").write_text(TOML, encoding="utf-8")
    return exercises


def test_files_are_written_once(folder, small_kit):
    student, solution, instructor = build_versions(folder, kit=small_kit)
    assert student == folder / "07-made-up.ipynb"
    assert solution == folder.parent / "build" / "exercises" / "solution" / "07-made-up.ipynb"
    assert instructor.parent.name == "instructor"
    assert "41 + 1" not in student.read_text(encoding="utf-8")
    assert "41 + 1" in solution.read_text(encoding="utf-8")
    assert build_versions(folder, kit=small_kit) == []


def test_links_follow_the_file(folder, small_kit):
    student, solution, _ = build_versions(folder, kit=small_kit)
    assert "(../README.md#x)" in student.read_text(encoding="utf-8")
    assert "(../../../README.md#x)" in solution.read_text(encoding="utf-8")


def test_stale_student_version_is_named(folder, small_kit):
    assert stale_versions(folder, kit=small_kit) == [folder / "07-made-up.ipynb"]
    build_versions(folder, kit=small_kit)
    assert stale_versions(folder, kit=small_kit) == []
    path = folder / "sources" / "07-made-up.ipynb"
    path.write_text(path.read_text().replace("# Made up", "# Made over"), encoding="utf-8")
    assert stale_versions(folder, kit=small_kit) == [folder / "07-made-up.ipynb"]


def test_nothing_is_written_when_one_source_is_broken(folder, small_kit):
    path = folder / "sources" / "07-made-up.ipynb"
    (folder / "sources" / "08-later.ipynb").write_text(
        path.read_text().replace("# BEGIN SOLUTION", ""), encoding="utf-8"
    )
    with pytest.raises(BadLesson, match="08-later"):
        build_versions(folder, kit=small_kit)
    assert list(folder.glob("*.ipynb")) == []


def test_no_sources(tmp_path):
    with pytest.raises(UnknownName, match="folder of exercises"):
        source_files(tmp_path)

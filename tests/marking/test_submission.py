import pytest

from marking.small import NAME, OTHER, RIGHT, answered, cell_of, dump
from sahelkit.marking import submission

KINDS = {"small-a1": False, "small-p1": False, "small-p2": False, "small-p3": False,
         "small-e1": True}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "an empty file"),
        (b"  \n", "an empty file"),
        (b'{"cells": [', "cut off or damaged"),
        (b'{"cells": [}', "damaged"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"[" * 99_999, "not a notebook"),
        (b"[]", "no cells"),
        (b'{"cells": {}}', "no cells"),
        (b'{"cells": [], "nbformat": 3}', "format 3"),
        (b'{"cells": [' + b"1," * 1000 + b'1], "nbformat": 4}', "more than 1000 cells"),
    ],
)
def test_what_is_no_notebook(content, problem):
    with pytest.raises(submission.Unreadable, match=problem):
        submission.read(content)


def test_the_parts_of_a_notebook(book):
    parts = submission.take_apart(answered(book, RIGHT), KINDS)
    code = {cell["question"]: cell["code"] for cell in parts.cells if cell["question"]}
    assert code == {name: RIGHT[name] for name in ("small-p1", "small-p2", "small-p3")}
    assert parts.essays == {"small-e1": RIGHT["small-e1"]}
    assert parts.seen == set(KINDS)
    assert parts.notes == ()


def test_a_stub_is_no_essay(book):
    assert submission.take_apart(book, KINDS).essays == {}
    cell_of(book, "small-e1")["source"] = ["*Write ", "here.*\n", "\n", "But this."]
    assert submission.take_apart(book, KINDS).essays == {"small-e1": "*Write here.*\n\nBut this."}


def test_an_essay_in_two_cells_is_joined(book):
    made = answered(book, {"small-e1": "One."})
    made["cells"].append({**cell_of(made, "small-e1"), "source": "Two."})
    parts = submission.take_apart(made, KINDS)
    assert parts.essays == {"small-e1": "One.\n\nTwo."}
    assert parts.notes == ("small-e1 stands 2 times",)


def test_a_question_is_found_by_metadata_then_nbgrader_then_id_then_variable():
    def question(**cell):
        made = {"cell_type": "code", "source": "x = 1", "metadata": {}} | cell
        return submission.take_apart({"cells": [made]}, KINDS).cells[0]["question"]

    ours = {"sahelkit": {"question": "small-p1"}, "nbgrader": {"grade_id": "small-p2"}}
    assert question(metadata=ours, id="small-p3") == "small-p1"
    assert question(metadata={"nbgrader": ours["nbgrader"]}, id="small-p3") == "small-p2"
    assert question(id="small-p3", source="small_p1 = 1") == "small-p3"
    assert question(source="y = 2\nsmall_p1 = 1") == "small-p1"
    assert question(source="y = small_p1 == 1") is None
    assert question(metadata={"sahelkit": {"question": ["small-p1"]}}) is None


def test_the_set_of_a_notebook(book, exercises):
    sets = {NAME: KINDS, OTHER: {"other-p1": False}}
    assert submission.set_of(book, sets) == NAME
    book["metadata"] = {}
    assert submission.set_of(book, sets) == NAME
    assert submission.set_of({"cells": []}, sets) == ""
    said = {"cells": [], "metadata": {"sahelkit": {"set": OTHER}}}
    assert submission.set_of(said, sets) == OTHER
    assert submission.set_of({**said, "cells": book["cells"]}, sets) == NAME


def test_code_that_a_student_deleted_is_known_from_what_was_handed_out(book):
    made = submission.read(dump(book))
    made["cells"] = [cell for cell in made["cells"] if "set-up" not in cell["id"]]
    lost = submission.lost_set_up(book, submission.take_apart(made, KINDS), KINDS)
    assert lost == ["import sahelkit\nkit = sahelkit.load()"]
    assert submission.lost_set_up(book, submission.take_apart(book, KINDS), KINDS) == []


def test_what_was_touched(book):
    assert not submission.touched(book, KINDS)
    for question in ("small-p1", "small-p2", "small-e1"):
        assert submission.touched(answered(book, {question: RIGHT[question]}), KINDS)
    cell_of(book, "small-p2")["source"] = "e = kit.events\nsmall_p2 = ...  # still to do"
    assert not submission.touched(book, KINDS)
    cell_of(book, "small-p2")["source"] += "\nsmall_p1 = 2"
    assert submission.begun(submission.take_apart(book, KINDS)) == set()

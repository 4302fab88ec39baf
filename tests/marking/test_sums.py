"""Points added up, whole and by track."""

from sahelkit.marking.essays import Given, Written
from sahelkit.marking.result import Mark, Result
from sahelkit.marking.sums import Sum, add_up, given, tracks

ESSAY = Mark("x-a2", "by hand", None, 6, "Text.")
MARKS = (
    Mark("x-a1", "right", 2, 2),
    ESSAY,
    Mark("x-p1", "not attempted", 0, 3),
    Mark("x-e1", "missing", 0, 4),
)
ONE = Result("awa-1", "Awa", "Awa.zip", "01-x", "marked", MARKS)


def written(*points):
    return {("awa-1", "x-a2"): Written(tuple(Given("c", point, 3) for point in points))}


def test_an_essay_waits_until_it_has_all_its_points():
    assert add_up(ONE, MARKS, {}) == Sum(2, 15, 1, 6, attempted=True)
    assert add_up(ONE, MARKS, written(1, None)).whole is None
    assert add_up(ONE, MARKS, written(1, 2.5)) == Sum(5.5, 15, 0, 0, attempted=True)
    assert given(ONE, ESSAY, written(1, 2)) == 3
    assert given(ONE, ESSAY, {("bo-2", "x-a2"): Written(())}) is None


def test_tracks_by_the_letter_of_their_questions():
    found = tracks(ONE)
    assert {letter: [mark.question for mark in marks] for letter, marks in found.items()} == {
        "a": ["x-a1", "x-a2"], "p": ["x-p1"], "": ["x-e1"]}  # fmt: skip
    assert [add_up(ONE, marks, {}).attempted for marks in found.values()] == [True, False, True]
    assert add_up(ONE, found["p"], {}) == Sum(0, 3)

"""The worked answer and its stub, out of one piece of code."""

import pytest

from sahelkit.errors import BadLesson
from sahelkit.study.stubs import worked_and_stub

BOTH = """given = 1
# BEGIN SOLUTION
answer = given + 1
# END SOLUTION
after = 2"""


def split(code):
    return worked_and_stub(code, "answer", 3, "01-made-up")


def test_worked_answer_loses_its_markers():
    assert split(BOTH)[0] == "given = 1\nanswer = given + 1\nafter = 2"


def test_stub_takes_the_place_of_the_answer():
    assert split(BOTH)[1] == "given = 1\nanswer = ...\nafter = 2"


def test_a_stub_of_ones_own():
    code = BOTH.replace("# END", "#| step = ...  # first\n#| answer = ...\n# END")
    worked, stub = split(code)
    assert worked == "given = 1\nanswer = given + 1\nafter = 2"
    assert stub == "given = 1\nstep = ...  # first\nanswer = ...\nafter = 2"


def test_two_regions_give_one_stub():
    code = BOTH + "\n# BEGIN SOLUTION\nsecret = 42\n# END SOLUTION"
    worked, stub = split(code)
    assert "secret" in worked
    assert stub.count("...") == 1
    assert "secret" not in stub


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("answer = 1", "needs '# BEGIN SOLUTION'"),
        ("# BEGIN SOLUTION\nanswer = 1", "needs '# BEGIN SOLUTION' and '# END"),
        ("# END SOLUTION\nanswer = 1", "'# END SOLUTION' out of turn"),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\nanswer = 1", "out of turn"),
        ("# BEGIN SOLUTION\nother = 1\n# END SOLUTION", "the worked answer does not set answer"),
        (BOTH.replace("# END", "#| other = ...\n# END"), "the stub does not set answer"),
        (BOTH.replace("given + 1", "given +"), "not Python"),
    ],
)
def test_what_does_not_hold_together_is_told(code, problem):
    with pytest.raises(BadLesson, match=r"01-made-up.*3") as told:
        split(code)
    assert problem in str(told.value)

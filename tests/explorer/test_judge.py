import base64
import json

import pytest

from sahelkit.errors import UnknownName
from sahelkit.explorer import Control
from sahelkit.explorer.judge import CONFIDENCE, OPEN, seal

FORM = Control(
    "judgements",
    "judge",
    "Your judgement",
    data={"questions": {"C-12": {"answers": ["C-12-a", "C-12-b"]}, "C-40": {"answers": []}}},
)


@pytest.mark.parametrize("answer", ["C-12-a", "C-12-b", OPEN])
@pytest.mark.parametrize("confidence", CONFIDENCE)
def test_a_judgement_is_an_answer_and_a_confidence(answer, confidence):
    state = {"C-12": {"answer": answer, "confidence": confidence}}
    assert FORM.check(state) == state


def test_no_judgement_is_a_state_too():
    assert FORM.check({}) == {}


def test_the_state_is_a_copy():
    state = {"C-12": {"answer": "open", "confidence": "low"}}
    held = FORM.check(state)
    state["C-12"]["answer"] = "changed"
    assert held["C-12"]["answer"] == "open"


@pytest.mark.parametrize(
    ("state", "what", "near"),
    [
        ("C-12", "choice for judgements", ()),
        (["C-12"], "choice for judgements", ()),
        (None, "choice for judgements", ()),
        ({"C-13": {"answer": "open", "confidence": "low"}}, "question", ("C-12", "C-40")),
        ({7: {"answer": "open", "confidence": "low"}}, "question", ("C-12", "C-40")),
        ({"C-12": "C-12-a"}, "judgement on C-12", ()),
        ({"C-12": {"answer": "C-12-a"}}, "judgement on C-12", ()),
        ({"C-12": {"answer": "open", "confidence": "low", "x": 1}}, "judgement on C-12", ()),
        ({"C-12": {"answer": "C-12-c", "confidence": "low"}}, "answer to C-12", None),
        ({"C-40": {"answer": "C-12-a", "confidence": "low"}}, "answer to C-40", ("open",)),
        ({"C-12": {"answer": ["open"], "confidence": "low"}}, "answer to C-12", None),
        ({"C-12": {"answer": "open", "confidence": "lo"}}, "confidence in open", ("low",)),
        ({"C-12": {"answer": "open", "confidence": "likely"}}, "confidence in open", CONFIDENCE),
    ],
)
def test_what_is_no_judgement(state, what, near):
    with pytest.raises(UnknownName) as caught:
        FORM.check(state)
    assert caught.value.what == what
    if near is not None:
        assert caught.value.near == near


def test_a_wrong_answer_names_the_nearest_ones():
    with pytest.raises(UnknownName, match="C-12-a"):
        FORM.check({"C-12": {"answer": "C-12-aa", "confidence": "low"}})


def test_it_hides_no_record():
    assert FORM.shows({"question": "C-12"}, {})


def test_a_sealed_reading_is_not_legible_but_whole():
    reading = {"reading": "We read “both” as true — Goïta", "confidence": "low"}
    sealed = seal(reading)
    assert "both" not in sealed
    assert json.loads(base64.b64decode(sealed)) == reading

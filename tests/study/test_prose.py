"""The check of questions finds what does not agree with the ledger."""

import copy
from pathlib import Path

import pytest

import sahelkit
from sahelkit.study.prose import check_questions
from sahelkit.study.questions import parse

LINK = "[EV-043](../seeds/EVIDENCE.md#ev-043)"
GOOD = {
    "id": "x-1",
    "kind": "choice",
    "prompt": "When was the charter signed?",
    "explanation": f"On 16 September 2023 {LINK}.",
    "hints": ["It was a Saturday."],
    "option": [
        {"text": "in September 2023", "right": True},
        {"text": "in May 1975", "feedback": "Look at the charter.", "record": "EV-043"},
    ],
}
SOURCE = {
    "kind": "source",
    "statement": "The AES came into being after its members had left ECOWAS.",
    "claim": "S4-09",
    "option": [
        {"source": "S4"},
        {"source": "S9", "feedback": "Look at the charter.", "record": "EV-043"},
    ],
}
NUMBER = {
    "id": "x-2",
    "kind": "number",
    "prompt": "How many are to serve?",
    "explanation": "About 5,000 [EV-130](../seeds/EVIDENCE.md#ev-130).",
    "answer": {"value": 5000, "record": "EV-130"},
    "otherwise": "Look again.",
    "record": "EV-130",
}


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def faults(kit, row, change=lambda row: None):
    row = copy.deepcopy(row)
    change(row)
    return [str(fault) for fault in check_questions(kit, [parse(row, Path("x.toml"))]).faults]


def test_a_good_question_has_no_fault(kit):
    assert faults(kit, GOOD) == []
    assert faults(kit, NUMBER) == []


def put(key, value):
    return lambda row: row.update({key: value})


def option(number, **more):
    return lambda row: row["option"][number].update(more)


@pytest.mark.parametrize(
    ("row", "change", "said"),
    [
        (GOOD, put("explanation", f"On 17 September 2023 {LINK}."),
         "x.toml, question x-1, explanation: the date 2023-09-17 stands in none"),
        (GOOD, put("explanation", "On 16 September 2023."), "a date without a citation"),
        (GOOD, put("explanation", "See [EV-999](../seeds/EVIDENCE.md#ev-999)."), "EV-999"),
        (GOOD, put("explanation", f"Perhaps so {LINK}."), "“Perhaps” is outside the bands"),
        (GOOD, put("explanation", f"In Burkinna Faso {LINK}."), "Burkinna"),
        (GOOD, put("prompt", f"Signed on 1 May 2020 {LINK}?"), "prompt: the date 2020-05-01"),
        (GOOD, put("hints", [f"Not 12,345 {LINK}."]), "hint 1: the number 12345"),
        (GOOD, option(0, text="in October 2022"), "option a: the date 2022-10"),
        (GOOD, option(1, feedback="It was signed by 37 states."), "feedback to b: the number 37"),
        (GOOD, option(1, feedback="He said “never at all”."), "the quotation “never at all”"),
        (GOOD, option(1, record="EV-999"), "unknown record 'EV-999'"),
        (GOOD, option(1, right=True, record="EV-043"), "expected one right option"),
        (GOOD, option(0, right=False, feedback="x", record="EV-043"), "expected one right option"),
        (GOOD, option(0, right={"record": "EV-043", "field": "titel"}), "titel"),
        (GOOD, lambda row: row.update(SOURCE), "unknown record 'S9'"),
        (NUMBER, put("answer", {"value": 5001, "record": "EV-130"}),
         "question x-2, answer: found 5001; expected a value that stands in EV-130"),
        (NUMBER, put("answer", {"value": 5000}), "the record in which this value stands"),
        (NUMBER, put("near", [{"value": 5000, "feedback": "No.", "record": "EV-130"}]),
         "near.value: found 5000"),
        (NUMBER, put("otherwise", "It was 777."), "otherwise: the number 777"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_question_and_part(kit, row, change, said):
    found = faults(kit, row, change)
    assert found
    assert any(said in fault for fault in found), found


def test_a_wrong_option_may_be_wrong(kit):
    assert faults(kit, GOOD, option(1, text="in May 1375, perhaps, by 99 states")) == []

"""The kit's own questions: whole, borne out by the ledger, and fair to who answers."""

import re
from collections import Counter

import pytest

import sahelkit
from sahelkit.study import questions
from sahelkit.study.judge import judge
from sahelkit.study.keys import right_letters
from sahelkit.study.prose import check_questions
from sahelkit.study.solution import right_answer, right_text

ALL = questions.load()
SELF_CHECK = [q for q in ALL.values() if re.fullmatch(r"[a-z]+-\d+", q.id)]
LESSONS = ["00-start-here", "01-formation", "02-ecowas", "03-russia", "04-turkey", "05-bamex",
           "06-briefing"]  # fmt: skip


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def test_the_ledger_bears_out_every_question(kit):
    report = check_questions(kit, ALL.values())
    assert [str(fault) for fault in report.faults] == []
    assert report.paragraphs > 200


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_has_its_questions_of_several_kinds(lesson):
    own = [q for q in SELF_CHECK if q.lesson == lesson]
    assert len(own) >= 3
    assert len({q.kind for q in own}) >= 3
    assert all(q.file == f"{lesson}.toml" for q in own)


def test_all_kinds_are_asked():
    kinds = {q.kind for q in SELF_CHECK}
    assert kinds == {"choice", "choices", "order", "match", "number", "date", "source",
                     "confidence"}  # fmt: skip


@pytest.mark.parametrize("question", ALL.values(), ids=list(ALL))
def test_right_is_right_and_every_wrong_option_has_words_of_its_own(question, kit):
    if question.kind == "text":
        return
    verdict = judge(question, right_answer(question, kit), kit)
    assert verdict.state == "right"
    assert verdict.message.startswith(question.explanation)
    assert right_text(question, kit)
    assert judge(question, ..., kit).state == "not attempted"
    if question.kind not in ("choice", "source", "confidence"):
        return
    right = right_letters(question, kit)
    said = []
    for letter in question.letters:
        answer = [letter, "moderate"] if question.kind == "confidence" else letter
        verdict = judge(question, answer, kit)
        if letter not in right:
            assert verdict.state == "not yet"
            assert kit.record(verdict.record)
            said.append(verdict.message)
    assert len(set(said)) == len(said)


def test_the_right_option_is_not_always_in_one_place(kit):
    places = Counter(
        min(right_letters(q, kit)) for q in SELF_CHECK if q.kind in ("choice", "confidence")
    )
    assert len(places) >= 3
    assert max(places.values()) < 0.6 * sum(places.values())


def test_a_contested_reading_is_called_the_ledgers(kit):
    for question in SELF_CHECK:
        if question.kind == "confidence":
            assert "ledger" in question.explanation.casefold(), question.id

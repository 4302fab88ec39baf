"""The verdict on an answer: what is taken as right, what is said to what is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sahelkit.errors import BadQuestion, UnknownName
from sahelkit.study import keys
from sahelkit.study.judge import Verdict, judge
from sahelkit.study.questions import parse
from study.asked import (
    BASE,
    CHOICE,
    CHOICES,
    DAY,
    ELSE,
    ESSAY,
    FAIR,
    MATCH,
    MONTH,
    NUMBER,
    ORDER,
    ROUGH,
    SOURCE,
    SPAN,
    SURE,
    TABLE,
    VALUE,
    WRONG,
    YEAR,
    ask,
)


@pytest.fixture(scope="module")
def kit(small_kit):
    return small_kit


def state(question, answer, kit):
    return judge(question, answer, kit).state


RIGHT = [
    (CHOICE, "a"), (CHOICE, "A)"), (CHOICE, "the charter"), (CHOICE, ["a"]),
    (CHOICES, ["a", "b"]), (CHOICES, "b, a"), (CHOICES, {"Mali", "Niger"}),
    (CHOICES, pd.Series(["a", "b"])), (CHOICES, "a and b"),
    (SURE, ("a", "low")), (SURE, "a high"), (SURE, {"answer": "Fifty", "confidence": "Moderate"}),
    (ORDER, ["EV-001", "EV-003", "EV-002", "EV-005"]),
    (ORDER, "EV-001 > EV-003 > EV-002 > EV-005"),
    (ORDER, ["Charter signed", "talks in july", "Confederation founded",
             "Withdrawal takes effect"]),
    (MATCH, {"Charter": "16 September 2023", "Exit": "29 January 2025"}),
    (MATCH, ["16 September 2023", "29 January 2025"]),
    (NUMBER, 50), (NUMBER, 50.0), (NUMBER, "50"), (NUMBER, "50 firms"), (NUMBER, "fifty"),
    (NUMBER, np.int64(50)), (NUMBER, pd.Series([50])), (NUMBER, [50]), (NUMBER, " 50.0 "),
    (FAIR, 499), (FAIR, 503), (ROUGH, 501), (ROUGH, 500), (ROUGH, 502),
    (ROUGH, dt.timedelta(days=501)), (ROUGH, "501 days"),
    (DAY, "2025-01-29"), (DAY, "29 January 2025"), (DAY, "January 29, 2025"), (DAY, "29/01/2025"),
    (DAY, "29 janvier 2025"), (DAY, pd.Timestamp("2025-01-29 13:00")), (DAY, dt.date(2025, 1, 29)),
    (DAY, np.datetime64("2025-01-29")), (DAY, pd.Series(pd.to_datetime(["2025-01-29"]))),
    (DAY, "on Wednesday, 29 Jan. 2025"), (DAY, (2025, 1, 29)), (DAY, "2025-01-29T00:00:00"),
    (DAY, pd.DataFrame({"start": ["2025-01-29"]})),
    (DAY, "20250129"), (DAY, 20250129), (DAY, "29-Jan-2025"), (DAY, "29JAN2025"),
    (DAY, "“29 January 2025”"), (DAY, "Wed, 29 Jan 2025"), (DAY, [2025, 1, 29]),
    (SPAN, "2025-11-12"), (SPAN, "11 November 2025"),
    (MONTH, "2024-07"), (MONTH, "July 2024"), (MONTH, "juillet 2024"), (MONTH, "07/2024"),
    (MONTH, pd.Period("2024-07")), (YEAR, 2024), (YEAR, "2024"), (YEAR, "2024 "),
    (SOURCE, "a"), (SOURCE, "S1"), (VALUE, "colonel"), (VALUE, ["Colonel"]),
]  # fmt: skip


def named(value):
    """Name a case alike in every process; a set has no order of its own."""
    text = repr(sorted(value)) if isinstance(value, set) else repr(value)
    return getattr(value, "kind", text)


@pytest.mark.parametrize(("question", "answer"), RIGHT, ids=named)
def test_what_a_learner_would_reasonably_write_is_right(question, answer, kit):
    verdict = judge(question, answer, kit)
    assert (verdict.state, verdict.message[:9]) == ("right", "So it is.")


WRONGS = [
    (CHOICE, "b", "Look again.", "EV-001"),
    (CHOICE, "Talks in July", "They are later.", "EV-003"),
    (CHOICE, "a b", "One answer is asked for.", ""),
    (CHOICE, "z", "none of the answers", ""),
    (CHOICES, "a", "something is missing", ""),
    (CHOICES, "a b c", "Look again.", "EV-001"),
    (CHOICES, "d", "No row names it.", "EV-004"),
    (SURE, "b high", "Look again. You were sure.", "EV-001"),
    (SURE, "b low", "Look again. You left room", "EV-001"),
    (SURE, "a", "An answer and a confidence", ""),
    (ORDER, ["EV-003", "EV-001", "EV-002", "EV-005"], "“Talks in July” does not come before", ""),
    (ORDER, ["EV-001"], "Every item", ""),
    (MATCH, {"Charter": "29 January 2025", "Exit": "29 January 2025"}, "Look again.", "EV-001"),
    (MATCH, {"Charter": "16 September 2023"}, "something is missing", ""),
    (NUMBER, 30, "the other count", "C-01-b"),
    (NUMBER, 31, "Look it up.", "EV-002"),
    (NUMBER, True, "A number is asked for", ""),
    (NUMBER, [50, 30], "One value is asked for", ""),
    (NUMBER, "30 to 50", "One value is asked for", ""),
    (ROUGH, 503, "Look it up.", "EV-002"),
    (FAIR, 504, "Look it up.", "EV-002"),
    (FAIR, 498, "Look it up.", "EV-002"),
    (DAY, "2025-01-28", "Look it up.", "EV-002"),
    (DAY, "January 2025", "more finely", ""),
    (DAY, "2025", "more finely", ""),
    (DAY, "03/04/2025", "two ways", ""),
    (DAY, "30 February 2025", "no such day", ""),
    (DAY, "soon", "A date is asked for", ""),
    (SPAN, "2025-11-15", "Look it up.", "EV-002"),
    (MONTH, "3 July 2024", "finer than the record", "EV-002"),
    (MONTH, "2024", "more finely", ""),
    (MONTH, "2024-08", "Look it up.", "EV-002"),
    (YEAR, "2024-05", "finer than the record", "EV-002"),
    (YEAR, 2023, "Look it up.", "EV-002"),
    (SOURCE, "b", "Look again.", "EV-001"),
    (VALUE, "General", "Look it up.", "EV-002"),
    (ESSAY, "My view is long.", "A person reads it", ""),
]


@pytest.mark.parametrize(("question", "answer", "said", "record"), WRONGS, ids=repr)
def test_a_wrong_answer_is_told_why_and_led_to_its_record(question, answer, said, record, kit):
    verdict = judge(question, answer, kit)
    assert verdict.state == "not yet"
    assert said in verdict.message
    if record:
        assert verdict.record == record


@pytest.mark.parametrize("blank", [..., None, "", "  ", "...", "…", [], {}, float("nan"), pd.NaT])
@pytest.mark.parametrize("question", [CHOICE, NUMBER, DAY, TABLE, ESSAY], ids=lambda q: q.kind)
def test_nothing_is_not_attempted(question, blank, kit):
    assert state(question, blank, kit) == "not attempted"


SEVERAL = ask("value", answer={"function": "small_list"}, **ELSE)


@pytest.mark.parametrize("wanted", [("EV-001", "EV-002"), ("Mali", "Burkina Faso")])
def test_several_values_are_right_in_any_order_and_however_joined(wanted, monkeypatch, kit):
    monkeypatch.setitem(keys.FUNCTIONS, "small_list", lambda kit: list(wanted))
    one, other = wanted
    spaces = [f"{other} {one}"] if " " not in other else []
    for answer in (
        *([other, one], {one, other}, pd.Series(wanted), np.array(wanted), f"{one}, {other}"),
        *(f"{one};{other}", f"{one} and {other}", f"{one}, and {other}", f"{one}\n{other}"),
        *spaces,
    ):
        assert judge(SEVERAL, answer, kit).state == "right", answer
    for answer in (one, [one, other, "x"], f"{one}, {other} and more"):
        assert judge(SEVERAL, answer, kit).state == "not yet", answer


class Hostile:
    """Raises at whatever is done with it."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    __eq__ = __hash__ = __str__ = __repr__ = __iter__ = __len__ = __float__ = None


def deep():
    nest = []
    for _ in range(5000):
        nest = [nest, 1]
    return nest


ODD = [Hostile(), deep(), object(), lambda: 1, b"50", 10**400, float("inf"), 1j, "x" * 10**6,
       {"a": {}}, [[[]]], range(10), np.zeros((3, 3)), pd.DataFrame(), type, NotImplemented,
       "0" * 500, "９９", "²", "1e999", "\ud800", {1: 2}, ((1,),)]  # fmt: skip


@pytest.mark.parametrize("number", range(len(ODD)))
@pytest.mark.parametrize(
    "question",
    [CHOICE, CHOICES, SURE, ORDER, MATCH, NUMBER, ROUGH, DAY, TABLE, VALUE, ESSAY],
    ids=lambda q: q.kind,
)
def test_no_answer_is_so_odd_that_it_raises(question, number, kit):
    verdict = judge(question, ODD[number], kit)
    assert verdict.state in ("not yet", "not attempted")
    assert verdict.message


def test_the_answer_follows_the_ledger(amend):
    kit = amend("events", 4, start="2025-02-01", end="2025-02-01")
    assert state(DAY, "2025-01-29", kit) == "not yet"
    assert state(DAY, "2025-02-01", kit) == "right"
    assert state(ROUGH, 504, kit) == "right"


def test_confidence_is_spoken_of_apart_from_the_answer(kit):
    assert judge(SURE, "a low", kit).message.endswith("Your confidence is the ledger’s own: low.")
    assert "a confidence that is low; yours was high" in judge(SURE, "a high", kit).message
    french = judge(SURE, "a high", kit, lang="fr")
    assert "une confiance faible ; la vôtre était élevée" in french.message


def test_a_verdict_shows_itself_as_text_and_as_html(kit):
    verdict = judge(CHOICE, "b", kit)
    assert repr(verdict) == "△ Not yet. Look again. See EV-001."
    page = verdict._repr_html_()
    assert "△ Not yet." in page
    assert judge(CHOICE, "b", kit, lang="fr").head == "△ Pas encore"
    hostile = parse(
        {**BASE, "kind": "choice", "option": [{"text": "x", "right": True}],
         "explanation": "<script>1</script> *so* [EV-001](../seeds/EVIDENCE.md#ev-001)"},
        Path("x.toml"),
    )  # fmt: skip
    page = judge(hostile, "a", kit)._repr_html_()
    assert "<script>" not in page
    assert '<em>so</em> <a href="../seeds/EVIDENCE.md#ev-001"' in page


def test_a_verdict_shows_marks_as_what_they_mean(monkeypatch):
    message = "Not `a * b` *but* **c**, “d”."
    verdict = Verdict("x-1", "not yet", message, "C-01-b")
    assert repr(verdict) == "△ Not yet. Not a * b but c, “d”. See C-01-b."
    page = verdict._repr_html_()
    assert "Not <code>a * b</code> <em>but</em> <strong>c</strong>, “d”." in page
    assert (
        'See <a href="../seeds/EVIDENCE.md#c-01" style="white-space:nowrap;'
        'text-decoration:underline">C-01-b</a>.'
    ) in page
    monkeypatch.setenv("SAHELKIT_STATIC", "page")  # no evidence page lies beside it
    assert "See <b>C-01-b</b>." in verdict._repr_html_()


def test_a_record_that_the_message_cites_is_not_named_again():
    message = (
        "It did; S2 [S2](../seeds/EVIDENCE.md#s2) says so [EV-001](../seeds/EVIDENCE.md#ev-001)."
    )
    again = Verdict("x-1", "right", message, "EV-001")
    assert repr(again) == "✓ Right. It did; S2 says so EV-001."
    assert again._repr_html_().count("EV-001</a>") == 1
    assert repr(Verdict("x-1", "right", message, "EV-002")).endswith("EV-001. See EV-002.")


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (ask("choice", option=[{"text": "x", "right": {"record": "EV-001", "before": "EV-001"},
                                **WRONG}]), BadQuestion),
        (ask("number", answer={"record": "EV-001", "field": "title"}, **ELSE), BadQuestion),
        (ask("number", answer={"record": "EV-999", "field": "title"}, **ELSE), UnknownName),
        (ask("number", answer={"table": "events", "query": "nope == 1", "column": "x"}, **ELSE),
         UnknownName),
        (ask("date", answer={"value": 3}, **ELSE), BadQuestion),
        (ask("value", answer={"function": "none"}, **ELSE), UnknownName),
        (ask("value", answer={"table": "events", "column": "title"}, **ELSE), UnknownName),
    ],
)  # fmt: skip
def test_a_question_that_does_not_hold_together_is_an_error(question, error, kit):
    with pytest.raises(error):
        judge(question, "a", kit)

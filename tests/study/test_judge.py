"""The verdict on an answer: what is taken as right, what is said to what is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sahelkit.errors import BadQuestion, UnknownName
from sahelkit.study.judge import judge
from sahelkit.study.questions import parse

BASE = {"id": "bridge-1", "prompt": "Which?", "explanation": "So it is."}
WRONG = {"feedback": "Look again.", "record": "EV-001"}
ELSE = {"otherwise": "Look it up.", "record": "EV-002"}


def ask(kind, **more):
    return parse({**BASE, "kind": kind, **more}, Path("bridge.toml"))


CHOICE = ask(
    "choice",
    option=[
        {"text": "The charter", "right": True},
        {"text": "The fair", **WRONG},
        {"text": "Talks in July", "feedback": "They are later.", "record": "EV-003"},
    ],
)
CHOICES = ask(
    "choices",
    option=[
        {"text": "Mali", "right": {"record": "M-03", "field": "status", "equals": "member"}},
        {"text": "Niger", "right": {"record": "EV-001", "before": "EV-002"}},
        {"text": "Benin", **WRONG},
        {"text": "Chad", "feedback": "No row names it.", "record": "EV-004"},
    ],
)
SURE = ask(
    "confidence",
    confidence={"record": "C-01", "field": "confidence"},
    option=[{"text": "Fifty", "right": True}, {"text": "Thirty", **WRONG}],
)
ORDER = ask("order", items=["EV-005", "EV-001", "EV-003", "EV-002"])
MATCH = ask(
    "match",
    pair=[
        {"left": "Charter", "right": {"record": "EV-001", "field": "date"}, **WRONG},
        {"left": "Exit", "right": {"record": "EV-005", "field": "date"}, **WRONG},
    ],
    more=["1 May 2020"],
)
NUMBER = ask(
    "number",
    answer={"record": "C-01-a", "field": "value"},
    near=[{"value": 30, "feedback": "That is the other count.", "record": "C-01-b"}],
    unit="firms",
    **ELSE,
)
FAIR = ask("number", answer={"days_between": ["EV-001", "EV-005"]}, tolerance=2, **ELSE)
ROUGH = ask("number", answer={"days_between": ["EV-001", "EV-005"]}, tolerance=1, **ELSE)
DAY = ask("date", answer={"record": "EV-005", "field": "date"}, **ELSE)
SPAN = ask("date", answer={"record": "EV-006", "field": "date"}, **ELSE)
MONTH = ask("date", answer={"record": "EV-003", "field": "date"}, **ELSE)
YEAR = ask("date", answer={"record": "EV-004", "field": "date"}, **ELSE)
SOURCE = ask(
    "source",
    statement="Entry was 5,000 francs.",
    claim="S1-03",
    option=[
        {"source": "S1"},
        {"source": "SRC-001", **WRONG},
    ],
)
TABLE = ask(
    "table",
    answer={
        "table": "memberships",
        "query": "entity_id == 'mali'",
        "columns": ["body_id", "status", "start"],
    },
    **ELSE,
)
VALUE = ask("value", answer={"record": "O-01", "field": "title"}, **ELSE)
ESSAY = ask("text", rubric=[{"name": "Sources", "points": 2}])


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
    (MATCH, {"Charter": "16 September 2023"}, "a partner is missing", ""),
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


def frame(kit):
    rows = kit.memberships.query("entity_id == 'mali'")
    return rows[["body_id", "status", "start"]]


def tables(kit):
    right = frame(kit)
    return {
        "as it is": right,
        "rows turned": right.iloc[::-1],
        "columns turned": right[["start", "body_id", "status"]],
        "extra index": right.reset_index(),
        "column in the index": right.set_index("body_id"),
        "all in the index": right.set_index(["body_id", "status"]),
        "dates as text": right.assign(start=right["start"].astype(str)),
        "other case": right.rename(columns=str.upper),
        "list of rows": right.to_dict("records"),
        "dictionary of columns": right.to_dict("list"),
    }


def test_a_table_is_right_in_any_order_and_with_any_index(kit):
    states = {form: judge(TABLE, table, kit).state for form, table in tables(kit).items()}
    assert set(states.values()) == {"right"}, states


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.head(1), "Your table has 1 rows. Some are missing."),
        (lambda t: t.iloc[:0], "has no row"),
        (lambda t: pd.concat([t, t]), "some stand twice (6 rows in all)"),
        (lambda t: pd.concat([t, t.assign(status="x")]), "That is too many"),
        (lambda t: t.assign(status="member"), "Look at the column status"),
        (lambda t: t.assign(start=t["start"].tolist()[::-1]), "not beside each other"),
        (lambda t: t[["body_id", "start"]], "These columns are missing: status"),
        (lambda t: t.assign(why=1), "These columns were not asked for: why"),
        (lambda t: "a table", "A table is asked for"),
        (lambda t: 7, "A table is asked for"),
    ],
)
def test_a_wrong_table_is_told_what_is_wrong_with_it(change, said, kit):
    verdict = judge(TABLE, change(frame(kit)), kit)
    assert verdict.state == "not yet"
    assert said in verdict.message
    assert "2021-05-30" not in verdict.message


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
    assert "so EV-001" in page


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

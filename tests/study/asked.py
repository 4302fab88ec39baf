"""Questions of all kinds on the small ledger."""

from __future__ import annotations

from pathlib import Path

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


def frame(kit):
    rows = kit.memberships.query("entity_id == 'mali'")
    return rows[["body_id", "status", "start"]]

"""Right answers, computed from the ledger.

A rule is a small table of a question file:

``{ value = 5000, record = "EV-130" }``
    a figure that stands in the text of a record (the check of the questions looks for it there)
``{ record = "EV-083", field = "start" }``
    a field of a record; ``date`` is the span of an event, as fine as it is known
``{ table = "memberships", query = "body_id == 'aes'", column = "start", how = "min" }``
    one value of a table: how = only, first, last, min, max, sum, count (no column needed)
``{ table = "events", query = "…", columns = ["event_id", "start"], sort = ["start"] }``
    a table
``{ days_between = ["EV-054", "EV-083"] }``
    the days from the start of one record to the start of another
``{ function = "name" }``
    what a function of `FUNCTIONS` computes from the kit
and, where something is either so or not,
``{ record = …, field = …, equals = … }`` (or any of the above with ``equals``), or
``{ record = "EV-043", before = "EV-065" }`` (or ``after``).
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger.names import nearest
from sahelkit.ledger.record import show

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.study.questions import Near, Question

FUNCTIONS: dict[str, Callable[[Kit], Any]] = {}  # filled by `computed`
_HOW = ("only", "first", "last", "min", "max", "sum", "count")


@dataclass(frozen=True)
class Span:
    """A date of the ledger: its first and last day, and how fine it is known."""

    first: dt.date
    last: dt.date
    precision: str = "day"


def computed(function: Callable[[Kit], Any]) -> Callable[[Kit], Any]:
    """Make a function known to the question files by its name."""
    FUNCTIONS[function.__name__] = function
    return function


def value_of(rule: Mapping[str, Any], kit: Kit) -> Any:
    """Return what a rule gives: a text, number, `Span`, bool or DataFrame.

    Raises
    ------
    UnknownName
        If the rule names a record, table, column or function that does not exist, or gives
        nothing or, where it should be one value, several.
    """
    found = _plain(rule, kit)
    if "equals" in rule:
        wanted = rule["equals"]
        return found == wanted if isinstance(found, int | float) else show(found) == str(wanted)
    return found


def _plain(rule: Mapping[str, Any], kit: Kit) -> Any:
    if "function" in rule:
        importlib.import_module("sahelkit.study.sets")  # fills FUNCTIONS
        name = rule["function"]
        if name not in FUNCTIONS:
            raise UnknownName("function of sahelkit.study.keys", name, nearest(name, FUNCTIONS))
        return FUNCTIONS[name](kit)
    if "days_between" in rule:
        first, last = (_start(kit, name) for name in rule["days_between"])
        return (last - first).days
    if "value" in rule:
        return rule["value"]
    if "table" in rule:
        return _of_table(rule, kit)
    if "before" in rule:
        return _start(kit, rule["record"]) < _start(kit, rule["before"])
    if "after" in rule:
        return _start(kit, rule["record"]) > _start(kit, rule["after"])
    if "record" in rule and "field" in rule:
        return _field(kit, rule["record"], rule["field"])
    expected = "value, record and field, table, days_between, before, after or function"
    raise UnknownName("rule for an answer", dict(rule), expected=expected)


def _field(kit: Kit, name: str, column: str) -> Any:
    record = kit.record(name)
    whole = column == "date" and record.table == "events"
    if column == "date":
        column = "start" if "start" in record else "published"
    value: Any = record[column]
    if show(value) == "":
        raise UnknownName(f"value of {column} of", name, expected="a cell that is filled")
    if not isinstance(value, pd.Timestamp):
        return value
    fine = record.get("precision") or record.get(f"{column}_precision") or "day"
    precision = str(fine) if fine in ("month", "year") else "day"
    if whole:
        last = record["end"].date()
    else:
        last = pd.Period(value, freq={"day": "D", "month": "M", "year": "Y"}[precision])
        last = last.end_time.date()
    return Span(value.date(), last, precision)


def _start(kit: Kit, name: str) -> dt.date:
    return span_of(kit, name).first


def span_of(kit: Kit, name: str) -> Span:
    """Return the date of a record."""
    span = _field(kit, name, "date")
    assert isinstance(span, Span)
    return span


def _of_table(rule: Mapping[str, Any], kit: Kit) -> Any:
    frame = kit.table(rule["table"])
    try:
        if "query" in rule:
            frame = frame.query(rule["query"])
        if "columns" in rule:
            frame = frame.sort_values(rule["sort"]) if "sort" in rule else frame
            return frame[list(rule["columns"])].reset_index(drop=True)
        how = rule.get("how", "only")
        if how == "count":
            return int(frame[rule["column"]].nunique()) if "column" in rule else len(frame)
        column = frame[rule["column"]]
    except Exception as error:  # a query can fail in many ways
        expected = "columns of the table"
        raise UnknownName("query of a question", str(error), expected=expected) from error
    if how not in _HOW:
        raise UnknownName("way to sum up", how, nearest(how, _HOW), ", ".join(_HOW))
    if column.empty:
        raise UnknownName("answer of a query", rule.get("query"), expected="at least one row")
    if how == "only":
        if column.nunique() != 1:
            raise UnknownName("answer of a query", list(column)[:5], expected="one value only")
        how = "first"
    value = {"first": column.iloc[0], "last": column.iloc[-1]}.get(how)
    value = getattr(column, how)() if value is None else value
    if isinstance(value, pd.Timestamp):
        return Span(value.date(), value.date())
    return value.item() if hasattr(value, "item") else value


def right_letters(question: Question, kit: Kit) -> frozenset[str]:
    """Return the letters of the right options of a question.

    Raises
    ------
    BadQuestion
        If none is right, or several where one is to be chosen.
    """
    right: list[str] = []
    if question.kind == "source":
        origin = kit.record(question.claim)["source_id"]
        rules: list[Any] = [one.source == origin for one in question.option]
    else:
        rules = [one.right for one in question.option]
    for letter, rule in zip(question.letters, rules, strict=True):
        if rule if isinstance(rule, bool) else bool(value_of(rule, kit)):
            right.append(letter)
    if not right or (len(right) > 1 and question.kind != "choices"):
        raise question.fault("option.right", right, "one right option (several only in choices)")
    return frozenset(right)


def right_pairs(question: Question, kit: Kit) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the right-hand sides of a match, sorted, and which belongs to each left side."""
    texts = [
        pair.right if isinstance(pair.right, str) else shown(value_of(pair.right, kit))
        for pair in question.pair
    ]
    sides = tuple(sorted({*texts, *question.more}, key=_natural))
    return sides, tuple(sides.index(text) for text in texts)


def _natural(text: str) -> tuple[int, str]:
    digits = "".join(c for c in text if c.isdigit())
    return (int(digits) if digits and text[:1].isdigit() and len(digits) < 8 else 10**8, text)


def near_value(near: Near, kit: Kit) -> Any:
    """Return a plausible wrong answer: as it is written, or what its rule gives."""
    found = value_of(near.value, kit) if isinstance(near.value, Mapping) else near.value
    if isinstance(found, Span):
        return found.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[found.precision]]
    return found


def shown(value: Any) -> str:
    """Write an answer for a reader: ``16 September 2023``, ``5,000``, ``moderate``."""
    if isinstance(value, Span):
        from sahelkit.ledger.dates import label

        return label(value.first, value.last, value.precision)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    return show(value)


def ranks(question: Question, kit: Kit) -> tuple[dt.date, ...]:
    """Return the day on which each of the listed items of an order began."""
    return tuple(_start(kit, name) for name in listed(question, kit))


def listed(question: Question, kit: Kit) -> tuple[str, ...]:
    """Return the items of an order as they are shown at first: mixed, and never in order."""
    mixed = sorted(
        question.items, key=lambda name: sha256(f"{question.id}{name}".encode()).digest()
    )
    days = [_start(kit, name) for name in mixed]
    return tuple(reversed(mixed)) if days == sorted(days) else tuple(mixed)


def level_of(question: Question, kit: Kit) -> str:
    """Return the ledger's own confidence: low, moderate or high."""
    rule = question.confidence
    return rule if isinstance(rule, str) else str(value_of(rule, kit))

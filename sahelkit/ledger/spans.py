"""The rules of dates in a table: as fine as their precision says, in their order, one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd

from sahelkit.errors import BadSeed
from sahelkit.ledger.dates import coarser
from sahelkit.ledger.record import rows_of

_SPANS = ("claims", "events")  # tables with a start, an end and one precision for both
_STRETCHES = ("memberships", "offices")  # tables with a precision for each, and open ends
_SINGLE = (
    ("sources", "published", "published_precision"),
    *((name, end, f"{end}_precision") for name in _STRETCHES for end in ("start", "end")),
)


def wrong_dates(frames: Mapping[str, pd.DataFrame]) -> Iterator[BadSeed]:
    """Yield a fault for each date that is finer than its precision says, or out of order.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Tables by their names, all or some; a fault's row is counted in the table as given.
    """
    for name in _SPANS:
        if name in frames:
            yield from _spans(name, frames[name])
    for name, column, fine in _SINGLE:
        if name not in frames:
            continue
        pairs = zip(frames[name][column], frames[name][fine], strict=True)
        for row, (moment, precision) in enumerate(pairs, start=2):
            day = None if pd.isna(moment) else moment.date()
            wrong = _single(day, precision)
            if wrong:
                yield BadSeed(f"{name}.csv", row, column, day and str(day), wrong)
    for name in _STRETCHES:
        for row, item in enumerate(rows_of(frames[name]) if name in frames else (), start=2):
            if item["end"] <= item["start"]:
                end = str(item["end"].date())
                yield BadSeed(f"{name}.csv", row, "end", end, "a day after the start")


def overlaps(memberships: pd.DataFrame, added: int | None = None) -> Iterator[BadSeed]:
    """Yield a fault for each state that has two statuses in a body at a time.

    Parameters
    ----------
    memberships : DataFrame
        The table.
    added : int, optional
        Only faults of so many rows at its end, which were just added; rows are counted in these.
    """
    first = 0 if added is None else len(memberships) - added
    frame = memberships.reset_index(drop=True).reset_index(names="position")
    for _, group in frame.groupby(["entity_id", "body_id"]):
        before = None
        for item in rows_of(group.sort_values("start", na_position="first")):
            if before is not None and not before["end"] <= item["start"]:  # open is not before
                if item["position"] >= first:
                    wrong, column = item, "start"
                    expected = f"a start on or after the end of {before['membership_id']}"
                elif before["position"] >= first:
                    wrong, column = before, "end"
                    expected = f"an end on or before the start of {item['membership_id']}"
                else:
                    wrong = None
                if wrong is not None:
                    day = None if pd.isna(wrong[column]) else str(wrong[column].date())
                    row = wrong["position"] - first + 2
                    yield BadSeed("memberships.csv", row, column, day, expected)
            before = item


def _spans(name: str, frame: pd.DataFrame) -> Iterator[BadSeed]:
    for row, item in enumerate(rows_of(frame), start=2):
        start, end, precision = item["start"], item["end"], item["precision"]
        given = [not pd.isna(start), not pd.isna(end), bool(precision)]
        if any(given) and not all(given):
            expected = "start, end and precision all given, or all empty"
            yield BadSeed(f"{name}.csv", row, "precision", precision, expected)
        elif all(given):
            wrong = coarser(start.date(), end.date(), precision)
            if wrong:
                column = "end" if wrong.startswith("an end") else "start"
                yield BadSeed(f"{name}.csv", row, column, str(item[column].date()), wrong)


def _single(day: dt.date | None, precision: str) -> str | None:
    """Say what is wrong with a single date of a precision, or return None."""
    if day is None:
        return "a date, since a precision is given" if precision not in ("", "unknown") else None
    if precision in ("", "unknown"):
        return "no date, since no precision is given"
    if precision == "month" and day.day != 1:
        return "the first day of the month, since the precision is month"
    if precision == "year" and (day.month, day.day) != (1, 1):
        return "1 January, since the precision is year"
    return None

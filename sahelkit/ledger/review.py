"""Which rows have come to the day by which somebody should look at them again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.ledger.dates import label

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit

COLUMN = "review_by"


@dataclass(frozen=True)
class Due:
    """Something whose day of review has come.

    Attributes
    ----------
    file : str
        The table or the lesson, by the name of its file.
    id : str
        The record, or the name of the lesson.
    what : str
        What it is about: a question, a membership, a post, the title of a lesson.
    since : datetime.date
        Its day of review.
    """

    file: str
    id: str
    what: str
    since: dt.date

    def __str__(self) -> str:
        return f"{self.file}, {self.id}: {self.what}; due since {label(self.since, None, 'day')}"


def due_records(kit: Kit, day: dt.date) -> list[Due]:
    """Return the records that are due on a day, the longest due first.

    A record is due from the day in its column ``review_by`` on; where that is empty, or the
    table has no such column, it never is.

    Raises
    ------
    BadSeed
        If one of the tables is missing or damaged.
    """
    due = []
    for name, table in kit.schema.items():
        if COLUMN not in table.columns or not table.id_column:
            continue
        frame = kit.table(name)
        for row in frame[frame[COLUMN] <= pd.Timestamp(day)].to_dict("records"):
            record = kit.record(row[table.id_column])
            due.append(Due(table.path, record.id, record.title, row[COLUMN].date()))
    return sorted(due, key=lambda item: item.since)

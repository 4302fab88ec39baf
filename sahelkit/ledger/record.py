"""One record of the ledger, and the words in which it is shown and cited."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger import dates
from sahelkit.ledger.names import nearest

TITLE_COLUMNS = {
    "claims": "claim",
    "entities": "name",
    "events": "title",
    "disputes": "question",
    "positions": "statement",
    "glossary": "term",
    "changes": "reason",
    "hypotheses": "statement",
    "ach_evidence": "statement",
    "judgements": "statement",
    "bottom_lines": "text",
    "indicators": "text",
}
TEXT_COLUMNS = {
    "sources": "reliability_reason",
    "claims": "credibility_reason",
    "entities": "description",
    "events": "description",
    "disputes": "evidence_summary",
    "positions": "note",
    "memberships": "note",
    "offices": "note",
    "specs": "note",
    "glossary": "definition",
    "wordings": "note",
    "hypotheses": "note",
    "ach_evidence": "note",
    "judgements": "reasoning",
    "bottom_lines": "limits",
    "indicators": "would_mean",
}
_START = {
    "en": {"day": "from", "by": "by"},
    "fr": {"day": "depuis le", "month": "depuis", "year": "depuis", "by": "au plus tard le"},
}
_END = {
    "en": {"day": "until"},
    "fr": {"day": "jusqu’au", "month": "jusqu’en", "year": "jusqu’en"},
}


@dataclass(frozen=True)
class SourceLink:
    """A source that bears on a record."""

    source_id: str
    bearing: str
    note: str = ""


@dataclass(frozen=True, eq=False)
class Record(Mapping[str, Any]):
    """One row of a table, read like a dictionary: ``record["precision"]``.

    Attributes
    ----------
    id, table : str
        Identifier, and the table in which it stands.
    row : mapping
        The row: column name to value; empty text, NaN, NA or NaT where the cell is empty.
    title : str
        What the record is called in lists: an event's headline, a claim in our words.
    text : str
        Its longer description, empty where there is none.
    sources : tuple of SourceLink
        The sources it rests on, in the order of the ledger.
    """

    id: str
    table: str
    row: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    title: str = ""
    text: str = ""
    sources: tuple[SourceLink, ...] = ()

    def __getitem__(self, column: str) -> Any:
        try:
            return self.row[column]
        except KeyError:
            near = nearest(column, self.row)
            raise UnknownName(f"column of {self.table}", column, near) from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return self._key() == other._key()

    def _key(self) -> tuple[object, ...]:
        shown = tuple((name, show(value)) for name, value in self.row.items())
        return self.table, self.id, shown, self.sources  # empty cells are not equal to themselves

    def __iter__(self) -> Iterator[str]:
        return iter(self.row)

    def __len__(self) -> int:
        return len(self.row)

    def __hash__(self) -> int:
        return hash((self.table, self.id))

    @property
    def when(self) -> str:
        """The record's date in words, as fine as it is known; empty where it has none."""
        return when(self.row)

    def __str__(self) -> str:
        date = f" ({self.when})" if self.when else ""
        return f"{self.id}: {self.title}{date}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{html.escape(name)}</th>"
            f"<td style='text-align:left'>{html.escape(show(value))}</td></tr>"
            for name, value in self.row.items()
            if show(value)
        )
        links = "; ".join(f"{s.source_id} ({s.bearing})" for s in self.sources)
        if links:
            rows += f"<tr><th scope='row'>evidence</th><td>{html.escape(links)}</td></tr>"
        return f"<table><caption><b>{html.escape(str(self))}</b></caption>{rows}</table>"


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries, column name to value."""
    return cast(list[dict[str, Any]], frame.to_dict("records"))


def show(value: Any) -> str:
    """Write a cell's value for a reader: ISO dates, whole numbers without a decimal point."""
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def when(row: Mapping[str, Any], lang: str = "en") -> str:
    """Write the date of a row in words, whichever date columns its table has."""

    def day(column: str) -> Any:
        value = row.get(column)
        return None if value is None or value is pd.NaT else value.date()

    if "precision" in row:
        return dates.label(day("start"), day("end"), row["precision"], lang)
    if "published_precision" in row:
        first = day("published")
        return dates.label(first, first, row["published_precision"], lang)
    if "start_precision" in row:
        start = _bound(day("start"), row["start_precision"], _START[lang], lang)
        end = _bound(day("end"), row["end_precision"], _END[lang], lang)
        return f"{start} {end}".strip()
    if "checked" in row:
        return dates.label(day("checked"), None, "day", lang)
    return ""


def _bound(day: Any, precision: str, words: Mapping[str, str], lang: str) -> str:
    if day is None:
        return ""
    fine = precision if precision in ("month", "year") else "day"
    return f"{words.get(precision, words['day'])} {dates.label(day, day, fine, lang)}"

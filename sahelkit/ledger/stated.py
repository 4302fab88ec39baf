"""What the records of a ledger state: their own words, and those of what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from sahelkit.ledger.record import rows_of, show, when
from sahelkit.ledger.schema import Table

_SILENT = ("url", "sha256", "review_by", "paragraph", "sentence", "credibility", "rank")


class Contents:
    """The texts of the records, found by identifier.

    Parameters
    ----------
    frames, schema : mapping
        The tables of a ledger and their descriptions.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame], schema: Mapping[str, Table]) -> None:
        self._records: dict[str, tuple[str, dict[str, Any]]] = {}
        for name, table in schema.items():
            if table.id_column:
                for row in rows_of(frames[name]):
                    self._records.setdefault(row[table.id_column], (name, row))
        self._hanging: dict[str, list[dict[str, Any]]] = {}
        for row in rows_of(frames["evidence"]):
            self._hanging.setdefault(row["record_id"], []).append(row)
        for row in rows_of(frames["positions"]):
            self._hanging.setdefault(row["dispute_id"], []).append(row)

    def table(self, name: str) -> str:
        """Return the table of a record; empty if there is no such record."""
        return self._records[name][0] if name in self._records else ""

    def of(self, names: Iterable[str]) -> str:
        """Return all that some records state as one text; unknown names state nothing."""
        return " ¶ ".join(part for name in names for part in self._parts(name))

    def _parts(self, name: str) -> Iterator[str]:
        if name not in self._records:
            return
        table, row = self._records[name]
        yield when(row)
        yield from _cells(row)
        if table != "sources" and row.get("source_id"):
            yield from self._parts(row["source_id"])
        if table == "positions":
            yield from self._parts(row["held_by"])
        for other in self._hanging.get(name, ()):
            if "position_id" in other:
                yield from self._parts(other["position_id"])
            else:
                yield other["note"]
                yield from self._parts(other["source_id"])


def _cells(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the cells of a row hold, each date as fine as it is known."""
    for column, value in row.items():
        if column in _SILENT or not show(value):
            continue
        if hasattr(value, "strftime"):
            fine = row.get("precision") or row.get(f"{column}_precision") or "day"
            yield value.strftime({"year": "%Y", "month": "%Y-%m"}.get(fine, "%Y-%m-%d"))
        else:
            yield show(value)

"""Rows of records in a handout: sources in few words, and nothing printed twice."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sahelkit.errors import UnknownName
from sahelkit.publish.paper import Row

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.ledger.record import Record, SourceLink

_TEXT = re.compile(r"<div>.*?</div>", re.DOTALL)


class Rows:
    """Prints rows, and remembers which records stand in which section already.

    Parameters
    ----------
    kit : Kit
        The ledger.
    words : mapping
        Words of the interface.
    """

    def __init__(self, kit: Kit, words: Mapping[str, str]) -> None:
        self._kit = kit
        self._words = words
        self._places: dict[str, str] = {}

    @property
    def all(self) -> list[str]:
        """Identifiers of all records that were printed."""
        return list(self._places)

    def fill(self, row: Row, section: str, *, grades: bool) -> Row:
        """Return a row with its sources in few words; they stand in its last cell.

        A record that an earlier section has printed is named only.

        Parameters
        ----------
        row : Row
            The row as the explorer has it.
        section : str
            Name of the section it is printed in.
        grades : bool
            Whether the sources carry the grades of their reliability.
        """
        try:
            record = self._kit.record(row.id)
        except UnknownName:  # a row of an explorer that is not the kit's own
            return row
        *cells, _ = row.cells
        before = self._places.setdefault(row.id, section)
        if before != section:
            cells = [_TEXT.sub("", cell) for cell in cells]
            return replace(row, cells=(*cells, html.escape(before)))
        return replace(row, cells=(*cells, self._sources(record, grades)))

    def _sources(self, record: Record, grades: bool) -> str:
        groups: dict[str, list[str]] = {}
        for link in record.sources:
            bearing = link.bearing if link.bearing in ("partly", "contradicts") else ""
            groups.setdefault(bearing, []).append(self._source(link, grades))
        lines = []
        for bearing in ("", "partly", "contradicts"):
            if bearing in groups:
                head = f"<i>{self._words[bearing]}:</i> " if bearing else ""
                lines.append(head + "; ".join(groups[bearing]))
        return "<br>".join(lines)

    def _source(self, link: SourceLink, grades: bool) -> str:
        source = self._kit.record(link.source_id)
        name = f"<bdi>{html.escape(str(source['publisher']))}</bdi>"
        url = str(source["url"])
        if url.startswith(("https://", "http://")):
            name = (
                f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
            )
        grade = str(source.get("reliability") or "")
        date = f", {html.escape(source.when)}" if source.when else ""
        return f"{name}{f' ({html.escape(grade)})' if grades and grade else ''}{date}"

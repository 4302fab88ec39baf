"""Citations in prose: ordinary Markdown links to the evidence page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelkit.errors import UnknownName

if TYPE_CHECKING:
    from sahelkit.ledger import Kit, Record
    from sahelkit.lessons.notebook import Lesson

EVIDENCE_PAGE = "seeds/EVIDENCE.md"

_TARGET = re.compile(rf"(?:\.{{1,2}}/)*{re.escape(EVIDENCE_PAGE)}#([\w.-]+)", re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^\s()<>]+)>?[^()]*\)")
_CODE = re.compile(r"(```|~~~).*?(?:\1|\Z)|(`+)(?!`).*?(?<!`)\2(?!`)", re.DOTALL)


@dataclass(frozen=True)
class Citation:
    """A link from prose to a record.

    Attributes
    ----------
    id : str
        The record, as its identifier is most likely written (see `identify` for certainty).
    cell : int
        The cell, counted from 1.
    start, end : int
        Where the link stands in the cell's text.
    text : str
        The words of the link.
    """

    id: str
    cell: int
    start: int
    end: int
    text: str


def anchor(target: str) -> str | None:
    """Return the anchor that a link's target names on the evidence page, or None."""
    match = _TARGET.fullmatch(target)
    return match[1].lower() if match else None


def find_in_text(text: str, cell: int = 1) -> Iterator[Citation]:
    """Yield the citations of a Markdown text, in order; code is passed over."""
    plain = _CODE.sub(lambda match: " " * len(match[0]), text)
    for match in _LINK.finditer(plain):
        name = anchor(match[2])
        if name:
            words = match[1].strip()
            known = words if words.lower() == name else spellings(name)[0]
            yield Citation(known, cell, match.start(), match.end(), words)


def find_citations(lesson: Lesson) -> list[Citation]:
    """Return every citation in the Markdown cells of a lesson, in order."""
    return [
        citation
        for cell in lesson.cells
        if cell.kind == "markdown"
        for citation in find_in_text(cell.source, cell.number)
    ]


def spellings(name: str) -> tuple[str, ...]:
    """Return how the identifier behind a lower-case anchor may be written, likeliest first.

    Records are ``EV-083``, ``S1-14`` or ``C-12-a``; entities are ``bamex-2025``.
    """
    if re.fullmatch(r"[a-z]+-\d+-[a-z]", name):
        return (name[:-1].upper() + name[-1], name)
    if re.fullmatch(r"[a-z]+\d*(-\d+)?", name) and any(c.isdigit() for c in name):
        return (name.upper(), name)
    return (name, name.upper())


def identify(kit: Kit, name: str) -> Record:
    """Return the record behind an anchor of the evidence page.

    Raises
    ------
    UnknownName
        If the ledger has no such record; carries the nearest identifiers.
    """
    first: UnknownName | None = None
    for spelling in spellings(name):
        try:
            return kit.record(spelling)
        except UnknownName as error:
            first = first or error
    assert first is not None
    raise first

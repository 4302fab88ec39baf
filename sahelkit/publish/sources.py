"""The list of sources at the end of a deck, cut into pages that fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sahelkit.publish.notes import Note, Origin

LINE = 58  # letters that surely fit in one line of a column of theme.css
LINES = 23  # lines that surely fit in a column
COLUMNS = 2


@dataclass(frozen=True)
class Entry:
    """A note, or as much of it as stands in one column.

    Attributes
    ----------
    note : Note
        The note.
    origins : tuple of Origin
        The sources that are listed here.
    continued : bool
        Whether the note began in an earlier column.
    """

    note: Note
    origins: tuple[Origin, ...]
    continued: bool = False


Column = list[Entry]


def paginate(notes: Sequence[Note]) -> list[list[Column]]:
    """Cut notes into pages of columns; a long note runs on in the next column."""
    columns: list[Column] = [[]]
    free = LINES
    for note in notes:
        head = _head(note)
        need = head + (_lines(note.origins[0]) if note.origins else 0)
        if need > free and columns[-1]:
            columns.append([])
            free = LINES
        free -= head
        listed: list[Origin] = []
        continued = False
        for origin in note.origins:
            lines = _lines(origin)
            if lines > free and listed:
                columns[-1].append(Entry(note, tuple(listed), continued))
                columns.append([])
                free, listed, continued = LINES - 1, [], True
            listed.append(origin)
            free -= lines
        columns[-1].append(Entry(note, tuple(listed), continued))
    filled = [column for column in columns if column]
    return [filled[i : i + COLUMNS] for i in range(0, len(filled), COLUMNS)]


def _head(note: Note) -> int:
    return math.ceil((len(note.record_id) + len(note.statement) + 2) / LINE) + 1  # and a gap


def _lines(origin: Origin) -> int:
    words = sum(len(part) + 3 for part in (origin.publisher, origin.title, origin.date))
    words += len(origin.bearing)
    lines = math.ceil(words / LINE)
    if len(origin.address) < lines * LINE - words:
        return lines
    # a long address begins a line of its own, and breaks anywhere
    return lines + math.ceil(len(origin.address) / LINE)

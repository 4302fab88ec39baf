"""The list of sources at the end of a deck, cut into pages that fit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sahelkit.publish.notes import Note, Origin

LINE = 31.0  # em that surely fit in one line of a column of theme.css
LINES = 24  # lines that surely fit in a column
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

    @property
    def full(self) -> list[Origin]:
        """The sources that are listed here for the first time."""
        return [origin for origin in self.origins if not origin.see]

    @property
    def again(self) -> list[Origin]:
        """The sources that an earlier note lists, which stand together in one paragraph."""
        return [origin for origin in self.origins if origin.see]

    @property
    def lines(self) -> int:
        """How many lines it takes at most, the gap after it included."""
        head = f"{self.note.record_id} {self.note.statement}"
        texts = ["(continued)" if self.continued else head]
        for o in self.full:
            texts.append(
                f"{o.bearing} {o.publisher}, “{o.title}”, {o.date or 'no date'}. {o.address}"
            )
        again = (
            f"{o.bearing} {o.publisher}, {o.date or 'no date'} (see note 00)" for o in self.again
        )
        lines = sum(map(_wrapped, [*texts, " · ".join(again)]))
        return max(lines, 1 if self.continued else 2) + 1  # the way back is a second line


def _wrapped(text: str) -> int:
    """Count the lines of a text, broken as a browser does: at spaces, after - and ?.

    What is longer than a line begins a line of its own and is broken anywhere.
    """
    lines, used = 0, LINE + 1
    for chunk in re.findall(r"[^\s?-]*[?-]+|[^\s?-]+|\s", text.strip()):
        wide = _width(chunk)
        if used + wide <= LINE or not chunk.strip():
            used += wide
        else:
            begun = math.ceil(wide / LINE)
            lines, used = lines + begun, wide - (begun - 1) * LINE
    return lines


def _width(text: str) -> float:
    """Return about how wide a text is in the sans-serif fonts of theme.css, in em."""
    return sum(_EM.get(c, 0.66 if c.isupper() else 0.57) for c in text)


_EM = dict.fromkeys(" ijlI.,:;'’|!", 0.28) | dict.fromkeys('rtf()-/“”"[]', 0.4)
_EM |= dict.fromkeys("mwMW%@—", 0.92)

Column = list[Entry]


def paginate(notes: Sequence[Note]) -> list[list[Column]]:
    """Cut notes into pages of columns; a long note runs on in the next column."""
    columns: list[Column] = [[]]
    for note in notes:
        rest = sorted(note.origins, key=lambda origin: bool(origin.see))
        continued = False
        while True:
            free = LINES - sum(entry.lines for entry in columns[-1])
            count = _fitting(note, rest, continued, free)
            if count < min(1, len(rest)) or Entry(note, (), continued).lines > free:
                if columns[-1]:
                    columns.append([])
                    continue
                count = 1  # longer than a whole column
            columns[-1].append(Entry(note, tuple(rest[:count]), continued))
            rest, continued = rest[count:], True
            if not rest:
                break
    filled = [column for column in columns if column]
    return [filled[i : i + COLUMNS] for i in range(0, len(filled), COLUMNS)]


def _fitting(note: Note, origins: list[Origin], continued: bool, free: int) -> int:
    """Return how many of the sources fit into the lines that are free."""
    count = 0
    while count < len(origins):
        if Entry(note, tuple(origins[: count + 1]), continued).lines > free:
            break
        count += 1
    return count

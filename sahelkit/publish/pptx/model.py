"""What stands on a slide of a presentation: paragraphs of runs, tables of cells, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# what XML 1.0 cannot hold, not even escaped
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Run:
    """Some text in one style.

    Attributes
    ----------
    text : str
        The text; a line feed is a line break.
    bold, italic, code, strike, raised : bool
        How it is set.
    link : str
        The address that it leads to, if any.
    jump : str
        The place in the presentation that it leads to (``note-3``, ``slide-2``), if any.
    hint : str
        What is shown beneath the pointer.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    raised: bool = False
    link: str = ""
    jump: str = ""
    hint: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph.

    Attributes
    ----------
    runs : tuple of Run
        Its text.
    kind : {"plain", "head", "bullet", "number"}
        What it is.
    level : int
        How deep a list is nested, from 0.
    number : int
        The number of an item of a numbered list.
    lettered : bool
        Whether that number is written as a letter.
    """

    runs: Runs
    kind: str = "plain"
    level: int = 0
    number: int = 0
    lettered: bool = False

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Text:
    """Paragraphs that stand together; ``look`` is ``plain``, ``quote`` or ``code``."""

    paragraphs: tuple[Paragraph, ...]
    look: str = "plain"


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    head : tuple of tuples of Run
        The head of each column, empty where there is none.
    rows : tuple of tuples of tuples of Run
        The cells of each row.
    stub : bool
        Whether rows have heads.
    shares : tuple of float
        Width of each column as a part of the whole, where it is a part of a larger table.
    """

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    stub: bool = False
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Image:
    """A picture; ``aspect`` is width by height, ``data`` is empty where it is not known."""

    data: bytes
    alt: str
    caption: str = ""
    aspect: float = 0.0


Item = Text | Table | Image


def legal(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def words(runs: Sequence[Run]) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in runs)

"""Reads HTML as the pieces of a slide."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from sahelkit.publish.pptx.model import Image, Item, Paragraph, Run, Runs, Table, Text, legal, words
from sahelkit.publish.tables import plain

_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL)
_SILENT = {"script", "style", "template", "noscript", "head", "button", "select", "textarea"}
_BLOCKS = {"p", "div", "section", "figure", "figcaption", "summary", "caption", "dt", "dd", "hr"}
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic"}
_STYLES |= {"code": "code", "kbd": "code", "samp": "code", "del": "strike", "s": "strike"}


def read(page: str) -> tuple[list[Item], list[Item]]:
    """Read a piece of HTML; return what a slide shows, and the answers that it hides."""
    reader = _Reader()
    reader.feed(legal(plain(page)))
    reader.close()
    reader.end()
    return reader.shown, reader.hidden


def inline(page: str) -> Runs:
    """Read a piece of HTML as one line of runs."""
    shown, _ = read(page)
    lines = [p.runs for item in shown if isinstance(item, Text) for p in item.paragraphs]
    found: list[Run] = []
    for line in lines:
        found += [Run(" "), *line] if found else line
    return tuple(replace(run, text=run.text.replace("\n", " ")) for run in found)


@dataclass
class _Grid:
    """A table that is being read."""

    head: list[Runs] = field(default_factory=list)
    rows: list[tuple[Runs, ...]] = field(default_factory=list)
    row: list[Runs] = field(default_factory=list)
    heads: int = 0  # cells of the row that are heads
    stubs: int = 0  # rows that begin with a head


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[Item] = []
        self.hidden: list[Item] = []
        self.silent = self.details = self.quotes = self.pre = self.svg = self.nested = 0
        self.styles = dict.fromkeys(("bold", "italic", "code", "strike", "raised"), 0)
        self.links: list[tuple[str, str, str]] = []
        self.lists: list[int] = []  # 0 for bullets, else the number of the next item
        self.runs: list[Run] = []
        self.lettered = False
        self.pairs = 0  # lists still to come of a question that pairs the items of two
        self.kind, self.level, self.number = "plain", 0, 0
        self.grid: _Grid | None = None
        self.alt = ""
        self.caption = False

    # what comes in

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT or self.silent:
            self.silent += tag in _SILENT
        elif tag == "svg" or self.svg:
            self._svg(tag, given)
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag == "img":
            self._picture(given.get("src", ""), given.get("alt", ""))
        elif tag == "a":
            address = given.get("href", "")
            inside = address.removeprefix("#/") if address.startswith("#/") else ""
            outside = address if re.match(r"(?i)(https?://|mailto:)", address) else ""
            self.links.append((outside, inside, given.get("title", "")))
        elif tag == "sup":
            self.styles["raised"] += 1
        elif tag in _STYLES:
            self.styles[_STYLES[tag]] += 1
        else:
            self._open(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent -= tag in _SILENT
        elif self.svg:
            self.svg -= tag == "svg"
            self.caption = self.caption and tag not in ("title", "desc")
            if not self.svg:
                self._picture("", self.alt)
                self.alt = ""
        elif tag == "a":
            if self.links:
                self.links.pop()
        elif tag == "sup":
            self.styles["raised"] = max(0, self.styles["raised"] - 1)
        elif tag in _STYLES:
            self.styles[_STYLES[tag]] = max(0, self.styles[_STYLES[tag]] - 1)
        else:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.svg:
            if self.caption and not self.alt:
                self.alt = " ".join(data.split())
            return
        text = data.expandtabs(4) if self.pre else re.sub(r"[ \t\r\n\f]+", " ", data)
        before = words(self.runs)
        if not self.pre and (not before or before[-1] in " \n"):
            text = text.lstrip(" ")
        if text:
            link, jump, hint = self.links[-1] if self.links else ("", "", "")
            on = {name: bool(count) for name, count in self.styles.items()}
            self.runs.append(Run(text, **on, link=link, jump=jump, hint=hint))

    # blocks

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if self.grid is not None and tag == "table":
            self.nested += 1
        if self.nested:  # a table within a cell is some lines of it
            self.runs.append(Run("\n" if tag == "tr" else " "))
            return
        if self.grid is not None and tag in ("tr", "td", "th"):
            if tag == "tr":
                self.grid.row, self.grid.heads = [], 0
            else:
                self.grid.heads += tag == "th"
            self.runs = []
            return
        if tag == "table":
            self._end_paragraph()
            self.grid = _Grid()
        elif tag == "details":
            self._end_paragraph()
            self.details += 1
        elif tag == "blockquote":
            self._end_paragraph()
            self.quotes += 1
        elif tag == "pre":
            self._end_paragraph()
            self.pre += 1
        elif tag in ("ul", "ol"):
            self._end_paragraph()
            start = given.get("start", "1")
            ordered = tag == "ol" or self.pairs > 0
            self.lettered = given.get("type") == "a" or self.pairs == 1
            self.pairs = max(0, self.pairs - 1)
            self.lists.append((int(start) if start.isdigit() else 1) if ordered else 0)
        elif tag == "li":
            self._end_paragraph()
            if self.lists and self.lists[-1]:
                self.kind, self.number = "number", self.lists[-1]
                self.lists[-1] += 1
            else:
                self.kind = "bullet"
            self.level = max(len(self.lists) - 1, 0)
        elif tag in _HEADS or tag in _BLOCKS:
            if "sk-q-sides" in given.get("class", ""):
                self.pairs = 2
            if self.kind not in ("bullet", "number") or words(self.runs).strip():
                self._end_paragraph()
            if tag in _HEADS or tag in ("caption", "summary", "dt"):
                self.kind = "head"

    def _close(self, tag: str) -> None:
        grid = self.grid
        if self.nested:
            self.nested -= tag == "table"
        elif grid is not None and tag == "caption":
            self.grid, self.kind = None, "head"
            self._end_paragraph()
            self.grid = grid
        elif grid is not None and tag in ("td", "th"):
            grid.row.append(_trimmed(self.runs))
            self.runs = []
        elif grid is not None and tag == "tr":
            if grid.row and grid.heads == len(grid.row) and not grid.head and not grid.rows:
                grid.head = grid.row
            elif grid.row:
                grid.rows.append(tuple(grid.row))
                grid.stubs += bool(grid.heads)
            grid.row = []
        elif grid is not None and tag == "thead" and grid.rows and not grid.head:
            grid.head = list(grid.rows.pop())  # a head with an empty corner
        elif tag == "table" and grid is not None:
            self.grid, self.runs = None, []
            if grid.head or grid.rows:
                self._put(_even(grid))
        elif tag == "details":
            self._end_paragraph()
            self.details = max(0, self.details - 1)
        elif tag == "blockquote":
            self._end_paragraph()
            self.quotes = max(0, self.quotes - 1)
        elif tag == "pre":
            self._end_paragraph()
            self.pre = max(0, self.pre - 1)
        elif tag in ("ul", "ol"):
            self._end_paragraph()
            if self.lists:
                self.lists.pop()
        elif tag == "figcaption":
            self._caption()
        elif tag in _HEADS or tag in _BLOCKS or tag == "li":
            self._end_paragraph()

    def end(self) -> None:
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self.grid is not None:  # a block within a cell is a line of it
            if tag_text := words(self.runs):
                self.runs += [] if tag_text.endswith("\n") else [Run("\n")]
            return
        runs, self.runs = _trimmed(self.runs, pre=bool(self.pre)), []
        kind, level, number = self.kind, self.level, self.number
        self.kind, self.level, self.number = "plain", 0, 0
        if not words(runs).strip():
            return
        look = "code" if self.pre else "quote" if self.quotes else "plain"
        made = Paragraph(runs, kind, level, number, lettered=kind == "number" and self.lettered)
        lot = self.hidden if self.details else self.shown
        if lot and isinstance(last := lot[-1], Text) and last.look == look:
            lot[-1] = Text((*last.paragraphs, made), look)
        else:
            lot.append(Text((made,), look))

    def _put(self, item: Item) -> None:
        (self.hidden if self.details else self.shown).append(item)

    # pictures

    def _svg(self, tag: str, given: dict[str, str]) -> None:
        if tag == "svg":
            if not self.svg:
                self.alt = given.get("aria-label", "")
            self.svg += 1
        elif tag in ("title", "desc"):
            self.caption = True

    def _picture(self, source: str, alt: str) -> None:
        kept = self.runs if self.grid is not None else []
        if self.grid is None:
            self._end_paragraph()
        found = _DATA.match(source.strip())
        try:
            data = base64.b64decode(found[1]) if found else b""
        except (binascii.Error, ValueError):
            data = b""
        self._put(Image(data, alt))
        self.runs = kept

    def _caption(self) -> None:
        lot = self.hidden if self.details else self.shown
        text = words(_trimmed(self.runs))
        if lot and isinstance(last := lot[-1], Image) and not last.caption:
            lot[-1] = replace(last, caption=text)
            self.runs = []
        self._end_paragraph()


def _trimmed(runs: Sequence[Run], *, pre: bool = False) -> Runs:
    """Return runs without space at their ends."""
    ends = "\n" if pre else " \n"
    kept = list(runs)
    while kept and not (text := kept[0].text.lstrip(ends)):
        kept.pop(0)
    if kept:
        kept[0] = replace(kept[0], text=text)
    while kept and not (text := kept[-1].text.rstrip(ends)):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=text)
    return tuple(kept)


def _even(grid: _Grid) -> Table:
    """Return a table whose rows have equally many cells."""
    count = max(len(row) for row in [grid.head, *grid.rows])

    def full(row: Sequence[Runs]) -> tuple[Runs, ...]:
        return (*row, *[()] * (count - len(row)))

    head = full(grid.head) if grid.head else ()
    return Table(head, tuple(map(full, grid.rows)), stub=bool(grid.rows) and grid.stubs > 0)

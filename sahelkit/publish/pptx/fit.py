"""How much room text takes on a slide of a presentation, a little on the safe side."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sahelkit.lessons.parts import require
from sahelkit.publish.pptx.model import Paragraph, Run, Runs, Text

LINE = 1.2  # height of a line, in sizes of its text
BETWEEN = 0.35  # space between paragraphs, likewise
INDENT = {"bullet": 20.0, "number": 26.0}  # points that an item of a list is set in
DEEPEST = 8  # level of a list, the last that the format knows
PAD = 10.0  # points between the edge of a quotation or of code and its text

# the fonts of the theme are no wider than these parts of DejaVu's, which are at hand everywhere
_FACES = {
    "sans": ("DejaVuSans", 0.94),
    "serif": ("DejaVuSerif", 1.0),
    "mono": ("DejaVuSansMono", 1),
}
_WORDS = re.compile(r"\S+|\n|\s")
_BREAK = re.compile(r"[^\s-]*-+|[^\s-]+|[ \t\u2009]+|\n|\s")


def width(text: str, size: float, *, bold: bool = False, face: str = "sans") -> float:
    """Return how wide a text is at most, in points."""
    if len(text) > 40:
        return sum(_advance(c, bold, face) for c in text) * size
    return _breadth(text, bold, face) * size


@functools.lru_cache(maxsize=20_000)
def _breadth(word: str, bold: bool, face: str) -> float:
    return sum(_advance(c, bold, face) for c in word)


@functools.lru_cache(maxsize=4096)
def _advance(char: str, bold: bool, face: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    name, part = _FACES[face]
    return float(_font(f"{name}-Bold" if bold else name).getlength(char)) / 100 * part


@functools.cache
def _font(name: str) -> Any:
    folder = require("matplotlib").get_data_path()
    return require("PIL.ImageFont").truetype(f"{folder}/fonts/ttf/{name}.ttf", 100)


def lines(
    runs: Sequence[Run], room: float, size: float, *, bold: bool = False, face: str = "sans"
) -> list[Runs]:
    """Break text into lines that are no wider than a room, in points."""
    made: list[list[tuple[Run, str]]] = [[]]
    used = 0.0
    for run, piece in _pieces(runs):
        if piece == "\n":
            made[-1].append((run, piece))
            made.append([])
            used = 0.0
            continue
        wide = _wide(piece, run, size, bold, face)
        if used + wide > room and not piece.isspace():
            if made[-1]:
                made.append([])
                used = 0.0
            if wide > room:  # longer than a line: broken anywhere
                *whole, piece = _chopped(piece, run, room, size, bold, face)
                made[-1:] = [[(run, part)] for part in whole] + [[]]
                wide = _wide(piece, run, size, bold, face)
        made[-1].append((run, piece))
        used += wide
    return [_merged(line) for line in made]


def _chopped(word: str, run: Run, room: float, size: float, bold: bool, face: str) -> list[str]:
    parts, used = [""], 0.0
    for char in word:
        wide = _wide(char, run, size, bold, face)
        if used + wide > room and parts[-1]:
            parts.append("")
            used = 0.0
        parts[-1] += char
        used += wide
    return parts


def _pieces(runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    for run in runs:
        # some programs begin a new line before an address rather than break it
        for found in (_WORDS if run.link else _BREAK).finditer(run.text):
            yield run, found[0]


def _wide(piece: str, run: Run, size: float, bold: bool, face: str) -> float:
    scale = 0.7 if run.raised else 1.0
    face = "mono" if run.code else face
    return width(piece, size * scale, bold=bold or run.bold, face=face)


def _merged(pieces: Sequence[tuple[Run, str]]) -> Runs:
    """Return pieces of runs as runs, neighbours of the same style in one."""
    made: list[tuple[Run, list[str]]] = []
    for run, text in pieces:
        last = made[-1][0] if made else None
        if last is not None and (last is run or replace(last, text="") == replace(run, text="")):
            made[-1][1].append(text)
        else:
            made.append((run, [text]))
    return tuple(replace(run, text="".join(texts)) for run, texts in made)


def indent(kind: str, level: int) -> float:
    """Return how far a paragraph is set in, in points."""
    own = INDENT.get(kind, 0.0)
    return own + INDENT["bullet"] * min(level, DEEPEST) if own else 0.0


def paragraph_lines(paragraph: Paragraph, room: float, size: float, look: str) -> list[Runs]:
    """Break a paragraph of a slide into lines."""
    runs: Sequence[Run] = paragraph.runs
    if look == "code":
        runs = [replace(run, code=True) for run in runs]
    bold = paragraph.kind == "head"
    return lines(runs, room - indent(paragraph.kind, paragraph.level), size, bold=bold)


def text_height(text: Text, room: float, size: float) -> float:
    """Return how high paragraphs are at most, in points."""
    pad = 0.0 if text.look == "plain" else 2 * PAD
    count = sum(len(paragraph_lines(p, room - pad, size, text.look)) for p in text.paragraphs)
    return (count * LINE + (len(text.paragraphs) - 1) * BETWEEN) * size + pad


def split_text(text: Text, room: float, size: float, height: float) -> tuple[Text | None, Text]:
    """Cut text where the height ends; the first part is None where not one line fits.

    A paragraph that is cut runs on without a bullet or number.
    """
    if text_height(text, room, size) <= height:
        return text, Text((), text.look)
    pad = 0.0 if text.look == "plain" else 2 * PAD
    free = height - pad
    kept: list[Paragraph] = []
    for index, paragraph in enumerate(text.paragraphs):
        broken = paragraph_lines(paragraph, room - pad, size, text.look)
        need = (len(broken) * LINE + (BETWEEN if kept else 0)) * size
        if need <= free:
            kept.append(paragraph)
            free -= need
            continue
        fit = math.floor((free / size - (BETWEEN if kept else 0)) / LINE)
        rest = text.paragraphs[index:]
        whole = height - pad >= len(broken) * LINE * size  # it will fit as it is on the next
        if fit >= 1 and (not kept or (not whole and fit > 2)):
            kept.append(replace(paragraph, runs=joined(broken[:fit])))
            after = replace(paragraph, runs=joined(broken[fit:]), kind="plain")
            rest = (after, *text.paragraphs[index + 1 :])
        elif kept and kept[-1].kind == "head":  # a heading stays with what it heads
            rest = (kept.pop(), *rest)
        return (Text(tuple(kept), text.look) if kept else None), Text(rest, text.look)
    return text, Text((), text.look)


def joined(broken: Sequence[Runs]) -> Runs:
    """Return lines as one text again."""
    return _merged([(run, run.text) for line in broken for run in line])


def fit_title(
    runs: Sequence[Run], room: float, height: float, sizes: Sequence[float]
) -> tuple[Runs, float, bool]:
    """Return a title, the largest size in which it fits, and whether all of it does.

    What does not fit even in the smallest size is cut off, with an ellipsis.
    """
    for size in sizes:
        broken = lines(runs, room, size, bold=True, face="serif")
        most = max(1, math.floor(height / (size * LINE) + 0.05))
        if len(broken) <= most:
            return tuple(runs), size, True
    kept = joined(broken[:most])
    text = kept[-1].text
    cut = text[: max(0, len(text) - 3)].rstrip() + " …"
    return (*kept[:-1], replace(kept[-1], text=cut)), sizes[-1], False


def one_line(text: str, room: float, size: float) -> str:
    """Return as much of a text as fits into one line."""
    broken = lines((Run(text),), room - size, size)
    return text if len(broken) == 1 else "".join(r.text for r in broken[0]).rstrip() + " …"

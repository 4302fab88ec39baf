"""The matrix of competing hypotheses: evidence in rows, hypotheses in columns, cells to fill in."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextToPath

from sahelkit import style
from sahelkit.charts import hypotheses_slide as small
from sahelkit.ledger import ach
from sahelkit.ledger.record import Record
from sahelkit.medium import medium
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

OWN = "own-1"  # the last column is for a hypothesis of the reader's own
WIDTH, LEFT, RIGHT = 10.0, 0.06, 9.94  # inches
SIZE, LINE = 10.5, 0.178  # size of the text in points, height of a line in inches
CELL, GRADE, SOURCE = 0.46, 0.5, 1.36  # widths of the columns in inches
PAD = 0.07
MOST_LINES = 3
BESIDE = 100  # letters of a line that leave room for the source line beside them


def hypotheses(kit: Kit, question: str, lang: str = "en") -> style.Picture:
    """Draw the matrix of a prepared question, with empty cells to fill in by hand.

    Above stand the hypotheses by letter, with a line for one of the reader's own; beneath, one
    row an item of evidence with its source and the grade of that source, and one cell for each
    hypothesis.

    Parameters
    ----------
    kit : Kit
        The ledger.
    question : str
        A dispute with prepared hypotheses, for example ``"C-40"``.
    lang : {"en", "fr"}
        Language of the labels; the text of records is English.

    Returns
    -------
    style.Picture
        Rows tagged with the identifier of the item, cells with item and ``group:ITEM.HYPOTHESIS``,
        hypotheses with ``group:HYPOTHESIS``.

    Raises
    ------
    UnknownName
        For a question without prepared hypotheses, or a language the kit does not speak.
    """
    found = ach.analysis(kit, question)
    columns = [h.id for h in found.hypotheses] + [OWN]
    if not medium().notes:
        return _slide(kit, found, columns, lang)
    heads = [
        _wrap(f"{ascii_uppercase[n]}  {h.title}", RIGHT - LEFT - 0.3)
        for n, h in enumerate(found.hypotheses)
    ]
    heads.append([f"{ascii_uppercase[len(heads)]}  {word('ach_own_line', lang)}"])
    room = RIGHT - LEFT - CELL * len(columns) - GRADE - SOURCE
    texts = [_wrap(item.title, room - 2 * PAD) for item in found.items]
    rows = [max(2, len(lines)) * LINE + PAD for lines in texts]
    top = sum(len(lines) for lines in heads) * LINE + 2 * PAD
    scale = _wrap(_scale(lang), RIGHT - LEFT)
    below = len(scale) * LINE + (0.3 if len(scale[-1]) > BESIDE else 0.12)
    height = top + LINE + PAD + sum(rows) + below
    with style.theme():
        picture = style.Picture(
            figsize=(WIDTH, height),
            alt=_alt(kit, found, lang),
            source=word("source_line", lang),
        )
        sheet = _Sheet(picture, height)
        y = PAD / 2
        for name, lines in zip(columns, heads, strict=True):
            sheet.text(LEFT, y, lines, f"group:{name}", bold=1)
            y += len(lines) * LINE
        y = top
        edges = [LEFT, LEFT + room, LEFT + room + SOURCE]
        for x, key in zip(
            edges,
            ("js_hypotheses_item", "js_hypotheses_source", "js_hypotheses_grade"),
            strict=True,
        ):
            sheet.text(x + PAD, y, [word(key, lang)], colour=style.MUTED)
        cells = [RIGHT - CELL * (len(columns) - n) for n in range(len(columns))]
        for n, (x, name) in enumerate(zip(cells, columns, strict=True)):
            sheet.text(x + CELL / 2, y, [ascii_uppercase[n]], f"group:{name}", bold=1, mid=True)
        y += LINE + PAD
        for number, (item, lines, deep) in enumerate(zip(found.items, texts, rows, strict=True)):
            source = kit.record(item["source_id"])
            sheet.box(LEFT, y, cells[0] - LEFT, deep, item.id, number % 2 == 0)
            sheet.text(edges[0] + PAD, y + PAD / 2, lines, item.id)
            publisher = _wrap(source["publisher"], SOURCE - PAD, max(1, len(lines) - 1))
            where = [*publisher, f"{source.id} · {item.id}"]
            sheet.text(edges[1] + PAD, y + PAD / 2, where, item.id, colour=style.MUTED)
            sheet.text(
                edges[2] + GRADE / 2, y + PAD / 2, [source["reliability"]], item.id, mid=True
            )
            for x, hypothesis in zip(cells, columns, strict=True):
                gid = f"{item.id} group:{item.id}.{hypothesis}"
                sheet.box(x, y, CELL, deep, gid, None)
            y += deep
        sheet.text(LEFT, y + PAD, scale, colour=style.MUTED)
    return picture


def _slide(kit: Kit, found: ach.Analysis, columns: Sequence[str], lang: str) -> style.Picture:
    """Draw for the room of a slide: the statement of an item is read when it is chosen."""
    heads = [f"{ascii_uppercase[n]}  {h.title}" for n, h in enumerate(found.hypotheses)]
    heads.append(f"{ascii_uppercase[len(heads)]}  {word('ach_own_line', lang)}")
    sources = [kit.record(item["source_id"]) for item in found.items]
    items = [
        (f"{item.id}  {source['reliability']}  {source['publisher']}", item.title)
        for item, source in zip(found.items, sources, strict=True)
    ]
    made = small.laid(heads, items, len(columns), _scale(lang).split(" · "), _wrap)
    with style.theme():
        picture = style.Picture(
            figsize=(small.WIDTH, made.height),
            alt=_alt(kit, found, lang),
            source=word("source_line", lang),
        )
        sheet = _Sheet(picture, made.height, small.WIDTH, small.LINE)
        y = small.PAD / 2
        for name, lines in zip(columns, made.heads, strict=True):
            sheet.text(small.PAD, y, lines, f"group:{name}", bold=1)
            y += len(lines) * small.LINE
        y = made.top
        keys = ("js_hypotheses_item", "js_hypotheses_grade", "js_hypotheses_source")
        head = " · ".join(word(key, lang) for key in keys)
        sheet.text(2 * small.PAD, y, [head], colour=style.MUTED)
        edge = small.WIDTH - small.PAD
        cells = [edge - small.CELL * (len(columns) - n) for n in range(len(columns))]
        for n, (x, name) in enumerate(zip(cells, columns, strict=True)):
            letter = [ascii_uppercase[n]]
            sheet.text(x + small.CELL / 2, y, letter, f"group:{name}", bold=1, mid=True)
        y += small.LINE + small.PAD
        for number, (item, lines) in enumerate(zip(found.items, made.labels, strict=True)):
            sheet.box(small.PAD, y, cells[0] - small.PAD, made.deep, item.id, number % 2 == 0)
            above = (made.deep - len(lines) * small.LINE) / 2
            sheet.text(2 * small.PAD, y + above, lines, item.id)
            for x, name in zip(cells, columns, strict=True):
                sheet.box(x, y, small.CELL, made.deep, f"{item.id} group:{item.id}.{name}", None)
            y += made.deep
        sheet.text(small.PAD, y + small.PAD, made.scale, colour=style.MUTED)
    return picture


class _Sheet:
    """A picture on which one writes in inches from the upper left corner."""

    def __init__(
        self, picture: style.Picture, height: float, width: float = WIDTH, line: float = LINE
    ) -> None:
        self.picture, self.height, self.width, self.line = picture, height, width, line

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        gid: str = "",
        *,
        bold: int = 0,
        mid: bool = False,
        colour: str = style.INK,
    ) -> None:
        """Write lines beneath each other; the first ``bold`` letters of all are bold."""
        for n, line in enumerate(lines):
            down = 1 - (y + (n + 0.5) * self.line) / self.height
            head = line[:bold] if n == 0 else ""
            for part, shift in ((head, 0.0), (line[len(head) :], 0.24 if bold else 0.0)):
                if part.strip():
                    artist = self.picture.text(
                        (x + shift) / self.width,
                        down,
                        part.strip(),
                        fontsize=SIZE,
                        color=colour,
                        ha="center" if mid else "left",
                        va="center",
                        fontweight="bold" if part is head else "normal",
                    )
                    _tag(artist, gid)

    def box(
        self, x: float, y: float, width: float, deep: float, gid: str, shaded: bool | None
    ) -> None:
        """Draw a row's ground (shaded or not) or, with None, an empty cell."""
        cell = shaded is None
        patch = Rectangle(
            (x / self.width, 1 - (y + deep) / self.height),
            width / self.width,
            deep / self.height,
            transform=self.picture.transFigure,
            facecolor=style.FAINT if shaded else style.PAPER,
            alpha=None if cell else 0.45,
            edgecolor=style.MUTED if cell else "none",
            lw=0.8 if cell else 0,
        )
        self.picture.add_artist(patch)
        _tag(patch, gid)
        if not cell:
            edge = 1 - (y + deep) / self.height
            ends = (x / self.width, (x + width) / self.width)
            rule = Line2D(ends, (edge, edge), lw=0.6, color=style.MUTED)
            self.picture.add_artist(rule)


def _tag(artist: Artist, gid: str) -> None:
    if gid:
        artist.set_gid(gid)


def _wrap(text: str, inches: float, most: int = MOST_LINES) -> list[str]:
    """Break a text into at most so many lines; what does not fit is cut at a letter."""
    lines: list[str] = []
    for item in text.split():
        if lines and (len(lines) == most or _wide(f"{lines[-1]} {item}") <= inches):
            lines[-1] += f" {item}"
        else:
            lines.append(item)
    return [_fit(line, inches) for line in lines]


def _fit(line: str, inches: float) -> str:
    if _wide(line) <= inches:
        return line
    line = line[: int(inches * 72 / SIZE * 4)]  # no letter is narrower than a quarter of an em
    while line and _wide(f"{line}…") > inches:
        line = line[:-1]
    return f"{line.rstrip()}…"


@functools.cache
def _face() -> tuple[TextToPath, FontProperties]:
    return TextToPath(), FontProperties(family="DejaVu Sans", size=SIZE)


def _wide(line: str) -> float:
    """Width of a line in inches."""
    measure, face = _face()
    width: float = measure.get_text_width_height_descent(line, face, False)[0]
    return width / 72


def _scale(lang: str) -> str:
    return " · ".join(f"{rating} {word(f'js_hypotheses_{rating}', lang)}" for rating in ach.RATINGS)


def _alt(kit: Kit, found: ach.Analysis, lang: str) -> str:
    def named(item: Record) -> str:
        source = kit.record(item["source_id"])
        return f"{item.id} {source['publisher']} ({source['reliability']})"

    return word("ach_alt", lang).format(
        items=len(found.items),
        columns=len(found.hypotheses),
        question=found.question,
        hypotheses=" ".join(
            f"{ascii_uppercase[n]}: {h.title}" for n, h in enumerate(found.hypotheses)
        ),
        sources="; ".join(named(item) for item in found.items),
    )

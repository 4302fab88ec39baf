"""The sources: several texts side by side, and what each says, names and leaves out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from sahelkit import style
from sahelkit.charts.sheet import fit, width_of, wrap
from sahelkit.charts.source_sizes import EDGE, GAP, Sizes, fitting, lines, sizes
from sahelkit.charts.statements import VIEWS, Row, Texts, text_key, texts_of
from sahelkit.errors import UnknownName
from sahelkit.ledger.names import nearest
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

# all lengths in points
SMALL, LARGE = 10.5, 14.0  # sizes of type
FILL = "#7fb2d6"  # dark text has a contrast above 4.5:1 on it
LINE = "#aeb5bb"
VOICES = {"text": "●", "quoted": "○", "both": "◐"}
_LETTER = 0.565  # width of a letter in parts of its size


def sources(
    kit: Kit,
    view: str = "topics",
    *,
    entities: Iterable[str] | None = None,
    themes: Iterable[str] | None = None,
    lang: str = "en",
    every_view: bool = False,
) -> style.Picture:
    """Draw what each text says, names and leaves out: a column each.

    Parameters
    ----------
    kit : Kit
        The ledger.
    view : {"topics", "entities", "kinds", "words"}
        What the rows are: topics (number of statements); who and what is named (number of
        statements that name it); kinds of statement (share of the text's statements); or words
        of framing (how often each is used, and by whom).
    entities, themes, lang
        As for `sahelkit.charts.statements.texts_of`.
    every_view : bool
        Draw all four one above the other, for an explorer that shows one at a time.

    Returns
    -------
    style.Picture
        Parts tagged with the keys of `Texts.members` and the identifiers of wordings.

    Raises
    ------
    UnknownName
        For a view, entity, theme or language that does not exist, or where there is no statement.
    """
    if view not in VIEWS:
        raise UnknownName("view", view, nearest(view, VIEWS) or VIEWS)
    texts = texts_of(kit, entities, themes, lang)
    views = VIEWS if every_view else (view,)
    made = sizes(texts, {one: texts.blocks[one] for one in views})
    width = made.label + made.column * len(texts.sources) + 2 * EDGE
    height = made.head + made.body + made.foot
    with style.theme():
        picture = style.Picture(
            figsize=(width / 72, height / 72),
            alt=" ".join(_alt(kit, texts, views, lang)),
            source=word("source_line", lang),
        )
        axes = picture.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        _heads(axes, kit, texts, lang, made)
        for one in views:
            _View(axes, texts, one, lang, made).draw()
    return picture


def greatest(texts: Texts) -> int:
    """Return the number of records in the largest group; the fill is deepest there."""
    return max(len(records) for records in texts.members().values())


def _heads(axes: Axes, kit: Kit, texts: Texts, lang: str, made: Sizes) -> None:
    """Write above each column who published the text, how reliable, and its statements."""
    low = made.head - 7
    axes.text(
        made.label - 3, low, word("sources_count", lang), ha="right", va="center",
        color=style.MUTED, fontsize=SMALL,
    )  # fmt: skip
    for number, source in enumerate(texts.sources):
        record = kit.record(source)
        middle = made.label + EDGE + made.column * (number + 0.5)
        name = _publisher(record["publisher"], made)
        key = f"group:{text_key(source)}"
        corner = (middle - made.column / 2 + 1, 2)
        part = Rectangle(corner, made.column - 2, made.head - 5, fc=style.PAPER, lw=0)
        axes.add_artist(part).set_gid(key)
        written: list[tuple[float, str, dict[str, Any]]] = [
            (10, f"{source} ({record['reliability']})", {"fontsize": 12, "fontweight": "bold"}),
            *((24 + 12.3 * n, line, {"fontsize": SMALL}) for n, line in enumerate(name)),
            (low, str(texts.statements(source)), {"fontsize": SMALL, "color": style.MUTED}),
        ]
        for y, text, look in written:
            axes.text(middle, y, text, ha="center", va="center", **look).set_gid(key)


def _publisher(publisher: str, made: Sizes) -> list[str]:
    """Break a name without what stands in brackets; on a slide write the acronym, if that fits."""
    name = re.sub(r"\s*\([^()]*\)$", "", publisher)
    if made.whole:
        letters = int(made.column / (SMALL * 0.53))
        return textwrap.wrap(name, letters, max_lines=made.lines, placeholder="…") or [name]
    room = (made.column - 1) / 72
    acronym = re.search(r"\(([A-Z]{2,})\)$", publisher)
    if len(found := wrap(name, room)) > made.lines and acronym:
        return [acronym[1]]
    return [
        fit(" ".join(found[n:]) if n == made.lines - 1 else line, room)
        for n, line in enumerate(found[: made.lines])
    ]


def shorten(name: str, width: int) -> str:
    """Write a long name as its acronym, without what stands in brackets, or without its end."""
    acronym = re.search(r"\(([A-Z][A-Z0-9 -]+)\)$", name)
    if len(name) > width:
        name = acronym[1] if acronym else re.sub(r"\s*\([^()]*\)$", "", name)
    short = textwrap.shorten(name, width, placeholder="…")
    return name[: width - 1] + "…" if short == "…" else short


class _View:
    """Draws the rows of one view into the picture."""

    def __init__(self, axes: Axes, texts: Texts, view: str, lang: str, made: Sizes) -> None:
        self.made = made
        self.axes, self.texts, self.view, self.lang = axes, texts, view, lang
        self.state = f"when:compare={view}"
        self.most = greatest(texts)
        self.wordings = {w["wording_id"]: w for w in rows_of(texts.wordings)}
        self.size = SMALL

    def draw(self) -> None:
        """Draw heads, rows and key."""
        made = self.made
        blocks, left = fitting(self.texts.blocks[self.view], made)
        pitch = made.body / max(lines(blocks), 1)
        self.size = min(LARGE, max(SMALL, pitch * 0.5))
        top = made.head
        for block in blocks:
            if block.head:
                self._text(EDGE, top + pitch * 0.45, block.head, ha="left", fontweight="bold")
                top += pitch
            for row in block.rows:
                self._row(row, top, pitch)
                top += pitch
        keys = {"kinds": "share", "words": "words"}
        key = word(f"sources_key_{keys.get(self.view, 'count')}", self.lang)
        x = EDGE + made.label + made.column * len(self.texts.sources)
        low = made.head + made.body + 9
        if left:
            more = word("sources_more", self.lang).format(n=left)
            self._text(EDGE, low, more, color=style.MUTED)
        self._text(x, low, key, ha="right", fontsize=SMALL, color=style.MUTED)

    def _row(self, row: Row, top: float, pitch: float) -> None:
        key = f"group:{row.key} always {self.state}"
        label, column = self.made.label, self.made.column
        wide = label + column * len(self.texts.sources) - GAP
        self._box((EDGE - 1, top - 1, wide + 2, pitch), key, fc=style.PAPER, lw=0)
        names, size = self._name(row.name, label - 3 - EDGE, pitch)
        for number, name in enumerate(names):
            y = top + (pitch - GAP) / 2 + 1.2 * size * (number - (len(names) - 1) / 2)
            self._text(label - 3, y, name, key, ha="right", fontsize=size)
        for number, source in enumerate(self.texts.sources):
            box = (label + EDGE + column * number, top, column - GAP, pitch - GAP)
            if self.view == "words":
                self._word(row, source, box)
            else:
                self._statements(row, source, box)

    def _name(self, name: str, room: float, pitch: float) -> tuple[list[str], float]:
        """Return the lines of a label and the size of its letters.

        Where a picture cannot grow, a long name is written smaller or in two lines.
        """
        if self.made.whole:
            return [shorten(name, int((room + EDGE) / (self.size * _LETTER)))], self.size
        wide, small = 72 * width_of(name), room / 72
        if wide * self.size / SMALL <= room:
            return [name], self.size
        found = wrap(name, small)
        if wide <= room or len(found) * 1.2 * SMALL > pitch:
            return [fit(name, small)], SMALL
        return found, SMALL

    def _statements(self, row: Row, source: str, box: tuple[float, ...]) -> None:
        """Draw a cell that counts statements, above an empty one with a dash."""
        x, y, width, height = box
        key = f"group:{row.cell(source)}"
        self._empty(box, f"{key} always {self.state} when:sources={source}")
        count = len(row.cells[source])
        if not count:
            return
        self._box(box, f"{key} {self.state}", fc=style.PAPER)
        tag = f"{key} {self.state} count"
        if self.view != "kinds":
            share = 0.1 + 0.9 * np.sqrt(count / self.most)
            self._box(box, f"{key} {self.state} shade", fc=(FILL, share), ec="none")
            look = {"ha": "center", "fontsize": self.size, "fontweight": "bold"}
            self._text(x + width / 2, y + height / 2, str(count), tag, **look)
            return
        of_all = count / self.texts.statements(source)
        foot = min(9.0, height / 3)
        bar = (x + 3, y + height - foot - 2, max((width - 6) * of_all, 1), foot)
        self._box(bar, f"{key} {self.state}", fc=FILL, ec="none")
        middle = y + (height - foot - 2) / 2 + 1
        percent = word("sources_percent", self.lang).format(n=round(100 * of_all))
        look = {"fontsize": min(self.size, 12.5), "fontweight": "bold"}
        self._text(x + 4, middle, percent, f"{key} {self.state}", ha="left", **look)
        self._text(x + width - 4, middle, str(count), tag, ha="right", color=style.MUTED)

    def _word(self, row: Row, source: str, box: tuple[float, ...]) -> None:
        """Draw how often a text uses a word, and who in it does."""
        x, y, width, height = box
        for record_id in row.cells[source][:1]:
            record = self.wordings[record_id]
            count = int(record["count"])
            self._box(box, f"{record_id} {self.state}", fc=(FILL, 0.55) if count else style.PAPER)
            text = f"{count} {VOICES.get(record['voice'], '')}".strip()
            look: dict[str, Any] = {"fontweight": "bold"} if count else {"color": style.MUTED}
            tag = f"{record_id} {self.state}"
            self._text(x + width / 2, y + height / 2, text, tag, ha="center", **look)

    def _text(self, x: float, y: float, text: str, gid: str = "", **look: Any) -> None:
        options: dict[str, Any] = {"va": "center_baseline", "fontsize": SMALL} | look
        self.axes.text(x, y, text, **options).set_gid(gid or self.state)

    def _box(self, box: tuple[float, ...], gid: str, **look: Any) -> None:
        x, y, width, height = box
        options: dict[str, Any] = {"ec": LINE, "lw": 0.7} | look
        cell = Rectangle((x, y), width, height, clip_on=False, **options)
        self.axes.add_artist(cell).set_gid(gid)

    def _empty(self, box: tuple[float, ...], gid: str) -> None:
        x, y, width, height = box
        middle, end = (x + width / 2, y + height / 2), (x + width, y + height)
        points = [(x, y), (end[0], y), end, (x, end[1]), (x, y)]
        points += [(middle[0] - 4, middle[1]), (middle[0] + 4, middle[1])]
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY, Path.MOVETO, Path.LINETO]
        look = {"fc": style.PAPER, "ec": style.MUTED, "lw": 0.8, "clip_on": False}
        self.axes.add_artist(PathPatch(Path(points, codes), **look)).set_gid(gid)


def _alt(kit: Kit, texts: Texts, views: Iterable[str], lang: str) -> Iterator[str]:
    """Say in words what the views show."""
    heads = [
        word("sources_alt_text", lang).format(
            id=s, publisher=kit.record(s)["publisher"], number=texts.statements(s)
        )
        for s in texts.sources
    ]
    yield word("sources_alt", lang).format(count=len(heads), texts="; ".join(heads))
    tell = {"topics": _topics, "entities": _entities, "kinds": _kinds, "words": _words}
    for view in views:
        said = tell[view](texts, lang)
        if said:
            yield word(f"sources_alt_{view}", lang).format(**said)


def _topics(texts: Texts, lang: str) -> dict[str, str]:
    parts = []
    for source in texts.sources:
        names = [row.name for row in texts.rows("topics") if not row.cells[source]]
        key = "sources_alt_leaves" if names else "sources_alt_speaks"
        parts.append(word(key, lang).format(id=source, names=", ".join(names)))
    return {"parts": "; ".join(parts)}


def _entities(texts: Texts, lang: str) -> dict[str, str]:
    rows = list(texts.rows("entities"))
    everywhere = ", ".join(row.name for row in rows if not texts.absent(row))
    parts = [word("sources_alt_all", lang).format(names=everywhere)] if everywhere else []
    for source in texts.sources:
        rest = set(texts.sources) - {source}
        names = [row.name for row in rows if set(texts.absent(row)) == rest]
        if names and rest:
            parts.append(word("sources_alt_only", lang).format(id=source, names=", ".join(names)))
    return {"parts": "; ".join(parts)} if parts else {}


def _kinds(texts: Texts, lang: str) -> dict[str, str]:
    percent = word("sources_percent", lang)
    parts = []
    for row in texts.rows("kinds"):
        shares = [
            f"{s} " + percent.format(n=round(100 * len(row.cells[s]) / (texts.statements(s) or 1)))
            for s in texts.sources
        ]
        parts.append(f"{row.name} {', '.join(shares)}")
    return {"parts": "; ".join(parts)}


def _words(texts: Texts, lang: str) -> dict[str, str]:
    counts = dict(zip(texts.wordings["wording_id"], texts.wordings["count"], strict=True))
    parts = []
    for row in texts.rows("words"):
        used = [s for s in texts.sources if s not in texts.absent(row)]
        if len(used) == 1:
            number = sum(counts[r] for r in row.cells[used[0]])
            parts.append(f"{row.name} ({used[0]}, {number})")
    return {"parts": "; ".join(parts) or word("none", lang)}

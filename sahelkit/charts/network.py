"""The network: who is named together with whom, and in how many records."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sahelkit import style
from sahelkit.charts.layout import ZIGZAG, arrange, bend, grid, wrap
from sahelkit.charts.sheet import width_of
from sahelkit.charts.ties import KINDS, Network, counted, key, ties_between
from sahelkit.ledger.names import name_in
from sahelkit.medium import SLIDE, TALL, inches, medium
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

MARKERS = dict(zip(KINDS, ("o", "s", "^", "X", "D", "o"), strict=True))
COLOURS = dict(
    zip(KINDS, ("#00659f", "#b4540a", "#007355", "#a3260b", "#7a6000", "#8a3b73"), strict=True)
)
WIDTH = 10.0  # inches
_HEIGHT = {3: 4.1, 4: 4.9, 5: 5.6}  # inches, by rows of the layout
_FOOT, _TOP = 0.78, 0.02  # inches below and above the network
_LINE = 0.22  # inches of a line beneath the network on a slide
_LABEL = 10.5  # points
_LARGER = 12.0  # points, on a slide with few parties
SLIDE_MOST = 16  # parties that a slide has room for
_LETTER = 0.6  # width of a letter of the labels, in parts of their size
_MARK = 13.0  # points
_CLEAR = 15.0  # points between a line and the middle of a mark that it passes
_UNSEEN = 0.004  # how opaque; with 0 matplotlib draws nothing that a pointer could hit
LINE = "#8b949c"


def label_of(kit: Kit, party: str, lang: str) -> str:
    """Return a party's name in a language, without what stands in long brackets."""
    return re.sub(r" \([^()]{13,}\)$", "", name_in(kit.record(party), lang))


def _short(kit: Kit, party: str, lang: str, width: int, most: float = math.inf) -> str:
    """Break a name into two lines; a longer one gives way to its acronym, or takes three.

    Lines have so many letters, and fewer where these would be wider than ``most`` inches at a
    size of 10.5 points.
    """
    name = label_of(kit, party, lang)
    least = max(map(len, name.split()))
    while width > least and max(map(width_of, wrap(name, width, 3).split("\n"))) > most:
        width -= 1
    if "…" not in wrap(name, width, 2):
        return wrap(name, width, 2)
    for full in (name, kit.record(party)["name"]):
        acronym = re.search(r"\(([A-Z][A-Z-]+)\)$|^([A-Z]+)$", full)
        if acronym:
            return acronym[1] or acronym[2]
    return wrap(name, width, 3)


@dataclass(frozen=True)
class _Sheet:
    """How large the picture and its texts are: inches, and points for the label."""

    width: float
    height: float
    foot: float
    label: float
    legend: int  # columns

    def lift(self, row: float) -> float:
        """Return by how many points parties stand above the middle of a row of a height.

        On a slide there is no more room above them than marks need; labels have the rest.
        """
        return row * (1 - ZIGZAG) / 2 - _MARK * 0.8 if medium() is SLIDE else 0.0


def _sheet(rows: int, kinds: Sequence[str], more: bool, lang: str) -> _Sheet:
    if medium() is not SLIDE:
        return _Sheet(WIDTH, _HEIGHT[rows], _FOOT, _LABEL, len(kinds))
    width, height = inches(TALL)
    needed = sum(width_of(word(f"network_{kind}", lang)) + 0.53 for kind in kinds)
    columns = len(kinds) if needed < width else (len(kinds) + 1) // 2
    lines = -(-len(kinds) // columns) + more
    return _Sheet(width, height, 0.1 + _LINE * lines, _LARGER if rows == 3 else _LABEL, columns)


def drawn_at_most(most: int) -> int:
    """Return how many parties are drawn, of so many that are wanted."""
    return min(most, SLIDE_MOST) if medium() is SLIDE else most


def lost(kit: Kit, net: Network, *args: Any, most: int, **more: Any) -> int:
    """Return how many parties a slide has no room for, of those that `ties_between` finds."""
    if drawn_at_most(most) == most:
        return 0
    return len(set(ties_between(kit, *args, most=most, **more).parties) - set(net.parties))


def network(
    kit: Kit,
    themes: Iterable[str] | None = None,
    until: str | dt.date | None = None,
    kinds: Iterable[str] = KINDS,
    *,
    least: int | None = None,
    most: int = 26,
    crowd: int = 8,
    lang: str = "en",
    every_tie: bool = False,
) -> style.Picture:
    """Draw who is named together with whom: the thicker the line, the more records.

    The places depend on all records, not on ``until``, so that pictures of different days can
    be compared. A line says that records name both parties, not that they are friends, nor
    that one commands the other.

    Parameters
    ----------
    kit, themes, kinds, least, most, crowd
        As for `ties_between`.
    until : str or date, optional
        Count only records that begin by then; a month or a year stands for its last day.
    lang : {"en", "fr"}
        Language of the labels.
    every_tie : bool
        Also draw what no record shows by ``until``, for a page that hides it (see Notes).

    Returns
    -------
    style.Picture

    Raises
    ------
    UnknownName
        For a theme, kind, date or language that does not exist, a number out of range, or no
        tie at all.

    Notes
    -----
    Parts are tagged ``group:`` and the key of what they stand for: ``mali`` for a party,
    ``mali--niger`` for a tie.
    """
    net = ties_between(kit, themes, kinds, least=least, most=drawn_at_most(most), crowd=crowd)
    left_out = lost(kit, net, themes, kinds, least=least, most=most, crowd=crowd)
    counts = counted(net, until)
    order = list(net.parties)
    room = grid(len(order))
    seen = [kind for kind in KINDS if kind in net.parties.values()]
    sheet = _sheet(room.rows, seen, bool(left_out), lang)
    width, height = sheet.width, sheet.height
    deep = height - sheet.foot - _TOP
    numbers = {party: n for n, party in enumerate(order)}
    ties = tuple((numbers[a], numbers[b], count) for (a, b), count in net.ties.items())
    spots = arrange(len(order), ties, width / deep) * (width, deep) * 72  # points
    spots = spots + np.array([0.0, sheet.lift(deep * 72 / room.rows)])
    places = dict(zip(order, spots, strict=True))
    with style.theme():
        picture = style.Picture(
            figsize=(width, height),
            alt=_alt(kit, net, counts, lang),
            source=word("source_line", lang),
        )
        axes = picture.add_axes((0, sheet.foot / height, 1, deep / height))
        axes.set_xlim(0, width * 72)
        axes.set_ylim(0, deep * 72)
        axes.set_axis_off()
        greatest = max(counted(net).values())
        for pair in reversed(list(net.ties)):
            if every_tie or counts[key(*pair)]:
                thick = 1 + 9 * np.sqrt(max(counts[key(*pair)], 1) / greatest)
                a, b = numbers[pair[0]], numbers[pair[1]]
                middle = bend(spots, a, b, _CLEAR)
                _line(axes, (spots[a], middle, spots[b]), key(*pair), thick)
        letters = int(width / room.columns * 72 / (_LETTER * sheet.label))
        most_inches = math.inf
        if medium() is SLIDE:  # there, columns are narrow
            most_inches = (width / room.columns - 0.03) * _LABEL / sheet.label
            letters += 4
        for party, kind in net.parties.items():
            if every_tie or counts[party]:
                name = _short(kit, party, lang, letters, most_inches)
                half = max(map(width_of, name.split("\n"))) * 36 * sheet.label / _LABEL + 2
                by = _inwards(places[party][0], half, width * 72) if medium() is SLIDE else 0.0
                _node(axes, places[party], party, kind, name, sheet.label, by)
        low = 0.19 if medium() is not SLIDE else _LINE if left_out else 0.0
        _legend(picture, seen, sheet.legend, low, lang)
        if left_out:
            text = word("network_lost", lang).format(n=left_out)
            picture.text(0.01, 0.02, text, fontsize=_LABEL, color=style.MUTED)
    return picture


def _line(axes: Axes, points: Sequence[np.ndarray], name: str, width: float) -> None:
    """Draw a tie between the edges of two marks, and a wide one unseen, for the pointer."""
    start, middle, end = points
    out, back = ((middle - point) / np.linalg.norm(middle - point) for point in (start, end))
    for gap, style_of, gid in (
        (0.5, {"ec": LINE, "lw": width, "alpha": 0.75, "zorder": 2}, f"group:{name} width"),
        (1.0, {"ec": LINE, "lw": 12, "alpha": _UNSEEN, "zorder": 1}, f"group:{name}"),
    ):
        ends = start + out * _MARK * gap, middle, end + back * _MARK * gap
        path = Path(ends, [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        axes.add_patch(
            PathPatch(path, fc="none", capstyle="butt", clip_on=False, gid=gid, **style_of)
        )


def _node(
    axes: Axes, place: np.ndarray, party: str, kind: str, name: str, size: float, by: float
) -> None:
    (mark,) = axes.plot(*place[:, None], ms=_MARK, zorder=4, **_look(kind))
    text = axes.annotate(
        name,
        (place[0], place[1]),
        xytext=(by, -_MARK * 0.5 - 3),
        textcoords="offset points",
        ha="center",
        va="top",
        fontsize=size,
        linespacing=1.05,
        bbox={"facecolor": style.PAPER, "alpha": 0.75, "lw": 0, "pad": 0.8},
        zorder=5,
    )
    for part in (mark, text):
        part.set_gid(f"group:{party}")


def _inwards(x: float, half: float, width: float) -> float:
    """Return by how much a label of half a width is moved so that it stays in the picture."""
    return float(max(half - x, 0.0) - max(x + half - width, 0.0))


def _look(kind: str) -> dict[str, Any]:
    """Return the mark of a kind; people are rings, so that they are no states without colour."""
    colour = COLOURS[kind]
    ring = {"mfc": style.PAPER, "mec": colour, "mew": 3.2}
    full = {"mfc": colour, "mec": style.PAPER, "mew": 1.2}
    return {"marker": MARKERS[kind], "ls": ""} | (ring if kind == "person" else full)


def _legend(picture: style.Picture, kinds: list[str], columns: int, low: float, lang: str) -> None:
    on_slide = medium() is SLIDE
    handles = [Line2D([], [], ms=11, **_look(kind)) for kind in kinds]
    picture.legend(
        handles,
        [word(f"network_{k}", lang) for k in kinds],
        loc="lower left",
        bbox_to_anchor=(0.0, low / picture.get_figheight()),
        ncol=columns,
        frameon=False,
        fontsize=_LABEL if on_slide else 11,
        handletextpad=0.3,
        columnspacing=1.3,
        borderaxespad=0.3,
    )


def _alt(kit: Kit, net: Network, counts: Mapping[str, int], lang: str) -> str:
    seen = [pair for pair in net.ties if counts[key(*pair)]]
    seen.sort(key=lambda pair: -counts[key(*pair)])
    parties = {party for pair in seen for party in pair}
    strongest = "; ".join(
        word("network_alt_tie", lang).format(
            a=label_of(kit, a, lang), b=label_of(kit, b, lang), count=counts[key(a, b)]
        )
        for a, b in seen[:5]
    )
    return word("network_alt", lang).format(
        parties=len(parties), ties=len(seen), strongest=strongest
    )

"""The marks of a timeline: one artist draws them all, each as a part of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from sahelkit import style
from sahelkit.words import word

SIZES = {"core": 8.0, "supporting": 5.5, "background": 5.0}  # points
EDGE = 1.2  # points
RING = 5.0  # points by which the ring of a contradicted event is wider than its mark


@dataclass(frozen=True)
class Mark:
    """An event as it is drawn.

    Attributes
    ----------
    gid : str
        What it stands for.
    start, end : float
        First and last day (matplotlib's numbers of days); the mark stands in the middle.
    y : float
        Height of its row.
    theme : str
        Gives colour and shape.
    tier : {"core", "supporting", "background"}
        Gives the size; marks of the background are hollow.
    span : bool
        Whether a bar lies over the days from start to end.
    ring : bool
        Whether a source contradicts the event.
    scale : float
        By how much it is larger than usual.
    """

    gid: str
    start: float
    end: float
    y: float
    theme: str
    tier: str
    span: bool = False
    ring: bool = False
    scale: float = 1.0

    @property
    def middle(self) -> float:
        """Where the mark stands."""
        return (self.start + self.end) / 2

    @property
    def size(self) -> float:
        """Diameter of the mark in points."""
        return SIZES[self.tier] * self.scale


class Marks(Artist):
    """All marks of a timeline.

    An artist of its own for each mark costs about ten times as much, which counts with thousands
    of events.

    Parameters
    ----------
    marks : sequence of Mark
        In the order in which they are drawn, lane after lane; the bars of a lane lie beneath
        its marks.
    """

    def __init__(self, marks: Sequence[Mark]) -> None:
        super().__init__()
        self.marks = tuple(marks)
        self.set_zorder(4)

    @allow_rasterization  # type: ignore[untyped-decorator]
    def draw(self, renderer: Any) -> None:
        """Draw the bars of each lane, then its marks with their rings."""
        if not self.get_visible():
            return
        pens = _Pens(renderer)
        for _, lane in groupby(self.marks, key=lambda mark: mark.theme):
            self._lane(renderer, pens, list(lane))
        self.stale = False

    def _lane(self, renderer: Any, pens: _Pens, marks: Sequence[Mark]) -> None:
        place = self.get_transform()
        left = place.transform([(mark.start, mark.y) for mark in marks])
        right = place.transform([(mark.end, mark.y) for mark in marks])
        renderer.open_group("lane")
        for mark, ends in zip(marks, zip(left, right, strict=True), strict=True):
            if mark.span:
                renderer.open_group("span", gid=mark.gid)
                renderer.draw_path(pens.bar(mark), Path(ends), IdentityTransform())
                renderer.close_group("span")
        for mark, x, y in zip(marks, *((left + right) / 2).T, strict=True):
            renderer.open_group("mark", gid=f"{mark.gid} mark")
            for pen, shape, face in pens.mark(mark):
                # a browser handles a path in a fraction of the time that a reference to one takes
                renderer.draw_path(pen, shape, Affine2D().translate(x, y), face)
            renderer.close_group("mark")
        renderer.close_group("lane")


class _Pens:
    """Pens and shapes of a renderer, each made once."""

    def __init__(self, renderer: Any) -> None:
        self.renderer = renderer
        self.bars: dict[tuple[str, str], Any] = {}
        self.marks: dict[tuple[str, str, bool], list[tuple[Any, Path, Any]]] = {}

    def bar(self, mark: Mark) -> Any:
        """Return the pen of an event's bar."""
        key = mark.theme, mark.tier
        if key not in self.bars:
            pen = self._pen(style.THEME_COLOURS[mark.theme], mark.size - 2, 0.55)
            pen.set_capstyle("butt")
            self.bars[key] = pen
        return self.bars[key]

    def mark(self, mark: Mark) -> list[tuple[Any, Path, Any]]:
        """Return pen, shape and fill of an event's mark, and of its ring."""
        key = mark.theme, mark.tier, mark.ring
        if key not in self.marks:
            colour = style.THEME_COLOURS[mark.theme]
            name = style.THEME_MARKERS[mark.theme]
            if mark.tier == "background":
                shapes = [self._shape(name, mark.size, colour, EDGE, to_rgba(style.PAPER))]
            else:  # without an edge of the same colour: half the work for a browser
                shapes = [self._shape(name, mark.size + EDGE, colour, 0, to_rgba(colour))]
            if mark.ring:
                shapes.append(self._shape("o", mark.size + RING, style.INK, 1.1, None))
            self.marks[key] = shapes
        return self.marks[key]

    def _pen(self, colour: str, width: float, alpha: float = 1.0) -> Any:
        pen = self.renderer.new_gc()
        pen.set_foreground(to_rgba(colour, alpha), isRGBA=True)
        pen.set_alpha(alpha)
        pen.set_linewidth(width)  # in points; the renderer reckons its pixels
        return pen

    def _shape(
        self, shape: str, size: float, edge: str, width: float, face: Any
    ) -> tuple[Any, Path, Any]:
        marker = MarkerStyle(shape)
        pen = self._pen(edge, width)
        pen.set_joinstyle(marker.get_joinstyle())
        pen.set_capstyle(marker.get_capstyle())
        scale = Affine2D().scale(self.renderer.points_to_pixels(size))
        return pen, marker.get_path().transformed(marker.get_transform() + scale), face


def legend(
    picture: style.Picture, height: float, lang: str, marks: Sequence[Mark] | None = None
) -> None:
    """Explain the signs along the lower edge of a picture of a height (inches).

    With ``marks``, those that occur among them alone; a size that all of them have tells nothing.
    """

    def mark(size: float, face: str, shape: str = "o") -> Line2D:
        return Line2D(
            [], [], ls="", marker=shape, ms=size, mfc=face, mec=style.INK, color=style.INK
        )

    handles = [
        (mark(8.5, style.MUTED), word("tier_core", lang)),
        (mark(6, style.MUTED), word("tier_supporting", lang)),
        (Line2D([], [], lw=6, alpha=0.5, color=style.MUTED), word("coarse_date", lang)),
        (mark(12, "none"), word("contradicted", lang)),
    ]
    if marks is not None:
        tiers = {one.tier for one in marks}
        occur = (
            "core" in tiers and len(tiers) > 1,
            "supporting" in tiers and len(tiers) > 1,
            any(one.span for one in marks),
            any(one.ring for one in marks),
        )
        handles = [handle for handle, there in zip(handles, occur, strict=True) if there]
    picture.legend(
        [h for h, _ in handles],
        [text for _, text in handles],
        loc="lower left",
        bbox_to_anchor=(0.0, -0.05 / height),
        ncol=4,
        frameon=False,
        fontsize=11,
        handletextpad=0.7,
        columnspacing=1.4,
    )

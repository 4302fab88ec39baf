"""Rows of small squares as one path, so that many counts stay a light drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path


def squares(
    corners: Sequence[tuple[float, float]],
    width: float,
    height: float,
    sign: str = "",
    **how: Any,
) -> PathPatch:
    """Return rectangles of one size as a single patch.

    Parameters
    ----------
    corners : sequence of (float, float)
        Upper left corner of each.
    width, height : float
        Their size.
    sign : str
        ``partly`` adds a stroke from corner to corner, ``contradicts`` a cross.
    **how
        Colours and further properties of the patch.
    """
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for x, y in corners:
        right, low = x + width, y + height
        points += [(x, y), (right, y), (right, low), (x, low), (x, y)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
        strokes: list[tuple[float, float]] = []
        if sign == "partly":
            strokes = [(x, low), (right, y)]
        elif sign == "contradicts":
            strokes = [(x, y), (right, low), (x, low), (right, y)]
        points += strokes
        codes += [Path.MOVETO, Path.LINETO] * (len(strokes) // 2)
    how.setdefault("linewidth", 0)
    return PathPatch(Path(points, codes), **how)

"""Placing marks and their labels in the rows of a lane such that nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 0.53  # mean width of a letter of the sans-serif face, in parts of its size
LONGEST = 46  # letters of a label; the full title is in the record


@dataclass(frozen=True)
class Place:
    """Where a mark stands.

    Attributes
    ----------
    row : int
        Row of the lane, from 0.
    label : str
        Words beside the mark; empty where marks are not labelled.
    left : bool
        Whether the label stands to the left, since there is no room to the right.
    """

    row: int
    label: str = ""
    left: bool = False


def shorten(title: str, longest: int = LONGEST) -> str:
    """Cut a title at a word so that it has at most so many letters."""
    if len(title) <= longest:
        return title
    return title[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-’") + "…"


def shelve(
    spans: Sequence[tuple[float, float]],
    mark: float,
    *,
    labels: Sequence[str] | None = None,
    letter: float = 0.0,
    edges: tuple[float, float] = (float("-inf"), float("inf")),
) -> list[Place]:
    """Give each mark the first row of its lane in which it overlaps nothing.

    Parameters
    ----------
    spans : sequence of (float, float)
        Beginning and end of each mark on the time axis, in order of time.
    mark : float
        Width of a mark on that axis.
    labels : sequence of str, optional
        Words beside the marks: to the right, or to the left where only there is room.
    letter : float
        Width of a letter on that axis.
    edges : (float, float)
        Ends of the axis; no label passes them.
    """
    taken: list[list[tuple[float, float]]] = []
    places = []
    for number, (start, end) in enumerate(spans):
        middle = (start + end) / 2
        low, high = min(start, middle - mark / 2), max(end, middle + mark / 2)
        label = shorten(labels[number]) if labels is not None else ""
        width = (len(label) + 1.5) * letter if label else 0.0
        sides = [(False, low, high + width), (True, low - width, high)]
        sides = [s for s in sides if s[1] >= edges[0] and s[2] <= edges[1]] or sides[:1]
        for row in range(len(taken) + 1):
            if row == len(taken):
                taken.append([])
            free = [s for s in sides if all(b <= s[1] or a >= s[2] for a, b in taken[row])]
            if free:
                left, low, high = free[0]
                taken[row].append((low, high))
                places.append(Place(row, label, left))
                break
    return places

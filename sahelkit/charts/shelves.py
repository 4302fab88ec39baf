"""Placing marks and their labels in the rows of a lane such that nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 0.56  # mean width of a letter of the sans-serif face, in parts of its size
LONGEST = 34  # letters of a label; the full title is in the record


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
    edge: float = float("inf"),
) -> list[Place]:
    """Give each mark the first row of its lane in which it overlaps nothing.

    Parameters
    ----------
    spans : sequence of (float, float)
        Beginning and end of each mark on the time axis, in order of time.
    mark : float
        Width of a mark on that axis.
    labels : sequence of str, optional
        Words beside the marks.
    letter : float
        Width of a letter on that axis.
    edge : float
        Right edge of the axis; a label that would pass it goes to the left of its mark.
    """
    taken: list[list[tuple[float, float]]] = []
    places = []
    for number, (start, end) in enumerate(spans):
        middle = (start + end) / 2
        low, high = min(start, middle - mark / 2), max(end, middle + mark / 2)
        label, left = "", False
        if labels is not None:
            label = shorten(labels[number])
            width = (len(label) + 1) * letter
            left = high + width > edge
            low, high = (low - width, high) if left else (low, high + width)
        row = next(
            (n for n, row in enumerate(taken) if all(b <= low or a >= high for a, b in row)),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append((low, high))
        places.append(Place(row, label, left))
    return places

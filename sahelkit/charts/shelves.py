"""Placing marks and their labels in the rows of a lane such that nothing overlaps."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LETTER = 0.53  # mean width of a letter of the sans-serif face, in parts of its size
LONGEST = 46  # letters of a label; the full title is in the record
LEAST = 12  # letters of a label that was cut


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
    wide: Callable[[str], float] | None = None,
    edges: tuple[float, float] = (float("-inf"), float("inf")),
    most: int | None = None,
    longest: int = LONGEST,
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
    wide : callable, optional
        Gives the width of a label on that axis, where that of a letter is not exact enough.
    edges : (float, float)
        Ends of the axis; no label passes them.
    most : int, optional
        Rows that there are. A mark for which none has room loses its label and overlaps others,
        in the row whose last mark lies farthest back.
    longest : int
        Letters of a label at most; a longer one is cut at a word.
    """
    rows: list[list[tuple[float, float]]] = []  # what is taken, in order of time
    lasts: list[float] = []  # the middle of the last mark of a row
    places = []
    for number, (start, end) in enumerate(spans):
        middle = (start + end) / 2
        low, high = min(start, middle - mark / 2), max(end, middle + mark / 2)
        label = shorten(labels[number], longest) if labels is not None else ""
        width = (wide(label) if wide else (len(label) + 1.5) * letter) if label else 0.0
        sides = [(low, high + width), (low - width, high)] if label else [(low, high)]
        sides = [s for s in sides if s[0] >= edges[0] and s[1] <= edges[1]] or sides[:1]
        row = next((n for n, taken in enumerate(rows) if _first(taken, sides)), len(rows))
        if row == most:
            row, label = min(range(most), key=lasts.__getitem__), ""
        else:
            if row == len(rows):
                rows.append([])
                lasts.append(middle)
            side = _first(rows[row], sides) or sides[0]
            insort(rows[row], side)
        lasts[row] = middle
        places.append(Place(row, label, bool(label) and side[0] < low))
    return places


def fill(
    spans: Sequence[tuple[float, float]],
    mark: float,
    rows: int,
    *,
    labels: Sequence[str] | None = None,
    ranks: Sequence[int] = (),
    wide: Callable[[str], float],
    edges: tuple[float, float],
) -> list[Place]:
    """Spread marks evenly over so many rows, and write labels where these leave room.

    Parameters
    ----------
    spans, mark, labels, wide, edges
        As for `shelve`.
    rows : int
        How many rows there are.
    ranks : sequence of int
        Labels of a lower rank are written first. A label for which there is no room is cut at
        a word, or left out.
    """
    lasts = [float("-inf")] * rows
    at: list[int] = []
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    pieces = []
    for start, end in spans:
        middle = (start + end) / 2
        low, high = min(start, middle - mark / 2), max(end, middle + mark / 2)
        row = min(range(rows), key=lasts.__getitem__)
        lasts[row] = max(lasts[row], high)
        at.append(row)
        pieces.append((low, high))
        insort(taken[row], (low, high))
    places = [Place(row) for row in at]
    for number in sorted(range(len(spans)), key=lambda n: (ranks[n] if ranks else 0, n)):
        if labels is None:
            break
        (low, high), held = pieces[number], taken[at[number]]
        room = (
            min((a for a, b in held if b > high and (a, b) != (low, high)), default=edges[1])
            - high,
            low - max((b for a, b in held if a < low and (a, b) != (low, high)), default=edges[0]),
        )
        texts = [_cut(labels[number], space, wide) for space in room]
        left = len(texts[1]) > len(texts[0])
        if text := texts[left]:
            width = wide(text)
            insort(held, (low - width, low) if left else (high, high + width))
            places[number] = Place(at[number], text, left)
    return places


def _cut(label: str, room: float, wide: Callable[[str], float]) -> str:
    """Cut a label at a word such that it goes into a room; empty, if too little is left."""
    if len(label) <= LONGEST and wide(label) <= room:
        return label
    for longest in range(min(len(label), LONGEST), LEAST - 1, -1):
        text = shorten(label, longest)
        if wide(text) <= room:
            return text if len(text) >= LEAST else ""
    return ""


def _first(
    taken: Sequence[tuple[float, float]], sides: Sequence[tuple[float, float]]
) -> tuple[float, float] | None:
    """Return the first of some pieces of a row that touches nothing that is taken there."""
    for low, high in sides:
        after = bisect_left(taken, (low, high))
        if (after == len(taken) or taken[after][0] >= high) and (
            after == 0 or taken[after - 1][1] <= low
        ):
            return low, high
    return None

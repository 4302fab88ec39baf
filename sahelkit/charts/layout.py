"""Placing the nodes of a network such that neither they nor their labels overlap."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

ROWS = ((8, 3), (17, 4), (33, 5))  # up to so many nodes, so many rows of places
MOST = ROWS[-1][0]
_SPARE = 1.08  # places to a node, at least
ZIGZAG = 0.1  # of the height of a row; neighbours in a row do not stand in one line
_OVER, _CROSS = 6.0, 0.4  # what a line over a node costs, and a crossing, in widths of a place
_STARTS, _ROUNDS = 10, 30
_BENDS = (0, 1, -1, 1.7, -1.7, 2.5, -2.5, 3.5, -3.5)  # how far a line bows, in distances to keep


@dataclass(frozen=True)
class Grid:
    """The places that nodes can take, in a box that is 1 wide and 1 high (y upwards).

    Attributes
    ----------
    places : array of shape (places, 2)
        In rows that are shifted against each other like bricks.
    columns, rows : int
        Of the longest row, and how many rows.
    """

    places: Points
    columns: int
    rows: int


def grid(count: int) -> Grid:
    """Return places for so many nodes (at most `MOST`).

    Each place has a box of its own, 1 / columns wide and 1 / rows high, in which the node and
    its label find room.
    """
    rows = next(rows for limit, rows in ROWS if count <= limit)
    columns = 2
    while sum(columns - row % 2 for row in range(rows)) < count * _SPARE:
        columns += 1
    places = []
    for row in range(rows):
        number = columns - row % 2
        for column in range(number):
            shift = ZIGZAG * (0.5 if column % 2 else -0.5)
            x = (column + 0.5 + (columns - number) / 2) / columns
            places.append((x, 1 - (row + 0.5 + shift) / rows))
    return Grid(np.array(places), columns, rows)


@functools.lru_cache(maxsize=32)
def arrange(count: int, ties: tuple[tuple[int, int, int], ...], aspect: float) -> Points:
    """Give each node a place such that what is tied stands close and lines stay clear.

    Nodes are exchanged until no exchange helps any more: the sum of the lengths of the ties
    (weighted by the root of their records) falls, and so does the number of lines that run over
    other nodes (a strong one counts more) or cross each other. The best of several beginnings
    is kept; these are always the same ones, so that the same network always gives the same
    picture.

    Parameters
    ----------
    count : int
        Number of nodes, at most `MOST`.
    ties : tuple of (int, int, int)
        Two nodes and the number of their records.
    aspect : float
        Width of the picture divided by its height.

    Returns
    -------
    array of shape (nodes, 2)
        In a box that is 1 wide and 1 high, y upwards.
    """
    room = grid(count)
    scale = np.array([room.columns, room.columns / aspect])  # a place is 1 wide
    places = room.places * scale
    distance = np.linalg.norm(places[:, None] - places[None], axis=2)
    over = _runs_over(places, np.array([0.26, 0.2]) * scale[1] / room.rows * np.array([2.0, 1.0]))
    crosses = _cross(places)
    first, second = (np.array([tie[n] for tie in ties], dtype=int) for n in (0, 1))
    weight = np.sqrt([tie[2] for tie in ties])
    mean = float(weight.mean())

    many = len(places)
    lengths, crossing = distance.ravel(), crosses.reshape(many * many, -1)
    hit = over.reshape(many * many, many).astype(float)

    def cost(at: NDArray[np.int64]) -> float:
        line = at[first] * many + at[second]  # number of the pair of places
        taken = np.zeros(many)
        taken[at[:count]] = 1
        hits = weight @ (hit[line] @ taken) / mean
        crossings = np.count_nonzero(crossing[line[:, None], line]) / 2
        return float(weight @ lengths[line] + _OVER * hits + _CROSS * crossings)

    middle = np.argsort(np.linalg.norm(places - scale / 2, axis=1), kind="stable")
    chance = np.random.default_rng(0)
    tries = [middle, *(chance.permutation(len(places)) for _ in range(_STARTS - 1))]
    at = min((_exchange(start, count, cost) for start in tries), key=cost)
    spots = room.places[at[:count]]
    spots[:, 0] += 0.5 - (spots[:, 0].min() + spots[:, 0].max()) / 2
    spots.flags.writeable = False  # it is kept for the next picture of the same network
    return np.asarray(spots)


def bend(places: Points, first: int, second: int, clear: float) -> Points:
    """Return the third point of the flattest curve between two nodes that runs over no other.

    Parameters
    ----------
    places : array of shape (nodes, 2)
        Where the nodes stand.
    first, second : int
        The two nodes.
    clear : float
        Distance to keep from other nodes; where no curve keeps it, the one that keeps most.

    Returns
    -------
    array of shape (2,)
        The control point of a quadratic curve; the middle, where a straight line will do.
    """
    start, end = places[first], places[second]
    across = np.array([start[1] - end[1], end[0] - start[0]])
    across = across / np.linalg.norm(across) * clear
    others = np.delete(places, [first, second], axis=0)
    along = np.linspace(0, 1, 33)[:, None]
    best, kept = (start + end) / 2, -1.0
    for share in _BENDS:
        control = (start + end) / 2 + 2 * share * across
        curve = (1 - along) ** 2 * start + 2 * along * (1 - along) * control + along**2 * end
        gaps = np.linalg.norm(curve[:, None] - others, axis=2)
        gap = min(float(gaps.min(initial=clear)), clear)
        if gap > kept + 1e-9:
            best, kept = control, gap
    return np.asarray(best)


def _exchange(
    at: NDArray[np.int64], count: int, cost: Callable[[NDArray[np.int64]], float]
) -> NDArray[np.int64]:
    """Exchange the places of two nodes, or of a node and an empty place, while that helps."""
    at = at.copy()  # the places of the nodes, then the places that stay empty
    best = cost(at)
    for _ in range(_ROUNDS):
        before = best
        for one in range(count):
            for other in range(one + 1, len(at)):
                at[[one, other]] = at[[other, one]]
                now = cost(at)
                if now < best - 1e-9:
                    best = now
                else:
                    at[[one, other]] = at[[other, one]]
        if best >= before:
            break
    return at


def _runs_over(places: Points, half: Points) -> NDArray[np.bool_]:
    """Say for two places whether the line between them touches the box of a third one."""
    start, end = places[:, None, None] - places, places[None, :, None] - places
    way = end - start
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = (-half - start) / way, (half - start) / way
    low = np.where(way == 0, np.where(np.abs(start) <= half, -np.inf, np.inf), np.minimum(one, two))
    high = np.where(
        way == 0, np.where(np.abs(start) <= half, np.inf, -np.inf), np.maximum(one, two)
    )
    touched = np.maximum(low.max(axis=3), 0) <= np.minimum(high.min(axis=3), 1)
    own = np.eye(len(places), dtype=bool)
    return np.asarray(touched & ~own[:, None] & ~own[None, :])


def _cross(places: Points) -> NDArray[np.bool_]:
    """Say for two pairs of places whether the lines between them cross."""
    a = places[:, None, None]
    b, c = places[None, :, None], places[None, None, :]
    side = (b - a)[..., 0] * (c - a)[..., 1] - (b - a)[..., 1] * (c - a)[..., 0]
    apart = side[:, :, :, None] * side[:, :, None, :] < -1e-9  # c and d on two sides of a-b
    return np.asarray(apart & apart.transpose(2, 3, 0, 1))


def wrap(name: str, width: int, lines: int) -> str:
    """Break a name at its spaces into lines of so many letters; cut off what is left over."""
    words = name.split()
    rows = textwrap.wrap(name, width, break_long_words=False, break_on_hyphens=False)
    while len(words) > 1 and len(rows) > lines:
        words.pop()
        while len(words) > 1 and len(words[-1]) <= 3:  # no line ends in "of the…"
            words.pop()
        cut = " ".join(words).rstrip(" ,;:–-’(") + "…"
        rows = textwrap.wrap(cut, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(row if len(row) <= width else row[: width - 1] + "…" for row in rows)

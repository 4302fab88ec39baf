"""The rows of a timeline: how high its picture is, and where in it each mark and title stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sahelkit import medium
from sahelkit.charts.lanes import SIZES
from sahelkit.charts.packed import pack
from sahelkit.charts.sheet import TEXT, width_of
from sahelkit.charts.shelves import LETTER, Place, fill, shelve, shorten

WIDTH = 10.0  # inches
LEFT, RIGHT = 0.115, 0.99  # of the width
_RIGHT = 0.965  # on a slide, where half a date needs more of it
LABEL = 10.5  # size of titles, in points
LABELLED, BARE = 0.19, 0.148  # inches of a row with and without titles
TALLEST = 5.0  # inches; a higher picture is drawn without titles
HIGHEST = 9.0  # inches; in a picture that would be higher marks lie one above the other
FOOT, FOOT_BARE = 0.54, 0.32  # inches beneath the rows for the axis, with and without a legend
HEAD = 0.06  # inches above them
AROUND = FOOT + HEAD
GAP = 0.7  # rows between two lanes
MARK = 11.0  # points that a mark needs for itself
_LARGER = (14.0, 13.0, 12.0, 11.0, 10.5)  # sizes of titles on a slide, the first that fits
_LINE = 1.22  # height of a row on a slide, in sizes of its titles
_TIGHT = 1.1  # the same where titles would be left out otherwise
_CONTROLS = 6  # for lanes and tiers that go into two lines on a slide
_LONGEST = 60  # letters of a title on a slide
_PACKED = 60  # marks of a lane at most for which every place is tried


class Event(NamedTuple):
    """What of an event is drawn; its days as matplotlib counts them; how many sources it has."""

    event_id: str
    start: float
    end: float
    precision: str
    theme: str
    tier: str
    title: str
    sources: int = 0


@dataclass(frozen=True)
class Rows:
    """How a timeline is laid out.

    Attributes
    ----------
    width, height : float
        Of the picture, in inches.
    left, right : float
        Where the axis begins and ends, in parts of the width.
    foot : float
        What is beneath the rows for the axis and the legend, in inches.
    label : float
        Size of titles, in points.
    places : mapping
        Lane to the places of its events.
    """

    width: float
    height: float
    left: float
    right: float
    foot: float
    label: float
    places: Mapping[str, Sequence[Place]]


def axis_ends(names: Sequence[str]) -> tuple[float, float]:
    """Return where the axis begins and ends, in parts of the width, beside names of lanes.

    On a slide there is no more room to its left than the names take.
    """
    if medium.medium() is not medium.SLIDE:
        return LEFT, RIGHT
    width = medium.inches(medium.WIDE)[0]
    widest = max((width_of(name, "bold") for name in names), default=0.0)
    return (widest * medium.SLIDE.text(TEXT) / TEXT + 0.2) / width, _RIGHT


def lay_out(
    lanes: Mapping[str, Sequence[Event]],
    edges: tuple[float, float],
    names: Sequence[str],
    labels: bool | None = None,
    *,
    legend: bool = True,
) -> Rows:
    """Lay a timeline out.

    Parameters
    ----------
    lanes : mapping
        Theme to its events, in order of time.
    edges : (float, float)
        The days at both ends of the axis.
    names : sequence of str
        What the lanes are called.
    labels : bool, optional
        Whether titles stand beside the marks; if not given, as far as there is room.
    legend : bool
        Whether a slide has a legend; a page always has.
    """
    if medium.medium() is medium.SLIDE:
        foot = FOOT if legend else FOOT_BARE
        return _slide(lanes, edges, axis_ends(names), foot, labels is not False)
    point = (edges[1] - edges[0]) / (WIDTH * 72 * (RIGHT - LEFT))  # days to a point
    places = _places(lanes, point, edges, True, TALLEST, crowd=False) if labels is None else {}
    labelled = labels or bool(places)
    places = places or _places(lanes, point, edges, labelled, HIGHEST)
    height = _height(places, LABELLED if labelled else BARE)
    return Rows(WIDTH, height, LEFT, RIGHT, FOOT, LABEL, places)


def rows_of_lane(places: Sequence[Place]) -> int:
    """Return how many rows a lane has."""
    return max((place.row for place in places), default=0) + 1


def _height(places: Mapping[str, Sequence[Place]], row: float) -> float:
    """Height of the picture in inches, for rows of a height."""
    rows = sum(rows_of_lane(lane) for lane in places.values())
    return max(2.0, row * (rows + GAP * len(places)) + AROUND)


def _places(
    lanes: Mapping[str, Sequence[Event]],
    point: float,
    edges: tuple[float, float],
    labels: bool,
    high: float,
    crowd: bool = True,
) -> dict[str, list[Place]]:
    """Place the events of all lanes in a picture of a height (inches), or give none back.

    With ``crowd`` events that find no room lie one above the other.
    """
    most = int((high - AROUND) / (LABELLED if labels else BARE) - GAP * len(lanes))

    def shelved(name: str, rows: int) -> list[Place]:
        return shelve(
            [(event.start, event.end) for event in lanes[name]],
            MARK * point,
            labels=[event.title for event in lanes[name]] if labels else None,
            letter=LETTER * LABEL * point,
            edges=edges,
            most=rows,
        )

    placed = {name: shelved(name, most) for name in lanes}
    if sum(map(rows_of_lane, placed.values())) <= most:
        return placed
    if not crowd:
        return {}
    _share(placed, shelved, most)
    return placed


def _share(
    placed: dict[str, list[Place]], place: Callable[[str, int], list[Place]], most: int
) -> int:
    """Place lanes anew in so many rows for all; return how many rows are left (or are missing).

    The lanes that need least get what they need, the others the same number of rows each.
    """
    for left, name in enumerate(sorted(placed, key=lambda n: rows_of_lane(placed[n]))):
        fair = max(1, most // (len(placed) - left))
        if rows_of_lane(placed[name]) > fair:
            placed[name] = place(name, fair)
        most -= rows_of_lane(placed[name])
    return most


def _slide(
    lanes: Mapping[str, Sequence[Event]],
    edges: tuple[float, float],
    ends: tuple[float, float],
    foot: float,
    labels: bool,
) -> Rows:
    """Fill the room of a slide: all titles, as large as they go in, or as many as go in.

    A title stands there whole or not at all: those are left out first that have the fewest
    sources. Among very many marks it may be cut.
    """
    tiers = {event.tier for lane in lanes.values() for event in lane}
    controls = len(lanes) + (len(tiers) if len(tiers) > 1 else 0)
    width, height = medium.inches(medium.LOWER if controls > _CONTROLS else medium.WIDE)
    point = (edges[1] - edges[0]) / (width * 72 * (ends[1] - ends[0]))
    spans = {name: [(event.start, event.end) for event in lane] for name, lane in lanes.items()}
    titles = {name: [event.title for event in lane] for name, lane in lanes.items()}
    ranks = {name: [list(SIZES).index(event.tier) for event in lanes[name]] for name in lanes}

    def wide(size: float) -> Callable[[str], float]:
        around = max(SIZES.values()) / 2 * size / TEXT + 8  # points between mark, title and next
        return lambda text: (width_of(text) * 72 * size / TEXT + around) * point

    def most(size: float, line: float) -> int:
        return int((height - foot - HEAD) * 72 / (line * size) - GAP * len(lanes))

    for size in _LARGER if labels else ():
        mark = MARK * point * size / TEXT
        placed = {
            name: shelve(
                spans[name],
                mark,
                labels=titles[name],
                wide=wide(size),
                edges=edges,
                longest=_LONGEST,
            )
            for name in lanes
        }
        if sum(map(rows_of_lane, placed.values())) <= most(size, _LINE):
            return Rows(width, height, *ends, foot, size, placed)
    least = _LARGER[-1]
    if labels and max(map(len, lanes.values())) <= _PACKED:

        def packed(name: str, rows: int | None = None) -> list[Place]:
            return pack(
                spans[name],
                MARK * point,
                [shorten(title, _LONGEST) for title in titles[name]],
                wide=wide(least),
                edges=edges,
                most=rows,
                ranks=[
                    (rank, -e.sources) for rank, e in zip(ranks[name], lanes[name], strict=True)
                ],
            )

        placed = {name: packed(name) for name in lanes}
        if _share(placed, packed, most(least, _TIGHT)) >= 0:
            return Rows(width, height, *ends, foot, least, placed)
    rest = max(most(least, _LINE), len(lanes))
    placed = {}
    for others, name in enumerate(sorted(lanes, key=lambda name: len(lanes[name]))):
        rows = min(len(lanes[name]), max(1, math.floor(rest / (len(lanes) - others))))
        rest -= rows
        placed[name] = fill(
            spans[name],
            MARK * point,
            rows,
            labels=titles[name] if labels else None,
            ranks=ranks[name],
            wide=wide(least),
            edges=edges,
        )
    return Rows(width, height, *ends, foot, least, placed)

"""Places of events on the map: where something took place in the half-year before a day."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes

from sahelkit import style
from sahelkit.charts.outlines import centre, outlines
from sahelkit.charts.windows import Window, window
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

PURPLE = "#7a2f66"
SPAN = dt.timedelta(days=183)  # how long an event is shown: half a year


@dataclass
class Spot:
    """One mark of the map: the places that share it and the events that took place there.

    Attributes
    ----------
    key : str
        Key of the group of its events.
    at : (float, float)
        Longitude and latitude of the mark.
    places : list of str
        Identifiers of the places, the one with the most events first.
    events : list of dict
        The events there, by the day from which they are shown.
    """

    key: str
    at: tuple[float, float]
    places: list[str]
    events: list[dict[str, Any]] = field(default_factory=list)


def since(event: Mapping[str, Any]) -> pd.Timestamp:
    """Return the first day on which an event is shown: the day on which it began.

    Where only the month or year is known, it is its last day: before, one cannot say that the
    event had taken place.
    """
    day: pd.Timestamp = event["end" if event["precision"] in ("month", "year") else "start"]
    return day


def until(day: pd.Timestamp) -> pd.Timestamp:
    """Return the first day on which an event that is shown from a day on is no longer shown."""
    return day + pd.Timedelta(SPAN)


def spots(kit: Kit) -> list[Spot]:
    """Gather the events that have a place, by the mark that stands for them.

    Places near to one with more events share its mark. A state that is given
    as the place has its mark near its name. Places that lie outside the map, and those that
    belong to no state (the Sahel, West Africa), share one mark, the last.
    """
    things = {row["entity_id"]: row for row in rows_of(kit.entities)}
    held: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(kit.events.sort_values(["start", "event_id"], kind="stable")):
        if row["place_id"] in things:
            held.setdefault(row["place_id"], []).append(row)
    found: list[Spot] = []
    view = window()
    elsewhere = Spot("at-elsewhere", view.elsewhere, [])
    for place in sorted(held, key=lambda place: (-len(held[place]), place)):
        at = _point(kit, view, things[place])
        if at is None:
            continue
        stateless = things[place]["kind"] != "state" and not things[place]["country"]
        if stateless or not _inside(view, at):
            spot = elsewhere
        else:
            near = [spot for spot in found if math.dist(spot.at, at) < view.near]
            spot = near[0] if near else Spot(f"at-{place}", at, [])
            found += [] if near else [spot]
        spot.places.append(place)
        spot.events += held[place]
    found += [elsewhere] if elsewhere.events else []
    for spot in found:
        spot.events.sort(key=lambda row: (since(row), row["event_id"]))
    return found


def _inside(view: Window, at: tuple[float, float]) -> bool:
    return view.west < at[0] < view.east and view.south < at[1] < view.north


def _point(kit: Kit, view: Window, thing: dict[str, Any]) -> tuple[float, float] | None:
    shapes = outlines(kit.folder)
    if thing["kind"] == "state" and thing["entity_id"] in shapes:
        x, y = centre(shapes[thing["entity_id"]])
        dx, dy = view.marks.get(thing["entity_id"], (0.0, view.above))
        return x + dx, y + dy
    if pd.isna(thing["longitude"]) or pd.isna(thing["latitude"]):
        return None
    dx, dy = view.moved.get(thing["entity_id"], (0.0, 0.0))
    return float(thing["longitude"]) + dx, float(thing["latitude"]) + dy


def label(spot: Spot, names: dict[str, str], lang: str) -> str:
    """Name the places of a mark."""
    listed = ", ".join(names[place] for place in spot.places)
    if spot.key == "at-elsewhere":
        return word("map_elsewhere_are", lang).format(places=listed)
    return word("map_place", lang).format(places=listed)


def recent(spot: Spot, day: pd.Timestamp) -> list[dict[str, Any]]:
    """Return the events of a mark that are shown on a day: those of the half-year before."""
    return [row for row in spot.events if since(row) <= day < until(since(row))]


def draw(
    axes: Axes, marks: Sequence[Spot], day: pd.Timestamp, lang: str, *, every_day: bool, when: str
) -> None:
    """Draw a square with the number of events at each place where there were some.

    Parameters
    ----------
    axes : Axes
        The map.
    marks : sequence of Spot
        The places.
    day : Timestamp
        The number is that of the half-year before this day.
    lang : {"en", "fr"}
        Language.
    every_day : bool
        Draw the events of all days one above the other, each tagged with its record.
    when : str
        Tag of the state in which the words beside the last mark are seen.
    """
    look: dict[str, Any] = {
        "ls": "", "marker": "s", "ms": 15.5, "mfc": PURPLE, "mec": style.PAPER, "mew": 1.2,
    }  # fmt: skip
    for spot in marks:
        shown = recent(spot, day)
        events = spot.events if every_day else shown
        if not events:
            continue
        x, y = spot.at
        for row in events:
            (part,) = axes.plot([x], [y], zorder=7, **look)
            part.set_gid(row["event_id"])
        (cover,) = axes.plot([x], [y], zorder=8, **look)
        cover.set_gid(f"group:{spot.key}")
        number = axes.text(
            x, y - 0.02, str(len(shown)), ha="center", va="center_baseline", fontsize=10.5,
            fontweight="bold", color=style.PAPER, zorder=9,
        )  # fmt: skip
        number.set_gid(f"group:{spot.key} count")
        if spot.key == "at-elsewhere":
            view = window()
            told = textwrap.fill(word("map_elsewhere", lang), view.letters)
            text = axes.text(
                x - view.beside, y, told, ha="right", va="center", fontsize=10.5,
                color=style.INK, zorder=8, bbox={"fc": "white", "alpha": 0.8, "lw": 0, "pad": 1.2},
            )  # fmt: skip
            text.set_gid(f"group:{spot.key} {when}")

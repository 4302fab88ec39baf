"""The timeline: events as marks in lanes, one lane a theme."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from sahelkit import style
from sahelkit.charts.lanes import Mark, Marks, legend
from sahelkit.charts.rows import GAP, LABEL, Event, lay_out, rows_of_lane
from sahelkit.charts.shelves import Place
from sahelkit.charts.ticks import ShortDates
from sahelkit.errors import UnknownName
from sahelkit.ledger import dates
from sahelkit.ledger.names import nearest
from sahelkit.medium import SLIDE, medium
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

TIERS = ("core", "supporting", "background")


def _events(frame: pd.DataFrame) -> list[Event]:
    columns = {name: frame[name].tolist() for name in Event._fields if name not in _DAYS}
    days = {name: mdates.date2num(frame[name].to_numpy()).tolist() for name in _DAYS}
    return list(map(Event, *((columns | days)[name] for name in Event._fields)))


_DAYS = ("start", "end")


def events_between(
    kit: Kit,
    themes: Iterable[str] | None = None,
    tiers: Iterable[str] | None = None,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
) -> pd.DataFrame:
    """Return the events of some themes and tiers in a window of time, by date.

    Parameters
    ----------
    kit : Kit
        The ledger.
    themes, tiers : iterable of str, optional
        All, if not given.
    since, until : str or date, optional
        The window, both ends included; an event that touches it is in. A year or a month as
        ``since`` begins with its first day.

    Raises
    ------
    UnknownName
        For a theme, tier or date that does not exist, or a window without an event.
    """
    frame = kit.events.sort_values(["start", "end", "event_id"], kind="stable")
    fields = {f.name: f.enum for f in kit.schema["events"].fields}
    for column, wanted in (("theme", themes), ("tier", tiers)):
        if wanted is not None:
            chosen = [wanted] if isinstance(wanted, str) else list(wanted)
            for name in chosen:
                if name not in fields[column]:
                    near = nearest(name, fields[column]) or fields[column]
                    raise UnknownName(column, name, near)
            frame = frame[frame[column].isin(chosen)]
    if since is not None:
        frame = frame[frame["end"] >= pd.Timestamp(dates.parse_day(since, end=False))]
    if until is not None:
        frame = frame[frame["start"] <= pd.Timestamp(dates.parse_day(until))]
    if frame.empty:
        span = f"{since or 'the beginning'} to {until or 'the end'}"
        raise UnknownName("window of events", span, expected="one that holds at least one event")
    return frame.reset_index(drop=True)


def timeline(
    kit: Kit,
    themes: Iterable[str] | None = None,
    tiers: Iterable[str] | None = None,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    lang: str = "en",
    *,
    labels: bool | None = None,
) -> style.Picture:
    """Draw events as marks in lanes by theme.

    A day is drawn as a mark, a coarser date as a bar over the days it may be. A ring marks
    events that a source contradicts. Larger marks are the events of the core tier.

    Parameters
    ----------
    kit, themes, tiers, since, until
        As for `events_between`.
    lang : {"en", "fr"}
        Language of the labels.
    labels : bool, optional
        Whether titles stand beside the marks; by default they do where the picture stays low
        enough for a slide.

    Returns
    -------
    style.Picture
        Parts tagged with event identifiers.

    Raises
    ------
    UnknownName
        For a theme, tier, date or language that does not exist, or a window without an event.
    """
    frame = events_between(kit, themes, tiers, since, until)
    against = set(kit.evidence.loc[kit.evidence["bearing"] == "contradicts", "record_id"])
    order = next(f.enum for f in kit.schema["events"].fields if f.name == "theme")
    lanes: dict[str, list[Event]] = {name: [] for name in order}
    found = kit.evidence["record_id"].value_counts()
    counted = frame.assign(sources=frame["event_id"].map(found).fillna(0).astype(int))
    for event in _events(counted):
        lanes[event.theme].append(event)
    lanes = {name: lane for name, lane in lanes.items() if lane}
    low, high = mdates.date2num(axis_days(frame))
    names = {name: word(f"theme_{name}", lang) for name in lanes}
    plain = all(
        not _spans(e) and e.event_id not in against for lane in lanes.values() for e in lane
    )
    explained = medium() is not SLIDE or not plain or frame["tier"].nunique() > 1
    laid = lay_out(lanes, (low, high), list(names.values()), labels, legend=explained)
    places, height, left = laid.places, laid.height, laid.left
    with style.theme():
        picture = style.Picture(
            figsize=(laid.width, height),
            alt=_alt(frame, list(lanes), lang),
            source=word("source_line", lang),
        )
        low_edge = laid.foot / height
        axes = picture.add_axes((left, low_edge, laid.right - left, 1 - low_edge - 0.05 / height))
        top = 0.0
        marks: list[Mark] = []
        edges = [0.0]
        for name, lane in lanes.items():
            marks += _marks(lane, places[name], top, against, laid.label / LABEL)
            bottom = top + rows_of_lane(places[name]) + GAP
            _name(axes, names[name], (top + bottom) / 2, style.THEME_COLOURS[name])
            edges.append(top := bottom)
        axes.set(xlim=(low, high), ylim=(top, 0), yticks=[])
        _bands(axes, edges)
        artist = Marks(marks)
        artist.set_transform(axes.transData)
        axes.add_artist(artist)
        _titles(axes, marks, [place for name in lanes for place in places[name]], laid.label)
        axes.spines["left"].set_visible(False)
        locator = mdates.AutoDateLocator(minticks=4, maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ShortDates(locator, lang))
        axes.xaxis.set_gid("axis")
        axes.grid(axis="x", color=style.PAPER, lw=1, zorder=1)
        if explained:
            legend(picture, height, lang, marks if medium() is SLIDE else None)
    return picture


def axis_days(frame: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the days at both ends of the axis on which some events are drawn."""
    first, last = frame["start"].min(), frame["end"].max()
    room = pd.Timedelta(days=math.ceil(max((last - first).days, 30) * 0.02))
    return first - room, last + room


def _marks(
    events: Sequence[Event], places: Sequence[Place], top: float, against: set[str], scale: float
) -> list[Mark]:
    """Gather the marks of a lane whose upper edge is given."""
    return [
        Mark(
            event.event_id,
            event.start,
            event.end,
            top + 0.85 + place.row,
            event.theme,
            event.tier,
            span=_spans(event),
            ring=event.event_id in against,
            scale=scale,
        )
        for event, place in zip(events, places, strict=True)
    ]


def _spans(event: Event) -> bool:
    """Say whether an event is drawn as a bar over its days."""
    return event.precision != "day" or event.end - event.start > 10


def _bands(axes: Axes, edges: Sequence[float]) -> None:
    """Draw the grounds of the lanes, divided by lines of paper."""
    across = axes.get_yaxis_transform()
    ground = Rectangle((0, 0), 1, edges[-1], color=style.FAINT, alpha=0.45, lw=0, zorder=0)
    ground.set_transform(across)
    axes.add_artist(ground)
    lines = [[(0.0, y), (1.0, y)] for y in edges[1:]]
    axes.add_artist(LineCollection(lines, colors=style.PAPER, lw=3, zorder=1, transform=across))


def _name(axes: Axes, name: str, y: float, colour: str) -> None:
    axes.text(
        -0.008,
        y,
        name,
        transform=axes.get_yaxis_transform(),
        ha="right",
        va="center",
        fontweight="bold",
        color=colour,
        fontsize=LABEL if medium() is SLIDE else None,
    )


def _titles(axes: Axes, marks: Sequence[Mark], places: Sequence[Place], size: float) -> None:
    for mark, place in zip(marks, places, strict=True):
        if not place.label:
            continue
        way = -1 if place.left else 1
        title = axes.annotate(
            place.label,
            (mark.start if place.left else mark.end, mark.y),
            xytext=(way * (mark.size / 2 + (7 if medium() is SLIDE else 4)), 0),
            textcoords="offset points",
            ha="right" if place.left else "left",
            va="center",
            fontsize=size,
            zorder=6,
        )
        title.set_gid(mark.gid)


def _alt(frame: pd.DataFrame, lanes: Sequence[str], lang: str) -> str:
    counts = frame["theme"].value_counts()
    parts = ", ".join(f"{word(f'theme_{name}', lang)} {counts[name]}" for name in lanes)
    first, last = frame["start"].min(), frame["end"].max()
    return word("timeline_alt", lang).format(
        count=len(frame),
        first=dates.label(first.date(), None, "day", lang),
        last=dates.label(last.date(), None, "day", lang),
        parts=parts,
    )

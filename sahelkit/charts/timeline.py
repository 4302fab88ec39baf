"""The timeline: events as marks in lanes, one lane a theme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sahelkit import style
from sahelkit.charts.shelves import LETTER, Place, shelve
from sahelkit.errors import UnknownName
from sahelkit.ledger import dates
from sahelkit.ledger.names import nearest
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

TIERS = ("core", "supporting", "background")
WIDTH = 10.0  # inches
LEFT, RIGHT = 0.115, 0.99  # of the width
LABEL = 10.5  # size of titles, in points
LABELLED, BARE = 0.19, 0.148  # inches of a row with and without titles
TALLEST = 5.0  # inches; a higher picture is drawn without titles
MARK = 11.0  # points that a mark needs for itself


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
    lanes = [name for name in order if name in set(frame["theme"])]
    first, last = frame["start"].min(), frame["end"].max()
    room = max(float((last - first).days), 30.0) * 0.02
    low, high = mdates.date2num(first) - room, mdates.date2num(last) + room
    point = (high - low) / (WIDTH * 72 * (RIGHT - LEFT))  # days to a point
    places = {
        name: _places(frame[frame["theme"] == name], point, (low, high), True) for name in lanes
    }
    height = _height(places, LABELLED)
    labelled = height <= TALLEST if labels is None else labels
    if not labelled:
        places = {n: _places(frame[frame["theme"] == n], point, (low, high), False) for n in lanes}
    height = _height(places, LABELLED if labelled else BARE)
    with style.theme():
        picture = style.Picture(
            figsize=(WIDTH, height),
            alt=_alt(frame, lanes, lang),
            source=word("source_line", lang),
        )
        low_edge = 0.54 / height
        axes = picture.add_axes((LEFT, low_edge, RIGHT - LEFT, 1 - low_edge - 0.05 / height))
        top = 0.0
        for name in lanes:
            deep = _rows(places[name]) + 0.7
            _lane(axes, frame[frame["theme"] == name], places[name], top, against)
            axes.axhspan(top, top + deep, color=style.FAINT, alpha=0.45, lw=0, zorder=0)
            axes.axhline(top + deep, color=style.PAPER, lw=3, zorder=1)
            axes.text(
                -0.008,
                top + deep / 2,
                word(f"theme_{name}", lang),
                transform=axes.get_yaxis_transform(),
                ha="right",
                va="center",
                fontweight="bold",
                color=style.THEME_COLOURS[name],
            )
            top += deep
        axes.set_xlim(low, high)
        axes.set_ylim(top, 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        locator = mdates.AutoDateLocator(minticks=4, maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, show_offset=True))
        axes.grid(axis="x", color=style.PAPER, lw=1, zorder=1)
        _legend(picture, height, lang)
    return picture


def _places(
    frame: pd.DataFrame, point: float, edges: tuple[float, float], labels: bool
) -> list[Place]:
    """Place the events of a lane, with or without their titles."""
    spans = zip(mdates.date2num(frame["start"]), mdates.date2num(frame["end"]), strict=True)
    return shelve(
        list(spans),
        MARK * point,
        labels=list(frame["title"]) if labels else None,
        letter=LETTER * LABEL * point,
        edges=edges,
    )


def _rows(places: Sequence[Place]) -> int:
    return max((place.row for place in places), default=0) + 1


def _height(places: Mapping[str, Sequence[Place]], row: float) -> float:
    """Height of the picture in inches, for rows of a height."""
    rows = sum(_rows(lane) for lane in places.values())
    return max(2.0, row * (rows + 0.7 * len(places)) + 0.6)


def _lane(
    axes: Axes, frame: pd.DataFrame, places: Sequence[Place], top: float, against: set[str]
) -> None:
    for place, event in zip(places, rows_of(frame), strict=True):
        name = event["theme"]
        colour, marker = style.THEME_COLOURS[name], style.THEME_MARKERS[name]
        y = top + 0.85 + place.row
        x = np.array(mdates.date2num([event["start"], event["end"]]))
        size = {"core": 8.0, "supporting": 5.5, "background": 5.0}[event["tier"]]
        parts: list[Artist] = []
        if event["precision"] != "day" or x[1] - x[0] > 10:
            (bar,) = axes.plot(x, [y, y], color=colour, lw=size - 2, alpha=0.55, zorder=3)
            bar.set_solid_capstyle("butt")
            parts.append(bar)
        hollow = event["tier"] == "background"
        parts += axes.plot(
            [x.mean()],
            [y],
            marker,
            ms=size,
            color=style.PAPER if hollow else colour,
            mec=colour,
            mew=1.2,
            zorder=4,
        )
        if event["event_id"] in against:
            parts += axes.plot(
                [x.mean()], [y], "o", ms=size + 5, mfc="none", mec=style.INK, mew=1.1, zorder=5
            )
        if place.label:
            way = -1 if place.left else 1
            parts.append(
                axes.annotate(
                    place.label,
                    (x[0] if place.left else x[1], y),
                    xytext=(way * (size / 2 + 4), 0),
                    textcoords="offset points",
                    ha="right" if place.left else "left",
                    va="center",
                    fontsize=LABEL,
                    zorder=6,
                )
            )
        for part in parts:
            part.set_gid(event["event_id"])


def _legend(picture: style.Picture, height: float, lang: str) -> None:
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

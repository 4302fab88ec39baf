"""The timeline of a brief: one lane, titles that can be read in print, nothing to click."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.dates as mdates
import pandas as pd

from sahelkit import style
from sahelkit.charts.lanes import Mark, Marks
from sahelkit.charts.sheet import TEXT, width_of
from sahelkit.charts.shelves import Place
from sahelkit.charts.ticks import ShortDates
from sahelkit.charts.timeline import axis_days
from sahelkit.ledger import dates
from sahelkit.ledger.record import rows_of, when
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

WIDTH = 7.0  # inches, printed as large as it is drawn
SIZE = 9.0  # points of its text
ROW, AXIS = 0.215, 0.3  # inches
NAMED = 12  # events that the alternative text names


def events_of(
    kit: Kit, theme: str, since: dt.date, until: dt.date, grounds: Collection[str]
) -> pd.DataFrame:
    """Return the events that a brief shows, by date.

    They are those of the theme's core tier in the period (of every tier, where it has no core
    event there), and those among the grounds of its judgements, of any theme.
    """
    frame = kit.events.sort_values(["start", "end", "event_id"], kind="stable")
    inside = (frame["end"] >= pd.Timestamp(since)) & (frame["start"] <= pd.Timestamp(until))
    frame = frame[inside]
    own = frame["theme"] == theme
    core = own & (frame["tier"] == "core")
    ground = frame["event_id"].isin(set(grounds))
    return frame[(core if core.any() else own) | ground].reset_index(drop=True)


def height(rows: int) -> float:
    """Return how high a picture of so many rows is, in inches."""
    return rows * ROW + AXIS


def draw(
    frame: pd.DataFrame, theme: str, grounds: Collection[str], deep: int, lang: str = "en"
) -> style.Picture | None:
    """Draw events as marks on one time axis, in so many rows; None where there is none.

    Titles of the grounds are written first, the others where they leave room; all events are
    in the alternative text, or the first dozen and their number.
    """
    if frame.empty:
        return None
    rows = rows_of(frame)
    low, high = map(float, mdates.date2num(axis_days(frame)))
    spans = [(float(mdates.date2num(r["start"])), float(mdates.date2num(r["end"]))) for r in rows]
    point = (high - low) / (WIDTH * 72)

    def wide(text: str) -> float:
        return (width_of(text) * 72 * SIZE / TEXT + 12) * point

    places = _placed(
        spans,
        [str(r["title"]) for r in rows],
        [(r["event_id"] not in grounds, r["tier"] != "core") for r in rows],
        deep,
        wide,
        (11 * point, low, high),
    )
    tall = height(deep)
    with style.theme():
        picture = style.Picture(figsize=(WIDTH, tall), alt=alt(frame, lang))
        axes = picture.add_axes((0, AXIS / tall, 1, 1 - AXIS / tall))
        axes.set(xlim=(low, high), ylim=(deep - 0.35, -0.65), yticks=[])
        marks = [
            Mark(
                str(row["event_id"]),
                a,
                b,
                place.row,
                theme,
                "core" if row["tier"] == "core" else "supporting",
                span=_is_bar(row),
                ring=False,
                scale=0.8,
            )
            for row, (a, b), place in zip(rows, spans, places, strict=True)
        ]
        artist = Marks(marks)
        artist.set_transform(axes.transData)
        axes.add_artist(artist)
        for mark, place in zip(marks, places, strict=True):
            if place.label:
                _title(axes, mark, place.label, place.left)
        axes.spines["left"].set_visible(False)
        locator = mdates.AutoDateLocator(minticks=4, maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(_Dates(locator, lang))
        axes.tick_params(axis="x", labelsize=SIZE)
        axes.grid(axis="x", color=style.FAINT, lw=0.8, zorder=1)
        _within(axes, low, high)
    return picture


def _placed(
    spans: Sequence[tuple[float, float]],
    titles: Sequence[str],
    ranks: Sequence[tuple[bool, bool]],
    deep: int,
    wide: Callable[[str], float],
    sizes: tuple[float, float, float],
) -> list[Place]:
    """Give each event a row; titles stand whole or not at all, the lowest ranks first.

    Marks without a title share the last row, if there are any.
    """
    mark, low, high = sizes
    for rows in (deep, deep - 1):
        taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
        places = [Place(deep - 1)] * len(spans)
        for number in sorted(range(len(spans)), key=lambda n: (ranks[n], n)):
            start, end = spans[number]
            middle, width = (start + end) / 2, wide(titles[number])
            a, b = min(start, middle - mark / 2), max(end, middle + mark / 2)
            spots = (
                (row, side)
                for row in range(rows)
                for side in ((a, b + width), (a - width, b))
                if low <= side[0] and side[1] <= high and _free(taken[row], side)
            )
            if (spot := next(spots, None)) is not None:
                row, side = spot
                taken[row].append(side)
                places[number] = Place(row, titles[number], left=side[0] < a)
        if all(place.label for place in places):
            break
    return places


def _free(taken: Sequence[tuple[float, float]], side: tuple[float, float]) -> bool:
    return all(side[1] < a or b < side[0] for a, b in taken)


def _title(axes: Any, mark: Mark, text: str, left: bool) -> None:
    axes.annotate(
        text,
        (mark.start if left else mark.end, mark.y),
        xytext=((-1 if left else 1) * (mark.size / 2 + 3), 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=SIZE,
        zorder=6,
    )


class _Dates(ShortDates):
    """Dates of which the first one always has its year."""

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the labels of the ticks."""
        labels = super().format_ticks(values)
        if labels and not re.search(r"\d{4}", labels[0]):
            labels[0] += f" {mdates.num2date(values[0]).year}"
        return labels


def _within(axes: Any, low: float, high: float) -> None:
    """Write the first and last dates beside their ticks where they would pass the edge."""
    edge = (high - low) * 0.035
    axes.figure.canvas.draw()
    for tick, label in zip(axes.get_xticks(), axes.get_xticklabels(), strict=True):
        if tick - low < edge:
            label.set_ha("left")
        elif high - tick < edge:
            label.set_ha("right")


def alt(frame: pd.DataFrame, lang: str = "en") -> str:
    """Say what the picture shows to those who do not see it; empty where there is no event."""
    rows = rows_of(frame)
    parts = [f"{when(row, lang)}, {row['title']}" for row in rows[:NAMED]]
    if len(rows) > NAMED:
        parts.append(word("brief_more_names", lang).format(n=len(rows) - NAMED))
    said = word("brief_alt", lang).format(count=len(rows), parts="; ".join(parts))
    return said if rows else ""


def line(frame: pd.DataFrame, lang: str = "en") -> str:
    """Say in one line what the picture shows; empty text where there is no event."""
    if frame.empty:
        return ""
    key = "brief_event" if len(frame) == 1 else "brief_events"

    def day(value: Any) -> str:
        return dates.label(value.date(), None, "day", lang)

    first, last = day(frame["start"].min()), day(frame["start"].max())
    bars = [_is_bar(row) for row in rows_of(frame)]
    said = word(key, lang).format(count=len(frame), first=first, last=last)
    return f"{said} {word('brief_bar', lang)}" if any(bars) else said


def _is_bar(row: Mapping[str, Any]) -> bool:
    """Say whether an event is drawn over several days: its day is not known, or it is long."""
    return bool(row["precision"] != "day" or (row["end"] - row["start"]).days > 10)

"""The timeline as an explorer: a window of dates, themes and tiers on and off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit import charts, style
from sahelkit.charts.rows import axis_ends
from sahelkit.charts.timeline import TIERS, axis_days, events_between
from sahelkit.explore.arguments import kept
from sahelkit.explorer import Axis, Control, Explorer, Option, View
from sahelkit.ledger import dates
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


def timeline(
    kit: Kit,
    themes: Iterable[str] | None = None,
    tiers: Iterable[str] | None = ("core", "supporting"),
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    *,
    lang: str = "en",
    title: str | None = None,
) -> Explorer:
    """Explore the events of the ledger in time.

    Parameters
    ----------
    kit : Kit
        The ledger, or the ledger as of a day.
    themes, tiers : iterable of str, optional
        Which events; all, if None.
    since, until : str or date, optional
        The widest window (ISO 8601; years and months are fine).
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer.

    Returns
    -------
    Explorer
        With the controls ``window`` (two months), ``zoom`` (whether the picture shows only the
        window, over its whole width), ``themes`` and ``tiers``.

    Raises
    ------
    UnknownName
        For a theme, tier, date or language that does not exist, or a window without an event.
    """
    themes, tiers = kept(themes), kept(tiers)
    frame = events_between(kit, themes, tiers, since, until)
    picture = charts.timeline(kit, themes, tiers, since, until, lang)
    records = [
        (
            kit.record(row["event_id"]),
            {
                "start": row["start"].date().isoformat(),
                "end": row["end"].date().isoformat(),
                "theme": row["theme"],
                "tier": row["tier"],
            },
        )
        for row in rows_of(frame)
    ]
    months = [
        Option(str(month), dates.label(month.start_time.date(), None, "month", lang))
        for month in pd.period_range(frame["start"].min(), frame["end"].max(), freq="M")
    ]
    lanes = [t for t in style.THEME_COLOURS if t in set(frame["theme"])]
    weights_seen = [t for t in TIERS if t in set(frame["tier"])]
    controls = [
        Control("window", "window", f"{word('from', lang)}|{word('to', lang)}", options=months),
        Control("zoom", "toggle", word("zoom", lang)),
    ]
    if len(lanes) > 1:
        options = [Option(t, word(f"theme_{t}", lang), style.THEME_COLOURS[t]) for t in lanes]
        controls.append(Control("themes", "set", word("themes", lang), "theme", options))
    if len(weights_seen) > 1:
        options = [Option(t, word(f"tier_{t}", lang)) for t in weights_seen]
        controls.append(Control("tiers", "set", word("tiers", lang), "tier", options))
    first, last = (day.date().isoformat() for day in axis_days(frame))
    view = View(
        "timeline",
        title or word("timeline_title", lang),
        word("timeline_caption", lang),
        picture,
        records,
        controls,
        _start(controls),
        lang,
        axis=Axis(*axis_ends([word(f"theme_{name}", lang) for name in lanes]), first, last),
    )
    return Explorer(kit, view)


def _start(controls: Iterable[Control]) -> dict[str, Any]:
    """All is shown at the beginning, over the whole time."""
    states: dict[str, Any] = {}
    for control in controls:
        values = [option.value for option in control.options]
        states[control.name] = {"window": values[:1] + values[-1:], "toggle": False}.get(
            control.kind, values
        )
    return states

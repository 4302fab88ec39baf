"""The map as an explorer: who belongs to what, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit import charts
from sahelkit.charts import places
from sahelkit.charts.map import BLUE, BODIES, GREEN, ORANGE, memberships_shown, names_in
from sahelkit.explorer import Control, Explorer, Option, View
from sahelkit.ledger import dates
from sahelkit.ledger.ending import warn_if_late
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

_COLOURS = {"ecowas": BLUE, "aes": ORANGE, "uemoa": GREEN}


def map(  # noqa: A001 - the field's word
    kit: Kit,
    day: str | dt.date = "2025-01-29",
    *,
    since: str | dt.date | None = None,
    events: bool = False,
    lang: str = "en",
    title: str | None = None,
) -> Explorer:
    """Explore who belonged to ECOWAS, the AES and UEMOA on a day, and where events took place.

    Parameters
    ----------
    kit : Kit
        The ledger.
    day : str or date
        The day shown at first.
    since : str or date, optional
        Where the slider begins; the first membership, if not given.
    events : bool
        Whether the places of the events of the six months before the day are shown at first.
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer.

    Returns
    -------
    Explorer
        With the controls ``day`` (one step for each day on which a membership changed, for the
        day given, and where changes lie so far apart that an event would never be shown; while
        no events are shown the slider passes over these last) and ``bodies`` (``ecowas``,
        ``aes``, ``uemoa``, ``events``). Each country is a group of its
        memberships (``explorer.selection = "mali"``), each mark a group of its events.

    Raises
    ------
    UnknownName
        For a date or language that does not exist.

    Warns
    -----
    LateDay
        If the day is later than the last event of the ledger.
    """
    when = dates.parse_day(day)
    warn_if_late(kit, when)
    picture = charts.map(kit, when, lang, events=events, every_day=True)
    frame = memberships_shown(kit)
    core = set(frame.loc[frame["body_id"] == "aes", "entity_id"])
    first = frame["entity_id"].isin(core)  # one steps through the states of the AES first
    frame = pd.concat([frame[first], frame[~first]])
    marks = places.spots(kit)
    names = names_in(kit, lang)
    groups = {
        who: word("map_country", lang).format(country=names[who])
        for who in dict.fromkeys(frame["entity_id"])
    }
    groups |= {spot.key: places.label(spot, names, lang) for spot in marks}
    records = [
        (
            kit.record(row["membership_id"]),
            {
                "start": _iso(row["start"]),
                "end": _iso(row["end"]),
                "layer": row["body_id"],
                "groups": row["entity_id"],
                "state": row["entity_id"],
            },
        )
        for row in rows_of(frame)
    ]
    happened = [(row, spot.key) for spot in marks for row in spot.events]
    records += [
        (
            kit.record(row["event_id"]),
            {
                "start": _iso(places.since(row)),
                "end": _iso(places.until(places.since(row))),
                "layer": "events",
                "groups": key,
            },
        )
        for row, key in sorted(happened, key=lambda one: (places.since(one[0]), one[0]["event_id"]))
    ]
    begin = None if since is None else pd.Timestamp(dates.parse_day(since, end=False))
    steps = _steps(kit, frame, [places.since(row) for row, _ in happened], when, begin, lang)
    layers = [Option(b, word(f"body_{b}", lang), _COLOURS[b]) for b in BODIES]
    layers.append(Option("events", word("map_events", lang), places.PURPLE))
    shown = [*BODIES, "events"] if events else list(BODIES)
    view = View(
        "map",
        title or word("map_title", lang),
        f"{word('map_how', lang)} {word('map_caption', lang)}",
        picture,
        records,
        [
            Control(
                "day",
                "day",
                word("day", lang),
                options=steps,
                data={"few": _always(frame, steps), "unless": ["bodies", "events"]},
            ),
            Control("bodies", "set", word("map_shown", lang), "layer", layers),
        ],
        {"day": when.isoformat(), "bodies": shown},
        lang,
        groups=groups,
        story="state",
    )
    return Explorer(kit, view)


def _iso(day: Any) -> str:
    return "" if pd.isna(day) else day.date().isoformat()


def _steps(
    kit: Kit,
    frame: pd.DataFrame,
    happened: list[pd.Timestamp],
    when: dt.date,
    begin: pd.Timestamp | None,
    lang: str,
) -> list[Option]:
    """Make the steps of the slider, each with what changed on its day."""
    changes = {*frame["start"].dropna(), *frame["end"].dropna()}
    begin = begin or min(changes, default=pd.Timestamp(when))
    days = {d for d in changes if d >= begin} | {pd.Timestamp(when)}
    between = _between(days, sorted(d for d in happened if d >= begin))
    options = []
    for day in sorted(days | between):
        text = _changes(kit, frame, day, lang)
        empty = "map_between" if day in between else "map_no_change"
        label = dates.label(day.date(), None, "day", lang)
        options.append(Option(day.date().isoformat(), label, text or word(empty, lang)))
    return options


def _always(frame: pd.DataFrame, steps: list[Option]) -> list[str]:
    """Return the steps that are worth a stop without events: changes, the first and the last."""
    changes = {_iso(day) for side in ("start", "end") for day in frame[side]}
    ends = {steps[0].value, steps[-1].value}
    return [step.value for step in steps if step.value in changes | ends]


def _between(days: set[pd.Timestamp], happened: list[pd.Timestamp]) -> set[pd.Timestamp]:
    """Return as few further days as it takes for each event to be shown on some day."""
    lost = [d for d in happened if not any(d <= step < places.until(d) for step in days)]
    added = set()
    while lost:
        added.add(max(d for d in lost if d < places.until(lost[0])))
        lost = [d for d in lost if not any(d <= step < places.until(d) for step in added)]
    return added


_WHAT = {
    "member": "joined",
    "suspended": "suspended",
    "notice given": "notice",
    "suspended and notice given": "suspended_notice",
}


def _changes(kit: Kit, frame: pd.DataFrame, day: pd.Timestamp, lang: str) -> str:
    """Say in a line what began on a day, and what ended without anything following."""
    names = names_in(kit, lang)
    begun = frame[frame["start"] == day]
    ended = frame[frame["end"] == day]
    before = set(zip(ended["entity_id"], ended["body_id"], strict=True))
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows_of(begun):
        one = (row["entity_id"], row["body_id"])
        what = _WHAT[row["status"]]
        if what == "joined" and one in before:
            what = "back"
        groups.setdefault((row["body_id"], what), []).append(_named(names, row, "start", lang))
    followed = set(zip(begun["entity_id"], begun["body_id"], strict=True))
    for row in rows_of(ended):
        if (row["entity_id"], row["body_id"]) not in followed:
            groups.setdefault((row["body_id"], "left"), []).append(_named(names, row, "end", lang))
    return "; ".join(
        word("map_change", lang).format(
            body=word(f"body_{body}", lang),
            what=word(f"map_{what}", lang),
            names=", ".join(who),
        )
        for (body, what), who in groups.items()
    )


def _named(names: dict[str, str], row: Mapping[str, Any], end: str, lang: str) -> str:
    """Name a country, and say so where the day of the change is not known."""
    name, precision = names[row["entity_id"]], row[f"{end}_precision"]
    if precision == "by":
        return word("map_by", lang).format(name=name)
    if precision in ("month", "year"):
        when = dates.label(row[end].date(), None, precision, lang)
        return word("map_coarse", lang).format(name=name, when=when)
    return name

"""The map as an explorer: who belongs to what, day by day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from sahelkit import charts
from sahelkit.charts.map import BLUE, BODIES, GREEN, ORANGE, memberships_shown, names_in
from sahelkit.explorer import Control, Explorer, Option, View
from sahelkit.ledger import dates
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
    lang: str = "en",
    title: str | None = None,
) -> Explorer:
    """Explore who belonged to ECOWAS, the AES and UEMOA on a day.

    Parameters
    ----------
    kit : Kit
        The ledger.
    day : str or date
        The day shown at first.
    since : str or date, optional
        Where the slider begins; the first membership, if not given.
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer.

    Returns
    -------
    Explorer
        With the controls ``day`` (one step for each day on which something changed, and the
        day given) and ``bodies``.

    Raises
    ------
    UnknownName
        For a date or language that does not exist.
    """
    when = dates.parse_day(day)
    picture = charts.map(kit, when, lang, every_day=True)
    frame = memberships_shown(kit)
    core = set(frame.loc[frame["body_id"] == "aes", "entity_id"])
    first = frame["entity_id"].isin(core)  # one steps through the states of the AES first
    frame = pd.concat([frame[first], frame[~first]])
    begin = None if since is None else pd.Timestamp(dates.parse_day(since, end=False))
    days = {pd.Timestamp(when), *frame["start"].dropna(), *frame["end"].dropna()}
    days = {d for d in days if begin is None or d >= begin or d == pd.Timestamp(when)}
    records = [
        (
            kit.record(row["membership_id"]),
            {
                "start": "" if pd.isna(row["start"]) else row["start"].date().isoformat(),
                "end": "" if pd.isna(row["end"]) else row["end"].date().isoformat(),
                "body": row["body_id"],
            },
        )
        for row in rows_of(frame)
    ]
    steps = [
        Option(
            d.date().isoformat(),
            dates.label(d.date(), None, "day", lang),
            _changes(kit, frame, d, lang),
        )
        for d in sorted(days)
    ]
    bodies = [Option(b, word(f"body_{b}", lang), _COLOURS[b]) for b in BODIES]
    view = View(
        "map",
        title or word("map_title", lang),
        word("map_caption", lang),
        picture,
        records,
        [
            Control("day", "day", word("day", lang), options=steps),
            Control("bodies", "set", word("layers", lang), "body", bodies),
        ],
        {"day": when.isoformat(), "bodies": list(BODIES)},
        lang,
    )
    return Explorer(kit, view)


def _changes(kit: Kit, frame: pd.DataFrame, day: pd.Timestamp, lang: str) -> str:
    """Say in a line what began on a day, and what ended without anything following."""
    names = names_in(kit, lang)
    begun = frame[frame["start"] == day]
    ended = frame[frame["end"] == day]
    groups: dict[str, list[str]] = {}
    for row in rows_of(begun):
        key = f"{word('body_' + row['body_id'], lang)} ({word('status_' + row['status'], lang)})"
        groups.setdefault(key, []).append(names.get(row["entity_id"], row["entity_id"]))
    followed = set(zip(begun["entity_id"], begun["body_id"], strict=True))
    for row in rows_of(ended):
        if (row["entity_id"], row["body_id"]) not in followed:
            key = f"{word('body_' + row['body_id'], lang)} ({word('left', lang)})"
            groups.setdefault(key, []).append(names.get(row["entity_id"], row["entity_id"]))
    return "; ".join(f"{key}: {', '.join(who)}" for key, who in groups.items())

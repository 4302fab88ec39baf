"""The network as an explorer: who is named together with whom, up to a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sahelkit import charts
from sahelkit.charts.network import drawn_at_most, label_of
from sahelkit.charts.ties import KINDS, Network, key, ties_between
from sahelkit.explore.arguments import kept
from sahelkit.explorer import Column, Control, Explorer, Option, View
from sahelkit.ledger import dates
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

TABLES = ("events", "claims")


def network(
    kit: Kit,
    themes: Iterable[str] | None = None,
    until: str | dt.date | None = None,
    kinds: Iterable[str] = KINDS,
    *,
    least: int | None = None,
    most: int = 26,
    crowd: int = 8,
    lang: str = "en",
    title: str | None = None,
) -> Explorer:
    """Explore who is named together with whom.

    Parties keep their places whatever the controls show.

    Parameters
    ----------
    kit : Kit
        The ledger, or the ledger as of a day.
    themes : iterable of str, optional
        Themes of the records; all, if None.
    until : str or date, optional
        The month shown at first; the last one, if not given.
    kinds : iterable of str
        Kinds of parties: state, body, armed force, armed group, company, person. A government
        counts as its state.
    least : int, optional
        How many records a tie needs in all; if not given, as few as keep the picture readable.
    most : int
        How many parties at most: those with the most records.
    crowd : int
        A record that names more parties than this is left out.
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer.

    Returns
    -------
    Explorer
        With the controls ``until`` (one step for each month in which a record begins, and the
        month given), ``themes`` and ``tables`` (events, claims), where there is a choice.

    Raises
    ------
    UnknownName
        For a theme, kind, date or language that does not exist, a number out of range, or no
        tie at all.
    """
    themes, kinds = kept(themes), kept(kinds)
    drawn = drawn_at_most(most)
    net = ties_between(kit, themes, kinds, least=least, most=drawn, crowd=crowd)
    months = {str(start)[:7] for start in net.records["start"]}
    now = max(months) if until is None else dates.parse_day(until).isoformat()[:7]
    picture = charts.network(
        kit,
        themes,
        now,
        kinds,
        least=least,
        most=most,
        crowd=crowd,
        lang=lang,
        every_tie=True,
    )
    records = []
    named = {}
    names = {party: label_of(kit, party, lang) for party in net.parties}
    for row in rows_of(net.records):
        marks = {
            "start": row["start"].date().isoformat(),
            "theme": row["theme"],
            "table": row["table"],
            "groups": " ".join(net.groups(row["parties"])),
        }
        records.append((kit.record(row["record_id"]), marks))
        named[row["record_id"]] = ", ".join(names[party] for party in row["parties"])
    controls = list(_controls(kit, net, sorted(months | {now}), lang))
    value: dict[str, Any] = {c.name: [o.value for o in c.options] for c in controls}
    view = View(
        "network",
        title or word("network_title", lang),
        word("network_caption", lang).format(least=_least(net.least, lang), crowd=crowd),
        picture,
        records,
        controls,
        value | {"until": now},
        lang,
        groups=_groups(net, names, lang),
        steps="groups",
        columns=[Column(word("network_parties", lang), named)],
    )
    return Explorer(kit, view)


def _least(number: int, lang: str) -> str:
    return word("network_one" if number == 1 else "network_least", lang).format(n=number)


def _controls(kit: Kit, net: Network, months: list[str], lang: str) -> Iterable[Control]:
    steps = [
        Option(month, dates.label(dates.parse_day(month, end=False), None, "month", lang))
        for month in months
    ]
    yield Control("until", "until", word("network_until", lang), options=steps)
    enum = next(f.enum for f in kit.schema["events"].fields if f.name == "theme")
    seen = [theme for theme in enum if theme in set(net.records["theme"])]
    if len(seen) > 1:
        options = [Option(theme, word(f"theme_{theme}", lang)) for theme in seen]
        yield Control("themes", "set", word("themes", lang), "theme", options)
    tables = [table for table in TABLES if table in set(net.records["table"])]
    if len(tables) > 1:
        options = [Option(table, word(f"network_{table}", lang)) for table in tables]
        yield Control("tables", "set", word("network_tables", lang), "table", options)


def _groups(net: Network, names: dict[str, str], lang: str) -> dict[str, str]:
    """Return the labels of ties, the strongest first, and then of parties."""
    tie = word("network_tie", lang)
    ties = {key(a, b): tie.format(a=names[a], b=names[b]) for a, b in net.ties}
    parties = {
        party: f"{names[party]} ({word(f'network_{kind}', lang)})"
        for party, kind in net.parties.items()
    }
    return ties | parties

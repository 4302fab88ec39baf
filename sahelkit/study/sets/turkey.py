"""Right answers to the exercise set 04-turkey: heights and ratios, first days, partners named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.study.keys import computed
from sahelkit.study.sets.states import THREE

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

HEIGHTS = ("operating altitude", "ceiling", "height reached in tests")
FOOT = 0.3048  # metres, by definition
PARTNERS = {"turkiye": "turkiye", "russia": "russia"}
CAPITALS = {"ankara": "turkiye", "moscow": "russia"}


def _heights(kit: Kit, factor: float, digits: int = -1) -> pd.DataFrame:
    rows = kit.specs.query("entity_id == 'bayraktar-tb2' and attribute in @HEIGHTS")
    return rows.assign(feet=(rows["high"] * factor).round(digits))[["spec_id", "feet"]]


@computed
def heights_in_feet(kit: Kit) -> pd.DataFrame:
    """Return the heights of the TB2 in feet, to the nearest ten."""
    return _heights(kit, 1 / FOOT)


@computed
def heights_multiplied(kit: Kit) -> pd.DataFrame:
    """Return what comes out if metres are multiplied where they should be divided."""
    return _heights(kit, FOOT)


@computed
def heights_in_thousands(kit: Kit) -> pd.DataFrame:
    """Return the same heights rounded to thousands of feet."""
    return _heights(kit, 1 / FOOT, -3)


@computed
def widest_ratio(kit: Kit) -> str:
    """Return the attribute of the TB2 whose highest value is the most times its lowest."""
    values = kit.specs.query("entity_id == 'bayraktar-tb2'").groupby("attribute")["high"]
    return str((values.max() / values.min()).idxmax())


@computed
def widest_difference(kit: Kit) -> str:
    """Return the attribute of the TB2 with the largest difference, whatever its unit."""
    values = kit.specs.query("entity_id == 'bayraktar-tb2'").groupby("attribute")["high"]
    return str((values.max() - values.min()).idxmax())


@computed
def first_turkish_days(kit: Kit) -> pd.DataFrame:
    """Return for each of the three the first event on Turkish arms known to the day."""
    return _first_days(kit.events.query("theme == 'turkey' and precision == 'day'"), kit)


@computed
def first_turkish_days_as_stored(kit: Kit) -> pd.DataFrame:
    """Return the same with events of which only the month or the year is known."""
    return _first_days(kit.events.query("theme == 'turkey'"), kit)


@computed
def first_days_of_all(kit: Kit) -> pd.DataFrame:
    """Return for each of the three its first event on any theme known to the day."""
    return _first_days(kit.events.query("precision == 'day'"), kit)


def _first_days(events: pd.DataFrame, kit: Kit) -> pd.DataFrame:
    joined = kit.participants.merge(events, on="event_id")
    joined = joined[joined["entity_id"].isin(THREE)]
    return joined.groupby("entity_id")["start"].min().rename("first").reset_index()


@computed
def partners_named(kit: Kit) -> pd.DataFrame:
    """Count for each document the statements that name Türkiye or Russia or their capitals."""
    return _partners(kit, PARTNERS | CAPITALS)


@computed
def partners_named_twice(kit: Kit) -> pd.DataFrame:
    """Count the same, a statement that names a state and its capital twice."""
    return _partners(kit, PARTNERS | CAPITALS, once=False)


@computed
def partners_named_without_capitals(kit: Kit) -> pd.DataFrame:
    """Count the same without the capitals."""
    return _partners(kit, PARTNERS)


def _partners(kit: Kit, names: dict[str, str], *, once: bool = True) -> pd.DataFrame:
    named = kit.mentions.merge(kit.claims, on="claim_id")
    named = named.assign(partner=named["entity_id"].map(names)).dropna(subset="partner")
    named = named.drop_duplicates(["claim_id", "partner"]) if once else named
    return pd.crosstab(named["source_id"], named["partner"]).reset_index()

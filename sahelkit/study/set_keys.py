"""Right answers to exercises that take more than one step: joins, sums, date arithmetic.

Each function takes the kit and returns what a question file asks for by ``function = "…"``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.study.keys import computed
from sahelkit.study.later_keys import THREE  # and with it the answers to the sets 04 to 06

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

SEAT_DAYS = ("2020-01-01", "2023-09-01", "2024-09-22", "2025-02-01")


@computed
def confirmed_from_d(kit: Kit) -> int:
    """Return how many statements graded 1 stand in documents graded D."""
    joined = kit.claims.merge(kit.sources, on="source_id")
    return int(((joined["reliability"] == "D") & (joined["credibility"] == 1)).sum())


def _borne_out(kit: Kit) -> pd.Series:
    sound = kit.claims["credibility"] <= 2
    return sound.groupby(kit.claims["source_id"]).mean()


@computed
def largest_share_borne_out(kit: Kit) -> str:
    """Return the document with the largest share of statements graded 1 or 2."""
    return str(_borne_out(kit).idxmax())


@computed
def most_borne_out(kit: Kit) -> str:
    """Return the document with the largest number of statements graded 1 or 2."""
    return str(kit.claims.query("credibility <= 2")["source_id"].value_counts().idxmax())


@computed
def formation_by_state(kit: Kit) -> pd.DataFrame:
    """Count the events on the formation in which each of the three states takes part."""
    return _by_state(kit, kit.events.query("theme == 'formation'"))


@computed
def all_by_state(kit: Kit) -> pd.DataFrame:
    """Count all events in which each of the three states takes part."""
    return _by_state(kit, kit.events)


def _by_state(kit: Kit, events: pd.DataFrame) -> pd.DataFrame:
    joined = kit.participants.merge(events, on="event_id")
    joined = joined[joined["entity_id"].isin(THREE)]
    return joined.groupby("entity_id")["event_id"].nunique().rename("events").reset_index()


@computed
def first_presidency_days(kit: Kit) -> int:
    """Return for how many days the first president of the confederation held the office."""
    row = kit.offices.set_index("office_id").loc["O-05"]
    return int((row["end"] - row["start"]).days)


@computed
def seats(kit: Kit) -> pd.DataFrame:
    """Return the seat of each of the three states in ECOWAS on the days of `SEAT_DAYS`."""
    return _seats(kit, "out")


@computed
def seats_left_out(kit: Kit) -> pd.DataFrame:
    """Return the same without the days on which a state has no seat."""
    return _seats(kit, "out").query("status != 'out'")


def _seats(kit: Kit, nothing: str) -> pd.DataFrame:
    rows = []
    table = kit.memberships.query("body_id == 'ecowas'")
    for day in SEAT_DAYS:
        at = pd.Timestamp(day)
        on = table[(table["start"] <= at) & ~(table["end"] <= at)].set_index("entity_id")["status"]
        rows += [(state, day, on.get(state, nothing)) for state in THREE]
    return pd.DataFrame(rows, columns=["entity_id", "day", "status"])


@computed
def days_suspended(kit: Kit) -> pd.DataFrame:
    """Return for each of the three how many days before its notice it had been suspended."""
    return _suspended(kit, last=True)


@computed
def days_suspended_in_all(kit: Kit) -> pd.DataFrame:
    """Return for each of the three how many days it was suspended in all, since 1975."""
    return _suspended(kit, last=False)


def _suspended(kit: Kit, *, last: bool) -> pd.DataFrame:
    table = kit.memberships.query("body_id == 'ecowas' and status == 'suspended'")
    table = table[table["entity_id"].isin(THREE)].sort_values("start")
    table = table.assign(days=(table["end"] - table["start"]).dt.days)
    if last:
        return table.groupby("entity_id").tail(1)[["entity_id", "days"]].reset_index(drop=True)
    return table.groupby("entity_id")["days"].sum().reset_index()


@computed
def sources_on_exit(kit: Kit) -> pd.DataFrame:
    """Return who contradicts 29 January 2025 as the day of the exit, and why."""
    return _sources_on_exit(kit).query("bearing == 'contradicts'")[["publisher", "note"]]


@computed
def all_sources_on_exit(kit: Kit) -> pd.DataFrame:
    """Return all who bear on 29 January 2025 as the day of the exit."""
    return _sources_on_exit(kit)[["publisher", "note"]]


def _sources_on_exit(kit: Kit) -> pd.DataFrame:
    told = kit.evidence.query("record_id == 'EV-083'")
    return told.merge(kit.sources[["source_id", "publisher"]], on="source_id")


def _ratings(kit: Kit, dispute: str, without: str = "") -> pd.DataFrame:
    items = kit.ach_evidence.query("dispute_id == @dispute")
    items = items.merge(kit.sources[["source_id", "publisher"]], on="source_id")
    items = items[items["publisher"] != without]
    return kit.ach_ratings.merge(items, on="item_id")


def _against(ratings: pd.DataFrame) -> pd.Series:
    points = ratings["rating"].map({"I": 1, "II": 2}).fillna(0)
    return points.groupby(ratings["hypothesis_id"]).sum().rename("against")


@computed
def escort_against(kit: Kit) -> pd.DataFrame:
    """Return what speaks against each hypothesis on the escort: I counts one, II counts two."""
    return _against(_ratings(kit, "C-25")).reset_index()


@computed
def escort_against_unweighted(kit: Kit) -> pd.DataFrame:
    """Return the same with I and II counted alike."""
    ratings = _ratings(kit, "C-25").assign(rating=lambda t: t["rating"].replace("II", "I"))
    return _against(ratings).reset_index()


@computed
def escort_leader(kit: Kit) -> str:
    """Return the hypothesis on the escort with least against it."""
    return str(_against(_ratings(kit, "C-25")).idxmin())


@computed
def escort_leader_without_interbellum(kit: Kit) -> str:
    """Return the hypothesis with least against it once Interbellum News is left out."""
    return str(_against(_ratings(kit, "C-25", "Interbellum News")).idxmin())


@computed
def quotation_path(kit: Kit) -> pd.DataFrame:
    """Return the sources that bear on the quotation “sincerity and honour” and their agency."""
    told = kit.evidence.query("record_id == 'S2-18'")
    return told.merge(kit.sources, on="source_id")[["source_id", "publisher", "agency"]]

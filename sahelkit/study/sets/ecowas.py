"""Right answers to the exercise set 02-ecowas: seats, suspensions, the day of the exit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.study.keys import computed
from sahelkit.study.sets.states import THREE

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

SEAT_DAYS = ("2020-01-01", "2023-09-01", "2024-09-22", "2025-02-01")


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

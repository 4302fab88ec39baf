"""Right answers to the exercise set 01-formation: who took part, who presided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.study.keys import computed
from sahelkit.study.sets.states import THREE

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


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

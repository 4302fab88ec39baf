"""Right answers to the exercise set 06-briefing: judgements, voices, the age of what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.study.keys import computed

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

MOST = {"almost no chance": 5, "very unlikely": 20, "unlikely": 45}  # ICD 203, below a half


def _weighed(kit: Kit) -> pd.DataFrame:
    return kit.judgements.query("likelihood != ''")


def _counted(table: pd.DataFrame, columns: list[str], name: str) -> pd.DataFrame:
    return table.groupby(columns).size().rename(name).reset_index()


@computed
def dials(kit: Kit) -> pd.DataFrame:
    """Count the judgements that have a word of likelihood, by likelihood and confidence."""
    return _counted(_weighed(kit), ["likelihood", "confidence"], "judgements")


@computed
def dials_with_findings(kit: Kit) -> pd.DataFrame:
    """Count all judgements so, findings too."""
    return _counted(kit.judgements, ["likelihood", "confidence"], "judgements")


@computed
def dial_of_likelihood(kit: Kit) -> pd.DataFrame:
    """Count the judgements that have a word of likelihood by this word alone."""
    return _counted(_weighed(kit), ["likelihood"], "judgements")


@computed
def held_unlikely(kit: Kit) -> list[str]:
    """Return the judgements whose band of likelihood lies below a half."""
    return list(kit.judgements.loc[kit.judgements["likelihood"].isin(list(MOST)), "judgement_id"])


@computed
def held_just_unlikely(kit: Kit) -> list[str]:
    """Return the judgements with the word *unlikely* and no other."""
    return list(kit.judgements.query("likelihood == 'unlikely'")["judgement_id"])


@computed
def with_the_letters_likely(kit: Kit) -> list[str]:
    """Return the judgements whose word of likelihood has the letters *likely* in it."""
    found = kit.judgements["likelihood"].str.contains("likely")
    return list(kit.judgements.loc[found, "judgement_id"])


@computed
def records_against(kit: Kit) -> pd.DataFrame:
    """Count the records that contradict each estimate or forecast."""
    against = kit.judgement_records.query("bearing == 'contradicts'")
    return _counted(against.merge(_weighed(kit), on="judgement_id"), ["judgement_id"], "against")


@computed
def records_against_all(kit: Kit) -> pd.DataFrame:
    """Count the records that contradict each judgement, findings too."""
    against = kit.judgement_records.query("bearing == 'contradicts'")
    return _counted(against, ["judgement_id"], "against")


@computed
def records_of_estimates(kit: Kit) -> pd.DataFrame:
    """Count all records of each estimate or forecast."""
    joined = kit.judgement_records.merge(_weighed(kit), on="judgement_id")
    return _counted(joined, ["judgement_id"], "against")


@computed
def voices_on_the_convoy(kit: Kit) -> int:
    """Return how many origins support the arrival of the convoy of 30 October 2025."""
    return len(kit.corroboration("EV-116").supports)


@computed
def voices_on_the_hand_over(kit: Kit) -> int:
    """Return how many origins support the hand-over of drones of 4 January 2024."""
    return len(kit.corroboration("EV-052").supports)


@computed
def agencies_on_the_hand_over(kit: Kit) -> int:
    """Return how many different cells the column of agencies has there, the empty one too."""
    pages = kit.evidence.query("record_id == 'EV-052' and bearing == 'supports'")
    return int(pages.merge(kit.sources, on="source_id")["agency"].nunique())


def _day_of_writing(kit: Kit) -> pd.Timestamp:
    """Return the day on which the newest bottom line of the ledger was written."""
    day: pd.Timestamp = kit.bottom_lines["as_of"].max()
    return day


@computed
def days_since_the_last_event(kit: Kit) -> int:
    """Return how many days before the newest bottom line the last event of the ledger lies."""
    return int((_day_of_writing(kit) - kit.events["end"].max()).days)


@computed
def days_since_the_last_fuel_event(kit: Kit) -> int:
    """Return the same for events on security."""
    return int((_day_of_writing(kit) - kit.events.query("theme == 'security'")["end"].max()).days)


@computed
def days_since_the_last_page(kit: Kit) -> int:
    """Return how many days before the newest bottom line the newest page was published."""
    return int((_day_of_writing(kit) - kit.sources["published"].max()).days)

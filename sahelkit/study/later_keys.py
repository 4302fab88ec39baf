"""Right answers to the exercise sets 04 to 06, as `sahelkit.study.set_keys` has those before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from sahelkit.study.keys import computed

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

THREE = ("burkina-faso", "mali", "niger")
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


FIVE = ("S0", "S1", "S2", "S3", "S4")


def _statements(kit: Kit, condition: str) -> pd.Series:
    named = kit.mentions.merge(kit.claims, on="claim_id").query(condition)
    return named.drop_duplicates("claim_id")["source_id"].value_counts().rename("statements")


@computed
def statements_on_the_show(kit: Kit) -> pd.DataFrame:
    """Count for each of the five documents the statements that name BAMEX 2025."""
    counts = _statements(kit, "entity_id == 'bamex-2025'")
    return counts.reindex(list(FIVE), fill_value=0).rename_axis("source_id").reset_index()


@computed
def statements_without_zeros(kit: Kit) -> pd.DataFrame:
    """Return the same without the documents that do not name it."""
    return _statements(kit, "entity_id == 'bamex-2025'").reset_index()


@computed
def statements_on_the_theme(kit: Kit) -> pd.DataFrame:
    """Count the statements of the theme instead, whether or not they name the show."""
    counts = kit.claims.query("theme == 'bamex'")["source_id"].value_counts().rename("statements")
    return counts.reindex(list(FIVE), fill_value=0).rename_axis("source_id").reset_index()


def _names_on_the_show(kit: Kit, document: str) -> set[str]:
    named = kit.mentions.merge(kit.claims, on="claim_id").query("theme == 'bamex'")
    return set(named.loc[named["source_id"] == document, "entity_id"])


def _common(kit: Kit) -> int:
    return len(_names_on_the_show(kit, "S0") & _names_on_the_show(kit, "S1"))


@computed
def number_of_common_names(kit: Kit) -> int:
    """Return how many names S0 and S1 share in their statements on the show."""
    return _common(kit)


@computed
def share_of_common_names(kit: Kit) -> float:
    """Return the same as a share of the names in at least one of the two."""
    either = _names_on_the_show(kit, "S0") | _names_on_the_show(kit, "S1")
    return _common(kit) / len(either)


@computed
def share_of_s0_names(kit: Kit) -> float:
    """Return the same as a share of the names in S0."""
    return _common(kit) / len(_names_on_the_show(kit, "S0"))


@computed
def share_of_s1_names(kit: Kit) -> float:
    """Return the same as a share of the names in S1."""
    return _common(kit) / len(_names_on_the_show(kit, "S1"))


def _counts(kit: Kit, how: Literal["inner", "left"], *, of_statements: bool) -> pd.DataFrame:
    held = kit.positions.query("dispute_id == 'C-12'").rename(columns={"held_by": "source_id"})
    if of_statements:
        origin = kit.claims.set_index("claim_id")["source_id"]
        held["source_id"] = held["source_id"].map(origin).fillna(held["source_id"])
    joined = held.merge(kit.sources, on="source_id", how=how)
    return joined[["position_id", "publisher", "reliability"]]


@computed
def counts_with_letters(kit: Kit) -> pd.DataFrame:
    """Return who holds each count of the guests of BAMEX 2025, and the letter of that source."""
    return _counts(kit, "inner", of_statements=True)


@computed
def counts_that_found_a_source(kit: Kit) -> pd.DataFrame:
    """Return the same without the counts that a statement holds."""
    return _counts(kit, "inner", of_statements=False)


@computed
def counts_with_gaps(kit: Kit) -> pd.DataFrame:
    """Return the same with empty cells where a statement holds the count."""
    return _counts(kit, "left", of_statements=False)


def _days(kit: Kit) -> pd.DataFrame:
    items = kit.ach_evidence.query("dispute_id == 'C-12'").merge(kit.sources, on="source_id")
    opening = pd.Timestamp(kit.record("EV-119")["start"])
    return items.assign(days=(items["published"] - opening).dt.days)


def _known_days(kit: Kit) -> pd.DataFrame:
    return _days(kit).query("published_precision == 'day'")[["source_id", "days"]]


@computed
def days_as_stored(kit: Kit) -> pd.DataFrame:
    """Return the days from the opening to the publication of each item on the counts."""
    return _days(kit)[["source_id", "days"]]


@computed
def days_from_the_opening(kit: Kit) -> pd.DataFrame:
    """Return the same for the items of which the day of publication is known."""
    return _known_days(kit)


@computed
def days_to_the_opening(kit: Kit) -> pd.DataFrame:
    """Return the same with the sign turned round."""
    return _known_days(kit).assign(days=lambda table: -table["days"])


AS_OF = pd.Timestamp("2026-11-22")  # the day on which the exercises stand
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


@computed
def days_since_the_last_event(kit: Kit) -> int:
    """Return for how many days before the day of the exercises the ledger has no event."""
    return int((AS_OF - kit.events["end"].max()).days)


@computed
def days_since_the_last_fuel_event(kit: Kit) -> int:
    """Return the same for events on security."""
    return int((AS_OF - kit.events.query("theme == 'security'")["end"].max()).days)


@computed
def days_since_the_last_page(kit: Kit) -> int:
    """Return how many days before the day of the exercises the newest page was published."""
    return int((AS_OF - kit.sources["published"].max()).days)

"""Right answers to the exercise set 05-bamex: five documents on one show, counts of guests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from sahelkit.study.keys import computed

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

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

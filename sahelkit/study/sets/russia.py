"""Right answers to the exercise set 03-russia: hypotheses weighed, a quotation followed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.study.keys import computed

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


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

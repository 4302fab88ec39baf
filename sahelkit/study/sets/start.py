"""Right answers to the exercise set 00-start-here: grades of sources and of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.study.keys import computed

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


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

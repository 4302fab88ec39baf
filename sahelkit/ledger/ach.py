"""Analysis of competing hypotheses: which answer has least evidence against it, and how firmly.

The method is Richards Heuer's (*Psychology of Intelligence Analysis*, CIA, 1999, chapter 8): rate
every item of evidence against every hypothesis, look for what speaks against a hypothesis and
not for what fits it, and ask how much the outcome hangs on single items.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger.lookup import identifier
from sahelkit.ledger.names import fold, nearest
from sahelkit.ledger.origins import origin
from sahelkit.ledger.record import Record

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit

Ratings = Mapping[tuple[str, str], str]

RATINGS = ("CC", "C", "N", "I", "II")
"""Very consistent, consistent, neutral or not applicable, inconsistent, very inconsistent."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.5}
)
"""Weight of an item by the reliability of its source.

Heuer advises to weigh how far each source can be relied on; the numbers are this kit's own
convention and measure nothing. F, a source that cannot be judged, stands in the middle.
"""

_POINTS = {"I": 1, "II": 2}  # what fits counts nothing: it may fit every other answer as well


@dataclass(frozen=True)
class Analysis:
    """A question with its hypotheses and the evidence to weigh against them.

    Attributes
    ----------
    dispute_id, question : str
        The dispute of the ledger and its question.
    hypotheses, items : tuple of Record
        The answers that could be true, and the items of evidence, in the order of the ledger.
        An item's ``source_id`` names the source that gives it.
    """

    dispute_id: str
    question: str
    hypotheses: tuple[Record, ...]
    items: tuple[Record, ...]


def prepared(kit: Kit) -> list[str]:
    """Return the disputes that have prepared hypotheses, in the order of the ledger."""
    ready = set(kit._frame("hypotheses")["dispute_id"])
    return [dispute for dispute in kit._frame("disputes")["dispute_id"] if dispute in ready]


def analysis(kit: Kit, dispute_id: str) -> Analysis:
    """Gather the hypotheses and the items of evidence on a disputed question.

    Raises
    ------
    UnknownName
        If the question has no prepared hypotheses; carries the nearest that have.
    """
    ready = prepared(kit)
    dispute_id = identifier(kit, dispute_id)
    if dispute_id not in ready:
        near, expected = nearest(dispute_id, ready), f"one of {', '.join(ready)}"
        raise UnknownName("question with prepared hypotheses", dispute_id, near, expected)
    return Analysis(
        dispute_id,
        kit.record(dispute_id).title,
        _records(kit, kit._frame("hypotheses"), "hypothesis_id", dispute_id),
        _records(kit, kit._frame("ach_evidence"), "item_id", dispute_id),
    )


def _records(kit: Kit, frame: pd.DataFrame, column: str, dispute_id: str) -> tuple[Record, ...]:
    found = frame.loc[frame["dispute_id"] == dispute_id, column]
    return tuple(kit.record(name) for name in found)


def our_ratings(kit: Kit, dispute_id: str) -> dict[tuple[str, str], str]:
    """Return our own ratings on a question: item and hypothesis to rating.

    They are a judgement, to be compared with the reader's.

    Raises
    ------
    UnknownName
        If the question has no prepared hypotheses.
    """
    items = {item.id for item in analysis(kit, dispute_id).items}
    frame = kit._frame("ach_ratings")
    rows = zip(frame["item_id"], frame["hypothesis_id"], frame["rating"], strict=True)
    return {(item, hypothesis): rating for item, hypothesis, rating in rows if item in items}


def scores(
    kit: Kit, analysis: Analysis, ratings: Ratings, dropped: Collection[str] = ()
) -> dict[str, float]:
    """Add up what counts against each hypothesis.

    Parameters
    ----------
    kit : Kit
        The ledger, for the reliability and the origin of the sources.
    analysis : Analysis
        The question.
    ratings : mapping of (str, str) to str
        Item and hypothesis to one of `RATINGS`. Pairs that are not rated count nothing, and
        pairs of other questions are passed over.
    dropped : collection of str
        Sources to leave out: an item goes if its source, or the origin of its source, is one.

    Returns
    -------
    dict of str to float
        Hypothesis to its weighted inconsistency: the sum, over the items, of the weight of the
        source (`WEIGHTS`) times 1 for I and 2 for II. The lower, the less speaks against it.
        Empty if no pair is rated at all: without a rating nothing has been weighed.

    Raises
    ------
    UnknownName
        If a rating is not one of `RATINGS`.
    """
    totals = dict.fromkeys((h.id for h in analysis.hypotheses), 0.0)
    rated = False
    for item, hypothesis, rating in _rated(kit, analysis, ratings, dropped):
        rated = True
        weight = WEIGHTS[kit.record(item["source_id"])["reliability"]]
        totals[hypothesis] += weight * _POINTS.get(rating, 0)
    # rounded, so that two sums of the same tenths are equal whatever their order
    return {name: round(total, 6) for name, total in totals.items()} if rated else {}


def leading(scores: Mapping[str, float]) -> list[str]:
    """Return the hypotheses with the lowest score, all of them if it is a tie.

    The list is empty if there are no scores, that is, if nothing has been rated.
    """
    least = min(scores.values(), default=0.0)
    return [name for name, score in scores.items() if score == least]


def sensitivity(kit: Kit, analysis: Analysis, ratings: Ratings) -> dict[str, list[str]]:
    """Return for each source of the items which hypotheses lead once it is dropped.

    Raises
    ------
    UnknownName
        If a rating is not one of `RATINGS`.
    """
    sources = dict.fromkeys(item["source_id"] for item in analysis.items)
    return {name: leading(scores(kit, analysis, ratings, (name,))) for name in sources}


def alarms(
    kit: Kit, analysis: Analysis, ratings: Ratings, dropped: Collection[str] = ()
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Warn where a hypothesis is rejected on fewer voices than it seems.

    A hypothesis is rejected if it does not lead. The alarms are hints to look again, no faults.

    Returns
    -------
    list of (str, str, tuple of str)
        Kind, hypothesis and sources concerned, in the order of the hypotheses. The kinds:
        *single source*, where everything that counts against the hypothesis comes from one
        source; *same origin*, where two or more items that count against it go back to one
        origin (one entry an origin).

    Raises
    ------
    UnknownName
        If a rating is not one of `RATINGS`.
    """
    lead = leading(scores(kit, analysis, ratings, dropped))
    against: dict[str, list[str]] = {h.id: [] for h in analysis.hypotheses if h.id not in lead}
    for item, hypothesis, rating in _rated(kit, analysis, ratings, dropped):
        if rating in _POINTS and hypothesis in against:
            against[hypothesis].append(item["source_id"])
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for hypothesis, sources in against.items():
        if len(set(sources)) == 1:
            found.append(("single source", hypothesis, (sources[0],)))
        origins: dict[str, list[str]] = {}
        for source in sources:
            origins.setdefault(fold(origin(kit, source)), []).append(source)
        for shared in origins.values():
            if len(shared) > 1:
                found.append(("same origin", hypothesis, tuple(dict.fromkeys(shared))))
    return found


def _rated(
    kit: Kit, analysis: Analysis, ratings: Ratings, dropped: Collection[str]
) -> Iterator[tuple[Record, str, str]]:
    """Yield item, hypothesis and rating of each pair that is rated and not left out."""
    out = {fold(name) for name in dropped}
    for item in analysis.items:
        source = item["source_id"]
        if out and {fold(source), fold(origin(kit, source))} & out:
            continue
        for hypothesis in analysis.hypotheses:
            rating = ratings.get((item.id, hypothesis.id))
            if rating is None:
                continue
            if rating not in RATINGS:
                near = nearest(rating, RATINGS)
                raise UnknownName("rating", rating, near, f"one of {', '.join(RATINGS)}")
            yield item, hypothesis.id, rating

"""Checks of the three tables for an analysis of competing hypotheses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from sahelkit.errors import BadSeed
from sahelkit.ledger.record import rows_of

_OWN_SOURCE = (("claims", "claim_id"), ("specs", "spec_id"), ("glossary", "term_id"))


def wrong_analyses(frames: Mapping[str, pd.DataFrame]) -> Iterator[BadSeed]:
    """Yield a fault for each hypothesis, item or rating that an analysis could not use.

    A question needs two hypotheses or more, each of its items one rating against each of them,
    and the source of an item must bear on the record that the item rests on.
    """
    hypotheses, items = frames["hypotheses"], frames["ach_evidence"]
    question = dict(zip(hypotheses["hypothesis_id"], hypotheses["dispute_id"], strict=True))
    asked = dict(zip(items["item_id"], items["dispute_id"], strict=True))
    rivals: dict[str, list[str]] = {}
    for name, dispute in question.items():
        rivals.setdefault(dispute, []).append(name)

    for row, name in enumerate(hypotheses["hypothesis_id"], start=2):
        if len(rivals[question[name]]) < 2:
            expected = f"at least two hypotheses on {question[name]}"
            yield BadSeed("hypotheses.csv", row, "hypothesis_id", name, expected)

    rated = set()
    ratings = frames["ach_ratings"]
    pairs = zip(ratings["item_id"], ratings["hypothesis_id"], strict=True)
    for row, (item, name) in enumerate(pairs, start=2):
        rated.add((item, name))
        if item in asked and name in question and asked[item] != question[name]:
            expected = f"a hypothesis on {asked[item]}, the question of {item}"
            yield BadSeed("ach_ratings.csv", row, "hypothesis_id", name, expected)

    bearing = _bearing(frames)
    for row, record in enumerate(rows_of(items), start=2):
        item, dispute = record["item_id"], record["dispute_id"]
        if dispute not in rivals:
            expected = "a question with hypotheses in hypotheses.csv"
            yield BadSeed("ach_evidence.csv", row, "dispute_id", dispute, expected)
        for name in rivals.get(dispute, ()):
            if (item, name) not in rated:
                expected = f"a rating of it against {name} in ach_ratings.csv"
                yield BadSeed("ach_evidence.csv", row, "item_id", item, expected)
        if record["source_id"] not in bearing.get(record["record_id"], ()):
            expected = f"a source that bears on {record['record_id']}"
            yield BadSeed("ach_evidence.csv", row, "source_id", record["source_id"], expected)


def _bearing(frames: Mapping[str, pd.DataFrame]) -> dict[str, set[str]]:
    """Return for each record the sources that bear on it.

    They are its own source and those that ``evidence`` names; for a position those of the claim
    or source that holds it, too.
    """
    found = {name: {name} for name in frames["sources"]["source_id"]}
    for table, column in _OWN_SOURCE:
        frame = frames[table]
        for name, source in zip(frame[column], frame["source_id"], strict=True):
            found.setdefault(name, set()).add(source)
    evidence = frames["evidence"]
    for name, source in zip(evidence["record_id"], evidence["source_id"], strict=True):
        found.setdefault(name, set()).add(source)
    positions = frames["positions"]
    for name, holder in zip(positions["position_id"], positions["held_by"], strict=True):
        found.setdefault(name, set()).update(found.get(holder, ()))
    return found

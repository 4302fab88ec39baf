"""What is disputed: the questions that judgements and period touch, with their rival answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelkit.ledger.judgements import Judgement
from sahelkit.ledger.record import rows_of
from sahelkit.publish.brief.content import Disputed, Rival
from sahelkit.publish.brief.desk import Desk

DISPUTES = {"minister": 3, "newsroom": 6, "classroom": 3}  # as many at most


def disputes(desk: Desk, chosen: Sequence[Judgement]) -> tuple[list[Disputed], int]:
    """Return the disputes of a brief, and how many more there are."""
    names = list(dict.fromkeys(_touched(desk, chosen)))
    most = DISPUTES[desk.audience]
    return [_dispute(desk, name) for name in names[:most]], max(0, len(names) - most)


def _touched(desk: Desk, chosen: Sequence[Judgement]) -> Iterator[str]:
    """Yield the disputes that judgements rest on, then those of theme and period."""
    for item in chosen:
        for ground in item.grounds:
            if ground.record.table == "disputes":
                yield ground.record.id
    for item in chosen:
        for ground in item.grounds:
            if ground.record.table in ("positions", "ach_evidence", "hypotheses"):
                yield str(ground.record["dispute_id"])
    frame = desk.kit.disputes
    own = set(frame.loc[frame["theme"] == desk.theme, "dispute_id"])
    for row in rows_of(desk.kit.positions):
        if row["dispute_id"] in own and _in_time(desk, row["held_by"]):
            yield row["dispute_id"]


def _in_time(desk: Desk, holder: str) -> bool:
    """Say whether a claim speaks of the period, or a source was published in it."""
    if not holder:
        return False
    row = desk.kit.record(holder).row
    start, end = row.get("start"), row.get("end")
    if "start" not in row:
        start = end = row.get("published")
    if start is None or start != start:
        return False
    last = end if end is not None and end == end else start
    return bool(start.date() <= desk.until and last.date() >= desk.since)


def _dispute(desk: Desk, name: str) -> Disputed:
    record = desk.kit.record(name)
    rivals = []
    for row in rows_of(desk.kit.compare(name)):
        source = desk.kit.record(row["source_id"]) if row["source_id"] else None
        who = desk.called(source) if source else str(row["held_by"])
        rivals.append(Rival(str(row["statement"]), who, str(row["reliability"])))
    return Disputed(
        name,
        desk.numbers.get(name, 0),
        str(record["question"]),
        tuple(rivals),
        str(record["reading"]) or desk.words["undecided"],
        desk.words["level"].format(level=desk.words[record["confidence"]]),
        str(record["teaches"]) if desk.audience == "classroom" else "",
    )

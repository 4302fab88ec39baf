"""The judgements of a brief as they are printed, with what explains them and what to watch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sahelkit.ledger.judgements import Indicator, Judgement, likelihood_word
from sahelkit.ledger.record import Record, rows_of
from sahelkit.publish.brief.content import Disputed, Held, Term, Watched
from sahelkit.publish.brief.desk import BEARINGS, Desk

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

BANDS = {
    "almost no chance": (1, 5), "very unlikely": (5, 20), "unlikely": (20, 45),
    "roughly even chance": (45, 55), "likely": (55, 80), "very likely": (80, 95),
    "almost certain": (95, 99),
}  # fmt: skip
"""Per cent that the words of likelihood stand for, after ICD 203 (SRC-750 in the ledger)."""

TERMS = 4
NAMES = 3  # publishers named in one line


def judgement(desk: Desk, item: Judgement, number: int) -> Held:
    """Return a judgement as it is printed; its grounds get notes."""
    by: dict[str, list[int]] = {bearing: [] for bearing in BEARINGS}
    for ground in item.grounds:
        by[ground.bearing].append(desk.note(ground.record))
    return Held(
        number,
        item.id,
        desk.set(item.statement),
        likelihood_word(item.likelihood, desk.lang),
        BANDS.get(item.likelihood, (0, 0)),
        item.confidence,
        desk.words[item.confidence],
        desk.set(item.confidence_reason),
        tuple((bearing, tuple(sorted(found))) for bearing, found in by.items() if found),
        tuple(_voices(desk, item)) if desk.audience == "newsroom" else (),
        desk.set(item.reasoning) if desk.audience == "classroom" else "",
    )


def _voices(desk: Desk, item: Judgement) -> Iterator[tuple[str, str]]:
    """Name the publishers that say what a judgement rests on, and those that say otherwise.

    A dispute has sources on every side and names none here; nor does one that differs from a
    record in a detail only.
    """
    sides: dict[str, dict[str, str]] = {"says": {}, "says_otherwise": {}}
    for ground in item.grounds:
        against = ground.bearing == "contradicts"
        for source, agrees in _bearing_on(desk.kit, ground.record):
            if agrees or against:
                side = sides["says_otherwise" if against and agrees else "says"]
                side.setdefault(desk.called(source), source["reliability"])
    for key, names in sides.items():
        ranked = sorted(names, key=lambda name: names[name])
        shown = [f"{name} [{names[name]}]" for name in ranked[:NAMES]]
        if len(ranked) > NAMES:
            shown.append(desk.words["more_names"].format(n=len(ranked) - NAMES))
        if shown:
            yield key, "; ".join(shown)


def indicator(desk: Desk, item: Indicator, chosen: Sequence[Judgement]) -> Watched | None:
    """Return an indicator; None where its judgement is not in the brief."""
    numbers = {each.id: number for number, each in enumerate(chosen, start=1)}
    if item.judgement not in numbers:
        return None
    return Watched(
        item.id,
        numbers[item.judgement],
        desk.set(item.text),
        desk.set(item.would_mean),
        desk.note(item.seen),
    )


def terms(desk: Desk, texts: Sequence[str]) -> Iterator[Term]:
    """Yield the first terms of the glossary that the texts use."""
    whole = " ".join(texts)
    suffix = "" if desk.lang == "en" else "_fr"
    found: list[tuple[int, int, Term]] = []
    for row in rows_of(desk.kit.glossary):
        name = str(row[f"term{suffix}"])
        if match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole):
            text = desk.set(str(row[f"definition{suffix}"]))
            found.append((match.start(), -len(name), Term(desk.set(name), text)))
    found.sort(key=lambda item: item[:2])
    yield from (term for _, _, term in found[:TERMS])


def questions(desk: Desk, asked: Sequence[Disputed], held: Sequence[Held]) -> tuple[str, ...]:
    """Return two questions: on the first dispute, and on the first judgement."""
    first = [desk.words["question_dispute"].format(question=item.question) for item in asked[:1]]
    return (*first, desk.words["question_judgement"].format(number=held[0].number))


def _bearing_on(kit: Kit, record: Record) -> Iterator[tuple[Record, bool]]:
    """Yield the sources of a record, each with whether it says the same."""
    if record.table == "sources":
        yield record, True
    elif record.table != "disputes":
        for link in record.sources:
            if link.bearing in ("supports", "partly", "states", "contradicts"):
                yield kit.record(link.source_id), link.bearing != "contradicts"

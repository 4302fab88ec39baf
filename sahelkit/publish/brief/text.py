"""A brief as plain text: what its golden file holds, and what a screen without HTML shows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sahelkit.publish.brief.content import Brief, Marks


def plain(brief: Brief, width: int = 96) -> str:
    """Return a brief as plain text."""
    return "\n".join(_wrap(line, width) for line in _lines(brief)).strip() + "\n"


def rested(brief: Brief, marks: Marks) -> str:
    """Say which notes a judgement rests on: ``Rests on 1, 2; in part 3; against it 4``."""
    return "; ".join(f"{brief.words[bearing]} {_numbers(found)}" for bearing, found in marks)


def _numbers(found: tuple[int, ...]) -> str:
    return ", ".join(map(str, found))


def _lines(brief: Brief) -> Iterator[str]:
    said = brief.words
    yield brief.kicker
    yield brief.title.upper()
    yield " · ".join(brief.facts)
    yield ""
    yield f"{said['bottom_line'].upper()}"
    yield brief.bottom_line
    yield brief.limits
    yield ""
    yield said["judgements"].upper()
    for item in brief.judgements:
        yield f"{item.number}. {item.statement} [{item.id}]"
        low, high = item.band
        band = f" ({said['band'].format(low=low, high=high)})"
        likely = f"{item.likelihood}{band}" if item.likelihood else said["finding"]
        yield f"   {said['likelihood']}: {likely}"
        yield f"   {said['confidence']}: {item.confidence}. {item.reason}"
        yield f"   {rested(brief, item.rests)}"
        for key, names in item.voices:
            yield f"   {said[key]}: {names}"
        if item.reasoning:
            yield f"   {said['reasoning']}: {item.reasoning}"
    yield brief.more_judgements
    yield ""
    if brief.rows:
        yield said["timeline"].upper()
        yield brief.events
        yield brief.alt
        yield ""
    yield said["disputed"].upper()
    for asked in brief.disputes:
        yield f"{asked.id} {asked.question}"
        for rival in asked.rivals:
            grade = f", {said['grade'].format(grade=rival.grade)}" if rival.grade else ""
            yield f"   - {rival.statement} ({rival.who}{grade})"
        yield f"   {said['reading']}: {asked.reading}"
        yield f"   {asked.confidence}"
        if asked.teaches:
            yield f"   {said['teaches']}: {asked.teaches}"
    yield brief.more_disputes
    yield ""
    yield said["indicators"].upper()
    for watched in brief.indicators:
        yield f"- {watched.text} [{watched.id}]"
        place = said["refers"].format(judgement=watched.judgement, note=watched.note)
        yield f"   {watched.meaning} ({place})"
    for term in brief.terms:
        yield f"{term.term}: {term.definition}"
    for question in brief.questions:
        yield f"? {question}"
    yield ""
    yield said["notes"].upper()
    for note in brief.notes:
        yield f"{note.number}. {note.id} {brief.says(note)}"
    yield ""
    yield said["sources"].upper()
    yield said["grades"]
    for source in brief.sources:
        grade = said["grade"].format(grade=source.grade)
        yield f"{source.id} {source.publisher}, {source.date}, {grade}. {source.address}".rstrip()
    yield brief.more_sources
    yield ""
    yield said["limits"].upper()
    yield from brief.coverage
    yield said["english"]


def _wrap(line: str, width: int) -> str:
    return textwrap.fill(
        line,
        width,
        subsequent_indent="   " if line[:1] in " -?0123456789" else "",
        break_long_words=False,
        break_on_hyphens=False,
    )

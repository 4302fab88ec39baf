"""A brief as a short presentation: bottom line, judgements, timeline, disputes, what to watch."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sahelkit.lessons.parts import require
from sahelkit.publish.brief import fit
from sahelkit.publish.brief.content import Brief, Held
from sahelkit.publish.brief.text import rested
from sahelkit.publish.pptx.model import Image, Item, Paragraph, Run, Table, Text, legal
from sahelkit.publish.pptx.pages import compose
from sahelkit.publish.pptx.sources import largest
from sahelkit.publish.pptx.write import Writer, ready
from sahelkit.publish.stamp import identifier

ROWS = 13  # of the timeline, which fills a slide
LISTED = 12  # sources that a slide holds


def write(brief: Brief, stamp: str = "0" * 32) -> tuple[bytes, int]:
    """Return the presentation of a brief and its number of slides, six where all parts are there.

    Titles, text, tables and speaker notes are native. What a slide has no room for (reasons,
    notes, further disputes) stands in the notes of the speaker.

    Raises
    ------
    MissingPart
        If python-pptx is not installed.
    """
    require("pptx")
    said = brief.words
    writer = Writer(brief.lang, f"{brief.kicker} · {brief.title}")
    facts = " · ".join((*brief.facts[:2], brief.facts[-1]))
    first = Text(
        (Paragraph((Run(brief.bottom_line),)), Paragraph((Run(brief.limits, italic=True),)))
    )
    _slide(writer, brief.title, [first], [*brief.facts], opening=facts)
    _slide(writer, said["judgements"], [_judgements(brief)], _reasons(brief))
    if picture := brief.draw(ROWS):
        wide, high = map(float, picture.get_size_inches())
        image = Image(picture.png(), brief.alt, aspect=wide / high)
        _slide(writer, said["timeline"], ready([image]), [brief.events])
    if brief.disputes:
        _slide(writer, said["disputed"], [_shown(brief)], _answers(brief))
    if brief.indicators:
        _slide(writer, said["indicators"], [_indicators(brief)], list(brief.questions))
    _sources(writer, brief)
    _label(writer.presentation, brief, stamp)
    buffer = io.BytesIO()
    writer.presentation.save(buffer)
    return buffer.getvalue(), len(writer.presentation.slides)


def _slide(
    writer: Writer, title: str, items: Sequence[Item], spoken: Sequence[str], opening: str = ""
) -> None:
    pages = compose(list(items), opening=bool(opening))
    for number, page in enumerate(pages, start=1):
        named = title if number == 1 else f"{title} ({number})"
        foot = opening if opening and number == 1 else None
        slide = writer.slide(page, (Run(named),), foot=foot)
        if number == 1:
            lines = tuple(Paragraph((Run(line),)) for line in spoken if line)
            writer.notes(slide, [Text(lines)] if lines else [])


def _cells(*texts: str) -> tuple[tuple[Run, ...], ...]:
    return tuple((Run(text),) for text in texts)


def _judgements(brief: Brief) -> Table:
    said = brief.words
    head = _cells(said["judgements"], said["likelihood"], said["confidence"])
    rows = tuple(
        _cells(f"{item.number}. {item.statement}", _likely(brief, item), item.confidence)
        for item in brief.judgements
    )
    return Table(head, rows)


def _likely(brief: Brief, item: Held) -> str:
    if not item.likelihood:
        return brief.words["finding"]
    band = brief.words["band"].format(low=item.band[0], high=item.band[1])
    return f"{item.likelihood}\n({band})"  # its column is too narrow for both on a line


def _reasons(brief: Brief) -> list[str]:
    said = brief.words
    lines = [said["dials"]]
    for item in brief.judgements:
        lines.append(f"{item.number}. {item.statement}")
        lines.append(f"{said['confidence']}: {item.confidence}. {item.reason}")
        lines += [f"{said[key]}: {names}" for key, names in item.voices]
        lines += [f"{said['reasoning']}: {item.reasoning}"] if item.reasoning else []
        lines.append(rested(brief, item.rests))
    lines.append(brief.more_judgements)
    lines.append(said["notes"])
    lines += [f"{note.number}. {note.id} {note.text}" for note in brief.notes]
    return lines


def _shown(brief: Brief) -> Table:
    """Return as many disputes as one slide holds, with their answers, or without."""
    tables = [_disputes(brief, n, answers=True) for n in range(len(brief.disputes), 0, -1)]
    last = _disputes(brief, 1, answers=False)
    return next((table for table in tables if len(compose([table])) == 1), last)


def _disputes(brief: Brief, count: int, *, answers: bool) -> Table:
    said = brief.words
    head = _cells(said["disputed"], said["answers"], said["reading"])
    rows = tuple(
        _cells(
            f"{item.id} {item.question}",
            "\n".join(f"– {rival.statement} ({rival.who})" for rival in item.rivals),
            f"{item.reading} {item.confidence}",
        )
        for item in brief.disputes[:count]
    )
    if answers:
        return Table(head, rows)
    return Table((head[0], head[2]), tuple((row[0], row[2]) for row in rows))


def _answers(brief: Brief) -> list[str]:
    lines = []
    for item in brief.disputes:
        lines.append(f"{item.id} {item.question}")
        lines += [f"– {rival.who}: {rival.statement}" for rival in item.rivals]
        lines.append(f"{brief.words['reading']}: {item.reading} {item.confidence}")
        lines += [f"{brief.words['teaches']}: {item.teaches}"] if item.teaches else []
    return [*lines, brief.more_disputes]


def _indicators(brief: Brief) -> Table:
    head = _cells(brief.words["seen"], brief.words["meaning"])
    rows = tuple(_cells(item.text, fit.seen_before(brief, item)) for item in brief.indicators)
    return Table(head, rows)


def _sources(writer: Writer, brief: Brief) -> None:
    said = brief.words
    entries = []
    for number, item in enumerate(brief.sources, start=1):
        grade = said["grade"].format(grade=item.grade)
        runs = [Run(str(number), bold=True), Run("\t"), Run(f"{item.id} ", bold=True)]
        runs.append(Run(f"{item.publisher}, {item.date}, {grade}"))
        if item.url:
            runs += [Run(". "), Run(item.address, link=item.url)]
        entries.append(Paragraph(tuple(runs), "number"))
    shown = entries[:LISTED]
    half = (len(shown) + 1) // 2
    columns = [shown[:half], shown[half:]]
    slide = writer.listing(said["sources"], columns, largest(columns))
    rest = brief.sources[LISTED:]
    lines = [said["grades"], brief.more_sources, *brief.coverage, said["english"]]
    lines += [f"{item.id} {item.publisher}, {item.date}. {item.address}" for item in rest]
    writer.notes(slide, [Text(tuple(Paragraph((Run(line),)) for line in lines if line))])


def _label(presentation: Any, brief: Brief, stamp: str) -> None:
    core = presentation.core_properties
    core.title = legal(brief.title)[:255]
    core.author = core.last_modified_by = "sahelkit"
    core.subject = legal(brief.kicker)[:255]
    core.comments = ""
    core.language = brief.lang
    core.category = "brief"
    core.identifier = identifier("brief-pptx", stamp, len(presentation.slides))
    core.created = core.modified = datetime(2026, 11, 22)

"""Checking a lesson's prose against the records it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.ledger.figures import Day, days_in, numbers_in, quotes_in, stands_in
from sahelkit.ledger.record import when
from sahelkit.lessons import wording
from sahelkit.lessons.citations import find_in_text, identify
from sahelkit.lessons.spelling import Speller

if TYPE_CHECKING:
    from sahelkit.ledger import Kit, Record
    from sahelkit.lessons.notebook import Lesson

TEACHING = "teaching"  # tag of cells that speak to the class, not of the subject
_SMALL = 10.0  # counts below, written as words, are ordinary language
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=\s*#)|\n(?=\s*\|)")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)")
_ATTRIBUTION = re.compile(
    r"\b(?:according to|says?|said|announce[sd]?|told|declare[sd]?|claim(?:s|ed)|report(?:s|ed)"
    r"|argue[sd]?|den(?:y|ies|ied)|accuse[sd]?|attribute[sd]?|called (?:for|it)|insist(?:s|ed))\b",
    re.IGNORECASE,
)


@dataclass
class ProseReport:
    """What the check of some lessons found: the faults and how many paragraphs were read."""

    faults: list[BadLesson] = field(default_factory=list)
    paragraphs: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A block of prose: its cell, its Markdown and its words as a reader sees them."""

    cell: int
    markdown: str
    text: str


def paragraphs(source: str, cell: int = 1) -> Iterator[Paragraph]:
    """Split Markdown into paragraphs, list items, headings and table rows."""
    source = re.sub(r"```.*?```", "", source, flags=re.S)
    for block in _BLOCK.split(source):
        text = _LINK.sub(lambda m: "" if _is_id(m[1]) else m[1], block)
        text = re.sub(r"`[^`]*`|<[^>]+>|https?://\S+", " ", text)
        text = re.sub(r"^\s*(?:#+|[-*+]|\d+[.)]|>|\|)\s*", "", text)
        text = re.sub(r"[*_|]+", " ", text)
        text = " ".join(text.split())
        if re.search(r"\w", text):
            yield Paragraph(cell, block, text)


def _is_id(words: str) -> bool:
    return bool(re.fullmatch(r"\s*[A-Z]+[0-9]*(?:-[0-9]+)?(?:-[a-z])?\s*", words))


def check_prose(kit: Kit, lessons: Iterable[Lesson]) -> ProseReport:
    """Check every Markdown cell of some lessons.

    A paragraph that states a date, number, quotation or attribution must cite a record, and
    each date, number and quotation must stand in one of the records it cites. Likelihood and
    confidence are kept apart, likelihood is put in the words of ICD 203, and names are spelt as
    the entities table has them. Cells with the tag ``teaching`` are exempt from the first rule.
    """
    report = ProseReport()
    speller = Speller(kit)
    for lesson in lessons:
        for cell in lesson.cells:
            if cell.kind != "markdown":
                continue
            for paragraph in paragraphs(cell.source, cell.number):
                report.paragraphs += 1
                problems = [*_citations(kit, paragraph, TEACHING in cell.tags)]
                problems += wording.problems(paragraph.text)
                problems += speller.problems(paragraph.text)
                report.faults += [
                    BadLesson(lesson.path.name, cell.number, problem) for problem in problems
                ]
    return report


def _citations(kit: Kit, paragraph: Paragraph, teaching: bool) -> Iterator[str]:
    cited: list[Record] = []
    for citation in find_in_text(paragraph.markdown, paragraph.cell):
        try:
            cited.append(identify(kit, citation.id.lower()))
        except UnknownName as error:
            yield f"{error}, in “{_short(paragraph.text)}”"
    days, rest = days_in(paragraph.text)
    numbers = _stated_numbers(rest)
    quotes = [q for q in quotes_in(paragraph.text) if not paragraph.text.endswith("?")]
    if not cited:
        states = [
            name
            for name, found in (
                ("a date", days),
                ("a number", numbers),
                ("a quotation", [q for q in quotes if len(q.split()) > 1]),
                ("an attribution", _ATTRIBUTION.search(paragraph.text)),
            )
            if found
        ]
        if states and not teaching:
            yield (
                f"states {' and '.join(states)} without a citation, in “{_short(paragraph.text)}”; "
                "expected a link to the record, such as [EV-043](../seeds/EVIDENCE.md#ev-043)"
            )
        return
    yield from _unsupported(kit, paragraph, cited, days, numbers, quotes)


def _unsupported(
    kit: Kit,
    paragraph: Paragraph,
    cited: list[Record],
    days: list[Day],
    numbers: set[float],
    quotes: list[str],
) -> Iterator[str]:
    content = " ¶ ".join(text for record in cited for text in contents(kit, record))
    known_days, rest = days_in(content)
    known_numbers = numbers_in(rest)
    names = ", ".join(record.id for record in cited)
    tail = f"in none of the records cited ({names}), in “{_short(paragraph.text)}”"
    for day in days:
        if not any(day.fits(known) for known in known_days):
            words = when_words(day)
            yield f"the date {words} stands {tail}"
    for number in sorted(numbers - known_numbers):
        yield f"the number {number:g} stands {tail}"
    for quote in quotes:
        if not stands_in(quote, content):
            yield f"the quotation “{_short(quote)}” stands {tail}"


def when_words(day: Day) -> str:
    """Write a date of a text as ISO 8601, with dots for what it leaves out."""
    year = "----" if day.year is None else str(day.year)
    parts = [year] + [f"{p:02d}" for p in (day.month, day.day) if p is not None]
    return "-".join(parts)


def _stated_numbers(text: str) -> set[float]:
    digits = numbers_in(text, words=False)
    return digits | {n for n in numbers_in(text) if n >= _SMALL}


def contents(kit: Kit, record: Record) -> Iterator[str]:
    """Yield every text in which a record and what hangs on it state their facts."""
    yield record.title
    yield record.when
    for name, value in record.values.items():
        if name in ("url", "sha256", "paragraph", "sentence", "credibility"):
            continue
        if hasattr(value, "strftime"):
            yield f"{value:%Y-%m-%d}"
        elif isinstance(value, float) and value == value:
            yield f"{value:g}"
        elif isinstance(value, str):
            yield value
    for link in record.sources:
        yield link.note
        if record.table != "sources":
            source = kit.record(link.source_id)
            yield source["publisher"]
            yield source["title"]
            yield when(source.values)
    if record.table == "disputes":
        rows = kit.positions
        for position in rows.loc[rows["dispute_id"] == record.id, "position_id"]:
            yield from contents(kit, kit.record(position))
    if record.table == "positions" and not record["held_by"].startswith("SRC"):
        yield from contents(kit, kit.record(record["held_by"]))


def _short(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"

"""Checking a lesson's prose against the records it cites."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.ledger.figures import Day, days_in, numbers_in, quotes_in, stands_in
from sahelkit.ledger.page import SECTIONS
from sahelkit.ledger.record import show
from sahelkit.lessons import wording
from sahelkit.lessons.citations import find_in_text, identify
from sahelkit.lessons.spelling import Speller

if TYPE_CHECKING:
    from sahelkit.ledger import Kit, Record
    from sahelkit.lessons.notebook import Lesson

TEACHING = "teaching"  # tag of cells that speak to the class, not of the subject
_SMALL = 10.0  # counts below, written as words, are ordinary language
_FENCE = re.compile(r"^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1|\Z)", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)|\n(?=\s*#)|\n(?=\s*\|)")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)")
_ID = re.compile(r"\s*[A-Z]+[0-9]*(?:-[0-9]+)?(?:-[a-z])?\s*")
_UNSEEN = re.compile(r"`[^`]*`|<!--.*?-->|</?[a-z][^>]*>|https?://\S+", re.DOTALL | re.IGNORECASE)
_QUOTES = re.compile(r"\"([^\"“”]+)\"|«\s*([^»]+?)\s*»")
_AS_OF = re.compile(
    r"(?:as of|à jour au)\s*:?\s*(?:(?:\d{1,2}(?:er)?\s+)?[^\W\d]+\s+\d{4}|\d{4}-\d\d-\d\d)\s*\.?",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(?:according to|(?<!who )(?:says?|said)|announce[sd]?|told|declare[sd]?|claim(?:s|ed)"
    r"|report(?:s|ed)|argue[sd]?|den(?:y|ies|ied)|accuse[sd]?|attribute[sd]?|called (?:for|it)"
    r"|insist(?:s|ed))\b",
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
    """Split Markdown into paragraphs, list items, headings and table rows; leave out code.

    In their ``text`` all double quotation marks are curly ones, whichever the author typed.
    """
    for block in _BLOCK.split(_FENCE.sub("", source)):
        text = _LINK.sub(lambda m: "" if _ID.fullmatch(m[1]) else m[1], block)
        text = html.unescape(_UNSEEN.sub(" ", text))
        text = re.sub(r"^\s*(?:#+|[-*+]|\d+[.)]|>|\|)\s*", "", text)
        text = re.sub(r"[*_|]+", " ", text)
        text = _QUOTES.sub(lambda m: f"“{m[1] or m[2]}”", text)
        text = " ".join(text.split())
        if re.search(r"\w", text):
            yield Paragraph(cell, block, text)


def check_prose(kit: Kit, lessons: Iterable[Lesson]) -> ProseReport:
    """Check every Markdown cell of some lessons.

    A paragraph that states a date, number, quotation or attribution must cite a record, and
    each date, number and quotation must stand in one of the records it cites. Likelihood and
    confidence are kept apart, likelihood is put in the words of ICD 203, and names are spelt as
    the entities table has them. Cells with the tag ``teaching`` need not cite.

    Returns
    -------
    ProseReport
        Each fault with file, cell and sentence.
    """
    report = ProseReport()
    speller = Speller(kit)
    for lesson in lessons:
        for cell in lesson.cells:
            if cell.kind != "markdown":
                continue
            for paragraph in paragraphs(cell.source, cell.number):
                report.paragraphs += 1
                problems = [
                    *_facts(kit, paragraph, TEACHING in cell.tags),
                    *wording.problems(paragraph.text),
                    *(
                        f"{problem}, in “{_short(sentence)}”"
                        for sentence in wording.sentences(paragraph.text)
                        for problem in speller.problems(sentence)
                    ),
                ]
                report.faults += [
                    BadLesson(lesson.path.name, cell.number, problem) for problem in problems
                ]
    return report


def _facts(kit: Kit, paragraph: Paragraph, teaching: bool) -> Iterator[str]:
    cited: list[Record] = []
    broken = False
    for citation in find_in_text(paragraph.markdown, paragraph.cell):
        try:
            record = identify(kit, citation.id.lower())
        except UnknownName as error:
            broken = True
            yield f"{error}, in “{_short(paragraph.text)}”"
            continue
        cited.append(record)
        if record.table not in SECTIONS:
            yield (
                f"{record.id} has no heading on the evidence page to lead to, in "
                f"“{_short(paragraph.text)}”; expected one of {', '.join(SECTIONS)}"
            )
    if cited:
        yield from _unsupported(kit, paragraph.text, cited)
    elif not teaching and not broken:
        yield from _uncited(paragraph.text)


def _uncited(text: str) -> Iterator[str]:
    """Say what the first sentence that states something states."""
    for sentence, days, numbers, quotes in _stated(text):
        if _AS_OF.fullmatch(sentence):
            continue  # says of the page itself when it was written
        found = {
            "a date": days,
            "a number": numbers,
            "a quotation": [quote for quote in quotes if len(quote.split()) > 1],
            "an attribution": _ATTRIBUTION.search(re.sub(r"“[^”]*”", "", sentence)),
        }
        states = [name for name, what in found.items() if what]
        if states:
            yield (
                f"states {' and '.join(states)} without a citation, in “{_short(sentence)}”; "
                "expected a link to the record, such as [EV-043](../seeds/EVIDENCE.md#ev-043)"
            )
            return


def _unsupported(kit: Kit, text: str, cited: list[Record]) -> Iterator[str]:
    content = " ¶ ".join(part for record in cited for part in contents(kit, record))
    known_days, rest = days_in(content)
    known_numbers = numbers_in(rest)
    names = ", ".join(record.id for record in cited)
    for sentence, days, numbers, quotes in _stated(text):
        tail = f"in none of the records cited ({names}), in “{_short(sentence)}”"
        for day in days:
            if not any(day.fits(known) for known in known_days):
                yield f"the date {_iso(day)} stands {tail}"
        for number in sorted(numbers - known_numbers):
            yield f"the number {number:.15g} stands {tail}"
        for quote in quotes:
            if not stands_in(quote, content):
                yield f"the quotation “{_short(quote)}” stands {tail}"


def _stated(text: str) -> Iterator[tuple[str, list[Day], set[float], list[str]]]:
    """Yield each sentence with the dates, numbers and quotations that it states.

    A question may quote a word to ask about it. Numbers below ten count only as digits.
    """
    for sentence in wording.sentences(text):
        days, rest = days_in(sentence)
        numbers = numbers_in(rest, words=False) | {n for n in numbers_in(rest) if n >= _SMALL}
        yield sentence, days, numbers, [] if sentence.endswith("?") else quotes_in(sentence)


def _iso(day: Day) -> str:
    """Write a date of a text as ISO 8601, with dashes for a year that it leaves out."""
    year = "----" if day.year is None else str(day.year)
    return "-".join([year] + [f"{p:02d}" for p in (day.month, day.day) if p is not None])


def contents(kit: Kit, record: Record) -> Iterator[str]:
    """Yield every text in which a record and what hangs on it state their facts.

    A date is written as fine as it is known: an event of a month does not hold a day.
    """
    yield record.title
    yield record.when
    for name, value in record.row.items():
        if name in ("url", "sha256", "review_by", "paragraph", "sentence", "credibility"):
            continue
        if show(value) and hasattr(value, "strftime"):
            fine = record.get("precision") or record.get(f"{name}_precision")
            yield value.strftime({"year": "%Y", "month": "%Y-%m"}.get(fine or "day", "%Y-%m-%d"))
        elif isinstance(value, str | float):
            yield show(value)
    for link in record.sources:
        yield link.note
        if record.table != "sources":
            source = kit.record(link.source_id)
            yield source["publisher"]
            yield source["title"]
            yield source.when
    if record.table == "disputes":
        rows = kit.positions
        for position in rows.loc[rows["dispute_id"] == record.id, "position_id"]:
            yield from contents(kit, kit.record(position))
    if record.table == "positions" and not record["held_by"].startswith("SRC"):
        yield from contents(kit, kit.record(record["held_by"]))


def _short(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"

"""What is at hand while the parts of a brief are written one after the other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sahelkit.ledger import dates
from sahelkit.ledger.judgements import BottomLine, Judgement, judgements
from sahelkit.ledger.record import Record, when
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

BEARINGS = ("supports", "partly", "contradicts")

_OWN_FILE = re.compile(r"S\d$")


def typeset(text: str, lang: str) -> str:
    """Return French text with the spaces that must not break; other text as it is."""
    if lang != "fr":
        return text
    text = re.sub(r" (?=[:;?!»%])", "\u00a0", text)
    return re.sub(r"« ", "«\u00a0", text)


@dataclass
class Desk:
    """The ledger, what was asked for, the words of the interface, and the numbers of notes.

    Attributes
    ----------
    kit, theme, since, until, audience, lang
        As for `sahelkit.publish.brief.compose.compose`; the period as days.
    words : dict
        The words around the records, by key without ``brief_``.
    numbers : dict
        Record to the number of its note, in the order in which they are first called for.
    """

    kit: Kit
    theme: str
    since: dt.date
    until: dt.date
    audience: str
    lang: str
    words: dict[str, str] = field(init=False)
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        prefix = "brief_"
        self.words = {
            key.removeprefix(prefix): self.set(text)
            for key, text in words(self.lang).items()
            if key.startswith(prefix)
        }
        self.words["english"] = words(self.lang)["english_only"]

    def set(self, text: str) -> str:
        """Set text in the language of the brief."""
        return typeset(text, self.lang)

    def day(self, day: dt.date) -> str:
        """Write a day in words."""
        return dates.label(day, None, "day", self.lang)

    def date(self, record: Record) -> str:
        """Write the date of a record in words, with months cut short as lists need it."""
        text = when(record.row, self.lang)
        short = words(self.lang)["months_short"].split()
        for month, cut in zip(dates.MONTHS[self.lang], short, strict=True):
            text = re.sub(rf"\b{month}\b", cut, text)
        return text

    def note(self, record: Record) -> int:
        """Return the number of the note on a record, a new one if need be."""
        return self.numbers.setdefault(record.id, len(self.numbers) + 1)

    def called(self, source: Record) -> str:
        """Return what a source is called: its publisher, with its number if it is one of five.

        The five texts are named by number in the records; who published them first is unknown.
        """
        name = str(source["publisher"]).strip()
        return f"{source.id}, {name}" if _OWN_FILE.match(source.id) else name

    def facts(self, as_of: dt.date, chosen: Iterable[Judgement]) -> tuple[str, ...]:
        """Return what stands beneath the title: period, as-of date, authors, licence."""
        span = dates.label(self.since, self.until, "day", self.lang)
        authors = sorted({item.author for item in chosen} - {"sahelkit"})
        said = self.words
        return (
            said["period"].format(period=span),
            said["as_of"].format(day=self.day(as_of)),
            said["prepared"],
            *((said["authors"].format(authors=", ".join(authors)),) if authors else ()),
            said["licence"],
        )

    def limits(self, line: BottomLine) -> str:
        """Say how far the ledger reaches, and whether the bottom line reaches beyond the period."""
        inside = {
            item.id
            for item in judgements(self.kit, self.theme, self.since, self.until, None, self.lang)
        }
        beyond = "" if set(line.judgements) <= inside else self.words["beyond"]
        return " ".join(filter(None, (self.set(line.limits), beyond)))

    def coverage(self) -> str:
        """Say what the ledger covers, and that sources were read mostly as excerpts."""
        events = self.kit.events
        sources = set(self.kit.evidence["source_id"])
        return self.words["coverage"].format(
            events=len(events),
            first=events["start"].min().year,
            last=self.day(events["end"].max().date()),
            sources=len(sources),
        )

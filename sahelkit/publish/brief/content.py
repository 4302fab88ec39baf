"""What stands in a brief: plain data, all text resolved and in the language of the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sahelkit.style import Picture

Marks = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Note:
    """A numbered note: a record of the ledger, what it says (in short) and its date."""

    number: int
    id: str
    text: str


@dataclass(frozen=True)
class Held:
    """A judgement as it is printed.

    Attributes
    ----------
    number : int
        Its number in the brief, from 1.
    id, statement : str
        The record, and the judgement in one sentence.
    likelihood : str
        The word of ICD 203 in the reader's language; empty for a finding.
    band : (int, int)
        The per cent that the word stands for; (0, 0) for a finding.
    level, confidence, reason : str
        Confidence as the ledger has it (``low`` …), in the reader's language, and why.
    rests : tuple
        Pairs of a bearing (``supports``, ``partly``, ``contradicts``) and numbers of notes.
    voices : tuple
        Who says so, and who says otherwise: pairs of a bearing and names; or empty.
    reasoning : str
        How we got there, with the best case of the other side; or empty.
    """

    number: int
    id: str
    statement: str
    likelihood: str
    band: tuple[int, int]
    level: str
    confidence: str
    reason: str
    rests: Marks
    voices: tuple[tuple[str, str], ...] = ()
    reasoning: str = ""


@dataclass(frozen=True)
class Rival:
    """One answer to a disputed question, who gives it, and the grade of that source."""

    statement: str
    who: str
    grade: str


@dataclass(frozen=True)
class Disputed:
    """A question that sources answer differently.

    ``reading`` is our answer, or that we do not decide; ``teaches`` is empty except in a
    classroom.
    """

    id: str
    note: int
    question: str
    rivals: tuple[Rival, ...]
    reading: str
    confidence: str
    teaches: str = ""


@dataclass(frozen=True)
class Watched:
    """An indicator: what could be seen, what it would mean and for which judgement."""

    id: str
    judgement: int
    text: str
    meaning: str
    note: int


@dataclass(frozen=True)
class Sourced:
    """A source with its grade; ``url`` is empty where it is no address of the web."""

    id: str
    publisher: str
    date: str
    grade: str
    url: str
    address: str


@dataclass(frozen=True)
class Term:
    """A word of the brief that a class may not know."""

    term: str
    definition: str


@dataclass(frozen=True)
class Brief:
    """A brief on a theme and a period.

    Attributes
    ----------
    theme, audience, lang : str
        As they were asked for.
    since, until : datetime.date
        The period.
    words : mapping
        The words of the interface that stand around the records, by key without ``brief_``.
    title, kicker : str
        Its title, and the line above.
    facts : tuple of str
        Period, as-of date, who prepared it, licence.
    bottom_line, limits : str
        The main point, and how far the ledger reaches on it.
    judgements, disputes, indicators, notes, sources, terms : tuple
        Its parts.
    questions : tuple of str
        To discuss in a classroom.
    sources_left : int
        Sources that the notes rest on and that are not listed.
    disputes_left : int
        Disputes on the theme and period that are not listed.
    coverage : tuple of str
        What the ledger cannot tell; stands at the foot.
    judgements_left : int
        Judgements on the theme and period that are not in the brief.
    rows, marks : int
        Rows of the timeline and events on it; 0 where the period has no event.
    draw : callable
        Draws the timeline in so many rows.
    events, alt : str
        The timeline in one line, and for readers who do not see it.
    turn : str
        What begins the second page: ``judgement-4``, ``timeline``, ``dispute-2``, ``notes`` …
    """

    theme: str
    audience: str
    lang: str
    since: dt.date
    until: dt.date
    words: Mapping[str, str] = field(repr=False)
    title: str
    kicker: str
    facts: tuple[str, ...]
    bottom_line: str
    limits: str
    judgements: tuple[Held, ...]
    disputes: tuple[Disputed, ...]
    indicators: tuple[Watched, ...]
    notes: tuple[Note, ...]
    sources: tuple[Sourced, ...]
    coverage: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    questions: tuple[str, ...] = ()
    sources_left: int = 0
    disputes_left: int = 0
    judgements_left: int = 0
    rows: int = 0
    marks: int = 0
    draw: Callable[[int], Picture | None] = field(
        default=lambda rows: None, compare=False, repr=False
    )
    events: str = ""
    alt: str = ""
    turn: str = ""

    def says(self, note: Note) -> str:
        """Return the text of a note; a dispute that is printed above is only referred to."""
        if any(item.id == note.id for item in self.disputes):
            title = self.words["disputed"]
            quoted = f"«\u00a0{title}\u00a0»" if self.lang == "fr" else f"“{title}”"
            return self.words["see_disputed"].format(part=quoted)
        return note.text

    @property
    def more_judgements(self) -> str:
        """How many judgements of theme and period are not printed; empty if all are."""
        return self._more("judgement", self.judgements_left)

    @property
    def more_sources(self) -> str:
        """How many sources are not listed, in words; empty if all are."""
        return self._more("source", self.sources_left)

    @property
    def more_disputes(self) -> str:
        """How many disputes are not printed, in words; empty if all are."""
        return self._more("dispute", self.disputes_left)

    def _more(self, what: str, count: int) -> str:
        key = f"{what}_left" if count == 1 else f"{what}s_left"
        return self.words[key].format(n=count) if count else ""

    @property
    def picture(self) -> Picture | None:
        """The timeline; None where the period has no event."""
        return self.draw(self.rows) if self.rows else None

"""Citations become numbered notes, one number for each record of a deck or handout."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelkit.lessons.citations import anchor, identify

if TYPE_CHECKING:
    from sahelkit.ledger import Kit, Record

BEARINGS = {"partly": "in part", "contradicts": "against"}

_OWN = re.compile(r"#(?:answer|question)-\d+$")  # what a handout itself has put in
_SCRIPT = re.compile(r"(<(script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SUP = r'<sup class="note">.*?</sup>'
_INNER = re.compile(r'<sup class="note">(.*?)</sup>')
_GROUP = re.compile(rf"{_SUP}(?:[\s\u00a0]*(?:[,;·]|and|et)?[\s\u00a0]*{_SUP})*")
_BRACKETS = re.compile(rf"[\s\u00a0]*[(\[][\s\u00a0]*((?:{_SUP})+)[\s\u00a0]*[)\]]")
_SPACE = re.compile(r'[\s\u00a0]+(?=<sup class="note">)')


@dataclass(frozen=True)
class Origin:
    """A source as a note lists it; ``see`` is the earlier note that lists it in full, or 0."""

    publisher: str
    title: str
    date: str
    url: str
    bearing: str = ""
    see: int = 0

    @property
    def address(self) -> str:
        """The address as it is printed: what a reader would type."""
        return printed(self.url)


@dataclass(frozen=True)
class Note:
    """A numbered note: a record and the sources that it rests on."""

    number: int
    record_id: str
    statement: str
    origins: tuple[Origin, ...]

    @property
    def hover(self) -> str:
        """One line for the pointer: the record, and publisher and date of its sources."""
        names = [", ".join(filter(None, (o.publisher, o.date))) for o in self.origins]
        more = f"; and {len(names) - 3} more" if len(names) > 3 else ""
        return f"{self.record_id}: " + ("; ".join(names[:3]) + more or "no source on record")


class Notes:
    """The notes of one deck or handout; a record keeps the number that it got first."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._notes: dict[str, Note] = {}
        self._listed: dict[str, int] = {}  # source to the note that lists it in full
        self.first_slide: dict[int, str] = {}

    @property
    def all(self) -> list[Note]:
        """Every note, by number."""
        return list(self._notes.values())

    def lists(self, source_id: str) -> bool:
        """Say whether a note lists a source."""
        return source_id in self._listed

    def cite(self, name: str) -> Note:
        """Return the note for an anchor of the evidence page, a new one if need be.

        Raises
        ------
        UnknownName
            If the ledger has no such record.
        """
        record = identify(self._kit, name)
        if record.id not in self._notes:
            number = len(self._notes) + 1
            origins = tuple(self._origins(record, number))
            self._notes[record.id] = Note(number, record.id, _statement(record), origins)
        return self._notes[record.id]

    def _origins(self, record: Record, number: int) -> Iterator[Origin]:
        if record.table == "sources":
            links = [(record.id, "")]
        else:
            links = [(link.source_id, BEARINGS.get(link.bearing, "")) for link in record.sources]
        for source_id, bearing in links:
            first = self._listed.setdefault(source_id, number)
            yield origin(self._kit, source_id, bearing, first if first != number else 0)

    def in_slide(self, page: str, slide: str) -> str:
        """Turn the citations of a piece of HTML into numbers that lead to the list of sources.

        Other links open in a window of their own; links to files beside the notebook, which a
        deck cannot follow, become plain text.
        """

        def sup(note: Note) -> str:
            self.first_slide.setdefault(note.number, slide)
            hover = html.escape(note.hover)
            return (
                f'<sup class="note"><a href="#/note-{note.number}" title="{hover}" '
                f'aria-label="note {note.number}: {hover}">{note.number}</a></sup>'
            )

        return self._rewrite(page, sup)

    def in_speech(self, page: str) -> str:
        """Turn the citations of speaker notes into the same numbers, without links."""

        def sup(note: Note) -> str:
            title = html.escape(note.hover)
            return f'<sup class="note"><span title="{title}">{note.number}</span></sup>'

        return self._rewrite(page, sup)

    def in_print(self, page: str, label: str, term: Callable[[Record], str]) -> str:
        """Turn the citations of a piece of HTML into numbers of notes on the same page.

        Other links show their address, which paper cannot follow; links to files beside the
        notebook become plain text with the file's name.

        Parameters
        ----------
        page : str
            The piece.
        label : str
            What a number is called to those who hear it: ``note {number}``.
        term : callable
            Gets a term of the glossary that words (not a bare citation) link to, and returns
            the address of its entry.
        """

        def sup(note: Note) -> str:
            name = html.escape(f"{label.format(number=note.number)}: {note.hover}")
            return (
                f'<sup class="note"><a href="#note-{note.number}" '
                f'title="{html.escape(note.hover)}" aria-label="{name}">{note.number}</a></sup>'
            )

        return self._rewrite(page, sup, term)

    def _rewrite(
        self,
        page: str,
        sup: Callable[[Note], str],
        term: Callable[[Record], str] | None = None,
    ) -> str:
        def link(match: re.Match[str]) -> str:
            href = _HREF.search(match[1])
            target = html.unescape((href[1] or href[2] or "") if href else "")
            name = anchor(target)
            words = match[2]
            bare = html.unescape(re.sub(r"<[^>]*>", "", words)).strip()
            if name is not None:
                record = identify(self._kit, name)
                cites = bare in (record.id, "")  # UEMOA is a word, not the identifier uemoa
                if term and record.table == "glossary":
                    entry = term(record)
                    if not cites:
                        return f'<a class="term" href="{html.escape(entry)}">{words}</a>'
                note = self.cite(name)
                return sup(note) if cites else words + sup(note)
            if re.match(r"(?i)(https?|mailto):", target):
                url = html.escape(target)
                made = f'<a href="{url}" target="_blank" rel="noopener noreferrer">{words}</a>'
                shown = html.escape(printed(target))
                return made if not term or bare in (target, shown) else f"{made} ({shown})"
            if target.startswith("#/") or (term and _OWN.match(target)):
                return match[0]
            file = re.sub(r"[?#].*$|^(\.{1,2}/)+", "", target)
            return f"{words} ({html.escape(file)})" if term and file not in ("", bare) else words

        pieces = _SCRIPT.split(page)  # text, script, its tag name, text, …
        for index in range(0, len(pieces), 3):
            pieces[index] = tidy(_LINK.sub(link, pieces[index]))
        return "".join(piece for index, piece in enumerate(pieces) if index % 3 != 2)


def origin(kit: Kit, source_id: str, bearing: str = "", see: int = 0) -> Origin:
    """Return a source of the ledger as a note lists it."""
    source = kit.record(source_id)
    publisher, title, url = (str(source[key]) for key in ("publisher", "title", "url"))
    return Origin(publisher, title, source.when, url, bearing, see)


def printed(url: str) -> str:
    """Return an address as it is printed: what a reader would type."""
    return re.sub(r"^(https?://(www\.)?|mailto:)", "", url).rstrip("/")


def tidy(page: str) -> str:
    """Draw note numbers to the word before them: one group, no space or brackets around it."""

    def join(match: re.Match[str]) -> str:
        inner = {int(re.sub(r"<[^>]*>", "", each)): each for each in _INNER.findall(match[0])}
        return f'<sup class="note">{",".join(inner[n] for n in sorted(inner))}</sup>'

    page = _GROUP.sub(join, page)
    return _SPACE.sub("", _BRACKETS.sub(r"\1", page))


def _statement(record: Record, limit: int = 160) -> str:
    words = record["title"] if record.table == "sources" else record.title
    words = str(words).strip()
    if len(words) > limit:
        return words[:limit].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
    return words if words.endswith((".", "?", "!", "”")) else f"{words}."

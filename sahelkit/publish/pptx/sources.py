"""The list of sources as the last slides of a presentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sahelkit.publish.notes import Note, Notes
from sahelkit.publish.pptx.fit import LINE, lines
from sahelkit.publish.pptx.master import APART, COLUMNS, LIST, NUMBERED
from sahelkit.publish.pptx.model import Paragraph, Run


@dataclass
class Listing:
    """A slide of the list.

    Attributes
    ----------
    columns : list of lists of Paragraph
        A note is a paragraph of the kind ``number``, its sources are plain ones after it.
    begun : list of int
        The numbers of the notes that begin on it.
    """

    columns: list[list[Paragraph]] = field(default_factory=lambda: [[]])
    begun: list[int] = field(default_factory=list)


def listings(notes: Notes, said: Mapping[str, str]) -> list[Listing]:
    """Return the slides that list all notes; ``said`` holds the words around them.

    A note stays with its first source; where it runs on in the next column, that says so.
    """
    made = [Listing()]
    free = COLUMNS[0].h
    for note in notes.all:
        name = notes.first_slide.get(note.number, "")
        back = f"{said['back']} {name.removeprefix('slide-')}" if name else ""
        number = Run(str(note.number), bold=True, jump=name, hint=back)
        head, *rest = _paragraphs(note, number, said)
        together = [head, *rest[:1]]
        for lot in (together, *([each] for each in rest[1:])):
            high = sum(map(_height, lot))
            if high > free and made[-1].columns[-1]:
                free = COLUMNS[0].h
                if len(made[-1].columns) < len(COLUMNS):
                    made[-1].columns.append([])
                else:
                    made.append(Listing())
                if lot is not together:
                    on = Run(f"({said['continued']})", italic=True)
                    lot = [Paragraph((number, Run("\t"), on), "number"), *lot]
                    high += _height(lot[0])
            made[-1].columns[-1] += lot
            free -= high
            if lot is together:
                made[-1].begun.append(note.number)
    return [listing for listing in made if listing.columns[0]]


def largest(columns: Sequence[Sequence[Paragraph]]) -> int:
    """Return the largest size, in points, at which short columns still fit their slide."""
    sizes = (18, 16, 14)
    free = COLUMNS[0].h

    def fits(size: int) -> bool:
        return all(sum(_height(each, size) for each in column) <= free for column in columns)

    return next(filter(fits, sizes), LIST)


def _height(paragraph: Paragraph, size: int = LIST) -> float:
    room = COLUMNS[0].w - NUMBERED
    apart = APART if paragraph.kind == "number" else 0.0
    return len(lines(paragraph.runs, room, size)) * size * LINE + apart


def _paragraphs(note: Note, number: Run, said: Mapping[str, str]) -> Iterator[Paragraph]:
    words = (Run("\t"), Run(note.record_id, bold=True), Run(f" {note.statement}"))
    yield Paragraph((number, *words), "number")
    for origin in note.origins:
        if origin.see:
            continue
        bears = (Run(f"{origin.bearing}: ", italic=True),) if origin.bearing else ()
        text = f"{origin.publisher}, “{origin.title}”, {origin.date or said['undated']}"
        address = (Run(". "), Run(origin.address, link=origin.url)) if origin.url else ()
        yield Paragraph((*bears, Run(text), *address))
    again: list[Run] = []
    for origin in (origin for origin in note.origins if origin.see):
        again += [Run(" · ")] if again else []
        again += [Run(f"{origin.bearing}: ", italic=True)] if origin.bearing else []
        again.append(Run(f"{origin.publisher}, {origin.date or said['undated']} ("))
        again += [Run(f"{said['see']} {origin.see}", jump=f"note-{origin.see}"), Run(")")]
    if again:
        yield Paragraph(tuple(again))

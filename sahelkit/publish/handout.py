"""A whole lesson as one HTML file to print and to read, without scripts and network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sahelkit.errors import UnknownName
from sahelkit.lessons import notebook
from sahelkit.lessons.notebook import Cell, Lesson
from sahelkit.publish import assets, front
from sahelkit.publish.answers import Answers, joined
from sahelkit.publish.desk import Desk
from sahelkit.publish.notes import BEARINGS, Notes
from sahelkit.publish.once import Running, make
from sahelkit.publish.stamp import mark
from sahelkit.publish.words import page_words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

ANSWERS = ("end", "no")
TEMPLATE = "handout.html.jinja"


@dataclass(frozen=True)
class Handout:
    """A handout that was built.

    Attributes
    ----------
    path : Path
        The file.
    sections : int
        How many numbered sections it has.
    cached : bool
        Whether it was there already, built from the same lesson, package and ledger.
    """

    path: Path
    sections: int
    cached: bool


def build_handout(
    lesson: Path,
    out: Path,
    kit: Kit,
    *,
    lang: str | None = None,
    answers: str = "end",
    **running: Unpack[Running],
) -> Handout:
    """Build the handout of a lesson, if it is not there already.

    Parameters
    ----------
    lesson : Path
        The notebook.
    out : Path
        The HTML file to write. A build that fails leaves an older file as it was.
    kit : Kit
        The ledger that citations are looked up in.
    lang : str, optional
        Language of the words around the lesson, by default the lesson's own.
    answers : {"end", "no"}, optional
        Whether the answers are printed at the end or left out.
    **running
        How the lesson is run, see `sahelkit.publish.once.Running`.

    Raises
    ------
    UnknownName
        If ``answers`` is neither, or the kit does not speak the language.
    BadLesson
        If the notebook cannot be read, a cell fails, or it cites a record that does not exist.
    MissingPart
        If a library that handouts need is not installed.
    """
    if answers not in ANSWERS:
        raise UnknownName("place for the answers", answers, expected=", ".join(ANSWERS))
    source = notebook.read(lesson)
    words = page_words(lang, source.lang)
    sections, cached = make(
        source,
        out,
        kit,
        "handout",
        lambda ready, stamp: write(ready, kit, stamp, words=words, answers=answers),
        form="page",
        extra=(words["lang"], answers),
        **running,
    )
    return Handout(out, sections, cached)


def write(
    lesson: Lesson,
    kit: Kit,
    stamp: str = "0" * 32,
    *,
    words: Mapping[str, str] | None = None,
    answers: str = "end",
) -> tuple[str, int]:
    """Write a lesson that has been run; return the page and its number of sections.

    Cells with the tag ``screen`` make sense on a screen only, and are left out.
    """
    template = assets.template(TEMPLATE)
    words = words or page_words(None, lesson.lang)
    desk = Desk(lesson, kit, words, Answers(words, answers == "end"), Notes(kit))
    title = front.title_block(lesson, words)
    objectives = [desk.noted(aim) for aim in title.objectives]
    first, rest = _opening(lesson)
    about = desk.cell(first, title.without) if first else ""
    body = "\n".join(desk.cell(cell, title.without) for cell in rest if "screen" not in cell.tags)
    at_end = [(answer, desk.noted(answer.html)) for answer in desk.answers.all]
    behind, sources = desk.bibliography()
    safe = template.environment.filters["safe"]
    page = template.render(
        lesson=lesson,
        words=words,
        mark=safe(mark("handout", stamp, desk.sections)),
        style=safe(assets.inline_style(assets.own("print.css") + front.margins(title, words))),
        title=title,
        objectives=objectives,
        body=about + joined(body, words),
        answers=at_end,
        plans=desk.plans,
        bearings={text: name for name, text in BEARINGS.items()},
        notes=desk.notes.all,
        terms=desk.glossary.all,
        behind=behind,
        places=desk.places,
        sources=sources,
    )
    return _with_ways_back(page, len(desk.notes.all)), desk.sections


def _opening(lesson: Lesson) -> tuple[Cell | None, list[Cell]]:
    """Part the cell that holds the title from the others."""
    cells = list(lesson.cells)
    for index, cell in enumerate(cells):
        if cell.kind == "markdown" and re.search(r"^#[ \t]", cell.source, re.MULTILINE):
            return cell, cells[:index] + cells[index + 1 :]
    return None, cells


def _with_ways_back(page: str, count: int) -> str:
    """Name the place in the text where each note is called for the first time."""
    for number in range(1, count + 1):
        call = f'<a href="#note-{number}"'
        page = page.replace(call, f'<a id="call-{number}" href="#note-{number}"', 1)
    return page

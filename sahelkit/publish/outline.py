"""Which cell goes where: the slides of a lesson and their speaker notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sahelkit.errors import BadLesson
from sahelkit.lessons.notebook import Cell, Lesson
from sahelkit.publish.questions import split


@dataclass(frozen=True)
class Part:
    """A cell that a slide shows, at once or (``fragment``) at a further key press."""

    cell: Cell
    fragment: bool = False


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes
    ----------
    parts : tuple of Part
        What it shows, in order.
    notes : tuple of Cell
        What the speaker reads beside it.
    below : bool
        Whether it lies below the slide before it (``subslide``).
    """

    parts: tuple[Part, ...] = ()
    notes: tuple[Cell, ...] = ()
    below: bool = False


def outline(lesson: Lesson) -> list[Slide]:
    """Sort the cells of a lesson into slides.

    ``slide`` and ``subslide`` begin a slide, ``fragment`` and ``-`` add to it, ``notes``
    (Markdown) go to its speaker, ``skip`` is left out. A code cell without a type adds its
    output to the slide before it, if it has output; Markdown without a type is left out.
    The first slide is the title's: what comes before the first ``slide`` belongs to it.

    Raises
    ------
    BadLesson
        If no cell begins a slide.
    """
    if not any(cell.slide in ("slide", "subslide") for cell in lesson.cells):
        problem = "has no slides: give a cell the slide_type slide (in JupyterLab: Common Tools)"
        raise BadLesson(lesson.path.name, None, problem)
    slides = [Slide()]
    for cell in lesson.cells:
        kind = cell.slide
        if not kind and cell.kind == "code" and cell.outputs and len(slides) > 1:
            kind = "-"
        if kind in ("slide", "subslide"):
            slides.append(Slide((Part(cell),), (), kind == "subslide" and len(slides) > 1))
        elif kind in ("fragment", "-"):
            last = slides[-1]
            part = Part(cell, kind == "fragment")
            slides[-1] = Slide((*last.parts, part), last.notes, last.below)
        elif kind == "notes" and cell.kind == "markdown":
            last = slides[-1]
            slides[-1] = Slide(last.parts, (*last.notes, cell), last.below)
    return apart(_with_title(slides))


def _with_title(slides: list[Slide]) -> list[Slide]:
    """Join a first slide that carries the lesson's title with the title slide."""
    title, *rest = slides
    opening = rest[0].parts[0].cell if rest else None
    if opening and opening.kind == "markdown" and re.match(r"\s*#\s", opening.source):
        first, *rest = rest
        title = Slide((*title.parts, *first.parts), (*title.notes, *first.notes))
    return [title, *rest]


def apart(slides: Iterable[Slide]) -> list[Slide]:
    """Give each question of a slide that asks several a slide of its own, numbered in its head."""
    made: list[Slide] = []
    for slide in slides:
        asked = [(part, split(part.cell)) for part in slide.parts]
        count = max((len(cells) for _, cells in asked), default=0)
        if count < 2:
            made.append(slide)
            continue
        for number in range(count):
            parts = tuple(
                replace(
                    part, cell=cells[number] if len(cells) == count else _of(cells, number, count)
                )
                for part, cells in asked
                if number < len(cells) or len(cells) == 1
            )
            made.append(Slide(parts, slide.notes if number == 0 else (), slide.below))
    return made


def _of(cells: list[Cell], number: int, count: int) -> Cell:
    """Return the cell that stands over one of several questions, its heading numbered."""
    cell = cells[min(number, len(cells) - 1)]
    if cell.kind != "markdown":
        return cell
    head = re.sub(r"^(#{1,2} .*)$", rf"\1 ({number + 1}/{count})", cell.source, count=1, flags=re.M)
    return replace(cell, source=head)

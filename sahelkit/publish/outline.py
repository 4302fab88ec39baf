"""Which cell goes where: the slides of a lesson and their speaker notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sahelkit.lessons.notebook import Cell, Lesson


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
    """
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
    return _with_title(slides)


def _with_title(slides: list[Slide]) -> list[Slide]:
    """Join a first slide that carries the lesson's title with the title slide."""
    title, *rest = slides
    opening = rest[0].parts[0].cell if rest else None
    if opening and opening.kind == "markdown" and re.match(r"\s*#\s", opening.source):
        first, *rest = rest
        title = Slide((*title.parts, *first.parts), (*title.notes, *first.notes))
    return [title, *rest]

"""Bringing all together: marks, pages, and what a person gave the essays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sahelkit.marking.essays import read_essays, write_essays
from sahelkit.marking.feedback import write_feedback
from sahelkit.marking.marks import write_marks
from sahelkit.marking.result import Result
from sahelkit.marking.sets import ExerciseSet


@dataclass(frozen=True)
class Merged:
    """What was written.

    Attributes
    ----------
    marks, feedback, essays : Path
        The spreadsheet, the folder of pages for students, the page of essays.
    waiting, marked : int
        Essays that still wait for points, and those that have them all.
    problems : tuple of str
        What is wrong in the table of essays.
    """

    marks: Path
    feedback: Path
    essays: Path
    waiting: int
    marked: int
    problems: tuple[str, ...]


def merge(
    folder: Path, results: Sequence[Result], sets: Mapping[str, ExerciseSet], lang: str = "en"
) -> Merged:
    """Write marks, pages and essays anew from the results and the table of essays.

    Raises
    ------
    OSError
        If a file cannot be read or written (a spreadsheet may hold it open).
    """
    known = [one for one in results if not one.marks or one.set in sets]
    written, problems = read_essays(folder, known, sets)
    page, _ = write_essays(folder, known, sets, lang)
    if not written:
        written, _ = read_essays(folder, known, sets)
    marks = write_marks(folder, known, sets, written)
    pages = write_feedback(folder, known, sets, written, lang)
    marked = sum(one.points is not None for one in written.values())
    return Merged(marks, pages, page, len(written) - marked, marked, tuple(problems))

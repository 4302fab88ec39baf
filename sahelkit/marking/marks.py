"""The spreadsheet of marks: one row for each hand-in, whatever became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sahelkit.marking import sheet
from sahelkit.marking.collect import MARKING, HandIn
from sahelkit.marking.essays import Written
from sahelkit.marking.grade import BY_HAND, Result
from sahelkit.marking.sets import ExerciseSet

HEAD = ("student", "file", "set", "what happened", "points", "out of")
ESSAYS = ("essay points", "essays out of", "total")


def marks_file(folder: Path) -> Path:
    """Return where the marks of a folder of hand-ins stand."""
    return folder / MARKING / "marks.csv"


def write_collected(folder: Path, hand_ins: Iterable[HandIn]) -> Path:
    """Write the list of what was handed in."""
    path = folder / MARKING / "collected.csv"
    rows = [
        {
            "student": one.student,
            "file": one.file,
            "set": one.set,
            "what happened": one.problem or "collected",
            "notes": "; ".join(one.notes),
        }
        for one in hand_ins
    ]
    sheet.write(path, ("student", "file", "set", "what happened", "notes"), rows)
    return path


def write_marks(
    folder: Path,
    results: Iterable[Result],
    sets: Mapping[str, ExerciseSet],
    written: Mapping[tuple[str, str], Written],
) -> Path:
    """Write the marks.

    Points of an essay stay empty until all its criteria have points, and so does the total of
    a student who has such an essay.

    Parameters
    ----------
    folder : Path
        The folder of the hand-ins.
    results : iterable of Result
        What became of each.
    sets : mapping of str to ExerciseSet
        The sets, for the order of the questions.
    written : mapping of (key, question) to Written
        Points and comments that a person gave.
    """
    listed = list(results)
    present = {mark.question for one in listed for mark in one.marks}
    order = [name for known in sets.values() for name in known.questions if name in present]
    per_question = [f"{name} {what}" for name in order for what in ("points", "state")]
    rows = [row(one, sets, written) for one in listed]
    sheet.write(marks_file(folder), (*HEAD, *ESSAYS, *per_question), rows)
    return marks_file(folder)


def row(
    one: Result,
    sets: Mapping[str, ExerciseSet],
    written: Mapping[tuple[str, str], Written],
) -> dict[str, object]:
    """Return the row of a hand-in."""
    made: dict[str, object] = {
        "student": one.student,
        "file": one.file,
        "set": one.set,
        "what happened": one.happened,
    }
    if not one.marks:
        return made
    essays = sets[one.set].essays if one.set in sets else {}
    points, essay_points = 0.0, 0.0
    out_of, essays_out_of, whole = 0.0, 0.0, True
    for mark in one.marks:
        got = mark.points
        by_hand = written.get((one.key, mark.question))
        if mark.state == BY_HAND:
            got = by_hand.points if by_hand is not None else None
        made[f"{mark.question} points"], made[f"{mark.question} state"] = got, mark.state
        if essays.get(mark.question):
            essays_out_of += mark.of
            essay_points, whole = essay_points + (got or 0), whole and got is not None
        else:
            points, out_of = points + (got or 0), out_of + mark.of
    made |= {"points": points, "out of": out_of}
    if essays_out_of:
        made |= {"essays out of": essays_out_of, "essay points": essay_points if whole else None}
    made["total"] = points + essay_points if whole else None
    return made

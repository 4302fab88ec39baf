"""The spreadsheet of marks: one row for each hand-in, whatever became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from sahelkit.marking.collect import HandIn
from sahelkit.marking.essays import Written
from sahelkit.marking.parcels import MARKING
from sahelkit.marking.result import Result
from sahelkit.marking.sets import ExerciseSet
from sahelkit.marking.sums import TRACKS, add_up, given, tracks
from sahelkit.study import sheet

HEAD = ("student", "file", "set", "handed in", "what happened", "points", "out of")
ESSAYS = ("essay points", "essays out of", "total")
TRACK_HEADS = [f"track {name}{more}" for name in TRACKS.values() for more in ("", " out of")]


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
            "handed in": moment(one.handed_in),
            "what happened": one.problem or "collected",
            "notes": "; ".join(one.notes),
        }
        for one in hand_ins
    ]
    columns = ("student", "file", "set", "handed in", "what happened", "notes")
    sheet.write(path, columns, rows)
    return path


def moment(text: str) -> str:
    """Return a moment as the clock here shows it, to the minute."""
    if not text:
        return ""
    return dt.datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")


def write_marks(
    folder: Path,
    results: Iterable[Result],
    sets: Mapping[str, ExerciseSet],
    written: Mapping[tuple[str, str], Written],
) -> Path:
    """Write the marks.

    Points of an essay stay empty until all its criteria have points, and so does the total of
    a student who has such an essay. A track is added up by itself, with its essays.

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
    heads = TRACK_HEADS if any(name in made for made in rows for name in TRACK_HEADS) else ()
    sheet.write(marks_file(folder), (*HEAD, *ESSAYS, *heads, "page", *per_question), rows)
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
        "handed in": moment(one.handed_in),
        "what happened": one.happened,
        "page": f"feedback/{one.key}.html",
    }
    if not one.marks:
        return made
    for mark in one.marks:
        made[f"{mark.question} points"] = given(one, mark, written)
        made[f"{mark.question} state"] = mark.state
    essays = sets[one.set].essays if one.set in sets else {}
    own = add_up(one, (mark for mark in one.marks if not essays.get(mark.question)), written)
    made |= {"points": own.points, "out of": own.of}
    texts = add_up(one, (mark for mark in one.marks if essays.get(mark.question)), written)
    if texts.of:
        made |= {"essays out of": texts.of, "essay points": texts.whole}
    made["total"] = add_up(one, one.marks, written).whole
    for letter, marks in tracks(one).items():
        if letter in TRACKS:
            track = add_up(one, marks, written)
            made[f"track {TRACKS[letter]}"] = track.whole
            made[f"track {TRACKS[letter]} out of"] = track.of
    return made

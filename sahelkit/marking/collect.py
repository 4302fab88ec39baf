"""Collecting what was handed in: originals stay as they came, everyone gets a row.

Nothing in the folder of the class is changed; what was found in it (see `parcels`) is written to
``marking/`` in the same folder.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sahelkit.files import write_whole
from sahelkit.marking import people, submission
from sahelkit.marking.archive import MB
from sahelkit.marking.parcels import MARKING, NOTEBOOK_MB, Parcel, parcels

HAND_INS = "hand-ins"


@dataclass(frozen=True)
class HandIn:
    """What one student handed in.

    Attributes
    ----------
    key : str
        Name of its folder under ``marking/hand-ins``; no other hand-in has it.
    student : str
        Who handed in, as the platform, the file or the hand-in says.
    file : str
        Where it came from; a ``!`` stands between a zip and what is in it.
    set : str
        The set of exercises, empty if that cannot be told.
    problem : str
        Why it cannot be marked, empty if it can.
    notes : tuple of str
        What is odd about it.
    handed_in : str
        When it was packed (ISO 8601), by the clock of the student's machine; empty if unknown.
    """

    key: str
    student: str
    file: str
    set: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()
    handed_in: str = ""


@dataclass
class _Found:
    """A hand-in while it is looked at."""

    student: str
    file: str
    number: str = ""  # of the student, on a platform
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    content: bytes = b""
    set: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    handed_in: str = ""


_Sets = Mapping[str, Mapping[str, bool]]


def collect(folder: Path, sets: _Sets) -> list[HandIn]:
    """Look at everything in a folder and prepare what can be marked.

    Parameters
    ----------
    folder : Path
        Where the hand-ins lie.
    sets : mapping of str to mapping of str to bool
        Questions of each set of exercises, and whether each is an essay.

    Returns
    -------
    list of HandIn
        One for each student and set in each file, folder or part of a platform's zip, by student.

    Raises
    ------
    OSError
        If the folder cannot be read, or ``marking/`` in it cannot be written.
    """
    home = folder / MARKING / HAND_INS
    found: list[tuple[str, HandIn]] = []
    keys: Counter[str] = Counter()
    for parcel in parcels(folder):
        for was in _choose(parcel, sets):
            one = _as_hand_in(was)
            keys[one.key] += 1
            if keys[one.key] > 1:  # names that differ in signs which cannot be written
                one = replace(one, key=f"{one.key}-{keys[one.key]}")
            _keep(home / one.key, was)
            found.append((was.number or people.same(was.student), one))
    made = []
    for who, one in found:
        # a hand-in of which the set is unknown may be of any
        alike = sum(
            who == name and (one.set == other.set or not (one.set and other.set))
            for name, other in found
        )
        if alike > 1:
            one = replace(one, notes=(f"one of {alike} hand-ins by this name", *one.notes))
        about = json.dumps(asdict(one), ensure_ascii=True, indent=1)
        write_whole(home / one.key / "about.json", about)
        made.append(one)
    _forget(home, {one.key for one in made})
    return sorted(made, key=_order)


def collected(folder: Path) -> list[HandIn]:
    """Return what was collected in a folder; empty if nothing was."""
    made = []
    for path in sorted((folder / MARKING / HAND_INS).glob("*/about.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        made.append(HandIn(**{**about, "notes": tuple(about["notes"])}))
    return sorted(made, key=_order)


def _order(one: HandIn) -> tuple[str, str, str]:
    return people.same(one.student), one.set, one.file


def _as_hand_in(one: _Found) -> HandIn:
    key = people.slug(one.student, one.file, one.set.partition("-")[0])
    notes = tuple(one.notes)
    return HandIn(key, one.student, one.file, one.set, one.problem, notes, one.handed_in)


def _forget(home: Path, kept: set[str]) -> None:
    """Take away what was prepared for hand-ins that are no longer there."""
    for path in home.glob("*"):
        if path.is_dir() and not path.is_symlink() and path.name not in kept:
            shutil.rmtree(path)


def _keep(place: Path, was: _Found) -> None:
    """Write what will be marked, so that only one hand-in at a time is in memory."""
    if was.content:
        write_whole(place / "notebook.ipynb", was.content)
    else:
        (place / "notebook.ipynb").unlink(missing_ok=True)
    write_whole(place / "answers.json", json.dumps(was.answers, ensure_ascii=True))


def _choose(parcel: Parcel, sets: _Sets) -> Iterator[_Found]:
    """Find notebooks and form answers among the files of one student; yield one for each set."""
    one = _Found(parcel.student, parcel.file, parcel.number, parcel.problem)
    if one.problem:
        yield one
        return
    books: list[_Book] = []
    problems: list[str] = []
    for name, content in sorted(parcel.files.items()):
        short = people.clean(name.rpartition("/")[2])
        if short in (submission.MANIFEST, submission.ANSWERS):
            continue
        if len(content) > NOTEBOOK_MB * MB:
            problems.append(f"{short}: more than {NOTEBOOK_MB} MB; not opened")
            continue
        try:
            book = submission.read(content)
        except submission.Unreadable as unreadable:
            problems.append(f"{short}: {unreadable}")
        else:
            books.append(_Book(short, content, book, submission.set_of(book, sets)))
    _forms(one, parcel.files)
    _manifest(one, parcel.files)
    if not books and not one.answers:
        one.problem = "; ".join(problems[:3]) or "nothing in it"
        yield one
        return
    for taken in _take(one, books, sets):
        taken.notes += problems[:3]
        if not taken.set and not taken.problem:
            taken.problem = "no notebook of these exercises"
        yield taken


@dataclass(frozen=True)
class _Book:
    """A notebook among the files of a student, and the set that it belongs to."""

    name: str
    content: bytes
    book: Mapping[str, Any]
    set: str


def _take(one: _Found, books: list[_Book], sets: _Sets) -> Iterator[_Found]:
    """Yield a hand-in for each set; of several notebooks of a set, the one named like it."""
    ours: dict[str, list[_Book]] = {}
    for each in books:
        if each.set:
            ours.setdefault(each.set, []).append(each)
    if len(ours) > 1:  # a whole folder of exercises: what was not touched is not handed in
        touched = {
            name: group
            for name, group in ours.items()
            if one.answers.keys() & sets[name].keys()
            or any(submission.touched(each.book, sets[name]) for each in group)
        }
        ours = touched or ours
    for name, group in sorted(ours.items()):
        group.sort(key=lambda each: (each.name != f"{name}.ipynb", each.name))
        taken = replace(one, notes=[*one.notes], content=group[0].content, set=name)
        if len(group) > 1:
            taken.notes.append(f"{len(group)} notebooks in it; {group[0].name} was taken")
        yield taken
    if ours:
        return
    if one.answers:
        counts = {name: len(one.answers.keys() & ids.keys()) for name, ids in sets.items()}
        best = max(counts, key=lambda name: counts[name], default="")
        one.set = best if best and counts[best] else ""
        one.notes.append("no notebook of these exercises, only answers to forms")
    else:
        one.problem = "a notebook, but not of these exercises"
    yield one


def _forms(one: _Found, files: Mapping[str, bytes]) -> None:
    """Take the answers to forms; what is not plain and short is left out."""
    for name, content in files.items():
        if name.rpartition("/")[2] == submission.ANSWERS:
            try:
                read = json.loads(content[:MB].decode("utf-8-sig"))
            except (ValueError, RecursionError):
                one.notes.append("its answers to forms cannot be read")
                continue
            if isinstance(read, dict):
                one.answers |= {k: v for k, v in read.items() if _is_form(v)}


def _is_form(value: object) -> bool:
    """Return whether a value is what a form holds: a text, a list or pairs of texts, a number."""

    def short(text: object) -> bool:
        return isinstance(text, str) and len(text) <= submission.LONGEST

    if isinstance(value, list):
        return len(value) <= 100 and all(short(text) for text in value)
    if isinstance(value, dict):
        return len(value) <= 100 and all(short(text) for text in value.values())
    if isinstance(value, int | float):  # somebody gave a form's answer to check() in code
        return abs(value) < 1e15
    return short(value)


def _manifest(one: _Found, files: Mapping[str, bytes]) -> None:
    """Take name and time that a hand-in gives; the name that a platform gives stands above it."""
    for name, content in files.items():
        if name.rpartition("/")[2] != submission.MANIFEST:
            continue
        try:
            said = json.loads(content[:10_000].decode("utf-8-sig"))
        except (ValueError, RecursionError):
            one.notes.append("its hand-in.json cannot be read")
            continue
        if not isinstance(said, dict):
            continue
        one.handed_in = _moment(said.get("handed_in"))
        student = people.clean(said.get("student"))
        if not student or people.same(student) == people.same(one.student):
            continue
        if one.number:
            one.notes.append(f"the hand-in names {student}")
        else:
            one.student = student


def _moment(text: object) -> str:
    try:
        return dt.datetime.fromisoformat(str(text)).isoformat(timespec="seconds")
    except ValueError:
        return ""

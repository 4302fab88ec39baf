"""Collecting what was handed in: originals stay as they came, everyone gets a row.

Files, folders and zips may lie in the folder as students or a platform named them. Nothing in
it is changed; what was found is written to ``marking/`` in the same folder.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sahelkit.files import write_whole
from sahelkit.marking import archive, people, submission
from sahelkit.marking.archive import MB, Bounds, Refused

MARKING = "marking"
HAND_INS = "hand-ins"
NOTEBOOK_MB = 20
DEEPEST = 6
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__MACOSX", ".git")


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
    """

    key: str
    student: str
    file: str
    set: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()


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


def collect(folder: Path, sets: Mapping[str, Mapping[str, bool]]) -> list[HandIn]:
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
        One for each file, folder or part of a platform's zip, by student.

    Raises
    ------
    OSError
        If the folder cannot be read, or ``marking/`` in it cannot be written.
    """
    home = folder / MARKING / HAND_INS
    found: list[tuple[str, HandIn]] = []
    keys: Counter[str] = Counter()
    for entry in _entries(folder):
        for was in _look(entry, entry.name, sets):
            one = _as_hand_in(was)
            keys[one.key] += 1
            if keys[one.key] > 1:  # names that differ in signs which cannot be written
                one = replace(one, key=f"{one.key}-{keys[one.key]}")
            _keep(home / one.key, was)
            found.append((_who(was), one))
    names = Counter(who for who, _ in found)
    made = []
    for who, one in found:
        if names[who] > 1:
            note = f"one of {names[who]} hand-ins by this name"
            one = replace(one, notes=(note, *one.notes))
        about = json.dumps(asdict(one), ensure_ascii=True, indent=1)
        write_whole(home / one.key / "about.json", about)
        made.append(one)
    _forget(home, {one.key for one in made})
    return sorted(made, key=lambda one: (people.same(one.student), one.file))


def collected(folder: Path) -> list[HandIn]:
    """Return what was collected in a folder; empty if nothing was."""
    made = []
    for path in sorted((folder / MARKING / HAND_INS).glob("*/about.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        made.append(HandIn(**{**about, "notes": tuple(about["notes"])}))
    return sorted(made, key=lambda one: (people.same(one.student), one.file))


def _entries(folder: Path) -> list[Path]:
    with os.scandir(folder) as listed:
        names = sorted(entry.name for entry in listed)
    return [folder / name for name in names if name != MARKING and name not in _LITTER]


def _who(one: _Found) -> str:
    return one.number or people.same(one.student)


def _as_hand_in(one: _Found) -> HandIn:
    key = people.slug(one.student, one.file)
    return HandIn(key, one.student, one.file, one.set, one.problem, tuple(one.notes))


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


_Sets = Mapping[str, Mapping[str, bool]]


def _look(path: Path, name: str, sets: _Sets) -> Iterator[_Found]:
    """Yield what a file or folder at the top holds, one for each student."""
    known = people.of_platform(path.name)
    student, number = known or (people.of_file(path.name), "")
    try:
        if path.is_symlink():
            raise Refused("a link; not followed")
        if path.is_dir() and (inner := _platform_folders(path)):
            for one in inner:
                yield from _look(one, f"{name}/{one.name}", sets)
        elif path.is_dir():
            files = dict(_walk(path))
            yield _choose(_Found(student, name, number), files, sets)
        elif not path.is_file():
            raise Refused("neither a file nor a folder")
        elif _begins_as_zip(path):
            yield from _zip(path, name, sets)
        else:
            content = _read(path)
            yield _choose(_Found(student, name, number), {name: content}, sets)
    except Refused as refused:
        yield _Found(student, name, number, problem=str(refused))
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        yield _Found(student, name, number, problem=problem)


def _platform_folders(folder: Path) -> list[Path]:
    """Return the parts of an unpacked download of a whole class, empty if it is none."""
    parts = _entries(folder)
    return parts if any(people.of_platform(part.name) for part in parts) else []


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return archive.is_zip(file.read(4))


def _read(path: Path, most: int = NOTEBOOK_MB) -> bytes:
    size = path.stat().st_size
    if size > most * MB:
        raise Refused(f"a file of {size / MB:.0f} MB, more than {most} MB; not opened")
    return path.read_bytes()


def _walk(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a student's folder."""
    count, total = 0, 0
    for place, folders, files in os.walk(folder):
        inside = Path(place).relative_to(folder)
        folders[:] = sorted(f for f in folders if f not in _LITTER)
        if len(inside.parts) > DEEPEST:
            raise Refused("a folder in a folder in a folder …; not opened")
        for name in sorted(f for f in files if f not in _LITTER):
            path = Path(place) / name
            if path.is_symlink() or not path.is_file():
                raise Refused(f"a folder with a link ({people.clean(name)}); not followed")
            content = _read(path)
            count, total = count + 1, total + len(content)
            if count > Bounds.files or total > Bounds.total * MB:
                raise Refused("a folder with too many or too large files; not opened")
            yield (inside / name).as_posix(), content


def _zip(path: Path, name: str, sets: _Sets) -> Iterator[_Found]:
    """Yield what a zip holds: one hand-in, or those of a class as a platform packs them."""
    with path.open("rb") as file:
        listed = archive.listing(file)
        tops = {one.filename.split("/")[0] for one in listed}
        groups = {top: known for top in tops if (known := people.of_platform(top))}
        if not groups:
            if path.stat().st_size > Bounds.total * MB:
                raise Refused(f"a zip of more than {Bounds.total} MB; not opened")
            student, number = people.of_platform(path.name) or (people.of_file(path.name), "")
            files = dict(archive.read_entries(file, listed, Bounds()))
            yield _choose(_Found(student, name, number), files, sets)
            return
        held: dict[tuple[str, str], list[zipfile.ZipInfo]] = {}
        for entry in listed:
            top = entry.filename.split("/")[0]
            held.setdefault(groups.get(top, (top, "")), []).append(entry)
        for (student, number), entries in sorted(held.items()):
            who = people.clean(f"{student}_{number}".strip("_"))
            one = _Found(people.clean(student) or "(no name)", f"{name}!{who}", number)
            try:
                yield _choose(one, dict(archive.read_entries(file, entries, Bounds())), sets)
            except Refused as refused:  # what one packs takes nothing from the others
                one.problem = str(refused)
                yield one


def _choose(one: _Found, files: Mapping[str, bytes], sets: _Sets) -> _Found:
    """Find notebook and form answers among the files of one student."""
    try:
        opened = dict(_opened(files))
    except Refused as refused:
        one.problem = str(refused)
        return one
    books: list[tuple[str, bytes, dict[str, Any]]] = []
    problems: list[str] = []
    for name, content in sorted(opened.items()):
        short = people.clean(name.rpartition("/")[2])
        if short in (submission.MANIFEST, submission.ANSWERS):
            continue
        if len(content) > NOTEBOOK_MB * MB:
            problems.append(f"{short}: more than {NOTEBOOK_MB} MB; not opened")
            continue
        try:
            books.append((short, content, submission.read(content)))
        except submission.Unreadable as unreadable:
            problems.append(f"{short}: {unreadable}")
    _forms(one, opened)
    _manifest(one, opened)
    if not books and not one.answers:
        one.problem = "; ".join(problems[:3]) or "nothing in it"
        return one
    _take(one, books, sets)
    one.notes += problems[:3]
    if not one.set and not one.problem:
        one.problem = "no notebook of these exercises"
    return one


def _opened(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield files, and those of a zip among them; a zip in a zip in a zip is refused."""
    for name, content in files.items():
        if not archive.is_zip(content[:4]):
            yield name, content
            continue
        for inner, data in archive.read_zip(content, Bounds()):
            if archive.is_zip(data[:4]):
                raise Refused("a zip in a zip; not opened")
            yield f"{name}/{inner}", data


def _take(one: _Found, books: list[tuple[str, bytes, dict[str, Any]]], sets: _Sets) -> None:
    """Take the notebook that belongs to a set; of several, the one named like its set."""
    placed = [(short, data, book, submission.set_of(book, sets)) for short, data, book in books]
    ours = [each for each in placed if each[3]]
    if ours:
        ours.sort(key=lambda each: (each[0] != f"{each[3]}.ipynb", each[0]))
        short, one.content, _, one.set = ours[0]
        if len(ours) > 1:
            one.notes.append(f"{len(ours)} notebooks in it; {short} was taken")
    elif one.answers:
        counts = {name: len(one.answers.keys() & ids.keys()) for name, ids in sets.items()}
        best = max(counts, key=lambda name: counts[name], default="")
        one.set = best if best and counts[best] else ""
        one.notes.append("no notebook of these exercises, only answers to forms")
    else:
        one.problem = "a notebook, but not of these exercises"


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
    """Return whether a value is what a form holds: a text, a list or pairs of texts."""

    def short(text: object) -> bool:
        return isinstance(text, str) and len(text) <= submission.LONGEST

    if isinstance(value, list):
        return len(value) <= 100 and all(short(text) for text in value)
    if isinstance(value, dict):
        return len(value) <= 100 and all(short(text) for text in value.values())
    return short(value)


def _manifest(one: _Found, files: Mapping[str, bytes]) -> None:
    """Take the name that a hand-in gives; the name that a platform gives stands above it."""
    for name, content in files.items():
        if name.rpartition("/")[2] != submission.MANIFEST:
            continue
        try:
            said = json.loads(content[:10_000].decode("utf-8-sig"))
        except (ValueError, RecursionError):
            one.notes.append("its hand-in.json cannot be read")
            continue
        student = people.clean(said.get("student")) if isinstance(said, dict) else ""
        if not student or people.same(student) == people.same(one.student):
            continue
        if one.number:
            one.notes.append(f"the hand-in names {student}")
        else:
            one.student = student

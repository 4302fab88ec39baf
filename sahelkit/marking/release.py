"""Handing out and handing in: zips that hold what they should and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sahelkit
from sahelkit.errors import BadLesson
from sahelkit.files import write_whole
from sahelkit.marking import people, submission
from sahelkit.marking.parcels import NOTEBOOK_MB
from sahelkit.marking.sets import ExerciseSet, student_file

_SECRET_TAGS = frozenset({"solution", "instructor"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LINK = re.compile(r"\[([^\[\]]*)\]\((?!https?:|#|mailto:)[^()\s]*\)")
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')

_README = """Exercises {name}

1. Unpack this folder. In a terminal in it: jupyter lab {name}.ipynb
2. Choose a track, answer, run the check cells. Save.
3. Hand in, in the same folder: sahelkit exercises hand-in {number}
   It packs the notebook and your answers to the forms into one file, and says what is in it.
   Nothing is sent; give the file to your teacher.
"""


def release(folder: Path, sets: Sequence[ExerciseSet], exercises: Path | None = None) -> list[Path]:
    """Write a zip for students for each set: the student version and how to hand in.

    Returns
    -------
    list of Path
        The zips.

    Raises
    ------
    BadLesson
        If a student version is missing or holds a solution or notes for teachers; nothing is
        written then.
    OSError
        If the folder cannot be written to.
    """
    made = []
    for one in sets:
        path = student_file(exercises, one.name)
        if not path.is_file():
            raise BadLesson(path.name, None, "no such file; run: sahelkit exercises build")
        content = path.read_bytes()
        try:
            book = submission.read(content)
        except submission.Unreadable as unreadable:
            raise BadLesson(path.name, None, str(unreadable)) from None
        _check(book, path.name)
        readme = _README.format(name=one.name, number=one.name.partition("-")[0])
        files = {path.name: _alone(book), "README.txt": readme.encode()}
        made.append((folder / f"{one.name}.zip", _packed(one.name, files)))
    for target, data in made:
        write_whole(target, data)
    return [target for target, _ in made]


def hand_in(
    notebook: Path,
    student: str,
    answers: Mapping[str, Any],
    folder: Path,
    *,
    when: dt.datetime | None = None,
) -> Path:
    """Pack a notebook and the answers to forms into one file, named by student and set.

    Parameters
    ----------
    notebook : Path
        The student's notebook.
    student : str
        Their name.
    answers : mapping of str to object
        Answers to forms by question, as plain data.
    folder : Path
        Where the zip goes.
    when : datetime, optional
        When it was handed in, by default now.

    Returns
    -------
    Path
        The zip.

    Raises
    ------
    BadLesson
        If the notebook is none, or is too large to be collected.
    """
    try:
        size = notebook.stat().st_size
    except FileNotFoundError:
        raise BadLesson(notebook.name, None, "no such file") from None
    if size > NOTEBOOK_MB * 1_000_000:
        problem = f"larger than {NOTEBOOK_MB} MB: clear its outputs, save and try again"
        raise BadLesson(notebook.name, None, problem)
    content = notebook.read_bytes()
    try:
        book = submission.read(content)
    except submission.Unreadable as unreadable:
        raise BadLesson(notebook.name, None, f"{unreadable}; save it and try again") from None
    said = (book.get("metadata") or {}).get("sahelkit") or {}
    name = str(said.get("set") or notebook.stem)
    moment = when or dt.datetime.now(dt.UTC)
    manifest = {
        "student": people.clean(student),
        "set": name,
        "handed_in": moment.isoformat(timespec="seconds"),
        "sahelkit": sahelkit.__version__,
    }
    files = {
        f"{name}.ipynb": content,
        submission.ANSWERS: json.dumps(dict(answers), ensure_ascii=False, indent=1).encode(),
        submission.MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode(),
    }
    shown = " ".join(_NOT_IN_FILES.sub(" ", f"{people.clean(student)} {name}").split())
    shown = shown.strip(" .-") or "hand-in"
    target = folder / f"{shown}.zip"
    write_whole(target, _packed("", files))
    return target


def unanswered(notebook: Path, answers: Mapping[str, Any], one: ExerciseSet) -> list[str]:
    """Return the questions of a set that a notebook and the answers to forms leave open.

    Raises
    ------
    Unreadable
        If the notebook is none.
    """
    parts = submission.take_apart(submission.read(notebook.read_bytes()), one.essays)
    done = {*answers, *parts.essays, *submission.begun(parts)}
    return [name for name in one.questions if name not in done]


def _check(book: Mapping[str, Any], name: str) -> None:
    version = ((book.get("metadata") or {}).get("sahelkit") or {}).get("version")
    if version not in (None, "student"):
        raise BadLesson(name, None, f"the {version} version; expected the student version")
    for number, cell in enumerate(book["cells"], start=1):
        secret = _SECRET_TAGS & set(cell.get("metadata", {}).get("tags", ()))
        if secret:
            problem = f"a cell for {' and '.join(sorted(secret))}; run: sahelkit exercises build"
            raise BadLesson(name, number, problem)
        if "BEGIN SOLUTION" in (submission.source(cell) or ""):
            raise BadLesson(name, number, "a worked answer; run: sahelkit exercises build")


def _alone(book: Mapping[str, Any]) -> bytes:
    """Return a notebook whose links to files that are not handed out are plain words."""
    cells = []
    for cell in book["cells"]:
        text = submission.source(cell)
        if cell["cell_type"] == "markdown" and text is not None:
            cell = {**cell, "source": _LINK.sub(r"\1", text).splitlines(keepends=True)}
        cells.append(cell)
    made = json.dumps({**book, "cells": cells}, ensure_ascii=False, indent=1, sort_keys=True)
    return made.encode() + b"\n"


def _packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip that is the same whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, _EPOCH)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

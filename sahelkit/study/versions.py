"""From one source notebook of an exercise set: what students, learners and teachers get.

A source (``exercises/sources/01-formation.ipynb``) holds the prose, the forms and the worked
answers; the questions stand in the TOML file beside it. Cells carry tags:

============== ==================================================================
``form``       ``sahelkit.study.ask("formation-a1")``: asks on the page
``answer``     code that answers a question, or an essay (Markdown); the student
               version has a stub in its place
``solution``   in the solution and instructor versions only
``instructor`` in the instructor version only
============== ==================================================================

Prompt, check, hint, rubric and the worked answers of forms are written around them from the
questions, so that they are the same everywhere.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.files import write_whole
from sahelkit.ledger.names import nearest
from sahelkit.lessons.notebook import read
from sahelkit.study.cells import HAND_IN, Cell, answer_cells, form_cells, markdown
from sahelkit.study.desk import own_kit
from sahelkit.study.questions import Question, exercises_folder, load

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

VERSIONS = ("student", "solution", "instructor")
TAGS = frozenset({"form", "answer", "solution", "instructor", "teaching"})
_ASKED = re.compile(r"""["']([a-z]+-[a-z]?\d+)["']""")
_LINK = re.compile(r"(\]\()(\.\./[^)\s]*)")


def source_files(folder: Path | None = None) -> list[Path]:
    """Return the source notebooks, in order.

    Raises
    ------
    UnknownName
        If there are none: an installed package has only the questions.
    """
    sources = (folder or exercises_folder()) / "sources"
    found = sorted(sources.glob("[0-9][0-9]-*.ipynb"))
    if not found:
        expected = "sources/01-….ipynb, as in the repository"
        raise UnknownName("folder of exercises", str(sources.parent), expected=expected)
    return found


def asked_in(notebook: Mapping[str, Any]) -> list[str]:
    """Return the ids of the questions of a notebook, forms and answers, in its order."""
    found: list[str] = []
    for cell in notebook["cells"]:
        found += _questions_of(cell)
    return list(dict.fromkeys(found))


def build_versions(
    folder: Path | None = None, out: Path | None = None, *, kit: Kit | None = None
) -> list[Path]:
    """Write the three versions of all sets.

    Parameters
    ----------
    folder : path, optional
        Folder of the exercises, by default the kit's. Student versions are written into it.
    out : path, optional
        Where the folders ``solution`` and ``instructor`` are written, by default
        ``build/exercises`` beside the folder of the exercises.

    Returns
    -------
    list of path
        The files that were written; those that were already as they should be are not.

    Raises
    ------
    BadLesson, BadQuestion
        If a source or a question does not hold together; nothing is written then.
    UnknownName
        If there are no sources.
    """
    folder = folder or exercises_folder()
    made = [
        (_target(path, version, folder, out), text)
        for path in source_files(folder)
        for version, text in _texts(path, folder, out, kit).items()
    ]
    changed = [(path, text) for path, text in made if not _holds(path, text)]
    for path, text in changed:
        write_whole(path, text)
    return [path for path, _ in changed]


def stale_versions(folder: Path | None = None, *, kit: Kit | None = None) -> list[Path]:
    """Return the student versions that are not what their sources give, or are missing."""
    folder = folder or exercises_folder()
    return [
        target
        for path in source_files(folder)
        if not _holds(
            target := _target(path, "student", folder, None),
            _texts(path, folder, None, kit, ("student",))["student"],
        )
    ]


def make_version(
    notebook: Mapping[str, Any],
    version: str,
    questions: Mapping[str, Question],
    kit: Kit,
    *,
    name: str,
) -> dict[str, Any]:
    """Make one version of a source notebook.

    Parameters
    ----------
    notebook : mapping
        The source, as read from JSON; left as it is.
    version : {"student", "solution", "instructor"}
        Which version.
    questions : mapping of str to Question
        All questions, by id.
    kit : Kit
        The ledger that knows the answers to the forms.
    name : str
        Name of the set, such as ``01-formation``.

    Raises
    ------
    BadLesson
        If a cell has no id, an unknown tag, or an answer without question, markers or variable.
    UnknownName
        If there is no such version.
    """
    if version not in VERSIONS:
        raise UnknownName("version", version, nearest(version, VERSIONS), ", ".join(VERSIONS))
    cells: list[Cell] = []
    for number, raw in enumerate(notebook["cells"], start=1):
        cell = _checked(raw, number, name, questions)
        tags = cell["metadata"]["tags"]
        if ("solution" in tags and version == "student") or (
            "instructor" in tags and version != "instructor"
        ):
            continue
        asked = [questions[one] for one in _questions_of(cell)]
        if "answer" in tags:
            cells += answer_cells(cell, asked[0], version, number, name)
        elif "form" in tags:
            cells += form_cells(cell, asked, version, kit)
        else:
            cells.append(cell)
    if version == "student":
        cells.append(markdown("hand-in", HAND_IN.format(number=name[:2])))
    ids = [cell["id"] for cell in cells]
    for one in ids:
        if ids.count(one) > 1:
            raise BadLesson(name, None, f"two cells with the id {one!r}")
    metadata = copy.deepcopy(dict(notebook.get("metadata", {})))
    metadata["sahelkit"] = {**metadata.get("sahelkit", {}), "set": name, "version": version}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _texts(
    path: Path,
    folder: Path,
    out: Path | None,
    kit: Kit | None,
    versions: Sequence[str] = VERSIONS,
) -> dict[str, str]:
    """Return the text of each version of a source file."""
    source = read(path).notebook
    made: dict[str, str] = {}
    for version in versions:
        book = make_version(source, version, load(folder), kit or own_kit(), name=path.stem)
        _move_links(book, folder, _target(path, version, folder, out).parent)
        made[version] = json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return made


def _target(path: Path, version: str, folder: Path, out: Path | None) -> Path:
    if version == "student":
        return folder / path.name
    return (out or folder.parent / "build" / "exercises") / version / path.name


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _move_links(book: dict[str, Any], folder: Path, to: Path) -> None:
    """Rewrite links that lead out of the folder of the exercises for a file that lies elsewhere."""
    if to.resolve() == folder.resolve():
        return
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            moved = _LINK.sub(
                lambda m: m[1] + Path(os.path.relpath(folder / m[2], to)).as_posix(), text
            )
            cell["source"] = moved.splitlines(keepends=True)


def _questions_of(cell: Mapping[str, Any]) -> list[str]:
    """Return the ids of the questions that a cell asks or answers."""
    metadata = cell.get("metadata", {})
    tags = metadata.get("tags", ())
    if "form" in tags:
        return _ASKED.findall("".join(cell["source"]))
    question = metadata.get("sahelkit", {}).get("question")
    return [question] if "answer" in tags and question else []


def _checked(raw: Any, number: int, name: str, questions: Mapping[str, Question]) -> Cell:
    """Return a bare copy of a cell of a source, or say what is wrong with it."""
    cell = copy.deepcopy(dict(raw))
    metadata = cell.setdefault("metadata", {})
    tags = metadata.setdefault("tags", [])
    cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    if not cell.get("id"):
        raise BadLesson(name, number, "a cell without an id, which must not change")
    for tag in tags:
        if tag not in TAGS:
            near = nearest(tag, TAGS) or sorted(TAGS)
            raise BadLesson(name, number, f"unknown tag {tag!r}; expected {' or '.join(near)}")
    if cell["cell_type"] == "code":
        cell["outputs"], cell["execution_count"] = [], None
    asked = _questions_of(cell)
    if {"answer", "form"} & set(tags) and not asked:
        raise BadLesson(name, number, "an answer or form that names no question")
    for one in asked:
        if one not in questions:
            near = nearest(one, questions)
            raise BadLesson(name, number, f"unknown question {one!r}; did you mean {near}?")
    return cell

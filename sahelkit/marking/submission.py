"""What a student handed in: a notebook as data, answers to forms, and what they say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_CELLS = 1000
LONGEST = 200_000  # letters of a cell
MANIFEST, ANSWERS = "hand-in.json", "answers.json"
_PLACEHOLDER = re.compile(
    r"[\s*_]*(?:write here|type your answer here|your answer here)[\s*_.…]*", re.I
)


class Unreadable(Exception):
    """A notebook that is none; the message says why."""


@dataclass(frozen=True)
class Parts:
    """A submitted notebook, taken apart.

    Attributes
    ----------
    cells : tuple of dict
        The code to run, in order: ``number``, ``code``, ``question`` (or None).
    essays : mapping of str to str
        What was written, by question; empty where the stub was left.
    seen : frozenset of str
        Questions that have a place in the notebook.
    ids : frozenset of str
        Ids of its cells.
    notes : tuple of str
        What is odd about it.
    """

    cells: tuple[dict[str, Any], ...] = ()
    essays: Mapping[str, str] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def read(content: bytes) -> dict[str, Any]:
    """Read a notebook.

    Raises
    ------
    Unreadable
        If it is no notebook of version 4; says why.
    """
    if not content.strip():
        raise Unreadable("an empty file")
    try:
        book = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("not a notebook: not text in UTF-8") from None
    except RecursionError:
        raise Unreadable("not a notebook: nested too deep") from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        whole = content.rstrip().endswith(b"}")
        cut = "damaged" if whole else "cut off or damaged"
        raise Unreadable(f"not a notebook: {cut} (line {line})") from None
    if not isinstance(book, dict) or not isinstance(
        book.get("cells", book.get("worksheets")), list
    ):
        raise Unreadable("not a notebook: it has no cells")
    if book.get("nbformat") != 4 or "cells" not in book:
        raise Unreadable(f"a notebook of format {str(book.get('nbformat'))[:10]}; expected 4")
    if len(book["cells"]) > MOST_CELLS:
        raise Unreadable(f"a notebook of more than {MOST_CELLS} cells")
    return book


def set_of(book: Mapping[str, Any], sets: Mapping[str, Collection[str]]) -> str:
    """Return the set that a notebook belongs to: the one most of whose questions it has.

    Its own word (``metadata.sahelkit.set``) decides where the questions do not.
    """
    counts = {
        name: sum(
            _question(cell, ids) is not None or bool(_form(cell, ids)) for cell in _cells(book)
        )
        for name, ids in sets.items()
    }
    best = max(counts, key=lambda name: counts[name], default="")
    said = _get(_get(book, "metadata"), "sahelkit").get("set")
    if best and counts[best] and not (said in counts and counts[said] == counts[best]):
        return best
    return said if isinstance(said, str) and said in sets else ""


def take_apart(book: Mapping[str, Any], questions: Mapping[str, bool]) -> Parts:
    """Find the answers of a notebook.

    A cell belongs to a question by its metadata, else by nbgrader's ``grade_id`` or its own id,
    else by the variable that it sets.

    Parameters
    ----------
    book : mapping
        The notebook, as `read` gives it.
    questions : mapping of str to bool
        Questions of the set, and whether each is an essay.
    """
    cells: list[dict[str, Any]] = []
    essays: dict[str, list[str]] = {}
    seen: set[str] = set()
    places: dict[str, int] = {}
    notes: list[str] = []
    language = _get(_get(book, "metadata"), "kernelspec").get("language") or "python"
    name = _get(_get(book, "metadata"), "kernelspec").get("name") or "python3"
    if str(language).lower() != "python" or not str(name).lower().startswith("py"):
        notes.append(f"its kernel is {str(name)[:30]!r}; it was run as Python")
    for number, cell in enumerate(_cells(book), start=1):
        text = source(cell)
        if text is None or len(text) > LONGEST:
            notes.append(f"cell {number} cannot be read")
            continue
        question = _question(cell, questions)
        seen.update(_form(cell, questions))
        if question is not None:
            places[question] = places.get(question, 0) + 1
        kind = cell.get("cell_type")
        if question is not None and questions[question]:
            seen.add(question)
            if text.strip() and not _PLACEHOLDER.fullmatch(text):
                essays.setdefault(question, []).append(text.strip())
        elif kind == "code":
            question = question or _by_variable(text, questions)
            if question is not None:
                seen.add(question)
            if text.strip():
                cells.append({"number": number, "code": text, "question": question})
    notes += [f"{name} stands {n} times" for name, n in places.items() if n > 1]
    joined = {name: "\n\n".join(dict.fromkeys(texts)) for name, texts in essays.items()}
    ids = frozenset(str(cell.get("id")) for cell in _cells(book))
    return Parts(tuple(cells), joined, frozenset(seen), ids, tuple(notes))


def touched(book: Mapping[str, Any], questions: Mapping[str, bool]) -> bool:
    """Return whether something was answered in a notebook; forms keep their answers elsewhere."""
    parts = take_apart(book, questions)
    return bool(parts.essays) or bool(begun(parts))


def begun(parts: Parts) -> set[str]:
    """Return the questions whose code no longer has the dots of the stub for an answer."""
    return {
        cell["question"]
        for cell in parts.cells
        if cell["question"] and not _dots(cell["question"]).search(cell["code"])
    }


def _dots(question: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(question.replace('-', '_'))}\s*=\s*\.\.\.", re.M)


def lost_set_up(released: Mapping[str, Any], parts: Parts, questions: Collection[str]) -> list[str]:
    """Return the code of the released notebook that a submission lacks, answers left out."""
    return [
        text
        for cell in _cells(released)
        if cell.get("cell_type") == "code"
        and str(cell.get("id")) not in parts.ids
        and _question(cell, questions) is None
        and (text := source(cell))
    ]


def source(cell: Mapping[str, Any]) -> str | None:
    """Return the text of a cell, or None if it has none."""
    text = cell.get("source", "")
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "".join(text)
    return text if isinstance(text, str) else None


def _cells(book: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [cell for cell in book["cells"] if isinstance(cell, dict)]


def _get(where: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = where.get(name)
    return found if isinstance(found, dict) else {}


def _question(cell: Mapping[str, Any], known: Collection[str]) -> str | None:
    metadata = _get(cell, "metadata")
    for found in (
        _get(metadata, "sahelkit").get("question"),
        _get(metadata, "nbgrader").get("grade_id"),
        cell.get("id"),
    ):
        if isinstance(found, str) and found in known:
            return found
    return None


def _form(cell: Mapping[str, Any], known: Collection[str]) -> list[str]:
    asked = _get(_get(cell, "metadata"), "sahelkit").get("questions")
    if not isinstance(asked, list):
        return []
    return [name for name in asked if isinstance(name, str) and name in known]


def _by_variable(text: str, known: Collection[str]) -> str | None:
    for name in known:
        if re.search(rf"^{re.escape(name.replace('-', '_'))}\s*(?::[^=\n]+)?=(?!=)", text, re.M):
            return name
    return None

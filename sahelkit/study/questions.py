"""Questions read from their files, and found by their ids."""

from __future__ import annotations

import functools
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sahelkit.errors import BadQuestion, UnknownName
from sahelkit.ledger.names import nearest
from sahelkit.study.question import KINDS, LEVELS, Near, Option, Pair, Question

__all__ = [
    "KINDS",
    "LEVELS",
    "Near",
    "Option",
    "Pair",
    "Question",
    "exercises_folder",
    "find",
    "load",
    "parse",
    "read",
]


def exercises_folder() -> Path:
    """Return the folder of the exercises: inside the installed package, or in the repository."""
    inside = Path(__file__).resolve().parent.parent / "exercises"
    return inside if inside.is_dir() else inside.parent.parent / "exercises"


def load(folder: str | os.PathLike[str] | None = None) -> Mapping[str, Question]:
    """Read all questions: self-check questions and those of the exercise sets.

    Parameters
    ----------
    folder : path, optional
        Where ``questions/*.toml`` and ``sources/*.toml`` lie, by default the kit's exercises.

    Returns
    -------
    mapping of str to Question
        By id, in the order of the files.

    Raises
    ------
    BadQuestion
        If a file is not TOML, a question lacks a field or has an unknown one, or an id is taken.
    """
    return _load(Path(folder or exercises_folder()).resolve())


@functools.lru_cache(maxsize=8)
def _load(folder: Path) -> Mapping[str, Question]:
    found: dict[str, Question] = {}
    for path in [*sorted(folder.glob("questions/*.toml")), *sorted(folder.glob("sources/*.toml"))]:
        for question in read(path):
            if question.id in found:
                expected = f"an id that is not taken (it stands in {found[question.id].file} too)"
                raise question.fault("id", question.id, expected)
            found[question.id] = question
    return MappingProxyType(found)


def find(question_id: str) -> Question:
    """Return a question by its id.

    Raises
    ------
    UnknownName
        If there is none; carries the nearest ids.
    """
    questions = load()
    if isinstance(question_id, str) and question_id in questions:
        return questions[question_id]
    raise UnknownName("question", question_id, nearest(question_id, questions))


def read(path: Path) -> Iterator[Question]:
    """Read a file of questions; see `load`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadQuestion(path.name, "", "", None, f"TOML ({error})") from None
    rows = table.get("question")
    if not isinstance(rows, list) or not rows:
        raise BadQuestion(path.name, "", "question", rows, "one or more [[question]]")
    for row in rows:
        yield parse(row, path)


def parse(row: Any, path: Path) -> Question:
    """Make a Question of a table of the file; see `load`."""
    if not isinstance(row, dict):
        raise BadQuestion(path.name, "", "question", row, "a table [[question]]")
    name = str(row.get("id", ""))
    place = (path.name, name)
    if not name:
        raise BadQuestion(*place, "id", row.get("prompt"), "a name such as formation-1")
    made: dict[str, Any] = {"lesson": path.stem, **row, "file": path.name}
    for key, shape in (("option", Option), ("pair", Pair), ("near", Near)):
        if key in made:
            made[key] = tuple(_made(shape, part, key, place) for part in _list(made, key, place))
    for key in ("hints", "items", "more", "rubric"):
        if key in made:
            made[key] = tuple(_list(made, key, place))
    question: Question = _made(Question, made, "", place)
    _check(question)
    return question


def _list(row: Mapping[str, Any], key: str, place: tuple[str, str]) -> list[Any]:
    found: Any = row[key]
    if not isinstance(found, list):
        raise BadQuestion(*place, key, found, "a list")
    return list(found)


def _made(shape: type, row: Any, key: str, place: tuple[str, str]) -> Any:
    """Make a dataclass of a table, with no field too few, too many or of another type."""
    where = f"{key}." if key else ""
    if not isinstance(row, dict):
        raise BadQuestion(*place, key, row, "a table")
    known = {one.name: one for one in fields(shape)}
    for name, value in row.items():
        if name not in known:
            near = nearest(name, known) or known
            raise BadQuestion(*place, where + name, value, "one of " + ", ".join(near))
        wanted = str(known[name].type)
        if wanted.startswith("str") and not isinstance(value, str):
            if not ("Mapping" in wanted and isinstance(value, dict)):
                raise BadQuestion(*place, where + name, value, "text in quotation marks")
        elif wanted == "float" and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise BadQuestion(*place, where + name, value, "a number")
        elif wanted.startswith("bool") and not isinstance(value, bool | dict):
            raise BadQuestion(*place, where + name, value, "true, false or a rule")
        elif wanted.startswith("Mapping") and not isinstance(value, Mapping):
            raise BadQuestion(*place, where + name, value, "a table { … }")
        elif wanted.startswith("tuple[str") and not all(isinstance(v, str) for v in value):
            raise BadQuestion(*place, where + name, value, "texts in quotation marks")
    for name, one in known.items():
        if name not in row and one.default is MISSING and one.default_factory is MISSING:
            raise BadQuestion(*place, where + name, None, "a value (it is missing)")
    return shape(**row)


def _check(question: Question) -> None:
    """Raise BadQuestion if a question lacks what its kind needs."""
    kind = question.kind
    if kind not in KINDS:
        raise question.fault("kind", kind, "one of " + ", ".join(KINDS))
    needs = {
        **dict.fromkeys(("choice", "choices", "confidence"), "option"),
        "source": "claim",
        "order": "items",
        "match": "pair",
        **dict.fromkeys(("number", "date", "table", "value"), "answer"),
        "text": "",
    }[kind]
    if needs and not getattr(question, needs):
        raise question.fault(needs, None, f"what the kind {kind} needs")
    if kind == "source" and not question.option:
        raise question.fault("option", None, "the documents to choose from")
    if kind == "confidence" and not question.confidence:
        raise question.fault("confidence", None, "the ledger's confidence, or the rule for it")
    if not question.prompt.strip():
        raise question.fault("prompt", question.prompt, "a question")
    if kind in ("number", "date", "table", "value"):
        for name in ("otherwise", "record"):
            if not getattr(question, name):
                raise question.fault(name, None, "what is said to a wrong answer, and a record")
    if kind != "text" and not question.explanation:
        raise question.fault("explanation", None, "what is said to a right answer")
    for one in question.option:
        if not one.text and not one.source:
            raise question.fault("option.text", None, "the answer to choose")
        if one.right is False and kind != "source":
            _told(question, "option", one.text, one)
    for part in question.pair:
        _told(question, "pair", part.left, part)
    if not 0 < len(question.option) <= 8 and kind in ("choice", "choices", "confidence"):
        raise question.fault("option", len(question.option), "up to eight")
    if question.tolerance < 0:
        raise question.fault("tolerance", question.tolerance, "0 or more")
    if question.precision not in ("", "day", "month", "year"):
        raise question.fault("precision", question.precision, "day, month or year")


def _told(question: Question, where: str, what: str, part: Option | Pair) -> None:
    for name in ("feedback", "record"):
        if not getattr(part, name):
            raise question.fault(f"{where}.{name}", what, f"{name} for those who get it wrong")

"""Sets of exercises: their questions, and the notebook that was handed out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelkit.errors import UnknownName
from sahelkit.ledger.names import nearest
from sahelkit.marking import submission
from sahelkit.study.questions import Question, exercises_folder, read


@dataclass(frozen=True)
class ExerciseSet:
    """One set of exercises.

    Attributes
    ----------
    name : str
        For example ``01-formation``.
    questions : mapping of str to Question
        By id, in the order of the file.
    released : mapping or None
        The notebook as students get it, where it is here.
    digest : str
        Differs as soon as questions or notebook do.
    """

    name: str
    questions: Mapping[str, Question]
    released: Mapping[str, Any] | None
    digest: str

    @property
    def essays(self) -> dict[str, bool]:
        """Each question, and whether it is an essay."""
        return {name: one.kind == "text" for name, one in self.questions.items()}


def load_sets(folder: Path | None = None) -> dict[str, ExerciseSet]:
    """Read all sets of a folder of exercises, by default the kit's.

    Raises
    ------
    BadQuestion
        If the questions of a set do not hold together.
    UnknownName
        If there are no sets.
    """
    folder = folder or exercises_folder()
    made = {path.stem: _load(path, folder) for path in sorted(folder.glob("sources/*.toml"))}
    if not made:
        expected = "sources/01-….toml in it, as in the repository"
        raise UnknownName("folder of exercises", str(folder), expected=expected)
    return made


def student_file(folder: Path | None, name: str) -> Path:
    """Return the notebook that is handed out for a set."""
    return (folder or exercises_folder()) / f"{name}.ipynb"


def choose(asked: str, sets: Mapping[str, ExerciseSet]) -> str:
    """Return the name of a set, which may be asked for by its number or its words.

    Raises
    ------
    UnknownName
        If there is none; carries the nearest names.
    """
    for name in sets:
        number, _, words = name.partition("-")
        if asked.casefold() in (name.casefold(), words.casefold()) or asked.zfill(2) == number:
            return name
    raise UnknownName("set of exercises", asked, nearest(asked, sets), ", ".join(sets))


def _load(path: Path, folder: Path) -> ExerciseSet:
    questions = {one.id: one for one in read(path)}
    digest = hashlib.sha256(path.read_bytes())
    file = student_file(folder, path.stem)
    released = None
    if file.is_file():
        content = file.read_bytes()
        digest.update(content)
        released = submission.read(content)
    return ExerciseSet(path.stem, questions, released, digest.hexdigest())

"""Keeps progress while a notebook runs: hears of each verdict, and recalls earlier answers."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sahelkit.medium import is_static
from sahelkit.study.cases import NOT_ATTEMPTED, RIGHT
from sahelkit.study.desk import on_recall, on_taken_back, on_verdict
from sahelkit.study.judge import Verdict
from sahelkit.study.kept import CODE, FORM, Entries, Newer, Store, Tried, home
from sahelkit.study.plain import fits, plain
from sahelkit.study.questions import find
from sahelkit.words import word


@dataclass(frozen=True)
class _TakenBack:
    """An answer that was taken back: no longer there, but it was tried."""

    question: str

    def on(self, before: Tried | None) -> Tried | None:
        """Return the entry of its question after it."""
        return before and replace(before, state=NOT_ATTEMPTED, answer=None)


@dataclass(frozen=True)
class _Try:
    """One answer and its verdict."""

    question: str
    state: str
    moment: str
    how: str
    answer: Any

    def on(self, before: Tried | None) -> Tried:
        """Return the entry of its question after it."""
        solved = self.moment if self.state == RIGHT else ""
        if before is None:
            return Tried(self.question, self.state, 1, self.moment, solved, self.how, self.answer)
        again = self.answer is not None and self.answer == before.answer
        return replace(
            before,
            state=self.state,
            tries=before.tries + (not again),
            first_solved=before.first_solved or solved,
            how=FORM if FORM in (self.how, before.how) else CODE,
            answer=self.answer,
        )


class Keeper:
    """Keeps what is tried in one folder.

    What cannot be written now (a full disk, a folder to read only) is held in memory, told once,
    and written with the next verdict.

    Attributes
    ----------
    store : Store
        The file.
    problem : str
        What is wrong with it now, for its reader; empty where all is well.
    """

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.problem = ""
        self._waiting: list[_Try | _TakenBack] = []
        self._forms: set[str] = set()  # questions that a form has asked
        self._told: set[str] = set()

    def heard(self, verdict: Verdict, answer: Any) -> None:
        """Keep a verdict and the answer that it is about."""
        if verdict.state == NOT_ATTEMPTED:
            return
        moment = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        how = FORM if verdict.question in self._forms else CODE
        self._waiting.append(_Try(verdict.question, verdict.state, moment, how, plain(answer)))
        self.problem = ""
        self._write(verdict.lang)

    def taken_back(self, question_id: str) -> None:
        """Forget the answer that a form held; that it was tried, and solved once, stays."""
        self._waiting.append(_TakenBack(question_id))
        self.problem = ""
        self._write("en")

    def recall(self, question_id: str) -> Any:
        """Return the answer for the form of a question, or None."""
        self._forms.add(question_id)
        one = self.entries().get(question_id)
        return one.answer if one is not None and fits(find(question_id), one.answer) else None

    def entries(self, lang: str = "en") -> Entries:
        """Return what has been tried, with what could not be written."""
        found: Entries = {}
        self.problem = ""
        self._write(lang)
        with self._told_once(lang):
            found = self.store.read()
        return self._after(found)

    def erase(self) -> int:
        """Forget all, and delete the file; see `Store.erase`."""
        self._waiting.clear()
        return self.store.erase()

    def _write(self, lang: str) -> None:
        """Write what waits to be written."""
        if self._waiting:
            with self._told_once(lang):
                self.store.change(self._after)
                self._waiting.clear()

    def _after(self, before: Entries) -> Entries:
        after = dict(before)
        for one in self._waiting:
            if (entry := one.on(after.get(one.question))) is not None:
                after[one.question] = entry
        return after

    @contextlib.contextmanager
    def _told_once(self, lang: str) -> Any:
        """Turn what goes wrong with the file into words; learning goes on."""
        found = self.problem
        try:
            yield
        except Newer:
            found = word("progress_newer", lang).format(file=self.store.path)
        except OSError as error:
            reason = error.strerror or str(error)
            text = word("progress_unkept", lang)
            found = text.format(folder=self.store.path.parent, reason=reason)
        if not found and self.store.moved:
            found = word("progress_damaged", lang).format(file=self.store.moved)
        self.problem = found
        if found and found not in self._told:
            self._told.add(found)
            warnings.warn(found, stacklevel=2)


_keepers: dict[Path, Keeper] = {}
_listening: list[Keeper] = []


def keeper(folder: str | os.PathLike[str] | None = None) -> Keeper:
    """Return who keeps progress for notebooks in a folder, by default the current one."""
    place = home(Path(folder or Path.cwd()))
    return _keepers.setdefault(place, Keeper(place))


def begin() -> None:
    """Keep progress from now on, if somebody works in a notebook.

    Not in programs, nor where pages are built or hand-ins are marked.
    """
    if _listening or is_static() or not _in_notebook():
        return
    own = keeper()
    _listening.append(own)
    on_verdict(own.heard)
    on_recall(own.recall)
    on_taken_back(own.taken_back)


def _in_notebook() -> bool:
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive is not None else None
    return getattr(shell, "kernel", None) is not None


def kept_answers(
    questions: Iterable[str], folder: str | os.PathLike[str] | None = None
) -> dict[str, Any]:
    """Return the answers that forms were given, to hand them in.

    Parameters
    ----------
    questions : iterable of str
        Ids of the questions that are wanted.
    folder : path, optional
        Where the notebook lies, by default the current folder.

    Returns
    -------
    dict
        Id to the last answer, as `sahelkit.study.check` takes it; answers that code checked are
        not among them, since they stand in the notebook.
    """
    entries = keeper(folder).entries()
    wanted = [entries[name] for name in questions if name in entries]
    return {
        one.question: one.answer for one in wanted if one.how == FORM and one.answer is not None
    }

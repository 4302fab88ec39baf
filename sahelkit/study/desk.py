"""Checking an answer in a notebook, hints, and who is told of a verdict."""

from __future__ import annotations

import contextlib
import functools
import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sahelkit.study.judge import Verdict, judge
from sahelkit.study.questions import Question, find
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

Listener = Callable[[Verdict, Any], object]
Memory = Callable[[str], Any]

_listeners: list[Listener] = []
_memories: list[Memory] = []
_taken: dict[str, int] = {}  # hints that were given, by question


@functools.cache
def own_kit() -> Kit:
    """Return the kit's own ledger, opened once."""
    from sahelkit.ledger import load

    return load()


def check(question_id: str, answer: Any = None, *, kit: Kit | None = None) -> Verdict:
    """Judge an answer and say what is wrong about it, without giving the right one away.

    Parameters
    ----------
    question_id : str
        For example ``"ecowas-p2"``.
    answer : object
        A date, number, text, list, Series or DataFrame, in any form that a reader would
        understand; ``...`` for none yet.
    kit : Kit, optional
        The ledger that knows the answer, by default the kit's own.

    Returns
    -------
    Verdict
        ``state`` is ``"not attempted"``, ``"not yet"`` or ``"right"``; ``message`` says why and
        ``record`` where to look.

    Raises
    ------
    UnknownName
        If there is no such question. No answer raises anything.
    """
    verdict = judge(find(question_id), answer, kit or own_kit())
    tell(verdict, answer)
    return verdict


def on_verdict(listener: Listener) -> Callable[[], None]:
    """Have a function called with each verdict and the answer it is about.

    It hears of `check` and of the forms of `ask` alike. A listener that fails is passed over.

    Returns
    -------
    function
        Call it to end this.
    """
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def on_recall(memory: Memory) -> Callable[[], None]:
    """Have a function asked for the answer that was given to a question earlier, or None.

    Returns
    -------
    function
        Call it to end this.
    """
    _memories.append(memory)
    return lambda: _memories.remove(memory)


def tell(verdict: Verdict, answer: Any) -> None:
    """Tell all listeners of a verdict."""
    for listener in tuple(_listeners):
        with contextlib.suppress(Exception):
            listener(verdict, answer)


def recall(question_id: str) -> Any:
    """Return the answer given to a question earlier, as its form holds it, or None."""
    for memory in tuple(_memories):
        with contextlib.suppress(Exception):
            if (found := memory(question_id)) is not None:
                return found
    return None


@dataclass(frozen=True)
class Hint:
    """A hint; in a notebook it shows itself."""

    text: str
    number: int
    of: int
    lang: str = "en"

    def __repr__(self) -> str:
        if not self.of:
            return word("study_no_hint", self.lang)
        head = word("study_hint_of", self.lang).format(number=self.number, of=self.of)
        return f"{head}: {self.text}"

    def _repr_html_(self) -> str:
        return f'<div style="max-width:46em">{html.escape(repr(self))}</div>'


def hint(question_id: str, *, again: bool = False) -> Hint:
    """Return the next hint to a question, the weakest first; after the last, the last again.

    Parameters
    ----------
    question_id : str
        For example ``"ecowas-p2"``.
    again : bool
        Begin with the first one again.

    Raises
    ------
    UnknownName
        If there is no such question.
    """
    question: Question = find(question_id)
    count = len(question.hints)
    number = 1 if again else min(_taken.get(question.id, 0) + 1, count)
    _taken[question.id] = number
    return Hint(question.hints[number - 1] if count else "", number, count)

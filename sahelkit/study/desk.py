"""Checking an answer in a notebook, hints, and who is told of a verdict."""

from __future__ import annotations

import contextlib
import functools
import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sahelkit.medium import is_static
from sahelkit.study.judge import Verdict, judge
from sahelkit.study.markup import ALONE, inline, plain
from sahelkit.study.questions import Question, find
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

Listener = Callable[[Verdict, Any], object]
Memory = Callable[[str], Any]

_listeners: list[Listener] = []
_memories: list[Memory] = []
_clerks: list[Callable[[str], object]] = []  # who hear of answers that were taken back
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


def on_taken_back(clerk: Callable[[str], object]) -> Callable[[], None]:
    """Have a function called with the id of a question whose form was emptied.

    A check of an empty answer is not heard of here: whoever runs a notebook anew takes nothing
    back.

    Returns
    -------
    function
        Call it to end this.
    """
    _clerks.append(clerk)
    return lambda: _clerks.remove(clerk)


def take_back(question_id: str) -> None:
    """Tell those who keep answers that one was taken back."""
    for clerk in tuple(_clerks):
        with contextlib.suppress(Exception):
            clerk(question_id)


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
    """A hint; in a notebook it shows itself.

    Attributes
    ----------
    text : str
        The hint (Markdown).
    number, of : int
        Which one it is, and how many there are.
    lang : str
        Language of the words around it.
    last : bool
        Whether it was given before and none is left.
    """

    text: str
    number: int
    of: int
    lang: str = "en"
    last: bool = False

    def __repr__(self) -> str:
        if not self.of:
            return word("study_no_hint", self.lang)
        head = word("study_hint_of", self.lang).format(number=self.number, of=self.of)
        return " ".join(filter(None, (f"{head}: {plain(self.text)}", self._end)))

    def _repr_html_(self) -> str:
        if not self.of:
            return f'<div lang="{self.lang}">{html.escape(repr(self))}</div>'
        head = word("study_hint_of", self.lang).format(number=self.number, of=self.of)
        links = not is_static()
        text = inline(self.text, links=links, look=ALONE if links else "")
        return (
            f'<div lang="{self.lang}" style="max-width:46em"><b>{html.escape(head)}:</b> '
            f'<span lang="en">{text}</span> '
            f"{html.escape(self._end)}</div>"
        )

    @property
    def _end(self) -> str:
        return word("study_last_hint", self.lang) if self.last else ""


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
    taken = 0 if again else _taken.get(question.id, 0)
    number = min(taken + 1, count)
    _taken[question.id] = number
    text = question.hints[number - 1] if count else ""
    return Hint(text, number, count, last=0 < count == taken)

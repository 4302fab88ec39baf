"""The one judge: the verdict on an answer, for pages, for check() and for marking alike."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit.ledger.names import fold
from sahelkit.medium import is_static
from sahelkit.study import answers, keys, tables
from sahelkit.study.cases import (
    ASKED,
    NOT_ATTEMPTED,
    NOT_YET,
    RIGHT,
    Case,
    cases,
    other,
    right_case,
    tokens,
)
from sahelkit.study.days import as_date
from sahelkit.study.markup import ALONE, citation, inline, plain
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.study.questions import Question

SIGNS = {RIGHT: "✓", NOT_YET: "△", NOT_ATTEMPTED: "○"}
_COLOURS = {RIGHT: "#1b6b3a", NOT_YET: "#8a4b00", NOT_ATTEMPTED: "#4a5561"}


@dataclass(frozen=True)
class Verdict:
    """What is said to an answer; in a notebook it shows itself.

    Attributes
    ----------
    question : str
        Id of the question.
    state : {"right", "not yet", "not attempted"}
        The verdict.
    message : str
        Why, without giving the answer away (Markdown).
    record : str
        The record that it leads to, empty where there is none.
    by_hand : bool
        Whether a person has the last word (essays).
    lang : str
        Language of the words around it.
    """

    question: str
    state: str
    message: str
    record: str = ""
    by_hand: bool = False
    lang: str = "en"

    @property
    def head(self) -> str:
        """The verdict in a sign and a word or two."""
        key = "study_" + self.state.replace(" ", "_")
        return f"{SIGNS[self.state]} {words(self.lang)[key]}"

    @property
    def text(self) -> str:
        """The message as plain text."""
        return plain(self.message)

    @property
    def _said(self) -> str:
        """The message, and the record that it leads to, unless it names it already."""
        link = citation(self.record)
        if not self.record or link in self.message:
            return self.message
        return f"{self.message} {words(self.lang)['study_see'].format(record=link)}".strip()

    def __repr__(self) -> str:
        return " ".join(part for part in (f"{self.head}.", plain(self._said)) if part)

    def _repr_html_(self) -> str:
        links = not is_static()  # a page that is handed on has no evidence page beside it
        said = inline(self._said, links=links, look=ALONE if links else "")
        return (
            f'<div lang="{self.lang}" style="border-left:4px solid {_COLOURS[self.state]};'
            f'padding:4px 10px;max-width:46em"><b style="color:{_COLOURS[self.state]}">'
            f"{html.escape(self.head)}.</b> {said}</div>"
        )


def judge(question: Question, answer: Any, kit: Kit, *, lang: str = "en") -> Verdict:
    """Judge an answer.

    Never raises because of the answer, however odd. It reads nothing but the question and the
    ledger and writes nothing.

    Parameters
    ----------
    question : Question
        What was asked.
    answer : object
        What was answered; ``...``, None and empty text count as not attempted.
    kit : Kit
        The ledger that knows the answer.
    lang : str
        Language of the words around the question's own feedback.

    Raises
    ------
    BadQuestion, UnknownName
        If the question itself does not hold together.
    """
    texts = words(lang)
    try:
        blank = answers.is_blank(answer)
    except Exception:  # an object that does not even let itself be compared
        blank = False
    if blank:
        return Verdict(question.id, NOT_ATTEMPTED, texts["study_nothing"], lang=lang)
    by_hand = question.kind == "text"
    known = cases(question, kit, lang) if question.kind in ASKED else {}
    wanted = None if known or by_hand else keys.value_of(question.answer, kit)
    try:
        if by_hand:
            case = Case(NOT_YET, texts["study_by_hand"])
        elif known:
            case = _first(known, tokens(question, answer, kit)) or other(question, lang)
        else:
            case = _compared(question, answer, wanted, kit, texts)
    except answers.Unreadable as error:
        case = Case(NOT_YET, texts[str(error)])
    except Exception:  # whatever a stranger's object does when it is looked at
        case = Case(NOT_YET, texts["study_unreadable"].format(type=type(answer).__name__))
    return Verdict(question.id, case.state, case.message, case.record, by_hand, lang)


def _first(known: dict[str, Case], found: list[str]) -> Case | None:
    return next((known[token] for token in found if token in known), None)


def _compared(question: Question, answer: Any, wanted: Any, kit: Kit, texts: Any) -> Case:
    """Judge a table, or a value of any kind, which no page asks for."""
    if isinstance(wanted, pd.Series | pd.Index):
        wanted = wanted.to_frame()
    if isinstance(wanted, pd.DataFrame):
        problem = tables.difference(answer, wanted)
        if problem is None:
            return right_case(question)
        for near in question.near:
            if tables.difference(answer, tables.as_table(keys.near_value(near, kit))) is None:
                return Case(NOT_YET, near.feedback, near.record)
        key, gaps = problem
        if key.startswith("study_columns"):  # of what is in them nothing can be said yet
            return Case(NOT_YET, texts[key].format(**gaps))
        return Case(NOT_YET, f"{texts[key].format(**gaps)} {question.otherwise}", question.record)
    if _same(answer, wanted, question.tolerance):
        return right_case(question)
    for near in question.near:
        if _same(answer, keys.near_value(near, kit), question.tolerance):
            return Case(NOT_YET, near.feedback, near.record)
    return Case(NOT_YET, question.otherwise, question.record)


def _same(answer: Any, wanted: Any, tolerance: float) -> bool:
    if isinstance(wanted, keys.Span):
        day = as_date(answer)
        return wanted.first.isoformat() <= day <= wanted.last.isoformat()
    if isinstance(wanted, list | tuple | set | frozenset):
        return _items(answer, wanted) == {fold(str(one)) for one in wanted}
    answer = answers.single(answer)
    if isinstance(wanted, bool):
        said = {"true": True, "yes": True, "oui": True, "false": False, "no": False, "non": False}
        return said.get(fold(str(answer))) is wanted
    if isinstance(wanted, int | float):
        return abs(answers.as_number(answer) - wanted) <= max(tolerance, 1e-6 * abs(wanted))
    return fold(str(answer)[:1000]) == fold(str(wanted))


def _items(answer: Any, wanted: Collection[Any]) -> set[str]:
    if isinstance(answer, str):
        spaced = any(" " in str(one) for one in wanted)
        answer = re.split(
            r"[;,\n]|\b(?:and|et)\b" if spaced else r"[;,\s]+(?:(?:and|et)\s)?", answer
        )
        answer = [one for one in answer if one.strip()]
    if isinstance(answer, pd.DataFrame):
        answer = answer.to_numpy().ravel()
    return {fold(str(one)) for one in list(answer)[:1000]}

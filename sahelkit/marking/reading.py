"""Answers to forms as a reader reads them: the words of an option in place of its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sahelkit.marking.plain import show
from sahelkit.study.cases import ASKED
from sahelkit.study.markup import plain
from sahelkit.study.questions import LEVELS
from sahelkit.study.solution import option_text
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.study.questions import Question


def in_words(question: Question, answer: Any, kit: Kit, lang: str = "en") -> str:
    """Return an answer as text, a line for each part; what is no answer of its form stays as it is.

    Parameters
    ----------
    question : Question
        What was asked.
    answer : object
        What was answered.
    kit : Kit
        The ledger, for the titles of records and the publishers of documents.
    lang : {"en", "fr"}
        Language of the words for confidence.
    """
    parts = answer if isinstance(answer, list | tuple) else [answer]
    if question.kind not in ASKED or not all(isinstance(part, str) for part in parts):
        if isinstance(answer, dict) and question.kind == "match":
            return "\n".join(f"{show(left)}: {show(right)}" for left, right in answer.items())
        return show(answer)
    if question.kind in ("choice", "choices", "source", "confidence"):
        return "\n".join(_option(question, part, kit, lang) for part in parts)
    if question.kind == "order":
        titles = {name: kit.record(name).title for name in question.items}
        return "\n".join(f"{n}. {titles.get(part, part)}" for n, part in enumerate(parts, start=1))
    return show(answer)


def _option(question: Question, part: str, kit: Kit, lang: str) -> str:
    options = dict(zip(question.letters, question.option, strict=True))
    if part in options:
        return f"({part}) {plain(option_text(options[part], kit))}"
    if question.kind == "confidence" and part in LEVELS:
        return word("brief_level", lang).format(level=word(f"js_disputes_{part}", lang))
    return part

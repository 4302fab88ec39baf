"""A question: what is asked, what may be answered, and what is said to each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sahelkit.errors import BadQuestion

KINDS = (
    *("choice", "choices", "order", "match", "number", "date", "source", "confidence"),
    *("text", "table", "value"),
)
LEVELS = ("low", "moderate", "high")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Option:
    """One answer to choose from.

    Attributes
    ----------
    text : str
        The answer (Markdown).
    right : bool or mapping
        Whether it is right, or the rule by which the ledger says so (`sahelkit.study.keys`).
    feedback : str
        What is said to those who choose it (Markdown); a wrong one must have it.
    record : str
        The record that it leads to.
    source : str
        The document that it stands for, in questions of the kind ``source``.
    """

    text: str = ""
    right: bool | Mapping[str, Any] = False
    feedback: str = ""
    record: str = ""
    source: str = ""


@dataclass(frozen=True)
class Pair:
    """Two things that belong together, and what is said where they were not put together.

    ``right`` is a text, or the rule by which the ledger gives it.
    """

    left: str
    right: str | Mapping[str, Any]
    feedback: str = ""
    record: str = ""


@dataclass(frozen=True)
class Near:
    """A plausible answer that is not right, or the rule that gives it, and what is said to it."""

    value: Any
    feedback: str
    record: str


@dataclass(frozen=True)
class Question:
    """A question.

    Attributes
    ----------
    id : str
        Its name, such as ``formation-1``.
    kind : str
        One of `KINDS`.
    prompt : str
        What is asked (Markdown, with citations as in the lessons).
    explanation : str
        What is said to a right answer; cites records.
    lesson : str
        The lesson that it belongs to, such as ``01-formation``.
    points : float
        What it counts.
    minutes : float
        How long it takes.
    hints : tuple of str
        Help, the weakest first.
    otherwise, record : str
        What is said to any other wrong answer, and the record that it leads to.
    option, pair, near : tuple
        Answers to choose from; what belongs together; plausible wrong answers.
    more : tuple of str
        Further right-hand sides of a match, which belong to nothing.
    items : tuple of str
        Records to put in order.
    answer : mapping
        The rule by which the ledger gives the answer (`sahelkit.study.keys`).
    tolerance : float
        How far a number may be off.
    unit, precision : str
        Unit of a number; the precision that is enough for a date (``day``, ``month``, ``year``;
        empty for that of the ledger).
    statement, claim : str
        In questions of the kind ``source``: what is said, and the claim that says so.
    confidence : str or mapping
        Level of the ledger's own confidence, or the rule that gives it.
    rubric : tuple of mappings
        By what an essay is marked: ``name``, ``points``, ``levels``.
    file : str
        Name of the file that it stands in.
    """

    id: str
    kind: str
    prompt: str
    explanation: str = ""
    lesson: str = ""
    points: float = 1
    minutes: float = 1
    hints: tuple[str, ...] = ()
    otherwise: str = ""
    record: str = ""
    option: tuple[Option, ...] = ()
    pair: tuple[Pair, ...] = ()
    near: tuple[Near, ...] = ()
    more: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    answer: Mapping[str, Any] = field(default_factory=dict)
    tolerance: float = 0
    unit: str = ""
    precision: str = ""
    statement: str = ""
    claim: str = ""
    confidence: str | Mapping[str, Any] = ""
    rubric: tuple[Mapping[str, Any], ...] = ()
    file: str = ""

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters by which the options are called, in their order."""
        return tuple(_LETTERS[: len(self.option)])

    def fault(self, where: str, value: object, expected: str) -> BadQuestion:
        """Return the error that says what is wrong with this question."""
        return BadQuestion(self.file, self.id, where, value, expected)

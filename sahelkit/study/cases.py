"""What can be answered to a question, and what is said to each answer.

A question that a page can ask has a finite table of *cases*: a token for each answer, or each
part of one, and the verdict that it gets. An answer becomes a list of tokens, the most telling
first; the first that has a case decides. The page holds the same table, sealed, and makes the
same tokens (study.js), so that page, check() and marking cannot disagree.

======== =================================================================
kind     tokens of an answer
======== =================================================================
choice   ``b``; with confidence ``b high``
choices  ``a c``; then ``+b`` for each that is chosen, ``-d`` for each not
order    ``2>0>1``; then ``2>0`` for each pair of neighbours
match    ``0=2 1=0``; then ``0=2`` for each pair; ``?`` if some are missing
number   ``n7`` without tolerance, else ``g7`` (the step of a grid)
date     ``2023-09-16``; then ``2023-09<`` and ``2023<`` (finer than that)
======== =================================================================
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sahelkit.study import answers, keys
from sahelkit.study.days import as_date
from sahelkit.study.questions import LEVELS, Question
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

RIGHT, NOT_YET, NOT_ATTEMPTED = "right", "not yet", "not attempted"
ASKED = ("choice", "choices", "order", "match", "number", "date", "source", "confidence")
_DAYS = 62  # days of a span that are listed one by one


@dataclass(frozen=True)
class Case:
    """What is said to an answer.

    Attributes
    ----------
    state : {"right", "not yet", "not attempted"}
        The verdict.
    message : str
        What is said (Markdown).
    record : str
        The record that it leads to.
    """

    state: str
    message: str
    record: str = ""


def cases(question: Question, kit: Kit, lang: str = "en") -> dict[str, Case]:
    """Return the case of each token of a question.

    Raises
    ------
    BadQuestion
        If the question does not hold together.
    UnknownName
        If a rule of it leads nowhere.
    """
    make = {"source": _choice, "confidence": _confidence}.get(question.kind)
    make = make or globals()[f"_{question.kind}"]
    made: dict[str, Case] = make(question, kit, words(lang))
    return made


def other(question: Question, lang: str = "en") -> Case:
    """Return what is said to an answer that has no case."""
    return Case(NOT_YET, question.otherwise or words(lang)["study_other"], question.record)


def right_case(question: Question) -> Case:
    """Return what is said to the right answer."""
    return Case(RIGHT, question.explanation, question.record)


def _choice(question: Question, kit: Kit, _: Mapping[str, str]) -> dict[str, Case]:
    right = keys.right_letters(question, kit)
    made = {}
    for letter, one in zip(question.letters, question.option, strict=True):
        if letter in right:
            made[letter] = Case(RIGHT, question.explanation, one.record or question.record)
        elif not one.feedback or not one.record:
            raise question.fault("option.feedback", one.text or one.source, "feedback and a record")
        else:
            made[letter] = Case(NOT_YET, one.feedback, one.record)
    return made


def _confidence(question: Question, kit: Kit, texts: Mapping[str, str]) -> dict[str, Case]:
    ours = keys.level_of(question, kit)
    if ours not in LEVELS:
        raise question.fault("confidence", ours, ", ".join(LEVELS))
    made = {}
    for letter, case in _choice(question, kit, texts).items():
        for level in LEVELS:
            way = LEVELS.index(level) - LEVELS.index(ours)
            if case.state == RIGHT:
                key = (
                    "study_sure_too" if way > 0 else "study_sure_less" if way < 0 else "study_sure"
                )
            else:
                key = "study_sure_wrong" if level == "high" else "study_unsure_wrong"
            said = texts[key].format(
                ours=texts[f"js_disputes_{ours}"], yours=texts[f"js_disputes_{level}"]
            )
            made[f"{letter} {level}"] = Case(case.state, f"{case.message} {said}", case.record)
    return made


def _choices(question: Question, kit: Kit, texts: Mapping[str, str]) -> dict[str, Case]:
    right = keys.right_letters(question, kit)
    made = {" ".join(sorted(right)): right_case(question)}
    for letter, one in zip(question.letters, question.option, strict=True):
        if letter in right:
            said = one.feedback or texts["study_one_missing"]
            made[f"-{letter}"] = Case(NOT_YET, said, one.record if one.feedback else "")
        elif not one.feedback or not one.record:
            raise question.fault("option.feedback", one.text or one.source, "feedback and a record")
        else:
            made[f"+{letter}"] = Case(NOT_YET, one.feedback, one.record)
    return made


def _order(question: Question, kit: Kit, texts: Mapping[str, str]) -> dict[str, Case]:
    items = keys.listed(question, kit)
    days = keys.ranks(question, kit)
    numbers = range(len(days))
    if len(days) > 7 or len(set(days)) < 2:
        raise question.fault("items", len(days), "two to seven records, not all of one day")
    made: dict[str, Case] = {}
    for order in itertools.permutations(numbers):
        if all(days[a] <= days[b] for a, b in itertools.pairwise(order)):
            made[">".join(map(str, order))] = right_case(question)
    for a, b in itertools.permutations(numbers, 2):
        if days[a] > days[b]:
            first, second = (kit.record(items[n]).title for n in (a, b))
            said = texts["study_not_before"].format(first=first, second=second)
            made[f"{a}>{b}"] = Case(NOT_YET, said, items[b])
    return made


def _match(question: Question, kit: Kit, texts: Mapping[str, str]) -> dict[str, Case]:
    sides, right = keys.right_pairs(question, kit)
    made = {
        " ".join(f"{a}={b}" for a, b in enumerate(right)): right_case(question),
        "?": Case(NOT_YET, texts["study_pair_missing"]),
    }
    for a, pair in enumerate(question.pair):
        for b in range(len(sides)):
            if b != right[a]:
                made[f"{a}={b}"] = Case(NOT_YET, pair.feedback, pair.record)
    return made


def _number(question: Question, kit: Kit, _: Mapping[str, str]) -> dict[str, Case]:
    made: dict[str, Case] = {}
    grid = grid_of(question, kit)
    for near in question.near:
        for token in number_tokens(float(keys.near_value(near, kit)), grid)[:1]:
            made[token] = Case(NOT_YET, near.feedback, near.record)
    for token in number_tokens(number_of(question, kit), grid)[:1]:
        made[token] = right_case(question)
    return made


def number_of(question: Question, kit: Kit) -> float:
    """Return the right answer to a question for a number."""
    value = keys.value_of(question.answer, kit)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise question.fault("answer", value, "a rule that gives a number")
    return float(value)


def grid_of(question: Question, kit: Kit) -> tuple[float, float]:
    """Return where the steps of the grid begin and how wide they are; 0 wide for no tolerance.

    The right answer is the middle of its step, so that all within the tolerance shares it.
    """
    step = 2 * question.tolerance
    return ((number_of(question, kit) - question.tolerance) % step, step) if step else (0.0, 0.0)


def number_tokens(number: float, grid: tuple[float, float]) -> list[str]:
    """Return the tokens of a number; on the edge of two steps it has those of both."""
    origin, step = grid
    if not step:
        return [f"n{number:.10g}".replace("e+", "e")]
    at = (number - origin) / step
    near = round(at)
    if abs(at - near) < 1e-9:  # on an edge
        return [f"g{near}", f"g{near - 1}"]
    return [f"g{math.floor(at)}"]


def _date(question: Question, kit: Kit, texts: Mapping[str, str]) -> dict[str, Case]:
    found = keys.value_of(question.answer, kit)
    if not isinstance(found, keys.Span):
        raise question.fault("answer", found, "a rule that gives a date")
    right = right_case(question)
    coarser = Case(NOT_YET, texts["study_finer_please"], "")
    finer = Case(NOT_YET, texts["study_too_fine"], question.record)
    made: dict[str, Case] = {}
    for near in question.near:
        made[str(keys.near_value(near, kit))] = Case(NOT_YET, near.feedback, near.record)
    enough = question.precision or found.precision
    for day in _days(found) if found.precision == "day" else ():
        made[day.isoformat()] = right
    for day in (found.first, found.last):
        month, year = day.isoformat()[:7], day.isoformat()[:4]
        if found.precision == "year":
            made |= {year: right, f"{year}<": finer}
            continue
        made.setdefault(year, right if enough == "year" else coarser)
        made[month] = right if enough != "day" else coarser
        if found.precision == "month":
            made[f"{month}<"] = finer
    return made


def _days(span: keys.Span) -> list[dt.date]:
    count = (span.last - span.first).days + 1
    if count > _DAYS:
        return [span.first, span.last]
    return [span.first + dt.timedelta(days=n) for n in range(count)]


def tokens(question: Question, answer: Any, kit: Kit) -> list[str]:
    """Return the tokens of an answer, the most telling first.

    Raises
    ------
    Unreadable
        If the answer is not of the kind that the question asks for.
    """
    kind = question.kind
    if kind in ("choice", "choices", "source", "confidence"):
        levels = LEVELS if kind == "confidence" else ()
        chosen = answers.as_choice(answer, option_names(question, kit), levels)
        letters = sorted(chosen.letters)
        if kind == "choices":
            left = [one for one in question.letters if one not in chosen.letters]
            return [" ".join(letters), *(f"+{x}" for x in letters), *(f"-{x}" for x in left)]
        if len(letters) != 1:
            raise answers.Unreadable("study_one_choice")
        return [f"{letters[0]} {chosen.level}".strip()]
    if kind == "order":
        order = answers.as_order(
            answer, [[name, kit.record(name).title] for name in keys.listed(question, kit)]
        )
        return [">".join(map(str, order)), *(f"{a}>{b}" for a, b in itertools.pairwise(order))]
    if kind == "match":
        sides, _ = keys.right_pairs(question, kit)
        pairs = answers.as_pairs(answer, [pair.left for pair in question.pair], sides)
        if not pairs:
            raise answers.Unreadable("study_match")
        each = [f"{a}={b}" for a, b in sorted(pairs.items())]
        return [" ".join(each), *each, "?"]
    if kind == "number":
        return number_tokens(answers.as_number(answer), grid_of(question, kit))
    day = as_date(answer)
    return [day, *(f"{day[:n]}<" for n in (7, 4) if len(day) > n)]


def option_names(question: Question, kit: Kit) -> dict[str, list[str]]:
    """Return by letter the words by which an option may be called."""
    return {
        letter: [one.text, one.source] if one.source else [one.text]
        for letter, one in zip(question.letters, question.option, strict=True)
    }

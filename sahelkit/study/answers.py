"""What a learner may reasonably write, brought into one form."""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import numbers
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sahelkit.ledger.figures import numbers_in
from sahelkit.ledger.names import fold

_LONG = 100_000  # characters, items or rows beyond which nothing is looked at
_SIGNED = {"−": "-", "–": "-"}
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")


class Unreadable(Exception):
    """An answer that is not of the kind asked for; says which words tell the learner so."""


@dataclass(frozen=True)
class Choice:
    """What was chosen: letters of options, and how sure the learner is, if asked."""

    letters: frozenset[str]
    level: str = ""


def is_blank(answer: Any) -> bool:
    """Say whether nothing was answered: the stub ``...``, None, an empty text or list."""
    if answer is None or answer is Ellipsis or answer is pd.NaT or answer is pd.NA:
        return True
    if isinstance(answer, str):
        return answer.strip().strip("._…") == ""
    if isinstance(answer, pd.DataFrame | pd.Series | pd.Index | np.ndarray):
        return False  # an empty table is an answer: the filter left nothing
    if isinstance(answer, list | tuple | set | frozenset):
        return all(is_blank(one) for one in answer)
    if isinstance(answer, Mapping):
        return all(is_blank(one) for one in answer.values())
    return isinstance(answer, float | np.floating) and bool(np.isnan(answer))


def single(answer: Any) -> Any:
    """Take a value out of a Series, array, table or list that holds it alone.

    Raises
    ------
    Unreadable
        If there are several, or none.
    """
    for _ in range(5):
        if isinstance(answer, pd.DataFrame):
            answer = answer.to_numpy().ravel()
        if isinstance(answer, pd.Series | pd.Index | np.ndarray):
            answer = list(answer[:2]) if getattr(answer, "ndim", 1) else [answer.item()]
        elif isinstance(answer, set | frozenset):
            answer = list(answer)
        if isinstance(answer, list | tuple):
            if len(answer) != 1:
                raise Unreadable("study_one_value" if answer else "study_empty")
            answer = answer[0]
        else:
            return answer
    raise Unreadable("study_one_value")


def as_number(answer: Any) -> float:
    """Read a number: ``5000``, ``"5,000"``, ``"5 000 soldiers"``, ``"12,5 %"``, ``"fifty"``.

    Raises
    ------
    Unreadable
        If it is not one number.
    """
    answer = single(answer)
    if isinstance(answer, bool | np.bool_):
        raise Unreadable("study_number")
    if isinstance(answer, dt.timedelta | np.timedelta64):
        return pd.Timedelta(answer) / pd.Timedelta(days=1)
    if isinstance(answer, decimal.Decimal | fractions.Fraction) or (
        isinstance(answer, numbers.Real) and not isinstance(answer, str)
    ):
        try:
            number = float(answer)
        except (OverflowError, ValueError):
            raise Unreadable("study_number") from None
    elif isinstance(answer, str) and len(answer) < 200:
        number = _spoken(answer)
    else:
        raise Unreadable("study_number")
    if not np.isfinite(number):
        raise Unreadable("study_number")
    return number


def _spoken(text: str) -> float:
    for sign, plain in _SIGNED.items():
        text = text.replace(sign, plain)
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f\u2009'’_](?=\d{3}\b)", "", text)
    found = _NUMBER.findall(text)
    if len(found) > 1:
        raise Unreadable("study_one_value")
    if not found:
        words = numbers_in(text)
        if len(words) != 1:
            raise Unreadable("study_number")
        return words.pop()
    digits = found[0].rstrip(".,")
    if "." in digits and "," in digits:
        point = max(digits.rfind("."), digits.rfind(","))
        digits = re.sub(r"[.,]", "", digits[:point]) + "." + digits[point + 1 :]
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+|[+-]?\d{1,3}(\.\d{3}){2,}", digits):
        digits = re.sub(r"[.,]", "", digits)
    else:
        digits = digits.replace(",", ".")
    scale = re.search(r"\d\s*(thousand|million|billion|k|m)\b", text, re.IGNORECASE)
    by = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1.0, "billion": 1e9}
    try:
        return float(digits) * (by[scale[1].lower()] if scale else 1)
    except ValueError:
        raise Unreadable("study_number") from None


def as_choice(
    answer: Any, texts: Mapping[str, Sequence[str]], levels: Iterable[str] = ()
) -> Choice:
    """Read what was chosen: letters, the options' own words, or records that they name.

    Parameters
    ----------
    answer : object
        ``"b"``, ``"B)"``, ``["a", "c"]``, ``"a, c"``, an option's text; with a level of
        confidence ``("b", "high")`` or ``{"answer": "b", "confidence": "high"}``.
    texts : mapping
        Letter to the words by which the option may be called.
    levels : iterable of str
        The levels of confidence, where one is asked for.

    Raises
    ------
    Unreadable
        If it names no option, or lacks the level.
    """
    level = ""
    known = tuple(levels)
    if known:
        if isinstance(answer, Mapping):
            answer = [answer.get("answer"), answer.get("confidence")]
        if isinstance(answer, str):
            answer = re.split(r"[\s,;]+", answer.strip())
        if not isinstance(answer, list | tuple) or len(answer) != 2:
            raise Unreadable("study_with_level")
        answer, said = answer
        level = fold(str(said)).removesuffix(" confidence")
        if is_blank(said) or level not in known:
            raise Unreadable("study_with_level")
    names = {fold(name): letter for letter, many in texts.items() for name in (letter, *many)}
    return Choice(frozenset(_letters(answer, names)), level)


def _letters(answer: Any, names: Mapping[str, str]) -> set[str]:
    if isinstance(answer, pd.DataFrame):
        answer = answer.to_numpy().ravel()
    if isinstance(answer, pd.Series | pd.Index | np.ndarray | set | frozenset | tuple):
        answer = list(answer)
    if isinstance(answer, list) and len(answer) < 100:
        return {letter for one in answer for letter in _letters(one, names)}
    text = fold(str(answer)[:500]) if isinstance(answer, str | np.str_) else ""
    if text in names:
        return {names[text]}
    parts = [part for part in text.replace(" and ", " ").split() if part]
    if parts and all(part in names for part in parts):
        return {names[part] for part in parts}
    raise Unreadable("study_choice")


def as_order(answer: Any, names: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Read an order of items: their numbers from 0, by their records or words.

    Raises
    ------
    Unreadable
        If an item is missing, doubled or not one of those asked for.
    """
    if isinstance(answer, str):
        answer = re.split(r"\s*[,;>\n]+\s*", answer.strip())
    if isinstance(answer, pd.Series | pd.Index | np.ndarray | tuple):
        answer = list(answer)
    if not isinstance(answer, list) or len(answer) > 100:
        raise Unreadable("study_order")
    known = {fold(name): number for number, many in enumerate(names) for name in many}
    found = [known.get(fold(str(one))) for one in answer]
    if sorted(n for n in found if n is not None) != list(range(len(names))) or None in found:
        raise Unreadable("study_order")
    return tuple(n for n in found if n is not None)


def as_pairs(answer: Any, left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """Read a match: number of a left side to number of a right side, of those that are given.

    Raises
    ------
    Unreadable
        If it is no mapping, or names a side that does not exist.
    """
    if isinstance(answer, pd.Series):
        answer = answer.to_dict()
    if isinstance(answer, list | tuple) and len(answer) == len(left):
        answer = dict(zip(left, answer, strict=True))
    if not isinstance(answer, Mapping):
        raise Unreadable("study_match")
    lefts = {fold(name): number for number, name in enumerate(left)}
    rights = {fold(name): number for number, name in enumerate(right)}
    pairs: dict[int, int] = {}
    for one, other in answer.items():
        if is_blank(other):
            continue
        a, b = lefts.get(fold(str(one))), rights.get(fold(str(other)))
        if a is None or b is None:
            raise Unreadable("study_match")
        pairs[a] = b
    return pairs

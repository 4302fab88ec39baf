"""Answers as plain data, read back outside the sandbox; nothing in them is believed.

The counterpart of `outgoing.plain`. Whatever does not have the form that is expected becomes an
`Odd`, which no question has for a right answer.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

LONGEST = 20_000
MOST = 250_000
DEEPEST = 10
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WHOLE = re.compile(r"-?\d{1,100}")


@dataclass(frozen=True)
class Odd:
    """An answer that is no plain data, and what it says it is."""

    what: str

    def __str__(self) -> str:
        return f"({self.what})"


class _Wrong(Exception):
    """The data does not have the form that the runner writes."""


def decode(value: object) -> Any:
    """Return the answer that a line of the runner stands for.

    Parameters
    ----------
    value : object
        JSON as read, with a kind ``k`` and a content ``v``.

    Returns
    -------
    object
        None, Ellipsis, bool, int, float, str, date, Timestamp, Timedelta, list, dict, Series,
        DataFrame, or `Odd`.
    """
    try:
        return _Reader().read(value, 0)
    except (_Wrong, ValueError, TypeError, OverflowError, KeyError, RecursionError, MemoryError):
        return Odd("an answer that cannot be read")


class _Reader:
    """Reads one answer; counts what it has read."""

    def __init__(self) -> None:
        self._left = MOST

    def read(self, value: object, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth > DEEPEST or not isinstance(value, Mapping):
            raise _Wrong
        return self.of(value.get("k"), value.get("v"), depth)

    def of(self, kind: object, content: Any, depth: int) -> Any:
        if not isinstance(kind, str):
            raise _Wrong
        if kind in _SCALARS:
            return _SCALARS[kind](content)
        if kind == "list":
            return [self.read(one, depth + 1) for one in _list(content)]
        if kind == "dict":
            return dict(self._pair(pair, depth) for pair in _list(content))
        if kind in ("table", "series"):
            frame = self._table(content, depth)
            return frame if kind == "table" else frame.iloc[:, 0]
        raise _Wrong

    def _pair(self, pair: object, depth: int) -> tuple[Any, Any]:
        key, value = _list(pair)
        name = self.read(key, depth + 1)
        return name if isinstance(name, str | int | float | bool) else str(name), self.read(
            value, depth + 1
        )

    def _table(self, content: object, depth: int) -> pd.DataFrame:
        if not isinstance(content, Mapping):
            raise _Wrong
        rows = content["rows"]
        if isinstance(rows, bool) or not isinstance(rows, int) or not 0 <= rows <= MOST:
            raise _Wrong
        data = [self._column(one, rows, depth) for one in _list(content["data"])]
        index = [self._column(one, rows, depth) for one in _list(content["index"])]
        labels = [self._label(one, depth) for one in _list(content["columns"])]
        names = [self._label(one, depth) for one in _list(content["names"])]
        if len(labels) != len(data) or len(names) != len(index) or not index:
            raise _Wrong
        if len(index) == 1:
            whole: pd.Index[Any] = pd.Index(index[0], name=names[0])
        else:
            whole = pd.MultiIndex.from_arrays(index, names=names)
        made = pd.DataFrame({n: pd.Series(c) for n, c in enumerate(data)}, index=range(rows))
        made.columns = pd.Index(labels, dtype=object)
        made.index = whole
        return made

    def _label(self, value: object, depth: int) -> Any:
        label = self.read(value, depth + 1)
        return label if label is None or isinstance(label, str | int | float) else str(label)

    def _column(self, values: object, rows: int, depth: int) -> list[Any]:
        listed = _list(values)
        if len(listed) != rows:
            raise _Wrong
        self._left -= rows
        if self._left < 0:
            raise _Wrong
        made = []
        for one in listed:
            kind, content = _list(one)
            made.append(self.of(kind, content, depth + 1))
        return made


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _Wrong
    return value


def _whole(value: object) -> int:
    text = _text(value)
    if not _WHOLE.fullmatch(text):
        raise _Wrong
    return int(text)


def _number(value: object) -> float:
    if value in ("nan", "inf", "-inf"):
        return float(str(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong
    number = float(value)
    if not math.isfinite(number):
        raise _Wrong
    return number


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong
    return value


def _day(value: object) -> Any:
    text = _text(value)
    return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else text


def _time(value: object) -> Any:
    text = _text(value)
    if len(text) > 60:
        raise _Wrong
    return pd.Timestamp(text)


_SCALARS: dict[str, Callable[[Any], Any]] = {
    "blank": lambda _: ...,
    "none": lambda _: None,
    "truth": _truth,
    "whole": _whole,
    "number": _number,
    "text": _text,
    "day": _day,
    "time": _time,
    "span": lambda value: pd.Timedelta(seconds=_number(value)),
    "other": lambda value: Odd(_text(value)[:200]),
}


def show(answer: Any, most: int = 2000) -> str:
    """Return an answer as a short text, to be shown to those who gave it."""
    if answer is ... or answer is None:
        return ""
    if isinstance(answer, pd.DataFrame | pd.Series):
        cut = answer.head(30)
        framed = cut if isinstance(cut, pd.DataFrame) else cut.to_frame()
        text = framed.to_string(max_colwidth=60)
        rest = len(answer) - len(cut)
        text += f"\n… and {rest} more rows" if rest else ""
    else:
        text = answer if isinstance(answer, str) else str(answer)
    return text if len(text) <= most else text[: most - 1] + "…"

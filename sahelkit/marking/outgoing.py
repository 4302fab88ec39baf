"""What the runner hands out: answers and errors, as plain data.

The counterpart inside the sandbox of `plain`, which reads this outside. An answer is a kind ``k``
and a content ``v`` that JSON can hold; whatever is no plain data becomes its name.

This file is read beside `runner`, alone: it imports nothing of sahelkit.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

LONGEST = 20_000  # letters of a text
MOST = 100_000  # cells of a table, items of a list with all that is in it
DEEPEST = 6


class TookTooLong(BaseException):
    """A cell has used up its time. No Exception, so that few cells catch it."""


def told(error: BaseException) -> str:
    """Return what an error says, in one line."""
    if isinstance(error, SystemExit):
        return "the cell ended the program (exit)"
    if isinstance(error, TookTooLong):
        return str(error)
    name = type(error).__name__
    where = f" (line {error.lineno})" if isinstance(error, SyntaxError) else ""
    try:
        text = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        text = ""
    return f"{name}: {text}"[:300] + where


class _Budget:
    """Counts the items of an answer, so that it cannot grow without end."""

    def __init__(self) -> None:
        self.left = MOST

    def take(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise ValueError(f"more than {MOST} items")


def plain(value: Any) -> dict[str, Any]:
    """Return an answer as plain data: a kind ``k`` and a content ``v``."""
    try:
        return _plain(value, 0, _Budget())
    except TookTooLong:
        raise
    except BaseException as error:
        return {"k": "other", "v": f"{type(value).__name__}: {told(error)}"[:200]}


def _plain(value: Any, depth: int, budget: _Budget) -> dict[str, Any]:
    budget.take()
    if depth > DEEPEST:
        return {"k": "other", "v": "nested too deep"}
    if value is ...:
        return {"k": "blank", "v": None}
    simple = _scalar(value)
    if simple is not None:
        return simple
    if isinstance(value, dict):
        budget.take(len(value))
        pairs = [
            [_plain(a, depth + 1, budget), _plain(b, depth + 1, budget)]
            for a, b in dict.items(value)
        ]
        return {"k": "dict", "v": pairs}
    if isinstance(value, list | tuple | set | frozenset):
        budget.take(len(value))
        items = sorted(value, key=repr) if isinstance(value, set | frozenset) else value
        return {"k": "list", "v": [_plain(one, depth + 1, budget) for one in items]}
    return _of_pandas(value, depth, budget) or {"k": "other", "v": type(value).__name__[:100]}


def _scalar(value: Any) -> dict[str, Any] | None:
    if value is None:
        return {"k": "none", "v": None}
    if isinstance(value, bool):
        return {"k": "truth", "v": bool(value)}
    if isinstance(value, int):
        whole = int.__int__(value)
        if whole.bit_length() > 300:
            return {"k": "other", "v": "a whole number of more than 300 bits"}
        return {"k": "whole", "v": str(whole)}
    if isinstance(value, float):
        number = float.__float__(value)
        return {"k": "number", "v": number if math.isfinite(number) else repr(number)}
    if isinstance(value, str):
        text = str.__str__(value)[:LONGEST]
        return {"k": "text", "v": text.encode("utf-8", "replace").decode()}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        text = "" if value != value else value.isoformat()  # NaT
        kind = "time" if isinstance(value, dt.datetime) else "day"
        return {"k": kind, "v": text} if text else {"k": "none", "v": None}
    if isinstance(value, dt.timedelta):
        return (
            {"k": "span", "v": value.total_seconds()}
            if value == value
            else {"k": "none", "v": None}
        )
    if hasattr(value, "dtype") and getattr(value, "shape", None) == ():  # of numpy
        return _scalar_of_numpy(value)
    return None


def _scalar_of_numpy(value: Any) -> dict[str, Any]:
    import pandas as pd

    kind = value.dtype.kind
    if kind in "mM":
        made = pd.Timestamp(value) if kind == "M" else pd.Timedelta(value)
    else:
        made = value.item()
    if type(made).__module__ == "numpy":
        return {"k": "other", "v": type(made).__name__}
    return _scalar(made) or {"k": "other", "v": type(made).__name__}


def _of_pandas(value: Any, depth: int, budget: _Budget) -> dict[str, Any] | None:
    import numpy as np
    import pandas as pd

    if value is pd.NA:
        return {"k": "none", "v": None}
    if isinstance(value, pd.Period):
        return {"k": "text", "v": str(value)}
    if isinstance(value, np.ndarray):
        budget.take(value.size)
        return {"k": "list", "v": [_plain(one, depth + 1, budget) for one in list(value)]}
    if isinstance(value, pd.Index) and not isinstance(value, pd.MultiIndex):
        value = pd.Series(list(value), name=value.name)
    if isinstance(value, pd.MultiIndex):
        value = value.to_frame(index=False)
    if isinstance(value, pd.Series):
        return {
            "k": "series",
            "v": _table(value.to_frame(), depth, budget),
            "named": value.name is not None,
        }
    if isinstance(value, pd.DataFrame):
        return {"k": "table", "v": _table(value, depth, budget)}
    return None


def _table(frame: Any, depth: int, budget: _Budget) -> dict[str, Any]:
    index = frame.index.to_frame(index=False)
    budget.take(frame.size + index.size)
    return {
        "index": [_column(index.iloc[:, n], depth, budget) for n in range(index.shape[1])],
        "names": [_plain(name, depth + 1, budget) for name in frame.index.names],
        "columns": [_plain(name, depth + 1, budget) for name in frame.columns],
        "data": [_column(frame.iloc[:, n], depth, budget) for n in range(frame.shape[1])],
        "rows": len(frame),
    }


def _column(column: Any, depth: int, budget: _Budget) -> list[Any]:
    items = []
    for one in column.tolist():
        made = _plain(one, depth + 2, budget)
        items.append([made["k"], made["v"]])
    return items

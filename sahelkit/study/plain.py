"""Answers as plain data, small enough to be kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from sahelkit.study.questions import Question

LARGEST = 100_000  # characters of JSON; an essay of two pages has 6,000
_CELLS = 2_000  # of a table


def plain(answer: Any) -> Any:
    """Return an answer as JSON can hold it, or None if it is too large or no plain data.

    Dates become text, tables ``{"columns": …, "data": …}``.
    """
    try:
        text = json.dumps(answer, ensure_ascii=False, allow_nan=False, default=_simple)
        if len(text) > LARGEST:
            return None
        return json.loads(text.encode("utf-8", "replace"))
    except Exception:  # whatever a learner's object does when it is looked at
        return None


def _simple(value: Any) -> Any:
    if isinstance(value, pd.Series | pd.Index):
        value = value.to_frame()
    if isinstance(value, pd.DataFrame):
        if value.size > _CELLS:
            raise ValueError("too large")
        return json.loads(value.to_json(orient="split", index=False, date_format="iso"))
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):  # a number of numpy's
        return value.item()
    raise TypeError(type(value).__name__)


def fits(question: Question, answer: Any) -> bool:
    """Say whether the form of a question can take an answer over.

    It may have been checked in code, or written into the file by hand.
    """

    def texts(value: Any, count: int) -> bool:
        right = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return right and len(value) == count

    match question.kind:
        case "choice" | "source":
            return answer in question.letters
        case "choices":
            return isinstance(answer, list) and all(one in question.letters for one in answer)
        case "confidence":
            return texts(answer, 2) and answer[0] in question.letters
        case "order":
            return texts(answer, len(question.items))
        case "match":
            return isinstance(answer, dict) and all(isinstance(v, str) for v in answer.values())
        case "number" | "date" | "text":
            return isinstance(answer, str)
    return False

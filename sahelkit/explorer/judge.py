"""The form in which a reader commits to a judgement before ours is revealed."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sahelkit.errors import UnknownName
from sahelkit.ledger.names import nearest

if TYPE_CHECKING:
    from sahelkit.explorer.controls import Control

OPEN = "open"  # the answer that the sources do not settle the question
CONFIDENCE = ("low", "moderate", "high")


def judgements(control: Control, state: Any) -> dict[str, dict[str, str]]:
    """Return the judgements of a reader as the form holds them.

    Parameters
    ----------
    control : Control
        The form; its ``data["questions"]`` gives the answers of each question.
    state : mapping
        Question to ``{"answer": …, "confidence": …}``: the identifier of an answer or ``"open"``,
        and ``"low"``, ``"moderate"`` or ``"high"``. Questions that are left out are not judged.

    Raises
    ------
    UnknownName
        For a question, answer or confidence that does not exist, or a judgement that lacks one.
    """
    if not isinstance(state, Mapping):
        raise UnknownName(f"choice for {control.name}", state, expected="a dict by question")
    asked: Mapping[str, Mapping[str, Any]] = control.data["questions"]
    return {_known("question", q, list(asked)): _judged(q, asked[q], state[q]) for q in state}


def _judged(question: str, asked: Mapping[str, Any], judged: Any) -> dict[str, str]:
    if not isinstance(judged, Mapping) or set(judged) != {"answer", "confidence"}:
        expected = "a dict with 'answer' and 'confidence', and nothing else"
        raise UnknownName(f"judgement on {question}", judged, expected=expected)
    answer = _known(f"answer to {question}", judged["answer"], [*asked["answers"], OPEN])
    return {
        "answer": answer,
        "confidence": _known(f"confidence in {answer}", judged["confidence"], CONFIDENCE),
    }


def _known(what: str, name: Any, choices: Any) -> str:
    if not isinstance(name, str) or name not in choices:
        raise UnknownName(what, name, nearest(name, choices) or choices)
    return name


def seal(reading: Mapping[str, str]) -> str:
    """Write a reading such that one cannot read it by glancing at the source of a page."""
    return base64.b64encode(json.dumps(dict(reading)).encode()).decode()

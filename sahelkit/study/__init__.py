"""Questions to oneself: ask them on the page, check answers in code, take hints.

``sahelkit.study.ask("formation-1")`` asks, ``sahelkit.study.check("ecowas-p2", answer)`` judges,
``sahelkit.study.hint("ecowas-p2")`` helps, ``sahelkit.study.progress()`` shows what is done.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sahelkit.study.component import ask
    from sahelkit.study.dashboard import progress
    from sahelkit.study.desk import check, hint, on_recall, on_verdict
    from sahelkit.study.judge import Verdict
    from sahelkit.study.keeper import kept_answers

__all__ = [
    "Verdict",
    "ask",
    "check",
    "hint",
    "kept_answers",
    "on_recall",
    "on_verdict",
    "progress",
]

_HOME = {
    "Verdict": "judge",
    "ask": "component",
    "check": "desk",
    "hint": "desk",
    "kept_answers": "keeper",
    "on_recall": "desk",
    "on_verdict": "desk",
    "progress": "dashboard",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        if name in ("ask", "check", "progress"):
            importlib.import_module("sahelkit.study.keeper").begin()
        return getattr(importlib.import_module(f"sahelkit.study.{_HOME[name]}"), name)
    raise AttributeError(f"module 'sahelkit.study' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

"""Questions to oneself: ask them on the page, check answers in code, take hints.

``sahelkit.study.ask("formation-1")`` asks, ``sahelkit.study.check("ecowas-p2", answer)`` judges,
``sahelkit.study.hint("ecowas-p2")`` helps.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sahelkit.study.component import ask
    from sahelkit.study.desk import check, hint, on_recall, on_verdict
    from sahelkit.study.judge import Verdict

__all__ = ["Verdict", "ask", "check", "hint", "on_recall", "on_verdict"]

_HOME = {
    "Verdict": "judge",
    "ask": "component",
    "check": "desk",
    "hint": "desk",
    "on_recall": "desk",
    "on_verdict": "desk",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(importlib.import_module(f"sahelkit.study.{_HOME[name]}"), name)
    raise AttributeError(f"module 'sahelkit.study' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

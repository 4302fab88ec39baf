"""sahelkit: a teaching and briefing kit on the Alliance of Sahel States.

``sahelkit.load()`` opens the ledger; ``sahelkit.explore`` looks at it; ``sahelkit.charts`` draws
it; ``sahelkit.study`` asks questions about it; ``sahelkit.brief`` sums it up on two pages.
Importing this package loads nothing else until it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sahelkit import charts, explore, study
    from sahelkit.errors import BadLesson, BadSeed, MissingPart, SahelkitError, UnknownName
    from sahelkit.ledger import Kit, Record, load
    from sahelkit.publish.brief import brief

__version__ = "0.1.0"
__all__ = [
    "BadLesson",
    "BadSeed",
    "Kit",
    "MissingPart",
    "Record",
    "SahelkitError",
    "UnknownName",
    "brief",
    "charts",
    "explore",
    "load",
    "study",
]

_HOME = {
    **dict.fromkeys(("Kit", "Record", "load"), "sahelkit.ledger"),
    "brief": "sahelkit.publish.brief",
    **dict.fromkeys(
        ("BadLesson", "BadSeed", "MissingPart", "SahelkitError", "UnknownName"), "sahelkit.errors"
    ),
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name in ("charts", "explore", "study"):
        return importlib.import_module(f"sahelkit.{name}")
    raise AttributeError(f"module 'sahelkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

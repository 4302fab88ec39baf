"""Two-page briefs on a theme and a period.

``sahelkit.brief(kit)`` offers them in a notebook, `build_brief` writes them to files,
`sahelkit.publish.brief.compose.compose` gathers what stands in one.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sahelkit.publish.brief.build import Built, build_brief
    from sahelkit.publish.brief.builder import brief
    from sahelkit.publish.brief.compose import available
    from sahelkit.publish.brief.content import Brief

__all__ = ["Brief", "Built", "available", "brief", "build_brief"]

_HOME = {
    "Brief": "content",
    "Built": "build",
    "available": "compose",
    "brief": "builder",
    "build_brief": "build",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(importlib.import_module(f"sahelkit.publish.brief.{_HOME[name]}"), name)
    raise AttributeError(f"module 'sahelkit.publish.brief' has no attribute {name!r}")

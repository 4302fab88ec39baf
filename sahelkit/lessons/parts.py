"""Optional parts: libraries that only rendering needs."""

from __future__ import annotations

import importlib
from typing import Any

from sahelkit.errors import MissingPart, how_to_install


def require(module: str, *, extra: str = "publish") -> Any:
    """Import a library that an optional part of the kit needs.

    Raises
    ------
    MissingPart
        If it is not installed; the message says how to get it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise MissingPart(
            f"this needs {name}, which is not installed: {how_to_install(extra)}"
        ) from None

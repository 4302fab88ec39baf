"""What the explorers are called with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import overload


@overload
def kept(names: None) -> None: ...
@overload
def kept(names: Iterable[str]) -> list[str] | str: ...
def kept(names: Iterable[str] | None) -> list[str] | str | None:
    """Keep names that are gone through twice; one name alone stays as it is."""
    return names if names is None or isinstance(names, str) else list(names)

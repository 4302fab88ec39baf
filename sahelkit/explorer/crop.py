"""How much of a picture's height is used: several views stand in one place, of which one shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def height_in(heights: Mapping[str, float], value: Mapping[str, Any]) -> float | None:
    """Return the height in points that a picture has in a state; None where it has all of it.

    Parameters
    ----------
    heights : mapping
        State of one control (``show=bamex``) to a height, counted from the top.
    value : mapping
        Control name to its state.
    """
    for state, height in heights.items():
        name, _, wanted = state.partition("=")
        if value.get(name) == wanted:
            return height
    return None


def cropped(svg: str, height: float | None) -> str:
    """Show only so many points of a drawing, from its top."""
    if height is None:
        return svg
    return re.sub(r'viewBox="0 0 ([\d.]+) [\d.]+"', rf'viewBox="0 0 \1 {height:g}"', svg, count=1)

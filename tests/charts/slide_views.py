"""Looks at pictures that are as wide as their room on a slide, and need not be as high."""

from __future__ import annotations

from typing import Any

from charts.slide import faults, texts_of
from sahelkit import medium


def view_faults(picture: Any, room: tuple[float, float], least: float = 0.0) -> list[str]:
    """Say what is wrong with a picture that takes at least so much of its room's height."""
    wide, high = picture.get_size_inches()
    width, height = medium.inches(room)
    found = [fault for fault in faults(picture, room) if not fault.endswith(" inches")]
    if abs(wide - width) > 0.01 or not least * height <= high <= height + 0.001:
        found.append(f"{wide:.2f} by {high:.2f} inches, in {width:.2f} by {height:.2f}")
    return found


def written(picture: Any) -> str:
    """Return all that is written in a picture, in the order in which it was drawn."""
    return " ".join(text.get_text() for text, _ in texts_of(picture))

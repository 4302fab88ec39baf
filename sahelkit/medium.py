"""What pictures are drawn for: a page that is read near by, or a slide on a wall."""

from __future__ import annotations

import os
from dataclasses import dataclass

STATIC = "SAHELKIT_STATIC"
LIVE = "live"  # a word of it: there is a kernel all the same
PIXELS = 20 / 10.5  # pixels of a slide of 1280×720 that a point of a picture takes


@dataclass(frozen=True)
class Medium:
    """What a picture is drawn for.

    Attributes
    ----------
    name : {"page", "slide"}
        Which one it is.
    least : float
        Size of the smallest text, in points.
    notes : bool
        Whether the picture carries its own source line and key of signs; on a slide the words
        beside it say where it comes from.
    """

    name: str
    least: float
    notes: bool

    def text(self, size: float) -> float:
        """Return a size of text, in points, or the smallest that can be read."""
        return max(size, self.least)


PAGE = Medium("page", 0, notes=True)
SLIDE = Medium("slide", 10.5, notes=False)  # 10.5 points are 20 pixels, see PIXELS

# rooms for a picture on a slide, width and height in pixels: over the whole width beneath the
# controls, or over the whole height beside them
WIDE, TALL = (1152, 456), (834, 556)
LOWER = (1152, 430)  # beneath three lines of controls


def inches(room: tuple[float, float]) -> tuple[float, float]:
    """Return how large a picture is, in inches, that fills a room of so many pixels."""
    wide, high = room
    return wide / PIXELS / 72, high / PIXELS / 72


def medium() -> Medium:
    """Return what is drawn for now: what ``SAHELKIT_STATIC`` says, otherwise a page."""
    return SLIDE if "slide" in _words() else PAGE


def is_static() -> bool:
    """Say whether no kernel will be there when the page is read (decks, handouts)."""
    return bool(_words()) and LIVE not in _words()


def wants_png() -> bool:
    """Say whether pictures are wanted as PNG besides (for documents that hold no SVG)."""
    return "png" in _words()


def _words() -> list[str]:
    return os.environ.get(STATIC, "").split()

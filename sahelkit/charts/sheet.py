"""A sheet: a blank picture on which parts are placed in inches from the upper left corner."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from sahelkit import style

TEXT = 10.5  # points
_HAIR = 0.002  # inches by which words together are narrower or wider than one by one


class Sheet:
    """A blank axes that fills a picture, measured in inches from the upper left corner."""

    def __init__(self, picture: style.Picture) -> None:
        width, height = picture.get_size_inches()
        self.axes: Axes = picture.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.set_axis_off()

    def text(self, x: float, y: float, words: str, gid: str = "", **more: Any) -> None:
        """Write words, centred on the height ``y``."""
        settings: Mapping[str, Any] = {"fontsize": TEXT, "va": "center", "zorder": 6, **more}
        self._tag(self.axes.text(x, y, words, **settings), gid)

    def box(
        self, x: float, y: float, width: float, height: float, gid: str = "", **more: Any
    ) -> None:
        """Draw a rectangle from its upper left corner; an unseen one, if no colour is given."""
        settings: Mapping[str, Any] = {"fc": "none", "ec": "none", "zorder": 9, **more}
        self._tag(self.axes.add_patch(Rectangle((x, y), width, height, **settings)), gid)

    def mark(self, x: float, y: float, shape: str, gid: str = "", **more: Any) -> None:
        """Draw a marker."""
        settings: Mapping[str, Any] = {"ls": "", "zorder": 5, **more}
        self._tag(self.axes.plot([x], [y], marker=shape, **settings)[0], gid)

    def line(
        self, x: tuple[float, float], y: tuple[float, float], gid: str = "", **more: Any
    ) -> None:
        """Draw a straight line."""
        settings: Mapping[str, Any] = {"lw": 1, "zorder": 3, **more}
        self._tag(self.axes.plot(x, y, **settings)[0], gid)

    @staticmethod
    def _tag(artist: Artist, gid: str) -> None:
        if gid:
            artist.set_gid(gid)


@functools.cache
def width_of(text: str, weight: str = "normal") -> float:
    """Return how wide a text is, in inches."""
    if not text:
        return 0.0
    face = FontProperties(family="DejaVu Sans", weight=weight, size=TEXT)
    width, _, _ = text_to_path.get_text_width_height_descent(text, face, ismath=False)
    return float(width) / 72


def fit(text: str, inches: float, weight: str = "normal") -> str:
    """Cut a text at a word, such that it goes into a width."""
    if width_of(text, weight) <= inches:
        return text
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        cut = " ".join(words[:count]).rstrip(" ,;:–-≈(") + "…"
        if width_of(cut, weight) <= inches:
            return cut
    return "…"


def wrap(text: str, inches: float, weight: str = "normal") -> list[str]:
    """Break a text into lines of a width; a longer word stands on a line of its own."""
    lines: list[str] = []
    # words are measured one by one, since they come again and lines do not
    space = width_of("o o", weight) - 2 * width_of("o", weight)
    wide = 0.0
    for word in text.split():
        more = width_of(word, weight)
        if lines and wide + space + more <= inches + _HAIR:
            lines[-1] += f" {word}"
            wide += space + more
        else:
            lines.append(word)
            wide = more
    return lines

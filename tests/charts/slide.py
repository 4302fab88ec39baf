"""Looks at pictures as a slide shows them: how large their texts are and where they stand."""

from __future__ import annotations

import itertools
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from sahelkit import medium, style


def texts_of(picture: Any) -> list[tuple[Text, Any]]:
    """Return the texts that are seen, each with its box in points of the picture."""
    found = []
    with style.theme():
        FigureCanvasAgg(picture)
        picture.canvas.draw()
        renderer = picture.canvas.get_renderer()
        beyond = {tick for axes in picture.axes for tick in _beyond(axes)}
        for text in picture.findobj(Text):
            if text.get_visible() and text.get_text().strip() and text not in beyond:
                box = Text.get_window_extent(text, renderer)
                found.append((text, box.transformed(picture.dpi_scale_trans.inverted())))
    return found


def _beyond(axes: Any) -> list[Text]:
    """Return the labels of ticks beyond the ends of the axis, which are not drawn."""
    low, high = axes.get_xlim()
    return [
        tick.label1 for tick in axes.xaxis.get_major_ticks() if not low <= tick.get_loc() <= high
    ]


def faults(picture: Any, room: tuple[float, float]) -> list[str]:
    """Say what is wrong with a picture for a room: size, small text, text outside, overlaps."""
    wide, high = picture.get_size_inches()
    found = []
    if (round(wide, 3), round(high, 3)) != tuple(round(v, 3) for v in medium.inches(room)):
        found.append(f"{wide:.2f} by {high:.2f} inches")
    texts = texts_of(picture)
    for text, box in texts:
        if text.get_fontsize() < 10.5:
            found.append(f"{text.get_fontsize()} points: {text.get_text()!r}")
        if box.x0 < -0.01 or box.y0 < -0.01 or box.x1 > wide + 0.01 or box.y1 > high + 0.01:
            found.append(f"outside: {text.get_text()!r}")
    for (one, a), (other, b) in itertools.combinations(texts, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > 0.01 and down > 0.02:  # inches; the box of a text is higher than its letters
            found.append(f"{one.get_text()!r} lies over {other.get_text()!r}")
    return found

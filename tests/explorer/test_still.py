import dataclasses
import io

import numpy as np
from PIL import Image

from sahelkit import style
from sahelkit.explorer.still import png


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def inks(data):
    """Columns of a picture, four inches wide, in which something is drawn; by inch."""
    dark = (pixels(data) < 200).any(axis=(0, 2))
    return [bool(part.any()) for part in np.array_split(dark, 4)]


def with_bars(view):
    """The view with a picture that has a bar an inch wide for each record, and one for a state."""
    with style.theme():
        picture = style.Picture(figsize=(4, 2), alt="Bars")
        axes = picture.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, 4)
        axes.set_ylim(0, 2)
        for n, gid in enumerate(["EV-001", "EV-003", "EV-005", "when:grades=true"]):
            axes.bar([n + 0.5], [2], 0.5, color="#333")[0].set_gid(gid)
    return dataclasses.replace(view, picture=picture, value={**view.value, "grades": False})


def test_only_what_is_shown_at_the_beginning_is_drawn(view):
    view = with_bars(view)
    view = dataclasses.replace(view, value={**view.value, "themes": ["ecowas"]})
    assert inks(png(view)) == [False, True, False, False]  # EV-005 lies beyond the window
    view = dataclasses.replace(view, value={**view.value, "grades": True})
    assert inks(png(view)) == [False, True, False, True]


def test_the_picture_is_left_as_it_was(view):
    view = with_bars(view)
    view = dataclasses.replace(view, value={**view.value, "themes": ["ecowas"]})
    png(view)
    assert inks(view.picture.png()) == [True] * 4


def test_it_is_as_high_as_the_view_that_is_shown(view):
    view = with_bars(view)
    whole = pixels(png(view)).shape
    view = dataclasses.replace(view, heights={"grades=x": 9.0, "themes=y": 9.0})
    assert pixels(png(view)).shape == whole
    view = dataclasses.replace(
        view, heights={"grades=yes": 36.0}, value={**view.value, "grades": "yes"}
    )
    part = pixels(png(view)).shape
    assert part[1] == whole[1]
    assert abs(part[0] - whole[0] / 4) <= 1

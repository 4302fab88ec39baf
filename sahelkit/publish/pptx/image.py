"""Pictures as a presentation holds them: known size, few bytes."""

from __future__ import annotations

import io
from dataclasses import replace

from sahelkit.lessons.parts import require
from sahelkit.publish.pptx.model import Image

LARGEST = 2200  # pixels of the longer side
COLOURS = 60_000  # more than these, and a picture is a photograph
HELD = ("PNG", "JPEG", "GIF")  # what every program for presentations reads


def prepare(image: Image) -> Image:
    """Return a picture that is ready for a slide; without data if it cannot be read.

    Charts become PNG with a palette, which is a third of the size and looks the same;
    photographs are made smaller and become JPEG.
    """
    library = require("PIL.Image")
    try:
        with library.open(io.BytesIO(image.data)) as found:
            found.load()
            made = found.copy()
            held = found.format in HELD
    except (OSError, ValueError, SyntaxError, library.DecompressionBombError):
        return replace(image, data=b"")
    size = made.size
    clear = "A" in made.getbands() or "transparency" in made.info
    if max(size) > LARGEST:
        made = made.convert("RGBA" if clear else "RGB")
        made.thumbnail((LARGEST, LARGEST))
    buffer = io.BytesIO()
    if clear:
        made.save(buffer, "PNG", optimize=True)
    elif made.convert("RGB").getcolors(COLOURS):
        flat = made.convert("RGB").quantize(256, method=library.Quantize.MEDIANCUT, dither=0)
        flat.save(buffer, "PNG", optimize=True)
    else:
        made.convert("RGB").save(buffer, "JPEG", quality=88, optimize=True)
    small = buffer.getvalue()
    better = not held or made.size != size or len(small) < len(image.data)
    return replace(image, data=small if better else image.data, aspect=size[0] / size[1])

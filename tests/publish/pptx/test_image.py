import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image as Pillow

from sahelkit.publish.pptx.image import LARGEST, prepare
from sahelkit.publish.pptx.model import Image


def drawn(picture, form="PNG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return Image(buffer.getvalue(), "alt", "caption")


def opened(image):
    return Pillow.open(io.BytesIO(image.data))


def noise(wide, high):
    values = np.random.default_rng(1).integers(0, 256, (high, wide, 3), dtype=np.uint8)
    return Pillow.fromarray(values)


def test_a_chart_gets_a_palette_and_looks_the_same():
    figure = Figure(figsize=(6, 3), dpi=150)
    figure.subplots().plot([1, 3, 2], label="words", color="teal")
    figure.suptitle("Some words")
    buffer = io.BytesIO()
    figure.savefig(buffer)
    before = drawn(Pillow.open(buffer).convert("RGB"))
    after = prepare(before)
    assert opened(after).mode == "P"
    assert len(after.data) < len(before.data)
    assert after.aspect == 2
    assert (after.alt, after.caption) == ("alt", "caption")
    colours = [np.asarray(opened(image).convert("RGB")).astype(int) for image in (before, after)]
    assert np.abs(colours[0] - colours[1]).max() <= 16


def test_a_photograph_becomes_small():
    before = drawn(noise(3000, 1000))
    after = prepare(before)
    assert opened(after).format == "JPEG"
    assert opened(after).size == (LARGEST, LARGEST // 3)
    assert after.aspect == 3


def test_a_clear_ground_stays_clear():
    after = prepare(drawn(Pillow.new("RGBA", (10, 20), (255, 0, 0, 0))))
    assert opened(after).convert("RGBA").getpixel((0, 0))[3] == 0
    assert after.aspect == 0.5


def test_other_kinds_become_what_presentations_hold():
    after = prepare(drawn(Pillow.new("RGB", (10, 10), "red"), "WEBP"))
    assert opened(after).format == "PNG"


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\x00" * 30])
def test_what_cannot_be_read_has_no_data(data):
    assert prepare(Image(data, "alt")) == Image(b"", "alt")


def test_a_cut_off_file_has_no_data():
    whole = drawn(noise(50, 50)).data
    assert prepare(Image(whole[: len(whole) // 2], "alt")).data == b""

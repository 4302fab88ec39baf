import pytest

from sahelkit import medium


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, medium.PAGE),
        ("", medium.PAGE),
        ("page", medium.PAGE),
        ("slide", medium.SLIDE),
        ("slide png", medium.SLIDE),
        ("png", medium.PAGE),
    ],
)
def test_the_environment_says_what_is_drawn_for(monkeypatch, words, expected):
    if words is None:
        monkeypatch.delenv(medium.STATIC, raising=False)
    else:
        monkeypatch.setenv(medium.STATIC, words)
    assert medium.medium() is expected
    assert medium.is_static() is bool(words)
    assert medium.wants_png() is ("png" in (words or ""))


def test_live_slides_have_a_kernel(monkeypatch):
    monkeypatch.setenv(medium.STATIC, f"slide {medium.LIVE}")
    assert medium.medium() is medium.SLIDE
    assert not medium.is_static()


def test_the_smallest_text_of_a_slide_has_twenty_pixels():
    assert medium.SLIDE.text(6) * medium.PIXELS == pytest.approx(20)
    assert medium.SLIDE.text(14) == 14
    assert medium.PAGE.text(6) == 6


@pytest.mark.parametrize("room", [medium.WIDE, medium.LOWER, medium.TALL])
def test_a_picture_fills_its_room_at_its_own_size(room):
    width, height = medium.inches(room)
    assert (width * 72 * medium.PIXELS, height * 72 * medium.PIXELS) == pytest.approx(room)
    assert room[0] <= 1280 - 2 * 64  # a slide without its margins
    assert room[1] < 720 - 150  # and without its heading and foot

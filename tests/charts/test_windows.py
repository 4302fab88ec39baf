import pytest

from sahelkit import medium
from sahelkit.charts import windows


@pytest.mark.parametrize("window", [windows.PAGE, windows.SLIDE], ids=["page", "slide"])
def test_a_window_is_true_to_scale_at_15_degrees_north(window):
    width, height = window.size
    _, _, wide, high = window.axes
    across = width * wide / (window.east - window.west)
    up = height * high / (window.north - window.south)
    assert across / up == pytest.approx(0.966, abs=0.01)  # the cosine of 15 degrees


def test_a_slide_has_its_own_window(monkeypatch):
    assert windows.window() is windows.PAGE
    monkeypatch.setenv(medium.STATIC, "slide")
    assert windows.window() is windows.SLIDE

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from sahelkit import style
from sahelkit.charts.sheet import TEXT, Sheet, fit, width_of, wrap


def test_parts_stand_in_inches_from_the_upper_left_corner():
    picture = style.Picture(figsize=(4, 2))
    sheet = Sheet(picture)
    sheet.mark(1.0, 0.5, "o", "SP-01")
    (line,) = sheet.axes.get_lines()
    x, y = sheet.axes.transData.transform((line.get_xdata()[0], line.get_ydata()[0])) / picture.dpi
    assert (round(x, 6), round(y, 6)) == (1.0, 1.5)
    assert line.get_gid() == "SP-01"


def test_a_box_without_colour_is_unseen_and_lies_on_top():
    sheet = Sheet(style.Picture(figsize=(4, 2)))
    sheet.box(0.5, 0.5, 1, 1, "group:a")
    sheet.text(0.6, 0.6, "word")
    (box,) = sheet.axes.patches
    assert box.get_facecolor()[3] == box.get_edgecolor()[3] == 0
    assert box.get_zorder() > sheet.axes.texts[0].get_zorder()


def test_width_of_a_text():
    assert width_of("") == 0
    assert 0.5 < width_of("8,200 m") < 0.8
    assert width_of("Bayraktar", "bold") > width_of("Bayraktar") > width_of("Bayrak")


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize(
    "text", ["Burkina Faso", "≈ 26,000 ft", "l", "Alliance of Sahel States, AES"]
)
def test_width_of_a_text_is_that_of_its_outline(text, weight):
    outline = TextPath(
        (0, 0), text, size=TEXT, prop=FontProperties(family="DejaVu Sans", weight=weight)
    )
    drawn = outline.get_extents().x1 / 72
    assert drawn - 0.001 < width_of(text, weight) < drawn + 0.03  # and the room after a letter


def test_fit_cuts_at_a_word():
    assert fit("one two three", 5) == "one two three"
    cut = fit("one two three", width_of("one two…"))
    assert cut == "one two…"
    assert fit("≈ 26,000 ft", width_of("≈ 26…")) == "…"  # never half a figure


def test_wrap_breaks_lines_and_keeps_long_words_whole():
    assert wrap("one two three", width_of("one two")) == ["one two", "three"]
    assert wrap("incomprehensible a b", 0.5) == ["incomprehensible", "a b"]
    assert wrap("", 1) == []

import matplotlib as mpl
import pytest
from PIL import ImageFont

from sahelkit.publish.pptx import fit
from sahelkit.publish.pptx.model import Paragraph, Run, Text, words

LONG = "Three governments gave notice in January 2024, and a year later it took effect. " * 6


def text(*lines, kind="plain", look="plain"):
    return Text(tuple(Paragraph((Run(line),), kind) for line in lines), look)


def test_width_is_that_of_the_font_a_little_narrowed():
    font = ImageFont.truetype(f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans.ttf", 100)
    assert fit.width("Mali", 100) == pytest.approx(font.getlength("Mali") * 0.94, rel=0.02)
    assert fit.width("Mali", 10, bold=True) > fit.width("Mali", 10)
    assert fit.width("語", 10) == 10


def test_lines_are_no_wider_than_the_room_and_nothing_is_lost():
    broken = fit.lines((Run(LONG), Run("bold " * 20, bold=True)), 200, 18)
    assert len(broken) > 20
    for line in broken:
        wide = sum(fit.width(run.text, 18, bold=run.bold) for run in line)
        assert wide - fit.width(" ", 18, bold=True) <= 200
    assert words(fit.joined(broken)) == LONG + "bold " * 20
    assert len(fit.joined(broken)) == 2


def test_a_word_longer_than_a_line_is_broken_and_an_address_begins_a_line():
    broken = fit.lines((Run("see " + "x" * 100),), 100, 12)
    assert words(broken[0]) == "see "
    assert "".join(map(words, broken)) == "see " + "x" * 100
    assert len(fit.lines((Run("see "), Run("a-" * 12, link="https://a")), 100, 12)) == 3
    assert len(fit.lines((Run("see "), Run("a-" * 12)), 100, 12)) == 2


def test_breaks_are_lines_and_raised_text_is_small():
    assert [words(line) for line in fit.lines((Run("a\n\nb"),), 100, 12)] == ["a\n", "\n", "b"]
    plain, raised = (len(fit.lines((Run(LONG, raised=r),), 300, 18)) for r in (False, True))
    assert raised < plain


def test_height_counts_lines_and_what_is_between():
    one, two = fit.text_height(text("a"), 400, 20), fit.text_height(text("a", "b"), 400, 20)
    assert one == 24
    assert two == 24 * 2 + 7
    assert fit.text_height(text("a", look="quote"), 400, 20) == 24 + 20
    deep = Text((Paragraph((Run(LONG),), "bullet", 8),))
    assert fit.text_height(deep, 400, 20) > fit.text_height(text(LONG), 400, 20)


def test_text_is_cut_between_paragraphs():
    whole = text("a", "b", "c", kind="number")
    kept, rest = fit.split_text(whole, 400, 20, 60)
    assert [p.text for p in kept.paragraphs] == ["a", "b"]
    assert [(p.text, p.kind) for p in rest.paragraphs] == [("c", "number")]
    assert fit.split_text(whole, 400, 20, 500) == (whole, Text(()))


def test_a_long_paragraph_is_cut_at_a_line_and_runs_on_without_a_sign():
    kept, rest = fit.split_text(text(LONG, kind="bullet"), 400, 20, 100)
    assert kept.paragraphs[0].text + rest.paragraphs[0].text == LONG
    assert (kept.paragraphs[0].kind, rest.paragraphs[0].kind) == ("bullet", "plain")
    assert fit.text_height(kept, 400, 20) <= 100


def test_a_heading_stays_with_what_it_heads():
    whole = Text((*text("a").paragraphs, Paragraph((Run("H"),), "head"), *text("b").paragraphs))
    kept, rest = fit.split_text(whole, 400, 20, 60)
    assert [p.text for p in kept.paragraphs] == ["a"]
    assert [p.text for p in rest.paragraphs] == ["H", "b"]


def test_titles_shrink_and_are_cut_at_last():
    short, size, whole = fit.fit_title((Run("Short"),), 800, 58, (32, 24, 20))
    assert (words(short), size, whole) == ("Short", 32, True)
    _, size, whole = fit.fit_title((Run(LONG[:90]),), 800, 58, (32, 24, 20))
    assert (size, whole) == (24, True)
    cut, size, whole = fit.fit_title((Run(LONG),), 800, 58, (32, 24, 20))
    assert words(cut).endswith(" …")
    assert (size, whole) == (20, False)
    assert len(fit.lines(cut, 800, 20, bold=True, face="serif")) == 2


def test_one_line_is_cut_to_one_line():
    assert fit.one_line("short", 300, 15) == "short"
    cut = fit.one_line(LONG, 300, 15)
    assert cut.endswith(" …")
    assert fit.width(cut, 15) <= 300

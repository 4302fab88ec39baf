import io

import pptx
import pytest

from sahelkit.publish.brief import slides
from sahelkit.publish.brief.compose import compose


def opened(brief):
    content, count = slides.write(brief, "c" * 32)
    made = pptx.Presentation(io.BytesIO(content))
    assert len(made.slides) == count
    return made


@pytest.fixture(scope="module")
def brief(composed):
    return composed("russia")


@pytest.fixture(scope="module")
def made(brief):
    return opened(brief)


def tables(made):
    return [s.table for slide in made.slides for s in slide.shapes if s.has_table]


def test_six_slides_in_the_order_of_the_brief(made, brief):
    said = brief.words
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [
        brief.title, said["judgements"], said["timeline"], said["disputed"], said["indicators"],
        said["sources"],
    ]  # fmt: skip
    words = " ".join(s.text_frame.text for s in made.slides[0].shapes if s.has_text_frame)
    assert brief.bottom_line in words
    assert brief.limits in words


def test_judgements_are_a_table_with_likelihood_and_confidence_apart(made, brief):
    table = tables(made)[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Judgements", "Likelihood", "Confidence"]
    assert rows[1] == [
        f"1. {brief.judgements[0].statement}",
        "unlikely\v(20–45 %)",
        brief.judgements[0].confidence,
    ]  # fmt: skip
    assert len(rows) == 1 + len(brief.judgements)


def test_disputes_show_their_answers_or_leave_them_to_the_notes(made, brief):
    first = tables(made)[1].rows[1]
    assert brief.disputes[0].question in first.cells[0].text
    notes = made.slides[3].notes_slide.notes_text_frame.text
    for asked in brief.disputes:
        for rival in asked.rivals:
            assert rival.statement in notes
    assert brief.disputes[0].rivals[0].statement in first.cells[1].text


def test_the_reasons_are_in_the_notes_of_the_speaker(made, brief):
    notes = made.slides[1].notes_slide.notes_text_frame.text
    for item in brief.judgements:
        assert item.reason in notes


def test_the_picture_has_words(made, brief):
    (picture,) = [s for s in made.slides[2].shapes if s.shape_type == 13 or hasattr(s, "image")]
    assert picture._element.nvPicPr.cNvPr.get("descr") == brief.alt


def test_nothing_leaves_a_slide(made):
    wide, high = made.slide_width, made.slide_height
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.left is not None:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= wide + 9525
                assert shape.top + shape.height <= high + 9525


def test_markup_and_control_characters_are_text(hostile):
    made = opened(compose(hostile, "bamex", audience="newsroom"))
    assert "<script>alert(1)</script>" in tables(made)[0].rows[1].cells[0].text


@pytest.mark.parametrize("theme", ["formation", "ecowas", "turkey", "bamex", "security"])
def test_every_theme_has_six_slides(composed, theme):
    assert slides.write(composed(theme, "newsroom", "fr"))[1] == 6

import pytest
from pptx import Presentation

from sahelkit.publish.pptx.model import Run
from sahelkit.publish.pptx.runs import HINT, Pen, usable


@pytest.fixture
def slide():
    made = Presentation()
    return made.slides.add_slide(made.slide_layouts[0])


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://e.org/a?b=c&d=%20#x", "https://e.org/a?b=c&d=%20#x"),
        (' https://e.org/a b"<>|é ', "https://e.org/a%20b%22%3C%3E%7C%C3%A9"),
        ("mailto:a@b.org", "mailto:a@b.org"), ("https://e.org/\ud800\x01", "https://e.org/"),
        ("http://[bad", ""), ("https://", ""), ("javascript:alert(1)", ""), ("file:///etc", ""),
        ("https://e.org/" + "x" * 2000, ""), ("", ""),
    ],
)  # fmt: skip
def test_addresses_are_what_the_format_takes(address, kept):
    assert usable(address) == kept


def test_runs_have_their_style_language_and_size(slide):
    paragraph = slide.shapes.title.text_frame.paragraphs[0]
    runs = [Run("a", bold=True), Run("b", italic=True), Run("c", strike=True), Run("d", code=True)]
    Pen("fr-FR").write(paragraph, [*runs, Run("x\ny")], slide, 18)
    assert paragraph.text == "abcdx\vy"
    a, b, c, d, *_ = paragraph.runs
    assert a.font.bold
    assert b.font.italic
    assert c._r.rPr.get("strike") == "sngStrike"
    assert d.font.name == "Consolas"
    assert {run.font.size.pt for run in paragraph.runs} == {18}
    assert {run._r.rPr.get("lang") for run in paragraph.runs} == {"fr-FR"}
    assert len(paragraph._p.xpath("./a:endParaRPr")) == 1


def test_links_wait_for_their_slide(slide):
    pen = Pen("en-GB")
    paragraph = slide.shapes.title.text_frame.paragraphs[0]
    runs = [
        Run("1", jump="note-1", raised=True, hint="h" * 999),
        Run("2", jump="none", raised=True),
    ]
    pen.write(paragraph, [Run("word"), *runs], slide)
    assert not paragraph._p.xpath(".//a:hlinkClick")
    pen.link({"note-1": slide})
    (click,) = paragraph._p.xpath(".//a:hlinkClick")
    assert click.getparent().getparent().text == "1"
    assert len(click.get("tooltip")) == HINT
    assert [run.text for run in paragraph.runs] == ["word", "\u200a", "1", "2"]

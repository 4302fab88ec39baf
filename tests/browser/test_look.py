"""What the look at a slide finds, on pages that are made for it."""

import re

import pytest

from sahelkit.publish import overflow

pytestmark = pytest.mark.browser

# what the look needs of a deck: one slide, shown as reveal.js shows it
PAGE = """<!DOCTYPE html><html data-deck="ready"><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff; }}
section {{ width: 1280px; height: 720px; font: 20px/30px sans-serif; color: #000; }}
</style><div class="reveal"><section class="present"><div class="page"><h2>Slide</h2>
<div class="body">{body}</div></div></section></div><script>
const scale = () => Math.min(innerWidth / 1280, innerHeight / 720);
const section = document.querySelector("section");
section.style.transformOrigin = "0 0";
section.style.transform = `scale(${{scale()}})`;
const Reveal = {{ getSlides: () => [section], getIndices: () => ({{ h: 0, v: 0 }}),
  slide: () => section.classList.add("shown"), getScale: scale }};
</script></html>"""


@pytest.fixture
def look(chromium, tmp_path):
    """A function that says what is found on a slide with a body."""

    def look(body):
        path = tmp_path / "slide.html"
        path.write_text(PAGE.format(body=body), encoding="utf-8")
        return [one.what for one in overflow.check(path, chromium)]

    return look


def svg(shapes):
    return f"<svg width='600' height='200' viewBox='0 0 600 200'>{shapes}</svg>"


def test_a_sound_slide_has_no_fault(look):
    assert look("<p>Black on white</p>" + svg("<text x='9' y='50'>Black on white</text>")) == []


def test_faint_text_is_named_with_both_colours(look):
    assert look("<p style='color:#888'>Hardly there</p><p style='color:#888'>Nor this</p>") == [
        "contrast of 3.54:1 (at least 4.5:1), #888888 on #ffffff: “Hardly there” and 1 more"
    ]


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("font-size: 24px", "3:1"),
        ("font-size: 23px; font-weight: 400", "4.5:1"),
        ("font-size: 20px; font-weight: 700", "3:1"),
        ("font-size: 20px; font-weight: 600", "4.5:1"),
    ],
)
def test_large_text_may_be_fainter(look, style, wanted):
    assert look(f"<p style='color: #8c8c8c; {style}'>Grey</p>") == (
        [] if wanted == "3:1" else
        ["contrast of 3.36:1 (at least 4.5:1), #8c8c8c on #ffffff: “Grey”"]
    )  # fmt: skip
    (found,) = look(f"<p style='color: #a0a0a0; {style}'>Light grey</p>")
    assert f"(at least {wanted})" in found


@pytest.mark.parametrize(
    ("body", "ink", "behind"),
    [
        ("<div style='background:#333'><p>Text</p></div>", "#000000", "#333333"),
        ("<p style='opacity:.4'>Text</p>", "#999999", "#ffffff"),
        ("<p style='color:rgb(0 0 0 / 40%)'>Text</p>", "#999999", "#ffffff"),
        ("<p style='color:color(srgb .6 .6 .6)'>Text</p>", "#999999", "#ffffff"),
        (
            "<div style='background:#000'><p style='background:rgb(255 255 255 / 20%)'>Text</p>"
            "</div>", "#000000", "#333333",
        ),
        ("<p style='background:linear-gradient(#fff, #333)'>Text</p>", "#000000", "#333333"),
        (
            "<p>Text</p><div style='position:relative;top:-60px;height:70px;"
            "background:rgb(255 255 255 / 70%)'></div>", "#b3b3b3", "#ffffff",
        ),
    ],
)  # fmt: skip
def test_layers_of_a_page_are_reckoned(look, body, ink, behind):
    (found,) = look(body)
    assert f"{ink} on {behind}: “Text”" in found


@pytest.mark.parametrize(
    ("shapes", "ink", "behind"),
    [
        ("<rect width='600' height='200' fill='#333'/>{}", "#000000", "#333333"),
        ("<rect width='600' height='200' fill-opacity='.8'/>{}", "#000000", "#333333"),
        (
            "<rect width='600' height='200' fill='#333' pointer-events='none'/>{}",
            "#000000", "#333333",
        ),
        (
            "<path d='M0 45H600' fill='none' stroke='#333' stroke-width='40'/>{}",
            "#000000", "#333333",
        ),
        (
            "<defs><pattern id='p' width='8' height='8' patternUnits='userSpaceOnUse'>"
            "<rect width='8' height='8' fill='#fff'/>"
                "<path d='M0 0L8 8' fill='none' stroke='#333'/></pattern>"
            "</defs><rect width='600' height='200' fill='url(#p)'/>{}", "#000000", "#333333",
        ),
        (
            "<defs><path id='d' d='M0 0H600V200H0z'/></defs><use href='#d' fill='#333'/>{}",
            "#000000", "#333333",
        ),
    ],
)  # fmt: skip
def test_shapes_of_a_picture_are_behind_its_text(look, shapes, ink, behind):
    (found,) = look(svg(shapes.format("<text x='9' y='50'>Text</text>")))
    assert f"{ink} on {behind}: “Text”" in found


@pytest.mark.parametrize(
    "body",
    [
        svg("<rect x='300' width='300' height='200' fill='#333'/><text x='9' y='50'>Beside</text>"),
        svg(
            "<rect x='9' width='28' height='200' fill='#333'/>"
            "<text x='9' y='50'>No more than the first two letters</text>"
        ),
        svg(
            "<rect width='600' height='200' fill='#333'/><text x='9' y='50' stroke='#fff'"
            " stroke-width='5' paint-order='stroke'>With a border of its own</text>"
        ),
        "<p style='color:#ccc'>Covered</p><div style='position:relative;top:-60px;height:70px;"
        "background:#fff'></div>",
        "<button disabled style='color:#ccc'>Not now</button>",
        "<label style='color:#ccc'><input type='checkbox' disabled>Not now</label>",
        "<p style='color:#ccc; visibility:hidden'>Unseen</p>",
    ],
)
def test_what_can_be_read_is_no_fault(look, body):
    assert [fault for fault in look(body) if "contrast" in fault] == []


def test_what_fades_in_is_looked_at_when_it_is_there(look):
    assert look(
        "<style>p { opacity: .2; transition: opacity 9s } .shown p { opacity: 1 }</style><p>Hi</p>"
    ) == []  # fmt: skip


def test_words_in_controls_are_looked_at(look):
    found = look(
        "<select style='font-size:20px;color:#999;background:#fff'><option>Chosen</option>"
        "<option>Not chosen</option></select>"
        "<input style='font-size:20px;color:#999;background:#fff' value='Typed'>"
    )
    assert len(found) == 1
    assert re.search(r"#999999 on #ffffff: “Chosen” and 1 more$", found[0])


def test_an_opened_answer_is_looked_at(look):
    (found,) = look("<details><summary>Ask</summary><p style='color:#999'>Answer</p></details>")
    assert "“Answer”" in found


def test_text_out_of_sight_is_scrolled_to(look):
    scrolled, faint = look(
        "<div style='height:100px;overflow:auto'><p style='height:400px'>Above</p>"
        "<p style='color:#999'>Below</p></div>"
    )
    assert "by scrolling only" in scrolled
    assert faint.startswith("contrast")
    assert "“Below”" in faint


def test_of_text_over_a_bitmap_no_more_is_said_than_that(look):
    pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    found = look(f"<p style='background:url({pixel})'>Over a photograph</p>")
    assert found == ["text over a bitmap, its contrast is not known: “Over a photograph”"]


def test_what_is_wrong_on_a_large_screen_only_says_so(look):
    (found,) = look("<style>@media (min-width: 1900px) { p { color: #999 } }</style><p>Text</p>")
    assert found.endswith("“Text” (at 1920×1080)")


def test_lengths_are_those_of_the_slide_on_every_screen(look):
    assert look(
        "<p style='font-size:12px'>tiny</p>" + svg("<text y='50' font-size='12'>too</text>")
    ) == ["text of 12.0 px (at least 20): “tiny”"]


def test_what_is_seen_by_scrolling_only_is_found(look):
    tall = "<div style='height:60px; overflow:auto'><p>One</p><p>Two</p><p>Three</p></div>"
    (found,) = look(tall)
    assert re.fullmatch(r"\d+ px are seen by scrolling only: <div> “OneTwoThree”", found)
    wide = "<div style='width:200px; overflow-x:auto'><p style='width:500px'>Words</p></div>"
    assert any("300 px are seen by scrolling only" in fault for fault in look(wide))
    assert look("<div style='height:90px; overflow:auto'>One line</div>") == []


def test_words_that_end_in_an_ellipsis_are_found(look):
    style = "overflow:hidden; text-overflow:ellipsis; white-space:nowrap; width:"
    words = "Words that are longer than their room"
    assert look(f"<p style='{style} 120px'>{words}</p>") == [f"ends in an ellipsis: <p> “{words}”"]
    assert look(f"<p style='{style} 900px'>{words}</p>") == []


def test_a_list_that_shows_its_choice_in_part_is_found(look):
    box = "<select style='font:20px sans-serif; width:{}px'><option>{}</option></select>"
    words = "How is the name of the minister written?"
    assert look(box.format(200, words)) == [f"a list shows its choice in part: “{words}”"]
    assert look(box.format(600, words)) == []
    assert look(box.format(200, "C-19")) == []

"""Handouts in a real browser and on paper, without a network."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from publish import handout_sample, sample
from pypdf import PdfReader

from sahelkit.publish import assets, build_deck
from sahelkit.publish.handout import build_handout
from sahelkit.publish.pdf import print_pdf

pytestmark = pytest.mark.browser
MM = 72 / 25.4
FULL = 138  # entries of one line that fill a page of notes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handout")
    (folder / "seeds").mkdir()
    made = handout_sample.lesson()
    long = [
        handout_sample.cell("markdown", f"## Part {n}\n\n" + "Words that fill a page. " * 150)
        for n in range(3)
    ]
    made["cells"][-1:-1] = long
    sample.save(folder / "notebooks" / "01-bridge.ipynb", made)
    return folder


@pytest.fixture(scope="module")
def handout(folder):
    path = folder / "notebooks" / "01-bridge.ipynb"
    kit = handout_sample.Kit(folder / "seeds")
    return build_handout(path, folder / "01.html", kit, cache=folder / "cache").path


@pytest.fixture(scope="module")
def printed(chromium, handout, folder):
    return print_pdf(handout, folder / "01.pdf", chromium=chromium)


@pytest.fixture(scope="module")
def pages(printed):
    return PdfReader(printed.path).pages


@pytest.fixture
def visit(chromium, handout):
    """Open the handout; every request but the one for it, and every error, fails the test."""
    faults, contexts = [], []

    def visit(wide, media="screen"):
        context = chromium.new_context(viewport={"width": wide, "height": 900}, offline=True)
        contexts.append(context)
        context.on("console", lambda m: m.type == "error" and faults.append(m.text))
        context.on("dialog", lambda dialog: faults.append(dialog.message))
        page = context.new_page()
        page.on("request", lambda r: r.url != handout.as_uri() and faults.append(r.url))
        page.emulate_media(media=media)
        page.goto(handout.as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("wide", [400, 1280])
def test_nothing_sticks_out_of_the_screen(visit, wide):
    page = visit(wide)
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    assert page.locator("figure svg").first.bounding_box()["width"] >= min(wide, 600)


@pytest.mark.parametrize("wide", [400, 1280])
def test_axe_finds_no_barrier(chromium, handout, wide):
    context = chromium.new_context(
        viewport={"width": wide, "height": 900}, offline=True, bypass_csp=True
    )
    page = context.new_page()
    page.goto(handout.as_uri())
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(rule["id"], [n["html"][:120] for n in rule["nodes"]]) for rule in found] == []


def test_records_cannot_bring_markup_or_scripts(visit):
    page = visit(1280)
    assert page.locator("script, img[src=x], [onerror]").count() == 0
    assert page.get_by_text("<script>alert(1)</script>").first.is_visible()


def test_the_policy_stops_a_script_that_slipped_in(chromium, handout, folder):
    page = handout.read_text(encoding="utf-8")
    slipped = "<p id='x' onclick='this.id = `ran`'>x</p><script>document.title = 'ran'</script>"
    (folder / "slipped.html").write_text(page.replace("</main>", f"{slipped}</main>"), "utf-8")
    context = chromium.new_context(offline=True)
    opened = context.new_page()
    opened.goto((folder / "slipped.html").as_uri())
    opened.locator("#x").click()
    found = (opened.locator("#ran").count(), opened.title())
    context.close()
    assert found == (0, "Why a bridge?")


def test_numbers_lead_to_notes_and_back(visit):
    page = visit(1280)
    page.locator("a[href='#note-1']").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "note-1"
    page.locator("#note-1 a").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "call-1"


def test_pictures_in_print_have_text_of_8_points(visit):
    page = visit(794, "print")
    scale = page.evaluate(
        "[...document.querySelectorAll('figure svg')].map((e) => e.getScreenCTM().a)"
    )
    assert len(scale) == 3
    assert min(scale) * 0.75 * 30 >= 8, "the sample's letters have 30 units"
    wide = page.evaluate(
        "Math.max(...[...document.querySelectorAll('svg')].map((e) => e.getBoundingClientRect()"
        ".right))"
    )
    assert wide <= 794


def test_ruled_lines_are_far_enough_apart_to_write(visit):
    page = visit(794, "print")
    high = page.locator(".ruled span").first.bounding_box()["height"]
    assert high >= 7 * 96 / 25.4


def text(page):
    return re.sub(r"\s+", " ", page.extract_text())


def test_the_print_counts_its_pages(printed, pages):
    assert printed.pages == len(pages) > 3
    assert all(round(float(page.mediabox.width) / MM) == 210 for page in pages)


def test_every_page_has_its_number_and_later_ones_lesson_and_day(pages):
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text(page)
        assert "Why a bridge?" in text(page)
        assert ("Lesson 1 · The bridge As of 22 November 2026" in text(page)) == (number > 1)


def test_text_in_print_is_text(pages):
    whole = " ".join(map(text, pages))
    for words in ("Write down one word", "Gamma opened last", "Alpha", "portée", "EV-002"):
        assert words in whole
    assert "<script>alert(1)</script>" in whole
    assert "example.org/town" in whole


def test_no_heading_stands_alone_at_the_foot(chromium, folder):
    paragraph = "Words that follow a heading and fill a few lines. " * 12
    parts = "".join(  # a heading at every height near the foot of a page
        f"<div style='break-before: page; height: {high}mm'></div>"
        f"<h2>Heading {high}</h2><p>{paragraph}</p>"
        for high in range(200, 262, 4)
    )
    page = folder / "headings.html"
    page.write_text(f"<style>{assets.own('print.css')}</style><main>{parts}</main>", "utf-8")
    made = print_pdf(page, folder / "headings.pdf", chromium=chromium)
    sheets = [text(sheet) for sheet in PdfReader(made.path).pages]
    headed = [sheet for sheet in sheets if "Heading" in sheet]
    assert len(headed) == 16
    assert [sheet for sheet in headed if "Words that follow" not in sheet] == []


def test_a_heading_and_its_task_stand_on_the_page_of_what_follows(chromium, folder):
    parts = "".join(  # a section at every height near the foot of a page
        f"<div style='break-before: page; height: {high}mm'></div>"
        f"<h2>Heading {high}</h2><div class='points'>Look.</div>"
        f"<figure><div style='height: 60mm'>Picture</div></figure>"
        for high in range(150, 262, 8)
    )
    page = folder / "tasks.html"
    page.write_text(f"<style>{assets.own('print.css')}</style><main>{parts}</main>", "utf-8")
    made = print_pdf(page, folder / "tasks.pdf", chromium=chromium)
    headed = [sheet for sheet in map(text, PdfReader(made.path).pages) if "Heading" in sheet]
    assert len(headed) == 14
    assert [sheet for sheet in headed if "Picture" not in sheet] == []


@pytest.mark.parametrize(("extra", "pages"), [(0, 1), (12, 1), (120, 2)])
def test_a_few_lines_get_no_last_page_of_their_own(chromium, folder, extra, pages):
    works = "".join(f"<li>Work {n}.</li>" for n in range(FULL + extra))
    page = folder / f"few{extra}.html"
    page.write_text(
        f"<style>{assets.own('print.css')}</style><main><div class='apparatus'>"
        f"<section class='back notes'><ul>{works}</ul></section></div></main>",
        "utf-8",
    )
    made = print_pdf(page, folder / f"few{extra}.pdf", chromium=chromium)
    assert made.pages == pages
    assert f"Work {FULL + extra - 1}." in text(PdfReader(made.path).pages[-1])


def test_a_long_address_fills_its_line(visit):
    page = visit(794, "print")
    rule = page.evaluate("getComputedStyle(document.querySelector('.address')).wordBreak")
    assert rule == "break-all"


def test_the_print_is_tagged_and_outlined(printed):
    reader = PdfReader(printed.path)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    titles = [str(each.title) for each in flat(reader.outline)]
    assert any("Which day? Decide." in title for title in titles)
    assert reader.metadata.title == "Why a bridge?"


def flat(outline):
    for each in outline:
        yield from flat(each) if isinstance(each, list) else [each]


def test_the_same_page_gives_the_same_number_of_pages(chromium, handout, folder, printed):
    again = print_pdf(handout, folder / "again.pdf", chromium=chromium)
    assert (again.cached, again.pages) == (False, printed.pages)


def test_letter_is_as_good(chromium, handout, folder):
    made = print_pdf(handout, folder / "letter.pdf", paper="Letter", chromium=chromium)
    first = PdfReader(made.path).pages[0]
    assert (float(first.mediabox.width), float(first.mediabox.height)) == (612, 792)


def test_nothing_that_a_page_asks_for_is_fetched(chromium, folder):
    page = folder / "asks.html"
    page.write_text("<h1>Hello</h1><img src='http://example.org/a.png'>", encoding="utf-8")
    assert print_pdf(page, folder / "asks.pdf", chromium=chromium).pages == 1


@pytest.fixture(scope="module")
def slides(chromium, folder):
    path = sample.save(folder / "notebooks" / "02-deck.ipynb", sample.lesson())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sahelkit.explorer.script", lambda: sample.EXPLORER_SCRIPT)
        patch.setattr("sahelkit.explorer.stylesheet", lambda: "")
        kit = sample.FakeKit(folder / "seeds")
        deck = build_deck(path, folder / "deck.html", kit, cache=folder / "cache")
    made = print_pdf(deck.path, folder / "deck.pdf", "deck", chromium=chromium)
    assert made.pages == deck.slides == 7, "one page for each slide"
    return PdfReader(io.BytesIO(made.path.read_bytes())).pages


def test_a_slide_becomes_a_page_of_its_size(slides):
    assert len(slides) == 7
    sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in slides}
    assert sizes == {(960, 540)}, "1280 by 720 pixels"


def test_slides_in_print_have_their_fragments_and_no_notes(slides):
    assert "Three bridges, three lengths" in text(slides[1])
    assert "Which bar is Beta?" in text(slides[1]), "a fragment"
    assert "Gamma" in text(slides[1]), "text of a picture"
    whole = " ".join(map(text, slides))
    assert "Ask first, then show" not in whole
    assert "Welcome the class" not in whole


def test_an_explorer_in_print_is_its_picture_without_controls(chromium, slides, folder):
    assert "Gamma" in text(slides[3])
    assert "Year" not in text(slides[3])
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(f"{(folder / 'deck.html').as_uri()}?print-pdf")
    page.locator("html[data-deck='ready']").wait_for(state="attached")
    live = page.locator(".sahelkit-explorer[data-live]").count()
    context.close()
    assert live == 0, "it would take its place in the layout for controls"

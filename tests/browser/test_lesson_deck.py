"""The deck of the first lesson, as a class sees it: no network, real explorers, nothing cut."""

from pathlib import Path

import pytest

import sahelkit
from sahelkit.publish import build_deck, overflow

pytestmark = pytest.mark.browser
LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "01-formation.ipynb"


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lesson-deck")
    return build_deck(LESSON, folder / "01.html", sahelkit.load(), cache=folder / "cache").path


@pytest.fixture(scope="module")
def page(chromium, deck):
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(deck.as_uri())
    page.wait_for_selector("html[data-deck=ready]")
    yield page
    assert asked == [deck.as_uri()]
    assert errors == []
    context.close()


def turn_to(page, kind):
    """Turn pages by key until a slide shows an explorer of a kind; return it."""
    page.evaluate("Reveal.slide(0)")
    for _ in range(60):
        found = page.locator(f"section.present .sahelkit-explorer[data-kind={kind}]")
        if found.count():
            return found
        page.keyboard.press("PageDown")
    raise AssertionError(f"no slide with a {kind}")


def test_the_slider_of_the_timeline_hides_marks_by_key(page):
    timeline = turn_to(page, "timeline")
    count = timeline.locator(".sk-count")
    before, slide = count.inner_text(), page.evaluate("Reveal.getIndices().h")
    timeline.locator("input[name=window-to]").focus()
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    assert count.inner_text() != before
    hidden = "[...document.querySelectorAll('section.present svg [data-record]')]"
    assert page.evaluate(f"{hidden}.filter((e) => e.style.display === 'none').length") > 0
    assert page.evaluate("Reveal.getIndices().h") == slide, "the slider's keys turned the page"


def test_a_record_opens_with_its_sources(page):
    timeline = turn_to(page, "timeline")
    timeline.locator(".sk-steps button").nth(1).click()
    reading = timeline.locator(".sk-reading")
    assert "Sources" in reading.inner_text()
    assert reading.locator("li").count() >= 1


def test_the_slider_of_the_map_changes_the_day_by_mouse(page):
    atlas = turn_to(page, "map")
    day = atlas.locator("output")
    before = day.inner_text()
    box = atlas.locator("input[type=range]").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    assert day.inner_text() != before


def test_no_slide_is_fuller_than_the_screen(chromium, deck):
    cut = [str(o) for o in overflow.check(deck, chromium) if not o.what.startswith("text of")]
    assert cut == []

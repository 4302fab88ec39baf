"""The decks of the lessons, as a class sees them: no network, real explorers, nothing cut."""

from pathlib import Path

import pytest

import sahelkit
from sahelkit.lessons import list_lessons
from sahelkit.publish import overflow
from sahelkit.publish.build import build, jobs_for

pytestmark = pytest.mark.browser
LESSONS = list_lessons(Path(__file__).resolve().parents[2] / "notebooks")


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """The deck of every lesson, by the lesson's name; built two at a time."""
    folder = tmp_path_factory.mktemp("decks")
    jobs = jobs_for(LESSONS, "slides", ["html"], folder)
    made = list(build(jobs, sahelkit.load(), workers=2, cache=folder / "cache"))
    assert [each.problem for each in made if each.problem] == []
    return {each.job.lesson.stem: each.job.out for each in made}


@pytest.fixture(scope="module")
def deck(decks):
    return decks["01-formation"]


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


@pytest.mark.parametrize("name", [path.stem for path in LESSONS])
def test_every_slide_fits_and_can_be_read(chromium, decks, name):
    assert [str(found) for found in overflow.check(decks[name], chromium)] == []

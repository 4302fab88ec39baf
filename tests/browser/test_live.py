"""A lesson as slides in a real JupyterLab, started by the README's command."""

import importlib.util
import json
import os

import pytest
from playwright.sync_api import expect

from browser.driver import Explorer, Notebook, start_lab, until

pytestmark = pytest.mark.browser
DEMANDED = "SAHELKIT_REQUIRE_LIVE"
SCREEN = {"width": 1280, "height": 720}
PAGE = "build/live/02-ecowas.ipynb"
SHOWN = """() => {
  const { widgets } = jupyterapp.shell.currentWidget.content;
  return widgets.flatMap((cell, n) => cell.node.checkVisibility({ opacityProperty: true,
    visibilityProperty: true }) && cell.node.getBoundingClientRect().height > 2 ? [n] : []);
}"""
COUNTS = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
  .filter((cell) => cell.type === "code").map((cell) => cell.executionCount)"""
FAULTS = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
  .filter((cell) => cell.type === "code").flatMap((cell) => cell.outputs.toJSON())
  .filter((output) => output.output_type === "error" || output.name === "stderr")"""
ACTIVE = "jupyterapp.shell.currentWidget.content.activeCellIndex"


@pytest.fixture(scope="module")
def slides(chromium, place):
    """Lesson 02 as slides, on its first one, with every cell run by the button there."""
    if importlib.util.find_spec("jupyterlab_slideshow") is None:
        if os.environ.get(DEMANDED, "0") not in ("", "0"):
            pytest.fail(f"no jupyterlab-slideshow, and {DEMANDED} is set")
        pytest.skip("no jupyterlab-slideshow: pip install 'sahelkit[live]'")
    with start_lab(place, "--port", "8895", command=("slides", "--live", "02")) as lab:
        assert f"/lab/tree/{PAGE}?" in lab.address
        context = chromium.new_context(viewport=SCREEN)
        slides = Notebook(context, lab.url(PAGE, "live"), PAGE)
        until(lambda: slides.page.evaluate(SHOWN) == [0, 1], "the first slide, of itself")
        slides.page.get_by_role("button", name="Run every cell").click()
        until(lambda: all(slides.page.evaluate(COUNTS)), "every cell has run")
        assert slides.page.evaluate(FAULTS) == []
        assert slides.page.evaluate(ACTIVE) == 0, "from the last cell no key leads on"
        yield slides
        assert slides.outside == []
        context.close()


@pytest.fixture
def first(slides):
    """The slides, turned back to the first."""
    slides.page.evaluate(f"{ACTIVE} = 0")
    until(lambda: slides.page.evaluate(SHOWN) == [0, 1], "the first slide")
    return slides


def turn_to(slides, number):
    """Turn pages by key until a cell is the active one; return which cells each slide showed."""
    seen = []
    while (at := slides.page.evaluate(ACTIVE)) < number:
        slides.page.keyboard.press("ArrowRight")
        until(lambda at=at: slides.page.evaluate(ACTIVE) > at, f"a cell after {at}")
        now = slides.page.evaluate(ACTIVE)
        until(lambda now=now: now in slides.page.evaluate(SHOWN), f"cell {now} is shown")
        seen.append(slides.page.evaluate(SHOWN))
    return seen


def test_keys_lead_through_every_slide_and_no_notes_are_on_it(first, place):
    cells = json.loads((place / PAGE).read_text(encoding="utf-8"))["cells"]
    kinds = [cell["metadata"].get("slideshow", {}).get("slide_type") for cell in cells]
    wanted, slide = [], []
    for number, kind in enumerate(kinds):
        if kind == "slide":
            slide = []
        if kind != "skip":
            slide.append(number)
            wanted.append(slide)  # the same list: a slide shows all its cells from the start
    assert turn_to(first, wanted[-1][-1]) == wanted[1:]
    assert kinds.count("skip") > 30
    assert all("#" in "".join(cells[slide[0]]["source"]) for slide in wanted), "a heading each"


def test_text_can_be_read_from_the_back_row(first):
    sizes = """() => [...document.querySelectorAll(
      ".jp-deck-mod-visible :is(h1, h2, p, .cm-line, .sahelkit-explorer label)")]
      .filter((e) => e.checkVisibility()).map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    explorer = first.page.locator(".jp-deck-mod-visible .sahelkit-explorer")
    assert min(first.page.evaluate(sizes)) >= 28
    while not explorer.count():
        turn_to(first, first.page.evaluate(ACTIVE) + 1)
    assert min(first.page.evaluate(sizes)) >= 20


def test_an_explorer_on_a_slide_lives(first):
    page = first.page
    found = page.locator(".jp-deck-mod-visible .sahelkit-explorer[data-live][data-kind=timeline]")
    while not found.count():
        turn_to(first, page.evaluate(ACTIVE) + 1)
    explorer = Explorer(found)
    slider, before, at = explorer.slider("window-to"), explorer.count(), page.evaluate(ACTIVE)
    slider.focus()
    for _ in range(8):
        slider.press("ArrowLeft")
    until(lambda: explorer.count() != before, "another count")
    assert page.evaluate(ACTIVE) - at <= 1, "the keys of the slider turned the page"
    mark = explorer.drawn()[0]
    explorer.part(mark).click()
    until(lambda: mark in explorer.reading(), "the record is read")


def test_code_is_written_and_run_on_a_slide(first):
    page = first.page
    editor = page.locator(".jp-deck-mod-visible .cm-content[contenteditable=true]")
    code = page.locator(".jp-deck-mod-visible.jp-CodeCell")
    while not code.count():
        turn_to(first, page.evaluate(ACTIVE) + 1)
    editor.last.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("[2 * value for value in (3, 4)]")
    page.keyboard.press("Control+Enter")
    expect(code.last.locator(".jp-OutputArea-output")).to_have_text("[6, 8]")
    page.keyboard.press("Escape")

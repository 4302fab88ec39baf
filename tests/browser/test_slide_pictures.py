"""Timeline, map and network in a deck: to be read from the back row, also while a record is."""

import re

import pytest
from publish import sample

import sahelkit
from browser.driver import Explorer, until
from sahelkit.publish import build_deck, overflow

pytestmark = pytest.mark.browser

CALLS = {
    "timeline": "timeline(kit, ['bamex', 'security'], since='2025-09', until='2025-11')",
    "lanes": "timeline(kit, since='2020')",
    "map": "map(kit, '2024-09-22', since='2020', events=True)",
    "network": "network(kit, themes=['russia'])",
    "crowd": "network(kit)",
    "carte": "map(kit, '2024-09-22', since='2020', events=True, lang='fr')",
    "frise": "timeline(kit, ['ecowas', 'formation'], since='2024', lang='fr')",
}
SLIDE = 1280 * 720

SIZES = """(root, least) => {
  const small = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("script, style, title")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.getBoundingClientRect().width < 2) continue;
    let size = parseFloat(getComputedStyle(element).fontSize);
    const matrix = element.closest("svg") && element.getScreenCTM();
    if (matrix) size *= Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
    if (size < least) small.push(`${size.toFixed(1)} ${texts.currentNode.data.trim()}`);
  }
  return small;
}"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slide-pictures")
    (folder / "notebooks").mkdir()
    cells = [sample.cell("code", "import sahelkit\nkit = sahelkit.load()", "skip")]
    for name, call in CALLS.items():
        cells.append(sample.cell("markdown", f"## {name}", "slide"))
        cells.append(sample.cell("code", f"sahelkit.explore.{call}", "-"))
    cells.append(sample.cell("markdown", "## alone", "slide"))
    cells.append(sample.cell("code", "sahelkit.charts.map(kit, '2025-01-29')", "-"))
    path = sample.save(folder / "notebooks" / "91-pictures.ipynb", sample.notebook(*cells))
    return build_deck(path, folder / "deck.html", sahelkit.load(), cache=folder / "cache").path


def opened(chromium, deck, width, height):
    context = chromium.new_context(
        viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(deck.as_uri())
    page.wait_for_selector("html[data-deck=ready]")
    return page


@pytest.fixture(scope="module")
def page(chromium, deck):
    page = opened(chromium, deck, 1280, 720)
    yield page
    page.context.close()


def show(page, name):
    """Turn to a slide, where nothing is chosen yet; return its explorer."""
    page.evaluate(
        "(n) => { const { h, v } = Reveal.getIndices(Reveal.getSlides()[n]);"
        " Reveal.slide(h, v || 0); }",
        list(CALLS).index(name) + 1,
    )
    root = page.locator("section.present .sahelkit-explorer")
    root.wait_for()
    return Explorer(root)


def test_the_check_finds_nothing(chromium, deck):
    assert [str(found) for found in overflow.check(deck, chromium)] == []


@pytest.mark.parametrize("name", CALLS)
def test_text_can_be_read_and_the_picture_is_large(page, name):
    explorer = show(page, name)
    shape = explorer.picture.locator("svg").bounding_box()
    assert shape["width"] * shape["height"] > 0.5 * SLIDE
    assert explorer.root.evaluate(SIZES, 19.95) == []


def test_on_a_larger_screen_all_is_larger(chromium, deck):
    page = opened(chromium, deck, 1920, 1080)
    shape = show(page, "map").picture.locator("svg").bounding_box()
    assert shape["width"] * shape["height"] > 0.5 * 1920 * 1080
    assert show(page, "map").picture.evaluate(SIZES, 29.9) == []
    page.context.close()


@pytest.mark.parametrize("name", CALLS)
def test_while_a_record_is_read_the_picture_keeps_its_size(page, name):
    explorer = show(page, name)
    before = explorer.picture.locator("svg").bounding_box()
    explorer.picture.focus()
    explorer.picture.press("ArrowLeft")
    until(lambda: "sk-idle" not in explorer.root.get_attribute("class"), "something is read", 10)
    after = explorer.picture.locator("svg").bounding_box()
    assert after["width"] == pytest.approx(before["width"], abs=1)
    assert after["height"] == pytest.approx(before["height"], abs=1)
    panel = explorer.root.locator(".sk-panel").bounding_box()
    frame = explorer.picture.bounding_box()
    assert panel["width"] >= 270
    assert panel["height"] >= 230
    assert panel["x"] >= frame["x"] + frame["width"], "the panel lies over the picture"
    fold = explorer.root.locator(".sk-fold").bounding_box()
    assert panel["y"] + panel["height"] <= fold["y"] + 1, "the panel lies over a button"
    shown = explorer.picture.evaluate(
        "(frame) => { const a = frame.getBoundingClientRect();"
        " const b = frame.querySelector('.sk-on').getBoundingClientRect();"
        " return b.right > a.left && b.left < a.right; }"
    )
    assert shown, "what is read cannot be seen"
    assert explorer.root.evaluate(SIZES, 19.95) == []
    explorer.root.evaluate("(root) => root.querySelector('.sk-picture').click()")
    until(lambda: "sk-idle" in explorer.root.get_attribute("class"), "nothing is read", 10)


def test_all_controls_stand_in_two_rows_or_beside_the_picture(page):
    for name in ("timeline", "frise"):
        assert show(page, name).root.locator(".sk-controls").bounding_box()["height"] < 80
    for name in ("map", "carte", "network"):
        explorer = show(page, name)
        controls = explorer.root.locator(".sk-controls").bounding_box()
        picture = explorer.picture.bounding_box()
        assert controls["x"] > picture["x"] + picture["width"]


@pytest.mark.parametrize("name", CALLS)
def test_of_the_caption_one_sentence_is_seen(page, name):
    caption = show(page, name).root.locator(".sk-caption")
    assert caption.locator(".sk-first").is_visible()
    assert not caption.locator(".sk-more").is_visible()
    if name in ("timeline", "lanes", "frise"):
        assert caption.bounding_box()["height"] < 50


def test_the_table_can_be_opened_and_closed(page):
    explorer = show(page, "map")
    explorer.root.locator(".sk-fold").click()
    table = explorer.root.locator(".sk-records table")
    assert table.is_visible()
    assert explorer.root.locator(".sk-records").bounding_box()["width"] > 1000
    explorer.root.locator(".sk-fold").click()
    assert not table.is_visible()


def test_the_notes_have_the_whole_caption(page):
    notes = page.evaluate(
        "() => [...document.querySelectorAll('[data-kind=map]')][0].closest('section')"
        ".querySelector('aside.notes').textContent"
    )
    assert "Borders are approximate and no statement on any claim." in notes


def test_small_text_in_a_control_is_found(chromium, deck, tmp_path):
    small = tmp_path / "small.html"
    whole = deck.read_text(encoding="utf-8")
    assert "font: 20px/1.3 var(--sans)" in whole
    small.write_text(whole.replace("font: 20px/1.3 var(--sans)", "font: 18px/1.3 var(--sans)"))
    found = [str(one) for one in overflow.check(small, chromium)]
    small_ones = [one for one in found if "text of 18.0 px (at least 20)" in one]
    assert any(re.search("“(From|◀ Previous)”", one) for one in small_ones), found

"""Specs, sources, disputes and hypotheses in a deck: to be read from the back row, and to use."""

import pytest
from publish import sample

import sahelkit
from browser.driver import Explorer, until
from sahelkit.publish import build_deck, overflow

pytestmark = pytest.mark.browser

SHOWN = ["cobra-ii", "aselsan-radar", "aselsan-counter-uas", "roketsan-loitering-munition"]
HEIGHTS = ["operating altitude", "ceiling", "height reached in tests", "payload"]
CALLS = {
    "values": f"specs(kit, ['TB2', 'Akinci'], {HEIGHTS})",
    "bamex": f"specs(kit, {SHOWN}, show='bamex')",
    "sources": "sources(kit)",
    "words": "sources(kit, view='words', lang='fr')",
    "seven answers": "disputes(kit, 'C-12')",
    "two questions": "disputes(kit, ['C-28', 'C-31'], title='Two')",
    "many questions": "disputes(kit, themes='turkey', lang='fr')",
    "hypotheses": "hypotheses(kit, 'C-38')",
}
SLIDE = 1280 * 720
SIZES = """(root) => {
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
    if (size < 19.95) small.push(`${size.toFixed(1)} ${texts.currentNode.data.trim()}`);
  }
  return small;
}"""
OURS = sahelkit.load().record("C-12")["reading"]


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slide-explorers")
    (folder / "notebooks").mkdir()
    cells = [sample.cell("code", "import sahelkit\nkit = sahelkit.load()", "skip")]
    for name, call in CALLS.items():
        cells.append(sample.cell("markdown", f"## {name}", "slide"))
        cells.append(sample.cell("code", f"sahelkit.explore.{call}", "-"))
    path = sample.save(folder / "notebooks" / "92-explorers.ipynb", sample.notebook(*cells))
    return build_deck(path, folder / "deck.html", sahelkit.load(), cache=folder / "cache").path


@pytest.fixture
def page(chromium, deck):
    context = chromium.new_context(
        viewport={"width": 1280, "height": 720}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(deck.as_uri())
    page.wait_for_selector("html[data-deck=ready]")
    yield page
    context.close()


def show(page, name):
    page.evaluate(
        "(n) => { const slides = Reveal.getSlides().filter((s) =>"
        " s.querySelector('.sahelkit-explorer'));"
        " const { h, v } = Reveal.getIndices(slides[n]); Reveal.slide(h, v || 0); }",
        list(CALLS).index(name),
    )
    root = page.locator("section.present .sahelkit-explorer")
    root.wait_for()
    return Explorer(root)


def read_one(explorer):
    explorer.picture.focus()
    explorer.picture.press("ArrowRight")
    until(lambda: "sk-idle" not in explorer.root.get_attribute("class"), "something is read", 10)


def box(locator):
    return locator.bounding_box()


def inside(part, whole):
    """Whether a part is seen in full."""
    a, b = box(part), box(whole)
    return a["y"] >= b["y"] - 1 and a["y"] + a["height"] <= b["y"] + b["height"] + 1


def test_the_check_finds_nothing(chromium, deck):
    assert [str(found) for found in overflow.check(deck, chromium)] == []


@pytest.mark.parametrize("name", CALLS)
def test_text_can_be_read_and_the_picture_is_large(page, name):
    explorer = show(page, name)
    shape = box(explorer.picture.locator("svg"))
    assert shape["width"] * shape["height"] > 0.42 * SLIDE
    assert explorer.root.evaluate(SIZES) == []


@pytest.mark.parametrize("name", CALLS)
def test_while_a_record_is_read_the_picture_keeps_its_size(page, name):
    explorer = show(page, name)
    before = box(explorer.picture.locator("svg"))
    read_one(explorer)
    after = box(explorer.picture.locator("svg"))
    assert after["width"] == pytest.approx(before["width"], abs=1)
    assert after["height"] == pytest.approx(before["height"], abs=1)
    panel, frame = box(explorer.root.locator(".sk-panel")), box(explorer.picture)
    assert panel["width"] >= 290
    assert panel["height"] >= 240
    assert panel["x"] >= frame["x"] + frame["width"], "the panel lies over the picture"
    assert panel["y"] + panel["height"] <= 690
    assert explorer.root.evaluate(SIZES) == []


def test_a_view_of_specs_has_no_blank_beneath_it(page):
    explorer = show(page, "bamex")
    heights = []
    for view in ("bamex", "values"):
        explorer.root.locator(f"input[value={view}]").check()
        svg = explorer.picture.locator("svg")
        heights.append(box(svg)["height"])
        low = svg.evaluate(
            "(svg) => Math.max(...[...svg.querySelectorAll('text')].filter((t) =>"
            " t.checkVisibility()).map((t) => t.getBoundingClientRect().bottom))"
        )
        shape = box(svg)
        assert 0 <= shape["y"] + shape["height"] - low < 50
    assert heights[1] < 0.7 * heights[0]


def test_a_judgement_is_made_and_ours_is_seen_at_once(page):
    explorer = show(page, "seven answers")
    root = explorer.root
    form, judge = root.locator(".sk-judge-form"), root.locator(".sk-judge")
    assert inside(form, judge), "the form has to be scrolled"
    root.locator("input[name=grades]").check()
    assert root.evaluate(SIZES) == []
    root.locator(".sk-judge-answers input").first.check()
    root.locator(".sk-judge-sure input").first.check()
    root.locator(".sk-judge-commit").click()
    ours = root.locator(".sk-judge-ours")
    assert OURS in ours.inner_text()
    assert inside(ours, judge)
    assert root.evaluate(SIZES) == []


def test_the_record_that_is_read_gives_the_place_back_to_the_form(page):
    explorer = show(page, "seven answers")
    read_one(explorer)
    form = explorer.root.locator(".sk-judge-form")
    assert not form.is_visible()
    explorer.root.get_by_role("button", name="Back to your judgement").click()
    assert form.is_visible()
    assert not explorer.root.locator(".sk-panel").is_visible()


def test_each_question_fills_the_picture(page):
    explorer = show(page, "two questions")
    heights = []
    for name in ("C-28", "C-31"):
        explorer.root.locator(f"input[value={name}]").check()
        heights.append(box(explorer.picture.locator("svg"))["height"])
    assert min(heights) > 400


def test_while_a_cell_is_read_its_text_has_the_place_of_the_lists(page):
    explorer = show(page, "sources")
    kinds = explorer.root.locator(".sk-set").last
    assert kinds.is_visible()
    read_one(explorer)
    assert not kinds.is_visible()
    explorer.picture.click(position={"x": 3, "y": 3})
    until(lambda: "sk-idle" in explorer.root.get_attribute("class"), "nothing is read", 10)
    assert kinds.is_visible()


def test_an_item_is_rated_without_scrolling_and_the_result_is_in_sight(page):
    explorer = show(page, "hypotheses")
    read_one(explorer)
    root = explorer.root
    panel = root.locator(".sk-panel")
    sets = root.locator(".sk-ach-form fieldset")
    assert sets.count() == 4
    for one in sets.all():
        assert inside(one, panel)
        assert box(one)["height"] < 36, "the ratings stand in one line"
    sets.first.get_by_label("II very inconsistent").check()
    verdict = root.locator(".sk-ach-verdict")
    assert "1 of 40" in verdict.inner_text()
    assert box(verdict)["y"] < 650
    assert root.evaluate(SIZES) == []
    assert box(explorer.picture.locator("svg"))["height"] < 560

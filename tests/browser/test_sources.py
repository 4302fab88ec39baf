"""The explorer of the sources on a plain page: cells, rows and words by mouse and keyboard."""

import pytest

import sahelkit
from browser.driver import write_explorers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    html = sahelkit.explore.sources(sahelkit.load()).html
    path = tmp_path_factory.mktemp("page") / "sources.html"
    write_explorers(path, html)
    return path


@pytest.fixture
def page(chromium, path):
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(".sk-controls:not([hidden])")
    yield page
    context.close()


def click(page, key):
    """Click the middle of the topmost part of a group or record."""
    part = page.locator(f'svg [data-group="{key}"], svg [data-record="{key}"]').last
    box = part.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def compare(page, view):
    page.locator(f"input[type=radio][value={view}]").check()


def read(page):
    return page.locator(".sk-reading").inner_text()


def heads(page):
    return page.locator(".sk-side > .sk-head").all_inner_texts()


def test_a_cell_lists_its_statements_and_each_can_be_read(page):
    click(page, "S4.topic.russia")
    assert "26 records" in read(page)
    assert heads(page) == ["S4 SSTV Ghana"]
    page.locator(".sk-open").first.click()
    assert "S4-" in page.locator(".sk-reading .sk-head").first.inner_text()


def test_an_empty_cell_says_that_there_is_nothing(page):
    click(page, "S2.topic.bamex")
    assert "BAMEX, not one statement" in read(page)
    assert page.locator(".sk-open").count() == 0


def test_the_name_of_a_row_sets_all_texts_side_by_side(page):
    compare(page, "entities")
    page.locator('svg [data-group="entity.mali"] text').click()
    assert [head[:2] for head in heads(page)] == ["S0", "S1", "S2", "S3", "S4"]
    assert page.locator(".sk-open").count() == 88  # none is cut off
    tops = [box["y"] for box in (s.bounding_box() for s in page.locator(".sk-side").all())]
    assert tops[0] == tops[1]
    picture, panel = page.locator(".sk-picture"), page.locator(".sk-panel")
    assert panel.bounding_box()["width"] > picture.bounding_box()["width"]


def test_a_word_is_read_with_its_note(page):
    compare(page, "words")
    click(page, "W-01")
    assert "“collapse” in S0: 3 ×" in read(page)
    assert "the text itself, and somebody it quotes or reports" in read(page)


def test_another_view_closes_what_it_does_not_show(page):
    click(page, "S4.topic.russia")
    compare(page, "kinds")
    assert "sk-idle" in page.locator(".sahelkit-explorer").get_attribute("class")


def test_a_head_stays_open_in_another_view(page):
    click(page, "text.S0")
    assert "73 records" in read(page)
    compare(page, "words")
    assert "19 records" in read(page)


def test_numbers_follow_the_choice_of_kinds_and_a_cell_can_become_empty(page):
    page.get_by_role("checkbox", name="attribute").uncheck()
    page.get_by_role("checkbox", name="event").uncheck()
    count = page.locator('svg [data-group="S0.topic.bamex"][data-weigh="count"] text')
    assert int(count.text_content()) < 34
    for kind in ("figure", "quotation", "assessment"):
        page.get_by_role("checkbox", name=kind).uncheck()
    assert not count.is_visible()  # S0 has no forecast
    assert page.locator('svg [data-group="S0.topic.bamex"][data-always]').is_visible()


def test_a_text_can_be_taken_out(page):
    page.get_by_role("checkbox", name="S1 LBNN TV").uncheck()
    assert page.locator('svg g[data-group^="S1."]:visible').count() == 0
    assert page.locator('svg g[data-group="text.S1"]:visible').count() == 0
    assert page.locator('svg g[data-group="S2.topic.bamex"]').is_visible()


def test_arrow_keys_pass_over_the_rows_of_other_views(page):
    compare(page, "kinds")
    page.locator(".sk-picture").focus()
    for _ in range(6):  # five heads come first
        page.keyboard.press("ArrowRight")
    assert "event: in all texts" in read(page)
    assert page.locator("svg .sk-on:visible").count() > 0


def test_arrow_keys_go_from_word_to_word(page):
    compare(page, "words")
    page.locator(".sk-picture").focus()
    for _ in range(6):  # five heads come first
        page.keyboard.press("ArrowRight")
    assert "“collapse”" in read(page)
    assert page.locator("svg .sk-on:visible").count() > 0
    page.keyboard.press("ArrowDown")
    assert "“jihadist”" in read(page)


@pytest.mark.parametrize("width", [360, 640, 1280])
def test_no_width_needs_scrolling_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for view in ("topics", "entities", "kinds", "words"):
        compare(page, view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

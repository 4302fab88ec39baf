"""The specs explorer on a plain page: units, views, systems and rivals, by mouse and by keys."""

import pytest

import sahelkit
from browser.driver import write_explorers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    html = sahelkit.explore.specs(sahelkit.load()).html
    path = tmp_path_factory.mktemp("page") / "specs.html"
    return write_explorers(path, html)
    return path.as_uri()


@pytest.fixture
def page(chromium, address):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".sk-controls:not([hidden])")
    yield page
    context.close()


def seen(page):
    """Texts of the picture that are not hidden."""
    return page.evaluate(
        """[...document.querySelectorAll(".sk-picture svg text")]
        .filter((e) => e.getClientRects().length).map((e) => e.textContent)"""
    )


def click(page, selector):
    box = page.locator(selector).last.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return page.locator(".sk-reading").inner_text()


def test_units_switch_labels_axes_and_table(page):
    assert "≈ 7,600 m" in seen(page)
    assert "25,000 ft" not in seen(page)
    page.check("input[value=imperial]")
    assert "25,000 ft" in seen(page)
    assert "40,000 ft" in seen(page)
    assert "≈ 7,600 m" not in seen(page)
    page.check("input[value=published]")
    assert "8 thousand m" in seen(page)
    page.click(".sk-fold")
    assert "8 thousand metres" in page.locator("tr[data-id=SP-11] td").nth(2).inner_text()


def test_a_click_on_a_range_lists_all_rivals_and_a_second_one_reads(page):
    cell = 'svg [data-group="bayraktar-tb2.ceiling"]'
    listed = click(page, cell)
    assert "Bayraktar TB2 – Greatest height" in listed
    for name in ("SP-08", "SP-09", "SP-10", "SP-11", "LBNN TV (D)", "Daily Sabah (C)"):
        assert name in listed
    page.locator(".sk-open", has_text="SP-11").click()
    record = page.locator(".sk-reading").inner_text()
    assert "maximum, according to the maker" in record
    assert "WP Tech" in record


def test_a_dispute_beside_a_name_is_read(page):
    assert "How high can the Bayraktar TB2 fly?" in click(page, 'svg [data-record="C-29"]')


def test_views(page):
    assert "Time in the air" in seen(page)
    page.check("input[value=deliveries]")
    texts = seen(page)
    assert "Time in the air" not in texts
    assert "TRT Français (C): three; hand-over of 16 March 2023" in texts
    assert "four" in click(page, 'svg [data-group="bayraktar-tb2.delivered-to-Mali"]')
    page.check("input[value=bamex]")
    assert "scale model" in seen(page)
    assert "TRT Français (C): three; hand-over of 16 March 2023" not in seen(page)
    assert "Kızılelma: at BAMEX 2025 scale model" in click(page, 'svg [data-record="SP-83"]')


def test_a_system_goes_with_its_words_for_nothing(page):
    before = seen(page)
    page.uncheck("input[value=kargu]")
    after = seen(page)
    assert before.count("no record") - after.count("no record") == 3
    assert "C-33" in before
    assert "C-33" not in after
    assert before.count("Kargu") == 2
    assert "Kargu" not in after


def test_keys_step_through_rivals_and_change_the_units(page):
    page.focus(".sk-picture")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "Bayraktar TB2 – Time in the air" in page.locator(".sk-reading").inner_text()
    assert page.locator(".sk-said").inner_text() == "Bayraktar TB2 – Time in the air"
    page.focus("input[value=metric]")
    page.keyboard.press("ArrowRight")
    assert page.is_checked("input[value=imperial]")
    assert "27,000 ft" in seen(page)


def test_without_script_picture_and_table_show_the_first_state(chromium, address):
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(address)
    assert page.locator("svg text", has_text="≈ 7,600 m").first.is_visible()
    assert not page.locator("svg text", has_text="25,000 ft").first.is_visible()
    assert page.locator("tr[data-id=SP-08]").is_visible()
    assert not page.locator("tr[data-id=SP-52]").is_visible()
    context.close()

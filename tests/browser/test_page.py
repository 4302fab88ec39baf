"""Explorers on a plain page without a kernel: what a click reaches, and what stays apart."""

import pytest

import sahelkit
from browser.driver import write_explorers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """A page with the same map twice."""
    html = sahelkit.explore.map(sahelkit.load(), "2024-08-01").html
    path = tmp_path_factory.mktemp("page") / "maps.html"
    write_explorers(path, html, html)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(".sk-controls:not([hidden])")
    yield page
    context.close()


def explorer(page, number=0):
    return page.locator(".sahelkit-explorer").nth(number)


def click_name(page, name, number=0):
    """Click the middle of a country's name in the picture."""
    box = explorer(page, number).locator("svg text", has_text=name).first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return explorer(page, number).locator(".sk-reading").inner_text()


def test_two_copies_of_one_picture_share_no_id(page):
    ids = page.evaluate("[...document.querySelectorAll('svg [id]')].map((e) => e.id)")
    assert len(ids) > 40
    assert len(set(ids)) == len(ids)
    lost = page.evaluate(
        """[...document.querySelectorAll("svg *")].flatMap((e) => [...e.attributes])
        .flatMap((a) => [...a.value.matchAll(/(?:^|url\\()#(\\w+-[\\w-]+)/g)].map((m) => m[1]))
        .filter((id) => !document.getElementById(id))"""
    )
    assert lost == []


def test_a_click_on_a_countrys_name_lists_its_records_then_reads_one_after_the_other(page):
    """The list comes first: a name stands for all that is recorded of its country."""
    explorer(page).scroll_into_view_if_needed()
    first = click_name(page, "Niger")
    assert first.startswith("Niger: memberships\n")
    assert "Niger: member, AES" in first
    assert "Niger: suspended and notice given, ECOWAS" in first
    second = click_name(page, "Niger")
    assert second.splitlines()[1] == "Niger: member, AES"
    third = click_name(page, "Niger")
    assert third.splitlines()[1] == "Niger: suspended and notice given, ECOWAS"
    assert click_name(page, "Niger") == first


def test_a_click_on_the_sea_closes_the_record(page):
    explorer(page).scroll_into_view_if_needed()
    assert "Mali" in click_name(page, "Mali")
    box = explorer(page).locator("svg").bounding_box()
    page.mouse.click(box["x"] + 12, box["y"] + 12)
    assert "sk-idle" in explorer(page).get_attribute("class")


def test_what_is_chosen_in_one_is_not_chosen_in_the_other(page):
    explorer(page).scroll_into_view_if_needed()
    click_name(page, "Mali")
    assert "sk-idle" in explorer(page, 1).get_attribute("class")
    assert explorer(page, 1).locator(".sk-on").count() == 0

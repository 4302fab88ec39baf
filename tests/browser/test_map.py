"""The map on a plain page: countries, their history, places of events, the slider of days."""

import pytest
from playwright.sync_api import expect

import sahelkit
from browser.driver import write_explorers

pytestmark = pytest.mark.browser

DAY = "2024-08-01"


def write(path, **options):
    html = sahelkit.explore.map(sahelkit.load(), DAY, since="2020", **options).html
    return write_explorers(path, html)
    return path.as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return write(tmp_path_factory.mktemp("map") / "map.html")


@pytest.fixture
def page(chromium, address):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".sk-controls:not([hidden])")
    yield page
    context.close()


def middle(part):
    box = part.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def name_of(page, key):
    return page.locator(f'g[data-group="{key}"]', has=page.locator("text")).first


def reading(page):
    return page.locator(".sk-reading")


def story(page):
    """The lines of the history, and those that are marked."""
    items = page.locator(".sk-story li")
    here = page.locator(".sk-story li[aria-current]")
    return items.all_inner_texts(), here.all_inner_texts()


def test_a_country_that_is_no_member_of_anything_leads_to_its_history(page):
    page.mouse.click(*middle(name_of(page, "mauritania")))
    expect(reading(page)).to_contain_text("Mauritania: memberships")
    lines, here = story(page)
    assert [line.split(" Mauritania: ")[1] for line in lines] == [
        "member, ECOWAS",
        "notice given, ECOWAS",
    ]
    assert here == []


def test_the_history_stays_while_the_days_go_by(page):
    page.mouse.click(*middle(name_of(page, "mali")))
    before, here = story(page)
    assert len(before) > 10
    assert before[0].endswith("Mali: member, ECOWAS")
    assert {line.rsplit("Mali: ")[1] for line in here} == {
        "member, AES", "suspended and notice given, ECOWAS", "member, UEMOA",
    }  # fmt: skip
    slider = page.locator("input[name=day]")
    slider.focus()
    slider.press("End")
    expect(page.locator(".sk-story li[aria-current]")).to_have_count(2)
    assert story(page)[0] == before
    slider.press("Home")
    expect(page.locator(".sk-story li[aria-current]")).to_have_count(2)
    page.mouse.click(*middle(name_of(page, "mauritania")))
    slider.press("End")
    expect(reading(page)).to_contain_text("Mauritania: memberships")


def test_a_membership_is_read_within_the_history_of_its_country(page):
    page.mouse.click(*middle(name_of(page, "mali")))
    page.get_by_role("button", name="Read M-49").press("Enter")
    lines, here = story(page)
    assert len(lines) > 10
    assert all(" Mali: " in line for line in lines)
    assert [line.split(" Mali: ")[1] for line in here] == ["suspended and notice given, ECOWAS"]
    years = [int(line.split(" Mali: ")[0].removeprefix("from ").split()[2]) for line in lines]
    assert years == sorted(years)


def test_a_click_on_the_land_lists_the_country_and_then_reads_its_records(page):
    x, y = middle(name_of(page, "niger"))
    page.mouse.click(x, y - 60)
    expect(reading(page)).to_contain_text("Niger: memberships")
    x, y = middle(name_of(page, "niger"))  # the panel took some of the width
    page.mouse.click(x, y - 40)
    expect(reading(page)).to_contain_text("Niger: member, AES")
    assert story(page)[1][0].endswith("Niger: member, AES")


def test_the_slider_says_what_changed_and_knows_its_ends(page):
    slider, changed = page.locator("input[name=day]"), page.locator(".sk-changed")
    expect(changed).to_have_text("No membership changed on this day.")
    slider.focus()
    slider.press("Home")
    expect(changed).to_have_text("ECOWAS, suspended: Mali")
    assert slider.get_attribute("aria-valuetext") == "18 August 2020"
    slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "18 August 2020"
    slider.press("ArrowRight")
    expect(changed).to_have_text("ECOWAS, full member again: Mali")
    slider.press("End")
    last = slider.get_attribute("aria-valuetext")
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == last


def test_the_slider_stops_where_something_changed_unless_events_are_shown(page):
    slider, changed = page.locator("input[name=day]"), page.locator(".sk-changed")

    def days():
        slider.focus()
        slider.press("Home")
        seen = {}
        for _ in range(int(slider.get_attribute("max")) + 1):
            seen[slider.get_attribute("aria-valuetext")] = changed.inner_text()
            slider.press("ArrowRight")
        return seen

    expect(changed).to_have_text("No membership changed on this day.")
    assert slider.get_attribute("aria-valuetext") == "1 August 2024"  # the day it opens on
    few = days()
    assert not any(text.startswith("No membership") for text in [*few.values()][1:-1])
    assert "1 August 2024" not in few
    page.get_by_label("events of the last 6 months").check()
    every = days()
    assert set(few) < set(every)
    assert "1 August 2024" in every
    assert any("tick the events" in text for text in every.values())
    slider.press("Home")
    while "tick the events" not in changed.inner_text():
        slider.press("ArrowRight")
    between = slider.get_attribute("aria-valuetext")
    page.get_by_label("events of the last 6 months").uncheck()
    assert slider.get_attribute("aria-valuetext") == between  # it stays until one moves on
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") in few
    slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") in few


def test_places_of_events_are_a_layer(page):
    marks = page.locator('g[data-group^="at-"]')
    legend = page.locator('g[data-when="bodies=events"]').first
    assert not any(mark.is_visible() for mark in marks.all())
    expect(legend).not_to_be_visible()
    box = page.get_by_label("events of the last 6 months")
    box.focus()
    box.press("Space")
    expect(legend).to_be_visible()
    number = name_of(page, "at-niamey")
    expect(number).to_be_visible()
    held = '[data-groups="at-niamey"]:not([hidden])'
    count = page.locator(f"tbody tr{held}").count()
    assert count > 1
    assert number.locator("text").text_content() == str(count)
    page.locator("input[name=day]").focus()
    page.keyboard.press("ArrowRight")
    count = page.locator(f"tbody tr{held}").count()
    expect(number.locator("text")).to_have_text(str(count))


def test_a_click_on_a_place_lists_its_events_and_further_clicks_read_them(page):
    page.get_by_label("events of the last 6 months").check()
    page.mouse.click(*middle(name_of(page, "at-niamey")))
    expect(reading(page)).to_contain_text("Events in Niamey")
    listed = page.locator(".sk-item").count()
    assert listed == int(name_of(page, "at-niamey").locator("text").text_content()) > 1
    page.mouse.click(*middle(name_of(page, "at-niamey")))
    expect(reading(page).locator(".sk-head").first).to_contain_text("· EV-")
    expect(page.locator(".sk-ring")).to_have_count(1)
    assert page.locator(".sk-story").count() == 0


def test_marks_do_not_cover_names(page):
    """On no day does the square of a place lie over the name of a country."""
    page.get_by_label("events of the last 6 months").check()
    slider = page.locator("input[name=day]")
    slider.focus()
    slider.press("Home")
    covered = set()
    for _ in range(int(slider.get_attribute("max")) + 1):
        covered |= set(
            page.evaluate(
                """() => {
        const box = (e) => e.getBoundingClientRect();
        const seen = [...document.querySelectorAll('g[data-group^="at-"] use')].map(box)
          .filter((b) => b.width);
        const names = [...document.querySelectorAll('.sk-picture svg text')]
          .filter((t) => !t.closest('[data-group^="at-"]') && box(t).width);
        return names.filter((t) => seen.some((b) => {
          const n = box(t);
          return Math.min(b.right, n.right) - Math.max(b.left, n.left) > 3
            && Math.min(b.bottom, n.bottom) - Math.max(b.top, n.top) > 5;
        })).map((t) => t.textContent);
      }"""
            )
        )
        slider.press("ArrowRight")
    assert covered == set()


def test_without_javascript_every_country_has_its_name(chromium, address):
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, offline=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(address)
    assert name_of(page, "mauritania").is_visible()
    assert not page.locator('g[data-group="at-bamako"]').first.is_visible()
    expect(page.locator(".sk-caption")).to_contain_text("Borders are approximate")
    context.close()


def test_a_narrow_page_does_not_scroll_sideways(chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, offline=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".sk-controls:not([hidden])")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()

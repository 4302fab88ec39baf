"""The timeline on a plain page: zoom, ticks, titles, and the ring of what is being read."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

import sahelkit
from browser.driver import write_explorers

pytestmark = pytest.mark.browser
PLACES = """() => Object.fromEntries([...document.querySelectorAll("svg .sk-mark")]
  .filter((part) => part.getBoundingClientRect().width)
  .map((part) => { const b = part.getBoundingClientRect();
    return [part.dataset.record, [b.x + b.width / 2, b.y + b.height / 2, b.width]]; }))"""
AXIS = """() => { const svg = document.querySelector("svg").getBoundingClientRect();
  const { axis } = JSON.parse(document.querySelector(".sahelkit-data").textContent);
  return [svg.x + axis.left * svg.width, svg.x + axis.right * svg.width]; }"""


@pytest.fixture
def open_timeline(chromium, tmp_path):
    """A function that opens a timeline of the ledger on a page of its own."""
    contexts = []

    def open_it(**choice):
        path = tmp_path / "timeline.html"
        write_explorers(path, sahelkit.explore.timeline(sahelkit.load(), **choice).html)
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector(".sk-controls:not([hidden])")
        return page

    yield open_it
    for context in contexts:
        assert not context.pages[0].errors
        context.close()


def slide(page, end, month):
    """Move one end of the window to a month, as the mouse does."""
    knob = page.locator(f"input[name=window-{end}]")
    knob.evaluate(
        """(knob, month) => {
          const { controls } = JSON.parse(document.querySelector(".sahelkit-data").textContent);
          knob.value = controls[0].options.findIndex((option) => option[0] === month);
          knob.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        month,
    )
    return knob


def ticks(page):
    return page.locator(".sk-ticks text").all_text_contents()


def own_ticks_hidden(page):
    return not page.locator(".sk-axis").is_visible()


def test_zoom_spreads_the_window_over_the_whole_axis(open_timeline):
    page = open_timeline()
    slide(page, "from", "2023-07")
    slide(page, "to", "2024-06")
    before = page.evaluate(PLACES)
    page.get_by_label("Zoom to the window").check()
    after = page.evaluate(PLACES)
    assert set(after) == set(before)
    assert len(after) > 20
    left, right = page.evaluate(AXIS)

    events = sahelkit.load().events.set_index("event_id")
    days = [name for name in before if events.loc[name, "start"] == events.loc[name, "end"]]

    def spread(places):
        xs = [places[name][0] for name in days]
        return (max(xs) - min(xs)) / (right - left)

    assert spread(after) == pytest.approx(spread(before) * 14, rel=0.12)  # a year of 14
    assert 0.4 < spread(after) < 1
    for name, (_, y, width) in before.items():
        assert after[name][1:] == pytest.approx([y, width], abs=0.01)  # as high, as wide
    order = sorted(days, key=lambda name: before[name][0])
    assert all(after[a][0] <= after[b][0] + 0.01 for a, b in pairwise(order))
    page.get_by_label("Zoom to the window").uncheck()
    assert page.evaluate(PLACES) == before
    assert page.locator("svg [transform^=translate]").count() == 0


def test_a_day_stands_where_its_tick_says(open_timeline):
    page = open_timeline()
    slide(page, "from", "2024-07")
    slide(page, "to", "2024-09")
    page.get_by_label("Zoom to the window").check()
    places = page.evaluate(
        """() => [...document.querySelectorAll(".sk-ticks text")].map((text) => {
          const b = text.getBoundingClientRect();
          return [text.textContent, b.x + b.width / 2]; })"""
    )
    days = dict(places)
    assert "1 Aug 2024" in days
    assert "15 Aug 2024" in days
    rate = (days["15 Aug 2024"] - days["1 Aug 2024"]) / 14
    sixth_of_july = days["1 Aug 2024"] - 26 * rate
    events = sahelkit.load().events.set_index("event_id")
    [name] = [
        n for n in page.evaluate(PLACES)
        if events.loc[n, "start"] == events.loc[n, "end"]
        and str(events.loc[n, "start"].date()) == "2024-07-06"
    ][:1]  # fmt: skip
    # drawn to a hundredth of a point and zoomed fifty times: a tenth of a day is as fine as it gets
    assert page.evaluate(PLACES)[name][0] == pytest.approx(sixth_of_july, abs=rate / 10)


def test_ticks_fit_the_window_and_its_language(open_timeline):
    page = open_timeline(lang="fr")
    assert ticks(page) == []
    zoom = page.get_by_label("Agrandir la période choisie")
    zoom.check()
    slide(page, "from", "2024-02")
    slide(page, "to", "2025-12")
    assert own_ticks_hidden(page)
    assert ticks(page)[:2] == ["avr. 2024", "juil. 2024"]
    slide(page, "from", "2015-01")
    assert ticks(page)[0] in ("2015", "2016")
    assert all(text.isdigit() for text in ticks(page))
    slide(page, "from", "2025-11")
    slide(page, "to", "2025-11")
    assert "1 nov. 2025" in ticks(page) or "5 nov. 2025" in ticks(page)
    boxes = [box.bounding_box() for box in page.locator(".sk-ticks text").all()]
    assert len(boxes) >= 3
    for one, other in pairwise(boxes):
        assert one["x"] + one["width"] < other["x"]
    zoom.uncheck()
    assert ticks(page) == []
    assert not own_ticks_hidden(page)


def test_a_span_that_begins_before_the_window_is_cut_at_its_edge(open_timeline):
    page = open_timeline(themes="turkey")
    bar = page.locator("svg g[data-record]:not(.sk-mark):has(> path)").first
    name = bar.get_attribute("data-record")
    event = sahelkit.load().events.set_index("event_id").loc[name]
    slide(page, "from", str(event["start"] + (event["end"] - event["start"]) / 2)[:7])
    page.get_by_label("Zoom to the window").check()
    left, right = page.evaluate(AXIS)
    box = bar.bounding_box()
    assert box["x"] == pytest.approx(left, abs=4)  # the box counts the width of the pen
    assert 8 < box["width"] < right - left
    middle, _, _ = page.evaluate(PLACES)[name]
    assert middle == pytest.approx(box["x"] + box["width"] / 2, abs=1)


def test_titles_stand_only_where_there_is_room_and_never_overlap(open_timeline):
    page = open_timeline()
    assert page.locator("svg [data-record]:not(.sk-titles *) text").count() == 0  # drawn bare
    page.get_by_label("Zoom to the window").check()
    slide(page, "from", "2024-01")
    slide(page, "to", "2025-12")
    titles = page.evaluate(
        """() => [...document.querySelectorAll(".sk-titles text")].map((text) => {
          const b = text.getBoundingClientRect();
          return [text.dataset.record, text.textContent, b.x, b.x + b.width, b.y + b.height / 2];
        })"""
    )
    assert len(titles) > 20
    places = page.evaluate(PLACES)
    left, right = page.evaluate(AXIS)
    full = sahelkit.load().events.set_index("event_id")["title"]
    for name, text, low, high, y in titles:
        assert name in places
        assert full[name].startswith(text.removesuffix("…"))
        assert left <= low
        assert high <= right + 1
        for other, (x, height, _) in places.items():
            if abs(height - y) < 4:
                assert not low < x < high, (name, other)
        for other, _, start, end, height in titles:
            if other != name and abs(height - y) < 4:
                assert end <= low or start >= high, (name, other)


def test_a_title_that_has_gone_is_not_left_behind(open_timeline):
    page = open_timeline()
    titles = page.locator(".sk-titles text")
    assert titles.count() > 10
    page.get_by_label("core event").uncheck()
    page.get_by_label("supporting event").uncheck()
    assert titles.count() == 0


def test_a_picture_with_titles_of_its_own_wears_short_ones_while_zoomed(open_timeline):
    page = open_timeline(themes="ecowas", since="2023")
    own = page.locator("svg g[data-record] text")
    shown = own.count()
    assert shown > 5
    assert page.locator(".sk-titles text").count() == 0
    slide(page, "from", "2024-06")
    page.get_by_label("Zoom to the window").check()
    expect(own.filter(visible=True)).to_have_count(0)
    assert page.locator(".sk-titles text").count() > 3
    page.get_by_label("Zoom to the window").uncheck()
    slide(page, "from", "2023-07")
    expect(own.filter(visible=True)).to_have_count(shown)
    assert page.locator(".sk-titles text").count() == 0


def test_a_click_on_a_title_reads_its_event(open_timeline):
    page = open_timeline()
    title = page.locator(".sk-titles text").nth(3)
    name = title.get_attribute("data-record")
    box = title.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".sk-reading .sk-head").first).to_contain_text(name)


def test_all_by_keyboard_and_the_ring_follows(open_timeline):
    page = open_timeline()
    slide(page, "from", "2024-06")
    page.locator("input[name=window-to]").focus()
    page.keyboard.press("ArrowLeft")
    page.locator(".sk-picture").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")

    def gap():
        return page.evaluate(
            """() => { const ring = document.querySelector(".sk-ring").getBoundingClientRect();
              const mark = document.querySelector(".sk-mark.sk-on").getBoundingClientRect();
              return [ring.x + ring.width / 2 - mark.x - mark.width / 2, ring.width - mark.width,
                mark.x]; }"""
        )

    before = gap()
    assert abs(before[0]) < 0.6
    assert before[1] > 6
    page.locator("input[name=zoom]").focus()
    page.keyboard.press("Space")
    after = gap()
    assert abs(after[0]) < 0.6
    assert abs(after[2] - before[2]) > 50
    page.locator("input[name=window-to]").focus()
    page.keyboard.press("ArrowLeft")
    assert gap()[2] != after[2]
    assert abs(gap()[0]) < 0.6


def test_the_ring_of_what_is_read_does_not_look_like_that_of_a_contradicted_event(open_timeline):
    page = open_timeline()
    page.locator(".sk-picture").focus()
    page.keyboard.press("ArrowRight")
    look = page.locator(".sk-ring").evaluate(
        "(ring) => [getComputedStyle(ring).stroke, parseFloat(getComputedStyle(ring).strokeWidth)]"
    )
    assert look == ["rgb(0, 101, 159)", 4.5]  # the sign of contrary evidence is thin and dark

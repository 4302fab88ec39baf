"""The network on a plain page without a kernel: reading ties, and what stays in its place."""

import pytest

import sahelkit
from browser.driver import write_explorers
from sahelkit.charts.ties import KINDS

pytestmark = pytest.mark.browser
TIE = 'svg [data-group="{}"][data-weigh="width"]'


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    html = sahelkit.explore.network(sahelkit.load()).html
    path = tmp_path_factory.mktemp("page") / "network.html"
    write_explorers(path, html)
    return path


@pytest.fixture
def page(chromium, path):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(path.as_uri())
    page.wait_for_selector(".sk-controls:not([hidden])")
    yield page
    assert errors == []
    context.close()


def reading(page):
    return page.locator(".sk-reading").inner_text()


def set_until(page, at):
    page.locator("input[name=until]").evaluate(
        "(e, at) => { e.value = at; e.dispatchEvent(new Event('input', { bubbles: true })); }", at
    )


def stroke(page, tie):
    path = page.locator(TIE.format(tie) + " path")
    return path.evaluate("(e) => parseFloat(getComputedStyle(e).strokeWidth)")


def places(page):
    return page.evaluate(
        """Object.fromEntries([...document.querySelectorAll("svg [data-group]")]
        .filter((e) => e.style.display !== "none" && e.querySelector("use"))
        .map((e) => { const b = e.getBBox(); return [e.dataset.group, `${b.x} ${b.y}`]; }))"""
    )


def test_a_click_beside_a_thin_line_lists_its_records_and_reads_one(page):
    spot = page.evaluate(
        """(selector) => {
        const path = document.querySelector(selector);
        const p = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(
            path.getScreenCTM());
        return [p.x, p.y];
        }""",
        TIE.format("mali-federation--senegal") + " path",
    )
    page.mouse.click(spot[0], spot[1] + 5)
    assert "Mali Federation and Senegal" in reading(page)
    items = page.locator(".sk-item")
    shown = items.count()
    assert f"{shown} records" in reading(page)
    items.nth(0).locator("button").click()
    assert "Parties" in reading(page)
    assert "Sources" in reading(page)
    page.locator(".sk-reading button").first.click()
    assert page.locator(".sk-item").count() == shown


def test_a_click_on_a_party_lists_its_records_and_marks_it(page):
    box = page.locator("svg [data-group='france'] text").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "France (state)" in reading(page)
    assert page.locator("svg .sk-ring").count() == 1


def test_arrow_keys_step_through_ties_the_strongest_first(page):
    page.locator(".sk-picture").focus()
    page.keyboard.press("ArrowRight")
    assert "Mali and Niger" in reading(page)
    assert "sk-on" in page.locator(TIE.format("mali--niger")).get_attribute("class")
    assert stroke(page, "mali--niger") > 5  # a chosen tie keeps its thickness
    page.keyboard.press("ArrowRight")
    assert "Burkina Faso and Niger" in reading(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert any(f"({kind})" in reading(page) for kind in KINDS)  # after the ties come the parties


def test_filters_thin_and_hide_lines_and_move_nothing(page):
    before, thick = places(page), stroke(page, "mali--niger")
    set_until(page, 20)
    after = places(page)
    assert 2 < len(after) < len(before)
    assert after.items() <= before.items()
    assert stroke(page, "mali--niger") < thick
    shown = page.locator(".sk-count").inner_text()
    page.locator("input[name=tables][value=claims]").focus()
    page.keyboard.press("Space")
    assert page.locator(".sk-count").inner_text() != shown
    page.keyboard.press("Space")
    assert places(page) == after


def test_no_party_stands_without_a_line(page):
    for at in (0, 8, 20, 30, 44):
        set_until(page, at)
        parties, ends = page.evaluate(
            """(() => {
            const on = [...document.querySelectorAll("svg [data-group]")]
                .filter((e) => e.style.display !== "none").map((e) => e.dataset.group);
            return [on.filter((k) => !k.includes("--")),
                on.filter((k) => k.includes("--")).flatMap((k) => k.split("--"))];
            })()"""
        )
        assert parties
        assert set(parties) == set(ends)


def test_a_tie_that_a_filter_empties_is_no_longer_read(page):
    page.locator(".sk-picture").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    number = page.locator(".sk-item").count()
    set_until(page, 12)
    assert page.locator(".sk-item").count() < number
    set_until(page, 0)
    assert "Burkina Faso and Niger" not in reading(page)


def test_a_filter_is_drawn_at_once(page):
    slowest = page.evaluate(
        """(() => {
        const input = document.querySelector("input[name=until]"), times = [];
        for (let at = 0; at <= input.max; at += 1) {
            const start = performance.now();
            input.value = at;
            input.dispatchEvent(new Event("input", { bubbles: true }));
            times.push(performance.now() - start);
        }
        return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
        })()"""
    )
    assert slowest < 16


@pytest.mark.parametrize("width", [1280, 640, 360])
def test_nothing_runs_out_of_the_page(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="Next").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_names_do_not_overlap_in_the_browsers_own_letters(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    boxes = page.evaluate(
        """[...document.querySelectorAll("svg [data-group]")]
        .filter((e) => e.querySelector("text")).map((e) => {
            const b = [...e.querySelectorAll("text")].map((t) => t.getBoundingClientRect());
            return [e.dataset.group, Math.min(...b.map((r) => r.left)),
                Math.min(...b.map((r) => r.top)), Math.max(...b.map((r) => r.right)),
                Math.max(...b.map((r) => r.bottom))];
        })"""
    )
    assert len(boxes) > 20
    for n, (one, left, top, right, bottom) in enumerate(boxes):
        for two, x0, y0, x1, y1 in boxes[n + 1 :]:
            assert right <= x0 + 1 or x1 <= left + 1 or bottom <= y0 + 4 or y1 <= top + 4, (
                one,
                two,
            )


def test_without_script_and_on_paper(chromium, path):
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert page.locator("svg").is_visible()
    assert page.locator(".sk-records table").is_visible()
    assert page.locator(".sk-controls").is_hidden()
    context.close()

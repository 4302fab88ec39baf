"""The lessons and explorers in a real JupyterLab, started by the README's own command."""

import itertools
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import sahelkit
from browser.driver import ROOT, Explorer, until, write_notebook

pytestmark = pytest.mark.browser

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
HOSTILE = "<img src=x onerror='window.attacked=1'><script>window.attacked=2</script>"
SETUP = """import sahelkit
kit = sahelkit.load(extra="extra")
wide = sahelkit.explore.timeline(kit, title="All")
narrow = sahelkit.explore.timeline(kit, ["formation", "ecowas"], since="2023", until="2025")
states = sahelkit.explore.map(kit, "2024-07-06", since="2020")
start = {e: dict(e.value) for e in (wide, narrow, states)}"""


def errors(cells):
    return [
        (cell["source"], output.get("evalue") or output.get("text"))
        for cell in cells
        for output in cell["outputs"]
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]


def explorer_cells(cells):
    outputs = [output.get("data", {}) for cell in cells for output in cell["outputs"]]
    return [data for data in outputs if "sahelkit-explorer" in str(data.get("text/html"))]


@pytest.fixture(scope="module")
def bench(place, lab, write_table, open_notebook):
    """A notebook with several explorers, one of them twice, and a hostile record; all run."""
    extra = place / "notebooks" / "extra"
    extra.mkdir()
    source = {
        "source_id": "SRC-900",
        "publisher": HOSTILE,
        "title": HOSTILE,
        "published_precision": "unknown",
        "url": "javascript:window.attacked=3",
        "kind": "blog",
        "language": "en",
        "reliability": "F",
        "reliability_reason": HOSTILE,
    }
    event = {
        "event_id": "EV-900",
        "start": "2024-03-01",
        "end": "2024-03-01",
        "precision": "day",
        "place": HOSTILE,
        "theme": "formation",
        "title": HOSTILE,
        "description": f"</script></td></table>{HOSTILE}",
        "tier": "core",
    }
    write_table(extra, "sources", [source])
    write_table(extra, "events", [event])
    evidence = {"record_id": "EV-900", "source_id": "SRC-900", "bearing": "supports"}
    write_table(extra, "evidence", [evidence])
    code = [SETUP, "wide", "narrow", "states", "wide", 'kit.record("EV-900")']
    write_notebook(place / "notebooks" / "bench.ipynb", code)
    bench = open_notebook("notebooks/bench.ipynb")
    assert errors(bench.run_all()) == []
    bench.explorers(at_least=4)
    return bench


@pytest.fixture
def explorers(bench):
    """The explorers of the bench (all, narrow, map, all again) as they were at first."""
    # the kernel hears of a change once it has been painted: let what is on its way arrive
    bench.page.evaluate(
        "() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(() =>"
        " requestAnimationFrame(() => setTimeout(done))))))"
    )
    bench.do("for e, value in start.items(): e.value = value; e.selection = ''")
    found = bench.explorers(at_least=4)
    names = ("wide", "narrow", "states", "wide")
    want = [sorted(bench.ask(f"{name}.records")) for name in names]
    until(lambda: [e.listed() for e in found] == want, "the explorers as they were at first")
    idle = "(roots) => roots.every((root) => root.classList.contains('sk-idle'))"
    roots = bench.page.locator(".sahelkit-explorer")
    until(lambda: roots.evaluate_all(idle), "nothing chosen anywhere")
    return found


def settled(bench, explorer, name):
    """Wait until the kernel holds what the page shows; return the shown records."""
    until(
        lambda: sorted(bench.ask(f"{name}.records")) == explorer.listed(),
        "the kernel knows what the page shows",
    )
    shown = explorer.listed()
    assert explorer.drawn() == shown
    assert re.match(rf"{len(shown)} of \d+ ", explorer.count())
    return shown


def test_the_printed_address_opens_the_start_notebook_and_asks_nothing(open_notebook, lab):
    path = f"notebooks/{NOTEBOOKS[0]}"
    assert lab.address.startswith(f"http://127.0.0.1:{lab.port}/lab/tree/{path}?token=")
    notebook = open_notebook(path, lab.address)
    page = notebook.page
    expect(page.locator(".jp-Notebook h1").first).to_be_visible()
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert notebook.outside == []
    assert notebook.faults == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_of_a_lesson_runs_and_its_explorers_live(open_notebook, name):
    notebook = open_notebook(f"notebooks/{name}")
    cells = notebook.run_all()
    assert errors(cells) == []
    assert all(cell["count"] for cell in cells if cell["source"].strip())
    wanted = len(explorer_cells(cells))
    assert wanted, "a lesson without an explorer"
    boxed = "widgets.VBox" in str(cells)  # a box shows its explorer without a page of its own
    explorers = notebook.explorers(at_least=wanted + boxed)
    assert len(explorers) == wanted + boxed
    for explorer in explorers:
        listed, drawn = explorer.listed(), explorer.drawn()
        assert listed
        assert set(drawn) <= set(listed)
        if explorer.root.get_attribute("data-kind") in ("timeline", "disputes", "hypotheses"):
            assert drawn == listed
        else:  # some of its parts stand for several records
            assert explorer.root.locator("svg [data-group]:visible").count()
        box = explorer.picture.locator("svg").bounding_box()
        assert box["width"] > 400
        assert box["height"] > 60
    assert notebook.outside == []
    assert notebook.faults == []


def test_arrow_keys_on_the_slider_change_picture_and_kernel(bench, explorers):
    wide = explorers[0]
    before, picture = wide.state(), wide.picture.screenshot()
    widget = "jupyterapp.shell.currentWidget.content"
    slider = wide.slider("window-to")
    slider.focus()
    cell = bench.page.evaluate(f"{widget}.activeCellIndex")
    for _ in range(8):
        slider.press("ArrowLeft")
    slider.press("b")  # outside a form this would insert a cell
    until(lambda: wide.count() != before[2], "another count")
    shown = settled(bench, wide, "wide")
    assert 0 < len(shown) < len(before[1])
    months = bench.ask("[o.value for o in wide.view.controls[0].options]")
    # the last keys may leave the records as they are: the window itself is waited for
    until(
        lambda: bench.ask("wide.value['window']") == [months[0], months[-9]],
        lambda: f"the window ends eight months earlier, but {bench.ask('wide.value')}",
    )
    assert wide.picture.screenshot() != picture
    assert bench.page.evaluate(f"{widget}.activeCellIndex") == cell
    assert bench.page.evaluate(f"{widget}.model.cells.length") == 6


def test_dragging_the_slider_changes_picture_and_kernel(bench, explorers):
    wide = explorers[0]
    before, picture = wide.state(), wide.picture.screenshot()
    slider = wide.slider("window-from")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    mouse = bench.page.mouse
    mouse.move(box["x"] + 8, y)  # the knob at the left end
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.85, y, steps=12)
    mouse.up()
    until(lambda: wide.count() != before[2], "another count")
    shown = settled(bench, wide, "wide")
    assert 0 < len(shown) < len(before[1])
    year = slider.get_attribute("aria-valuetext")[-4:]
    until(lambda: bench.ask("wide.value['window'][0]").startswith(year), f"the kernel is at {year}")
    low = bench.ask("wide.value['window'][0]")
    assert "2023" < low < "2025"
    assert (
        bench.ask("min(kit.events.set_index('event_id').loc[wide.records, 'end']).isoformat()")
        >= low
    )
    assert wide.slider("window-from").get_attribute("aria-valuetext").endswith(low[:4])
    assert wide.picture.screenshot() != picture


def test_check_boxes_change_picture_and_kernel(bench, explorers):
    narrow = explorers[1]
    narrow.root.get_by_label("ECOWAS", exact=True).uncheck()
    until(lambda: bench.ask("narrow.value['themes']") == ["formation"], "the kernel was told")
    shown = settled(bench, narrow, "narrow")
    themes = "list(kit.events.set_index('event_id').loc[narrow.records, 'theme'].unique())"
    assert shown
    assert bench.ask(themes) == ["formation"]


def test_setting_value_and_selection_in_python_moves_the_page(bench, explorers):
    narrow = explorers[1]
    bench.do("narrow.value = {'window': ['2024-01', '2024-06']}; narrow.selection = 'EV-054'")
    until(lambda: "EV-054" in narrow.reading(), "the record is read")
    shown = settled(bench, narrow, "narrow")
    assert "EV-054" in shown
    assert "EV-043" not in shown
    assert narrow.slider("window-to").get_attribute("aria-valuetext") == "June 2024"


def test_each_control_is_a_trait_in_python(bench, explorers):
    narrow, states = explorers[1:3]
    bench.do("narrow.themes = 'ecowas'; states.day = '2025-01-29'")
    until(lambda: narrow.listed() == sorted(bench.ask("narrow.records")), "the page follows")
    assert bench.ask("narrow.value['themes']") == ["ecowas"]
    assert settled(bench, states, "states")
    states.slider("day").press("ArrowLeft")
    until(lambda: bench.ask("states.day") != "2025-01-29", "the trait follows the page")
    assert bench.ask("states.day == states.value['day']")


def test_axe_finds_no_barrier_in_any_explorer_of_the_gallery(open_notebook):
    notebook = open_notebook("notebooks/gallery.ipynb")
    assert errors(notebook.run_all()) == []
    explorers = notebook.explorers(at_least=7)
    kinds = {one.root.get_attribute("data-kind") for one in explorers}
    assert kinds == set(sahelkit.explore.__all__)
    for one in explorers:
        one.root.get_by_role("button", name="Next").first.click()
    found = Axe().run(notebook.page, context=".sahelkit-explorer").response
    assert len(found["passes"]) > 10
    bad = [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert bad == []


def test_plain_widgets_drive_an_explorer_and_follow_it(open_notebook):
    notebook = open_notebook("notebooks/gallery.ipynb")
    assert errors(notebook.run_all()) == []
    driven = notebook.page.locator(".widget-vbox .sahelkit-explorer")
    driven.wait_for()
    explorer = Explorer(driven)
    label = notebook.page.locator(".widget-vbox > .widget-label")
    knob = notebook.page.locator(".widget-vbox .noUi-handle")
    ids = notebook.ask("look.stops")
    for number in (0, 1):  # the slider begins at -1: nothing is read
        knob.focus()
        knob.press("ArrowRight")
        until(lambda n=number: ids[n] in explorer.reading(), f"{ids[number]} is read")
        until(lambda n=number: notebook.ask("look.selection") == ids[n], "Python knows")
        expect(label).to_have_text(notebook.ask(f"kit.record('{ids[number]}').title"))
    explorer.picture.press("ArrowRight")
    until(lambda: notebook.ask("slider.value") == 2, "the slider follows the explorer")
    assert notebook.faults == []


def test_a_saved_notebook_shows_its_explorers_without_running_a_cell(place, bench, open_notebook):
    """Picture and table stay, also where JupyterLab does not trust the notebook."""
    bench.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    saved = place / "notebooks" / "bench.ipynb"
    until(lambda: "sahelkit-explorer" in saved.read_text("utf-8"), "the notebook is saved")
    notebook = json.loads(saved.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = f"{cell['source']}\n# a stranger has been here"  # the signature fails
    stranger = place / "notebooks" / "stranger.ipynb"
    stranger.write_text(json.dumps(notebook), "utf-8")
    reopened = open_notebook("notebooks/stranger.ipynb").page
    outputs = reopened.locator(".jp-OutputArea-output").filter(has=reopened.locator("table"))
    until(lambda: outputs.count() >= 4, "the outputs")
    trusted = "() => [...jupyterapp.shell.currentWidget.content.model.cells].some((c) => c.trusted)"
    assert reopened.evaluate(trusted) is False
    for number in range(4):
        picture = outputs.nth(number).locator("img")
        assert picture.get_attribute("alt").startswith(("Timeline of", "Map of"))
        until(lambda p=picture: p.evaluate("(i) => i.complete && i.naturalWidth > 0"), "drawn")
        assert picture.bounding_box()["width"] > 400
        assert outputs.nth(number).locator("tbody tr").count() > 10
    assert reopened.evaluate("window.attacked") is None
    assert "Error displaying widget" not in reopened.content()


def test_a_click_on_a_mark_shows_the_record_with_its_sources(bench, explorers):
    narrow = explorers[1]
    narrow.part("EV-043").click()
    until(lambda: "EV-043" in narrow.reading(), "the record is read")
    until(lambda: bench.ask("narrow.selection") == "EV-043", "the kernel was told")
    text = narrow.reading()
    title, publishers, addresses = bench.ask(
        "(lambda r: (r.title, [kit.record(s.source_id)['publisher'] for s in r.sources],"
        " [kit.record(s.source_id)['url'] for s in r.sources]))(kit.record('EV-043'))"
    )
    assert title in text
    assert "16 September 2023" in text
    assert len(publishers) > 2
    assert [p for p in publishers if p not in text] == []
    links = narrow.root.locator(".sk-reading a")
    assert links.count() == len([a for a in addresses if a.startswith("http")])
    assert all("noopener" in links.nth(n).get_attribute("rel") for n in range(links.count()))


def test_keys_step_through_the_records(bench, explorers):
    narrow = explorers[1]
    ids = bench.ask("narrow.records")
    narrow.picture.focus()
    for wanted in (ids[0], ids[1], ids[2]):
        narrow.picture.press("ArrowRight")
        until(lambda wanted=wanted: wanted in narrow.reading(), f"{wanted} is read")
    narrow.picture.press("ArrowLeft")
    until(lambda: ids[1] in narrow.reading(), "one back")
    until(lambda: bench.ask("narrow.selection") == ids[1], "the kernel was told")
    assert narrow.root.locator(".sk-reading li").count() == bench.ask(
        f"len(kit.record('{ids[1]}').sources)"
    )
    narrow.root.get_by_role("button", name="Next").press("Enter")
    until(lambda: ids[2] in narrow.reading(), "the button goes on")
    until(lambda: bench.ask("narrow.selection") == ids[2], "the kernel was told again")


def test_the_day_slider_of_the_map_steps_from_change_to_change(bench, explorers):
    states = explorers[2]
    few = bench.ask("states.view.controls[0].data['few']")  # events are not shown
    days = [day for day in few if day > "2024-07-06"][:3]
    slider = states.slider("day")
    seen, said = [], []
    slider.focus()
    for day in days:
        slider.press("ArrowRight")
        until(lambda day=day: bench.ask("states.value['day']") == day, f"the map at {day}")
        seen.append(settled(bench, states, "states"))
        said.append(states.root.locator(".sk-changed").inner_text())
        members = f"set(kit.as_of('{day}').memberships['membership_id'])"
        layers = "{'ecowas', 'aes', 'uemoa'}"
        bodies = f"kit.memberships.set_index('membership_id')['body_id'].isin({layers})"
        ours = f"sorted({members} & set({bodies}.pipe(lambda s: s[s]).index))"
        assert [r for r in bench.ask(ours) if r not in seen[-1]] == []
    changed = [not text.startswith("No membership changed") for text in said]
    assert True in changed
    assert [one != two for one, two in itertools.pairwise(seen)] == changed[1:]


def test_the_notebook_can_be_saved_from_within_an_explorer(bench, explorers, place):
    file = place / "notebooks" / "bench.ipynb"
    states = explorers[2]
    bench.page.evaluate("jupyterapp.shell.currentWidget.context.model.dirty = true")
    before = file.stat().st_mtime_ns
    states.slider("day").focus()
    bench.page.keyboard.press("Control+s")
    until(lambda: file.stat().st_mtime_ns != before, "the notebook is saved")


def test_explorers_on_one_page_do_not_disturb_each_other(bench, explorers):
    wide, narrow, states, again = explorers
    before = narrow.state(), states.state()
    wide.slider("window-to").press("Home")
    wide.slider("window-to").press("ArrowRight")
    until(lambda: len(wide.listed()) < 20, "fewer records")
    shown = settled(bench, wide, "wide")
    until(lambda: again.listed() == shown, "the second view of the same explorer follows")
    assert again.drawn() == shown
    assert (narrow.state(), states.state()) == before
    identifiers = bench.page.evaluate(
        "[0, 1, 2].map((n) => [...document.querySelectorAll('.sahelkit-explorer')[n]"
        ".querySelectorAll('[id]')].map((e) => e.id))"
    )
    flat = [name for names in identifiers for name in names]
    assert len(flat) == len(set(flat))


def test_hostile_text_of_a_record_stays_text(bench, explorers):
    narrow = explorers[1]
    narrow.part("EV-900").click()
    until(lambda: "EV-900" in narrow.reading(), "the record is read")
    assert narrow.reading().count(HOSTILE) == 3  # title, description, publisher
    assert narrow.root.locator("img, .sk-reading a, script:not(.sahelkit-data)").count() == 0
    narrow.root.get_by_role("button", name="Show as a table").click()
    row = narrow.root.locator("tbody tr[data-id='EV-900']")
    expect(row).to_contain_text(HOSTILE)
    shown = bench.page.locator(".jp-Cell").last.locator(".jp-OutputArea-output")
    expect(shown).to_contain_text(HOSTILE)
    assert shown.locator("img, script").count() == 0
    assert bench.page.evaluate("window.attacked") is None
    assert bench.faults == []


@pytest.mark.usefixtures("evidence")
def test_a_citation_opens_the_evidence_page_at_its_record(open_notebook):
    notebook = open_notebook("notebooks/01-formation.ipynb")
    page = notebook.page
    for record in ("EV-043", "S2-12"):
        page.evaluate(
            "jupyterapp.commands.execute('docmanager:open', {path: 'notebooks/01-formation.ipynb'})"
            ".then(() => null)"
        )
        page.locator(f".jp-Notebook a[href$='#{record.lower()}']").first.click()
        page.wait_for_function(
            "() => jupyterapp.shell.currentWidget?.context?.path === 'seeds/EVIDENCE.md'"
        )
        heading = page.locator(".jp-MarkdownViewer h4").filter(
            has_text=re.compile(rf"^{record.lower()}\b")
        )
        expect(heading).to_be_in_viewport()
        assert heading.bounding_box()["y"] < 400
    assert notebook.outside == []

"""All seven explorers in one deck: alive without kernel and network, and without barriers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from publish import sample

import sahelkit
from browser.driver import Explorer, until
from sahelkit import explore
from sahelkit.publish import build_deck

pytestmark = pytest.mark.browser

CALLS = {
    "timeline": "timeline(kit, 'ecowas')",
    "map": "map(kit, '2024-08-01')",
    "network": "network(kit, themes=['turkey'])",
    "specs": "specs(kit, ['TB2', 'Akinci'])",
    "sources": "sources(kit)",
    "disputes": "disputes(kit, 'C-40')",
    "hypotheses": "hypotheses(kit, 'C-40')",
}


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """A deck with one explorer a slide, opened without a network."""
    folder = tmp_path_factory.mktemp("explorer-deck")
    (folder / "notebooks").mkdir()
    cells = [sample.cell("code", "import sahelkit\nkit = sahelkit.load()", "skip")]
    for name, call in CALLS.items():
        cells.append(sample.cell("markdown", f"## {name}", "slide"))
        cells.append(sample.cell("code", f"sahelkit.explore.{call}", "-"))
    path = sample.save(folder / "notebooks" / "90-all.ipynb", sample.notebook(*cells))
    deck = build_deck(path, folder / "deck.html", sahelkit.load(), cache=folder / "cache").path
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(deck.as_uri())
    page.wait_for_selector("html[data-deck=ready]")
    yield page
    assert faults == []
    context.close()


def show(page, kind):
    """Turn to the slide with an explorer; return the explorer."""
    page.evaluate(
        "(kind) => { const { h, v } = Reveal.getIndices(document.querySelector("
        "`[data-kind=${kind}]`).closest('.slides section')); Reveal.slide(h, v || 0); }",
        kind,
    )
    root = page.locator(f"section.present .sahelkit-explorer[data-kind={kind}]")
    root.wait_for()
    return Explorer(root)


def test_every_explorer_is_here():
    assert set(CALLS) == set(explore.__all__)


@pytest.mark.parametrize("kind", CALLS)
def test_it_lives_on_its_slide_and_axe_finds_no_barrier(page, kind):
    explorer = show(page, kind)
    slide = page.evaluate("Reveal.getIndices().h")
    explorer.picture.focus()
    explorer.picture.press("ArrowRight")
    until(lambda: "sk-idle" not in explorer.root.get_attribute("class"), "something is read", 10)
    assert explorer.reading()
    assert page.evaluate("Reveal.getIndices().h") == slide, "the arrow key turned the page"
    found = Axe().run(page, context="section.present .sahelkit-explorer").response
    assert len(found["passes"]) > 8
    bad = [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert bad == []
    box = explorer.root.bounding_box()
    assert box["y"] + box["height"] <= 721
    assert box["x"] + box["width"] <= 1281


def test_what_was_committed_in_a_deck_does_not_outlive_its_tab(page):
    ours = sahelkit.load().record("C-40")["reading"][:40]
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.wait_for_selector("html[data-deck=ready]")
    root = show(tab, "disputes").root
    root.locator(".sk-judge-answers input").first.check()
    root.locator(".sk-judge-sure input").first.check()
    root.get_by_role("button", name="Commit").click()
    after = tab.locator("[data-kind=disputes] .sk-judge-after")
    assert ours in after.text_content()
    tab.reload()
    tab.wait_for_selector("html[data-deck=ready]")
    until(lambda: ours in after.text_content(), "the judgement is there again", 10)
    tab.close()
    again = page.context.new_page()
    again.goto(page.url)
    again.wait_for_selector("html[data-deck=ready]")
    assert show(again, "disputes").root.get_by_role("button", name="Commit").is_visible()
    assert ours not in again.locator("[data-kind=disputes] .sk-judge-after").text_content()
    assert again.evaluate("localStorage.length") == 0
    again.close()

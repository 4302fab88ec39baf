"""A timeline of 10,000 events is filtered and stepped through nearly as fast as one of 120."""

import statistics

import pytest

from sahelkit import explore
from sahelkit.explorer import script, stylesheet

from .crowd import crowded

FEW, MANY = 120, 10_000
TURNS = 20
SLOWER, ALLOWANCE = 6, 1.1
WAIT = 120_000  # milliseconds that a page may take to open
# from the key to the second frame after the page changed: the first frame paints the change, and
# the second begins when it is on the screen
WATCH = """() => {
  window.measured = null;
  let start = null;
  document.addEventListener("keydown", () => { start = performance.now(); },
    { capture: true, once: true });
  const watcher = new MutationObserver(() => {
    if (start === null) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.measured = performance.now() - start;
    }));
  });
  watcher.observe(document.querySelector(".sahelkit-explorer"),
    { subtree: true, childList: true, attributes: true, characterData: true });
}"""
# what is pressed, the key there and the key back again
MOVES = {
    "a month off the window": ("input[name=window-to]", "ArrowLeft", "ArrowRight"),
    "a theme off and on": ("input[name=themes] >> nth=1", "Space", "Space"),
    "a tier off and on": ("input[name=tiers] >> nth=0", "Space", "Space"),
    "to the next event": (".sk-picture", "ArrowRight", "ArrowRight"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Number of events to the file of their timeline."""
    folder = tmp_path_factory.mktemp("timelines")
    made = {}
    for count in (FEW, MANY):
        explorer = explore.timeline(crowded(count), tiers=None)
        assert len(explorer.records) == count
        made[count] = folder / f"{count}.html"
        made[count].write_text(
            f"<!DOCTYPE html><meta charset='utf-8'><title>{count}</title>"
            f"<style>{stylesheet()}</style>{explorer.html}<script>{script()}</script>",
            encoding="utf-8",
        )
    return made


@pytest.fixture(scope="module")
def opened(chromium, pages):
    """Number of events to a page that shows them."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.set_default_timeout(WAIT)
    found = {}
    for count, path in pages.items():
        found[count] = context.new_page()
        found[count].goto(path.as_uri())
        found[count].wait_for_selector(".sk-controls:not([hidden])")
    yield found
    context.close()


def painted(page, place, key):
    """Press a key; return the milliseconds until its change was painted."""
    page.bring_to_front()
    page.locator(place).focus()
    page.evaluate(WATCH)
    page.keyboard.press(key)
    page.wait_for_function("window.measured !== null")
    return page.evaluate("window.measured")


@pytest.mark.parametrize("move", MOVES)
def test_a_change_is_painted_nearly_as_fast_as_with_few_events(opened, move, report):
    place, there, back = MOVES[move]
    pairs = []
    for turn in range(TURNS + 2):
        key = back if turn % 2 else there
        few, many = (painted(opened[count], place, key) for count in (FEW, MANY))
        if turn > 1:  # there and back warms up
            pairs.append((few, many))
    few, many = (statistics.median(column) for column in zip(*pairs, strict=True))
    report(
        f"{move}: {many:.0f} ms with {MANY} events, {few:.0f} ms with {FEW}; "
        f"ratio {many / few:.1f}, promised at most {SLOWER}"
    )
    assert many <= SLOWER * few


def test_the_page_grows_no_faster_than_the_events(pages, report):
    few, many = (pages[count].stat().st_size for count in (FEW, MANY))
    allowed = MANY / FEW * few * ALLOWANCE
    report(
        f"page: {many / 1e6:.1f} MB with {MANY} events, {few / 1e3:.0f} KB with {FEW}; "
        f"promised at most {allowed / 1e6:.1f} MB"
    )
    assert many <= allowed

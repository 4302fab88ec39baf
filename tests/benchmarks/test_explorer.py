"""A slider of the timeline paints its change much faster than `interact` does."""

import statistics

from browser.driver import until, write_notebook
from playwright.sync_api import expect

MOVES = 15
LIMIT = 8
CELLS = [
    """import io
import sahelkit
from IPython.display import Image, display
from ipywidgets import SelectionSlider, interact
kit = sahelkit.load()
chart = sahelkit.explore.timeline(kit)
months = [option.value for option in chart.view.controls[0].options]
ends = set(kit.events.set_index("event_id").loc[chart.records, "start"].dt.strftime("%Y-%m"))
# the last month before which an event begins in every month, so that each step hides one
runs = [months[n : n + MOVES] for n in range(len(months) - MOVES + 1)]
last = [run[-1] for run in runs if ends.issuperset(run)][-1]
chart.value = {"window": [months[0], last]}""".replace("MOVES", str(MOVES + 1)),
    "chart",
    # the same chart with the same window, as an inline figure: the PNG that %matplotlib shows
    """def draw(until):
    buffer = io.BytesIO()
    sahelkit.charts.timeline(kit, tiers=["core", "supporting"], until=until).savefig(buffer)
    display(Image(buffer.getvalue()))
slider = SelectionSlider(options=months, value=last, description="until")
interact(draw, until=slider)
None""",
]
# from the key that moves the slider to the second frame after the picture changed: the first
# frame paints the change, and the second begins when it is on the screen
WATCH = """(target) => {
  window.measured = null;
  const root = document.querySelector(target.picture);
  const look = () => (target.image
    ? root.querySelector("img")?.src
    : [...root.querySelectorAll("[data-record]")].map((part) => part.style.display).join());
  const before = look();
  let start = null;
  document.addEventListener("keydown", () => { start = performance.now(); },
    { capture: true, once: true });
  const watcher = new MutationObserver(async () => {
    const now = look();
    if (start === null || !now || now === before) return;
    watcher.disconnect();
    if (target.image) await root.querySelector("img").decode();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.measured = performance.now() - start;
    }));
  });
  watcher.observe(root, { subtree: true, childList: true, attributes: true });
}"""


def move(page, knob, key, target):
    """Press a key on a slider; return the milliseconds until its picture was painted anew."""
    knob.focus()
    page.evaluate(WATCH, target)
    knob.press(key)
    page.wait_for_function("window.measured !== null")
    return page.evaluate("window.measured")


def test_a_move_of_the_timeline_slider(place, open_notebook, report):
    write_notebook(place / "notebooks" / "speed.ipynb", CELLS)
    bench = open_notebook("notebooks/speed.ipynb")
    bench.run_all()
    [explorer] = bench.explorers()
    page = bench.page
    page.evaluate("document.querySelectorAll('.jp-CodeCell')[2].id = 'baseline'")
    inline = page.locator("#baseline .noUi-handle")
    until(lambda: page.locator("#baseline img").count() == 1, "the first figure of interact")
    ours = {"picture": ".sahelkit-explorer svg", "image": False}
    theirs = {"picture": "#baseline", "image": True}
    native = explorer.slider("window-to")
    end = page.locator("#baseline .widget-readout")
    expect(end).to_have_text(bench.ask("last"))
    expect(native).to_have_js_property("value", bench.ask("str(months.index(last))"))
    pairs = []
    for turn in range(2 * MOVES):
        key = "ArrowLeft" if turn < MOVES else "ArrowRight"  # there and back again
        painted = move(page, native, key, ours)
        redrawn = move(page, inline, key, theirs)
        if turn:  # the first one warms up
            pairs.append((painted, redrawn))
    ratios = sorted(redrawn / painted for painted, redrawn in pairs)
    ratio = statistics.median(ratios)
    painted, redrawn = (statistics.median(column) for column in zip(*pairs, strict=True))
    report(
        f"slider to paint: {painted:.0f} ms, interact {redrawn:.0f} ms; {ratio:.1f} times faster "
        f"({ratios[0]:.1f} to {ratios[-1]:.1f}), promised at least {LIMIT}"
    )
    assert ratio >= LIMIT

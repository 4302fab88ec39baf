"""A move of any explorer's control paints its change much faster than `interact` does."""

import statistics

import pytest
from browser.driver import until, write_notebook

MOVES = 12
LIMIT = 8
SETUP = """import sahelkit
from IPython.core.pylabtools import print_figure
from IPython.display import Image, display
from ipywidgets import SelectionSlider, interact
kit = sahelkit.load()
def compare(options, chart):
    def draw(choice):  # the same chart as an inline figure, as IPython writes one
        figure = chart(choice)
        figure.axes or figure.add_axes((0, 0, 0.01, 0.01)).set_axis_off()  # else it is "empty"
        display(Image(print_figure(figure)))
    interact(draw, choice=SelectionSlider(options=options))"""
MONTHS = "['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02']"
# for each explorer: how it is made, the control that is moved and its keys there and back, and
# the same with interact
CASES = {
    "timeline": (
        "sahelkit.explore.timeline(kit)",
        ("input[name=window-to]", "ArrowLeft", "ArrowRight"),
        f"compare({MONTHS}, lambda until: sahelkit.charts.timeline(kit,"
        " tiers=['core', 'supporting'], until=until))",
    ),
    "map": (
        "sahelkit.explore.map(kit, '2024-08-01', since='2020')",
        ("input[name=day]", "ArrowRight", "ArrowLeft"),
        "compare(['2019-06-01', '2020-09-01', '2021-06-15', '2022-02-15', '2024-02-15'],"
        " lambda day: sahelkit.charts.map(kit, day))",
    ),
    "network": (
        "sahelkit.explore.network(kit)",
        ("input[name=until]", "ArrowLeft", "ArrowRight"),
        "compare(['russia', 'turkey', 'ecowas', 'bamex', 'formation'],"
        " lambda theme: sahelkit.charts.network(kit, themes=[theme]))",
    ),
    "specs": (
        "sahelkit.explore.specs(kit)",
        ("input[name^=units]:checked", "ArrowRight", "ArrowLeft"),
        "compare(['metric', 'imperial', 'published'],"
        " lambda units: sahelkit.charts.specs(kit, units=units))",
    ),
    "sources": (
        "sahelkit.explore.sources(kit)",
        ("input[name^=compare]:checked", "ArrowRight", "ArrowLeft"),
        "compare(['topics', 'entities', 'kinds', 'words'],"
        " lambda view: sahelkit.charts.sources(kit, view))",
    ),
    "disputes": (
        "chart = sahelkit.explore.disputes(kit)\nchart",
        ("select[name=question]", "ArrowDown", "ArrowUp"),
        "compare([option.value for option in chart.view.controls[0].options][:6],"
        " lambda question: sahelkit.charts.disputes(kit, question))",
    ),
    "hypotheses": (
        "sahelkit.explore.hypotheses(kit, 'C-40')",
        (".sk-reading input[type=radio]:checked >> nth=0", "ArrowLeft", "ArrowRight"),
        "compare(['C-40', 'C-44', 'C-38', 'C-25', 'C-20'],"
        " lambda question: sahelkit.charts.hypotheses(kit, question))",
    ),
}
# from the key to the end of the frame that paints the change: what is posted in a frame runs when
# the frame has been painted
WATCH = """(target) => {
  window.measured = null;
  const root = document.querySelector(target.place);
  const image = () => root.querySelector("img")?.src;
  const before = image();
  let start = null;
  document.addEventListener("keydown", () => { start = performance.now(); },
    { capture: true, once: true });
  const watcher = new MutationObserver(async () => {
    if (start === null || (target.image && (!image() || image() === before))) return;
    watcher.disconnect();
    if (target.image) await root.querySelector("img").decode();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.measured = performance.now() - start; };
      port2.postMessage("");
    });
  });
  watcher.observe(root, { subtree: true, childList: true, attributes: true });
}"""


def move(page, knob, key, target):
    """Press a key on a control; return the milliseconds until its picture was painted anew."""
    knob.focus()
    page.evaluate(WATCH, target)
    page.keyboard.press(key)
    page.wait_for_function("window.measured !== null")
    return page.evaluate("window.measured")


@pytest.mark.parametrize("name", CASES)
def test_a_move_of_a_control(place, open_notebook, report, name):
    made, (control, there, back), rival = CASES[name]
    write_notebook(place / "notebooks" / f"speed-{name}.ipynb", [SETUP, made, rival])
    bench = open_notebook(f"notebooks/speed-{name}.ipynb")
    bench.run_all()
    [explorer] = bench.explorers()
    page = bench.page
    page.evaluate("jupyterapp.shell.currentWidget.content.widgets[2].node.id = 'rival'")
    inline = page.locator("#rival .noUi-handle")
    page.evaluate("jupyterapp.shell.currentWidget.content.scrollToItem(2).then(() => null)")
    until(lambda: page.locator("#rival img").count() == 1, "the first figure of interact")
    explorer.root.get_by_role("button", name="Next").first.click()
    pairs = []
    for turn in range(2 * MOVES):
        ours = there if turn % 2 == 0 else back
        theirs = "ArrowRight" if turn % 2 == 0 else "ArrowLeft"
        knob = explorer.root.locator(control)
        painted = move(page, knob, ours, {"place": ".sahelkit-explorer", "image": False})
        redrawn = move(page, inline, theirs, {"place": "#rival", "image": True})
        if turn > 1:  # there and back warms up
            pairs.append((painted, redrawn))
    ratios = sorted(redrawn / painted for painted, redrawn in pairs)
    ratio = statistics.median(ratios)
    painted, redrawn = (statistics.median(column) for column in zip(*pairs, strict=True))
    report(
        f"{name}: {painted:.0f} ms from key to paint, interact {redrawn:.0f} ms; "
        f"{ratio:.1f} times faster ({ratios[0]:.1f} to {ratios[-1]:.1f}), promised {LIMIT}"
    )
    assert ratio >= LIMIT

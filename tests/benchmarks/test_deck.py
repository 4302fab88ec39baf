"""A deck opens hardly later than an empty one, is light, and is not built twice."""

import shutil
import statistics
import time

import pytest
from browser.driver import LIMIT, ROOT, until

import sahelkit
from sahelkit.publish import assets, build_deck

PAIRS = 31
SLOWER, LIGHT, AGAIN = 1.5, 1.5e6, 0.1
EMPTY = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Empty</title>
<link rel="stylesheet" href="dist/reset.css"><link rel="stylesheet" href="dist/reveal.css">
</head><body><div class="reveal"><div class="slides"><section><h1>Empty</h1></section></div></div>
<script src="dist/reveal.js"></script><script>Reveal.initialize();</script></body></html>"""
# the frame after reveal.js has laid out a slide that can be seen, counted from the navigation
WATCH = """(() => {
  const look = () => {
    const slide = document.querySelector(".reveal.ready .slides section.present");
    const seen = slide && slide.offsetHeight && getComputedStyle(slide).visibility === "visible";
    requestAnimationFrame(seen ? () => { window.shown = performance.now(); } : look);
  };
  requestAnimationFrame(look);
})()"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """A deck of the first lesson, built and built again: path, seconds, seconds."""
    folder = tmp_path_factory.mktemp("deck")
    lesson = ROOT / "notebooks" / "01-formation.ipynb"
    kit = sahelkit.load()
    took = []
    for cached in (False, True):
        start = time.perf_counter()
        deck = build_deck(lesson, folder / "deck.html", kit, cache=folder / "cache")
        took.append(time.perf_counter() - start)
        assert deck.cached == cached
    return deck.path, *took


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An empty deck of reveal.js, as its own manual sets one up."""
    folder = tmp_path_factory.mktemp("empty")
    shutil.copytree(assets.reveal_folder() / "dist", folder / "dist")
    path = folder / "index.html"
    path.write_text(EMPTY, encoding="utf-8")
    return path


def open_deck(chromium, path):
    """Open a file in a fresh profile; return milliseconds to the first slide, and requests."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    shown = until(lambda: page.evaluate("window.shown"), "the first slide", LIMIT)
    page.wait_for_load_state("networkidle")
    context.close()
    return shown, requests


def test_the_first_slide_is_shown_nearly_as_soon_as_that_of_an_empty_deck(
    chromium, builds, empty, report
):
    path, *_ = builds
    pairs = []
    for turn in range(PAIRS + 1):
        ours, requests = open_deck(chromium, path)
        assert requests == [path.as_uri()]
        bare, _ = open_deck(chromium, empty)
        if turn:  # the first one warms up
            pairs.append((ours, bare))
    ratios = sorted(ours / bare for ours, bare in pairs)
    ratio = statistics.median(ratios)
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    report(
        f"first slide: {ours:.0f} ms, empty deck {bare:.0f} ms; ratio {ratio:.2f} "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f}), promised at most {SLOWER}"
    )
    assert ratio <= SLOWER


def test_a_deck_is_light_enough_to_send(builds, report):
    path, *_ = builds
    size = path.stat().st_size
    report(f"deck: {size / 1e6:.2f} MB, promised at most {LIGHT / 1e6:.1f} MB")
    assert size <= LIGHT


def test_an_unchanged_deck_is_not_built_again(builds, report):
    _, first, again = builds
    report(
        f"deck: built in {first:.1f} s, again in {again:.2f} s; ratio {again / first:.3f}, "
        f"promised at most {AGAIN}"
    )
    assert again <= AGAIN * first

"""Drawing a picture for the first time costs little more than a bare savefig of its artists."""

import io
import statistics
import time

import pytest

import sahelkit
from sahelkit import charts, style

PAIRS = 15
SLOWER = 1.5
# one line a picture: add yours
PICTURES = {
    "timeline": lambda kit: charts.timeline(kit, tiers=["core", "supporting"]),
    "timeline with titles": lambda kit: charts.timeline(kit, "ecowas"),
    "map": charts.map,
}


def first_drawing(draw, kit):
    """Seconds from the records to the drawing as a page holds it, and the picture."""
    start = time.perf_counter()
    picture = draw(kit)
    picture.svg()
    return time.perf_counter() - start, picture


def bare_savefig(picture):
    """Seconds that matplotlib takes to write the finished picture."""
    start = time.perf_counter()
    with style.theme():
        picture.savefig(io.StringIO(), format="svg")
    return time.perf_counter() - start


@pytest.mark.parametrize("name", PICTURES)
def test_first_drawing(name, report):
    kit = sahelkit.load()
    for table in kit:
        kit.table(table)  # reading the ledger is no part of drawing
    pairs = []
    for turn in range(PAIRS + 1):
        ours, picture = first_drawing(PICTURES[name], kit)
        bare = bare_savefig(picture)
        if turn:  # the first one loads fonts
            pairs.append((ours, bare))
    ratios = sorted(ours / bare for ours, bare in pairs)
    ratio = statistics.median(ratios)
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    report(
        f"{name}: {ours * 1000:.0f} ms, bare savefig {bare * 1000:.0f} ms; ratio {ratio:.2f} "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f}), promised at most {SLOWER}"
    )
    assert ratio <= SLOWER

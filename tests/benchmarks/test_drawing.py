"""Drawing a picture for a page costs little more than a bare savefig of the same artists."""

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
    "map of all days": lambda kit: charts.map(kit, every_day=True),
    "network": charts.network,
    "specs": charts.specs,
    "sources": charts.sources,
    "disputes": lambda kit: charts.disputes(kit, "C-12"),
    "hypotheses": lambda kit: charts.hypotheses(kit, "C-40"),
}


def seconds(act):
    start = time.perf_counter()
    done = act()
    return time.perf_counter() - start, done


def bare_savefig(picture):
    with style.theme():
        picture.savefig(io.StringIO(), format="svg")


@pytest.mark.parametrize("name", PICTURES)
def test_first_drawing(name, report):
    kit = sahelkit.load()
    for table in kit:
        kit.table(table)  # reading the ledger is no part of drawing
    turns = []
    for turn in range(PAIRS + 1):
        making, picture = seconds(lambda: PICTURES[name](kit))
        ours, _ = seconds(picture.svg)  # nothing of this picture has been drawn before
        bare, _ = seconds(lambda drawn=picture: bare_savefig(drawn))
        if turn:  # the first one loads fonts
            turns.append((making, ours, bare))
    ratios = sorted(ours / bare for _, ours, bare in turns)
    ratio = statistics.median(ratios)
    making, ours, bare = (1000 * statistics.median(column) for column in zip(*turns, strict=True))
    report(
        f"{name}: {ours:.0f} ms, bare savefig {bare:.0f} ms; ratio {ratio:.2f} "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f}), promised at most {SLOWER}; "
        f"choosing and placing the artists took {making:.0f} ms before"
    )
    assert ratio <= SLOWER

"""Opening the ledger costs hardly more than reading its files with pandas."""

import statistics
import subprocess
import sys
import time

from browser.driver import ROOT

PAIRS = 11
LIMIT = 1.3
OURS = "import sahelkit; kit = sahelkit.load(); [kit.table(name) for name in kit]"
PLAIN = """import pandas, glob
[pandas.read_csv(path) for path in sorted(glob.glob("seeds/*.csv"))]"""


def seconds(code):
    """How long a fresh Python takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - start


def test_loading_and_touching_every_table(report):
    seconds(OURS), seconds(PLAIN)  # files and bytecode are warm from here on
    pairs = []
    for turn in range(PAIRS):  # in turn, and each of them first as often as second
        first, second = (OURS, PLAIN) if turn % 2 else (PLAIN, OURS)
        took = {first: seconds(first), second: seconds(second)}
        pairs.append((took[OURS], took[PLAIN]))
    ratios = sorted(ours / plain for ours, plain in pairs)
    ratio = statistics.median(ratios)
    ours, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    report(
        f"load: {ours * 1000:.0f} ms, plain pandas {plain * 1000:.0f} ms; ratio {ratio:.2f} "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f}), promised at most {LIMIT}"
    )
    assert ratio <= LIMIT

"""All seven decks, against nbconvert called once for each lesson, as its manual does."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest
from browser.driver import ROOT

NOTHING, AGAIN, ONE = 0.35, 0.03, 0.2  # times nbconvert's
LARGER = 1.3  # times the memory of nbconvert's largest process
DECK, ALL = 1.5e6, 8e6  # bytes
MEASURED = """import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""


def run(folder, *command):
    """Run a command; return its seconds and the kilobytes of the largest process it began."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, command)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    took = time.perf_counter() - start
    code, memory = map(int, done.stdout.split())
    assert code == 0, command
    return took, memory


@pytest.fixture(scope="module")
def times(tmp_path_factory):
    """Seconds and memory of each way to build the seven decks, and the folder of ours."""
    folder = tmp_path_factory.mktemp("build")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "seeds").symlink_to(ROOT / "seeds")  # nbconvert's kernels look beside the lessons
    lessons = sorted((folder / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    assert len(lessons) == 7
    ours = (sys.executable, "-m", "sahelkit", "slides", "--out", "out")
    found = {"nothing": run(folder, *ours), "again": run(folder, *ours)}
    notebook = json.loads(lessons[3].read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = ["".join(notebook["cells"][0]["source"]) + "\n\nA new line."]
    lessons[3].write_text(json.dumps(notebook), encoding="utf-8")
    found["one"] = run(folder, *ours)
    rival = [
        run(
            folder, sys.executable, "-m", "nbconvert", "--to", "slides", "--execute",
            "--output-dir", "rival", lesson,
        )
        for lesson in lessons
    ]  # fmt: skip
    found["rival"] = sum(took for took, _ in rival), max(memory for _, memory in rival)
    return found, folder / "out"


@pytest.mark.parametrize(("way", "limit"), [("nothing", NOTHING), ("again", AGAIN), ("one", ONE)])
def test_building_takes_a_part_of_the_rivals_time(times, report, way, limit):
    found, _ = times
    ratio = found[way][0] / found["rival"][0]
    report(f"decks, {way}: {ratio:.3f} x nbconvert, promised at most {limit}")
    assert ratio <= limit


def test_no_process_is_much_larger_than_the_rivals(times, report):
    found, _ = times
    ratio = found["nothing"][1] / found["rival"][1]
    report(f"memory: {ratio:.2f} x nbconvert's largest process, promised at most {LARGER}")
    assert ratio <= LARGER


def test_decks_are_light(times, report):
    _, folder = times
    sizes = [path.stat().st_size for path in folder.glob("*.html")]
    assert len(sizes) == 7
    report(f"decks: largest {max(sizes) / 1e6:.2f} MB, all {sum(sizes) / 1e6:.2f} MB")
    assert max(sizes) <= DECK
    assert sum(sizes) <= ALL

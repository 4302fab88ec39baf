"""Every notebook runs from top to bottom, and what it shows is there."""

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from sahelkit import lessons

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def run(path, cache):
    return lessons.run(lessons.read(path), cache=cache)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Every notebook after it has run, two at a time, by its name."""
    work = partial(run, cache=tmp_path_factory.mktemp("cache"))
    with ProcessPoolExecutor(max_workers=2) as workers:
        done = workers.map(work, NOTEBOOKS)
        return {path.stem: lesson for path, lesson in zip(NOTEBOOKS, done, strict=True)}


@pytest.mark.parametrize("name", [p.stem for p in NOTEBOOKS])
def test_it_runs_and_every_explorer_is_picture_and_table(ran, name):
    code = [cell for cell in ran[name].cells if cell.kind == "code"]
    assert code
    for cell in code:
        kinds = [output["output_type"] for output in cell.outputs]
        assert "error" not in kinds
        assert "stream" not in kinds, "a lesson prints nothing to its reader by the way"
        if cell.source.startswith("sahelkit.explore."):
            html = "".join(
                "".join(o["data"].get("text/html", "")) for o in cell.outputs if "data" in o
            )
            assert "sahelkit-explorer" in html
            assert "<svg" in html
            least = 2 if "explore.disputes(" in cell.source else 6  # the answers to one question
            assert html.count("<tr data-id=") >= least
            assert 'role="img" aria-label="' in html

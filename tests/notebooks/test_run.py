"""Every notebook runs from top to bottom, and what it shows is there."""

from pathlib import Path

import pytest

from sahelkit import lessons

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])
def test_it_runs_and_every_explorer_is_picture_and_table(path, tmp_path):
    lesson = lessons.run(lessons.read(path), cache=tmp_path)
    code = [cell for cell in lesson.cells if cell.kind == "code"]
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

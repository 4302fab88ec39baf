import pytest

from marking.small import NAME, RIGHT, answered, dump
from sahelkit.marking.collect import collect
from sahelkit.marking.interchange import export


@pytest.fixture
def course(tmp_path, book, sets, exercises):
    """A course of nbgrader with one hand-in; another one cannot be read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "../in/=Awa ..ipynb").write_bytes(dump(answered(book, RIGHT)))
    (tmp_path / "in" / "Bo.ipynb").write_bytes(b"")
    found = collect(tmp_path / "in", {name: one.essays for name, one in sets.items()})
    made = export(tmp_path / "in", tmp_path / "course", found, sets, exercises)
    assert len(made) == 1
    return tmp_path / "course"


def test_where_nbgrader_looks_for_them(course, exercises):
    (path,) = course.glob("submitted/*/*/*.ipynb")
    assert path.parts[-2:] == (NAME, f"{NAME}.ipynb")
    assert path.parts[-3].startswith("awa-")
    assert (course / "source" / NAME / f"{NAME}.ipynb").is_file()
    assert "get_config" in (course / "nbgrader_config.py").read_text(encoding="utf-8")


def test_a_configuration_stays(course, sets, tmp_path):
    config = course / "nbgrader_config.py"
    config.write_text("mine", encoding="utf-8")
    found = collect(tmp_path / "in", {name: one.essays for name, one in sets.items()})
    export(tmp_path / "in", course, found, sets)
    assert config.read_text(encoding="utf-8") == "mine"


def test_nbgrader_reads_what_is_laid_out(course):
    form = pytest.importorskip("nbgrader.nbgraderformat", reason="needs the extra [teacher]")
    utils = pytest.importorskip("nbgrader.utils")
    (path,) = course.glob("submitted/*/*/*.ipynb")
    book = form.read(str(path), as_version=4)  # raises where the metadata is not as it should be
    graded = {cell.metadata.nbgrader.grade_id: cell for cell in book.cells if utils.is_grade(cell)}
    assert set(graded) == {"small-p1", "small-p2", "small-p3", "small-e1"}
    assert graded["small-p2"].metadata.nbgrader.points == 3
    assert all(utils.is_solution(cell) for cell in graded.values())

import pytest

from sahelkit.lessons import hashing as module
from sahelkit.lessons.hashing import fingerprint

FILES = ("seeds/events.csv", "package/deck.css", "exercises/questions/01-a.toml")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A lesson with a picture, a ledger and a package of one file."""
    package = tmp_path / "package"
    for name in (*FILES, "package/lessons/hashing.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a")
    (tmp_path / "01-a.ipynb").write_text('"![x](map.png)"')
    (tmp_path / "map.png").write_bytes(b"a")
    monkeypatch.setattr(module, "__file__", str(package / "lessons" / "hashing.py"))
    return tmp_path


def stamp(place, *extra):
    return fingerprint(place / "01-a.ipynb", place / "seeds", extra)


def test_nothing_changed_gives_the_same_hash(place):
    before = stamp(place)
    (place / "package" / "__pycache__").mkdir()
    (place / "package" / "__pycache__" / "x.pyc").write_text("other")
    (place / "other.png").write_text("not shown by the lesson")
    assert stamp(place) == before
    assert len(before) == 32


@pytest.mark.parametrize("name", ["01-a.ipynb", "map.png", *FILES])
def test_each_input_counts(place, name):
    before = stamp(place)
    with (place / name).open("a") as file:
        file.write(" ")
    assert stamp(place) != before


def test_versions_and_extra_words_count(place, monkeypatch):
    before = stamp(place)
    assert stamp(place, "2024-07-06") != before
    monkeypatch.setattr(module, "_version", lambda name: "0.0")
    assert stamp(place) != before


def test_a_renamed_table_counts(place):
    before = stamp(place)
    (place / "seeds" / "events.csv").rename(place / "seeds" / "claims.csv")
    assert stamp(place) != before


@pytest.mark.parametrize(
    "code", [r"sahelkit.load(extra=\"mine\")", "load(extra = 'mine/')", r"load(extra=\"./mine\")"]
)
def test_the_tables_that_a_lesson_adds_to_the_ledger_count(place, code):
    mine = place / "mine"
    mine.mkdir()
    (mine / "events.csv").write_text("a")
    (mine / "notes.txt").write_text("a")
    alone = stamp(place)
    (mine / "events.csv").write_text("b")
    assert stamp(place) == alone
    (place / "01-a.ipynb").write_text(f'{{"source": ["{code}"]}}')
    before = stamp(place)
    (mine / "notes.txt").write_text("b")
    assert stamp(place) == before
    (mine / "events.csv").write_text("c")
    assert stamp(place) != before
    (mine / "events.csv").unlink()
    (mine / "claims.csv").write_text("c")
    assert stamp(place) != before


def test_a_folder_of_tables_that_is_not_there_is_no_fault(place):
    (place / "01-a.ipynb").write_text('load(extra="nowhere"), load(extra="~nobody/x")')
    assert len(stamp(place)) == 32

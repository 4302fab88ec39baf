import pytest

from sahelkit.lessons import hashing as module
from sahelkit.lessons.hashing import fingerprint


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A lesson with a picture, a ledger and a package of one file."""
    package = tmp_path / "package"
    for name in ("seeds/events.csv", "package/lessons/hashing.py", "package/deck.css"):
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


@pytest.mark.parametrize("name", ["01-a.ipynb", "map.png", "seeds/events.csv", "package/deck.css"])
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

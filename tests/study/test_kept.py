"""The file of progress: written at once, cut off, damaged, of another version."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from sahelkit.study import dashboard, kept
from sahelkit.study.judge import Verdict
from sahelkit.study.keeper import Keeper
from sahelkit.study.kept import NAME, Newer, Store, Tried
from sahelkit.study.questions import find
from study.kept_files import on_file, right, tried, write

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.usefixtures("nobody_listens")


def _fifty(folder, name, start):
    start.wait()
    one = Keeper(folder)
    for n in range(50):
        one.heard(Verdict(f"{name}-{n}", "right", ""), str(n))
        one.heard(Verdict("both-1", "not yet", ""), f"{name} {n}")


def test_two_notebooks_that_write_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    start = context.Event()
    workers = [context.Process(target=_fifty, args=(tmp_path, n, start)) for n in ("a", "b")]
    for worker in workers:
        worker.start()
    start.set()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    found = on_file(tmp_path)
    assert set(found) == {f"{who}-{n}" for who in "ab" for n in range(50)} | {"both-1"}
    assert found["both-1"]["tries"] == 100
    assert not list(tmp_path.glob("*damaged*"))


_CUT_OFF = """
import os, signal, sys
from pathlib import Path
import sahelkit.files
from sahelkit.study.judge import Verdict
from sahelkit.study.keeper import Keeper
one = Keeper(Path(sys.argv[1]))
one.heard(Verdict("formation-1", "right", ""), "c")
sahelkit.files.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
one.heard(Verdict("formation-2", "right", ""), "x" * 50_000)
"""


def test_a_notebook_that_is_killed_while_it_writes_leaves_the_file_whole(tmp_path):
    done = subprocess.run([sys.executable, "-c", _CUT_OFF, tmp_path], check=False, cwd=ROOT)
    assert done.returncode < 0
    assert list(on_file(tmp_path)) == ["formation-1"]
    assert list(tmp_path.glob(".progress.json.*.tmp"))
    one = Keeper(tmp_path)
    one.heard(right("formation-3"), "2023")
    assert list(on_file(tmp_path)) == ["formation-1", "formation-3"]
    assert not list(tmp_path.glob(".progress.json.*.tmp"))
    assert one.problem == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\xff\xfe",
        b'{"format": "sahelkit progress", "version": 1, "quest',
        b"[1]",
        b'{"format": "other", "version": 1, "questions": {}}',
        b'{"format": "sahelkit progress", "version": "1", "questions": {}}',
        b'{"format": "sahelkit progress", "version": 1, "questions": [1]}',
        b"[" * 100_000,
    ],
    ids=range(8),
)
def test_a_damaged_file_is_kept_aside_and_told(lessons, own, content):
    (lessons / NAME).write_bytes(content)
    with pytest.warns(UserWarning, match="was damaged") as told:
        assert own.entries() == {}
    assert len(told) == 1
    (aside,) = lessons.glob("progress-damaged-*.json")
    assert aside.read_bytes() == content
    assert aside.name in own.problem
    own.heard(right(), "c")
    assert list(on_file(lessons)) == ["formation-1"]
    assert aside.read_bytes() == content


def test_of_a_file_damaged_in_places_the_sound_entries_stay(lessons, own):
    bad = {
        "no-dict": 3,
        "no-state": {"tries": 1},
        "state": tried() | {"state": "great"},
        "tries": tried() | {"tries": -1},
        "moment": tried() | {"first_tried": 5},
    }
    write(lessons, bad | {"formation-1": tried(), "future-1": tried() | {"colour": "red"}})
    with pytest.warns(UserWarning, match="was damaged"):
        assert list(own.entries()) == ["formation-1", "future-1"]
    assert list(on_file(lessons)) == ["formation-1", "future-1"]


def test_a_file_of_a_newer_version_is_left_alone(lessons, own):
    write(lessons, {"formation-1": tried()}, version=2)
    before = (lessons / NAME).read_bytes()
    with pytest.warns(UserWarning, match="newer version"):
        own.heard(right(), "c")
    with pytest.raises(Newer):
        Store(lessons).read()
    assert (lessons / NAME).read_bytes() == before
    assert "newer version" in dashboard.progress()._repr_html_()


def test_lessons_and_exercises_of_a_kit_share_one_file(lessons, tmp_path):
    for start in (".", "..", "../exercises"):
        assert kept.home(Path(start)) == lessons
    lonely = tmp_path.parent / f"{tmp_path.name}-lonely"
    lonely.mkdir()
    assert kept.home(lonely) == lonely


def test_what_was_written_can_be_read_back():
    entries = {"formation-1": Tried("formation-1", "right", 2, "a", "b", "form", {"x": ["é"]})}
    assert kept.parse(kept.dump(entries).encode()) == entries
    assert find("formation-1").id in kept.dump(entries)

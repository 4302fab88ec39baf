"""Collecting; the odd cases are in the corpus (test_corpus.py)."""

import json
import time

import pytest

from marking.corpus import zipped
from marking.small import NAME, OTHER, RIGHT, answered, blank, dump
from sahelkit.marking.collect import collect, collected
from sahelkit.marking.marks import write_collected
from sahelkit.marking.parcels import MARKING


@pytest.fixture
def kinds(sets):
    return {name: one.essays for name, one in sets.items()}


def test_originals_stay_and_a_copy_is_prepared(tmp_path, book, kinds):
    content = dump(answered(book, RIGHT))
    (tmp_path / "Awa.ipynb").write_bytes(content)
    (one,) = collect(tmp_path, kinds)
    assert (one.student, one.file, one.set, one.problem, one.notes) == (
        "Awa", "Awa.ipynb", NAME, "", ())  # fmt: skip
    assert (tmp_path / "Awa.ipynb").read_bytes() == content
    home = tmp_path / MARKING / "hand-ins" / one.key
    assert (home / "notebook.ipynb").read_bytes() == content
    assert collected(tmp_path) == [one]


def test_what_is_gone_is_forgotten_and_the_rest_kept(tmp_path, book, kinds):
    for name in ("Awa", "Bo"):
        (tmp_path / f"{name}.ipynb").write_bytes(dump(book))
    first = collect(tmp_path, kinds)
    (tmp_path / "Bo.ipynb").unlink()
    kept = tmp_path / MARKING / "hand-ins" / first[0].key / "result.json"
    kept.write_text("{}", encoding="utf-8")
    assert collect(tmp_path, kinds) == first[:1] == collected(tmp_path)
    assert kept.is_file()


def test_a_platform_stands_above_what_a_hand_in_says(tmp_path, book, kinds):
    said = json.dumps({"student": "Awa"}).encode()
    pack = zipped({f"{NAME}.ipynb": dump(book), "hand-in.json": said})
    (tmp_path / "Bo_7_assignsubmission_file_x.zip").write_bytes(pack)
    (tmp_path / "other.zip").write_bytes(pack)
    found = {one.file: one for one in collect(tmp_path, kinds)}
    moodle = found["Bo_7_assignsubmission_file_x.zip"]
    assert (moodle.student, moodle.notes) == ("Bo", ("the hand-in names Awa",))
    assert found["other.zip"].student == "Awa"


def test_an_unpacked_download_of_a_class(tmp_path, book, kinds):
    for name in ("Awa_1", "Bo_2"):
        place = tmp_path / "download" / f"{name}_assignsubmission_file_"
        place.mkdir(parents=True)
        (place / "work.ipynb").write_bytes(dump(book))
    assert [one.student for one in collect(tmp_path, kinds)] == ["Awa", "Bo"]


def test_nobody_takes_the_place_of_another(tmp_path, book, kinds):
    said = json.dumps({"student": "AWA"}).encode()
    (tmp_path / "Awa.ipynb").write_bytes(dump(answered(book, RIGHT)))
    files = {f"{NAME}.ipynb": dump(book), "hand-in.json": said}
    (tmp_path / "zz.zip").write_bytes(zipped(files))
    found = collect(tmp_path, kinds)
    assert [one.notes for one in found] == [("one of 2 hand-ins by this name",)] * 2
    assert found[0].key != found[1].key


def test_names_that_differ_in_nothing_that_can_be_written(tmp_path, book, kinds):
    inside = {f"a{sign}/x.ipynb": dump(book) for sign in ("\x01", "\x02")}
    inside["B_1_assignsubmission_file_/x.ipynb"] = dump(book)
    (tmp_path / "class.zip").write_bytes(zipped(inside))
    found = collect(tmp_path, kinds)
    assert len({one.key for one in found}) == len(found) == 3
    assert collected(tmp_path) == found


def test_an_empty_folder_and_the_list(tmp_path, kinds):
    assert collect(tmp_path, kinds) == []
    (tmp_path / "=1+1.txt").write_text("x", encoding="utf-8")
    path = write_collected(tmp_path, collect(tmp_path, kinds))
    assert "'=1+1,'=1+1.txt,,," in path.read_text(encoding="utf-8-sig")


def test_two_sets_of_one_student_are_two_hand_ins(tmp_path, book, exercises, kinds):
    other = answered(blank(exercises, OTHER), {"other-p1": "other_p1 = 3"})
    files = {f"{NAME}.ipynb": dump(answered(book, RIGHT)), f"{OTHER}.ipynb": dump(other)}
    (tmp_path / "Awa.zip").write_bytes(zipped(files))
    found = collect(tmp_path, kinds)
    assert [(one.student, one.set, one.notes) for one in found] == [
        ("Awa", NAME, ()), ("Awa", OTHER, ())]  # fmt: skip
    assert found[0].key != found[1].key
    (tmp_path / "Awa again.zip").write_bytes(
        zipped({f"{OTHER}.ipynb": dump(other), "hand-in.json": b'{"student": "Awa"}'})
    )
    (tmp_path / "AWA.ipynb").write_bytes(b"")  # of which set, nobody knows
    twice = {(one.set, one.notes[0]) for one in collect(tmp_path, kinds)}
    assert twice == {(NAME, "one of 2 hand-ins by this name"),
                     (OTHER, "one of 3 hand-ins by this name"),
                     ("", "one of 4 hand-ins by this name")}  # fmt: skip


def test_sets_that_were_not_touched_are_not_handed_in(tmp_path, book, exercises, kinds):
    files = {f"{NAME}.ipynb": dump(book), f"{OTHER}.ipynb": dump(blank(exercises, OTHER))}
    (tmp_path / "Bo.zip").write_bytes(zipped(files))
    assert [one.set for one in collect(tmp_path, kinds)] == [NAME, OTHER]
    (tmp_path / "Bo.zip").write_bytes(zipped({**files, "answers.json": b'{"small-a1": "b"}'}))
    assert [one.set for one in collect(tmp_path, kinds)] == [NAME]


@pytest.mark.parametrize(
    ("said", "kept", "shown"),
    [("2026-11-22T14:05:09+00:00", "2026-11-22T14:05:09+00:00", "2026-11-22 16:05"),
     ("soon", "", ""), (None, "", ""), ("=cmd()", "", "")],
)  # fmt: skip
def test_when_it_was_packed(tmp_path, book, kinds, monkeypatch, said, kept, shown):
    monkeypatch.setenv("TZ", "UTC-2")
    time.tzset()
    about = json.dumps({"student": "Awa", "handed_in": said}).encode()
    pack = zipped({f"{NAME}.ipynb": dump(book), "hand-in.json": about})
    (tmp_path / "x.zip").write_bytes(pack)
    found = collect(tmp_path, kinds)
    assert [one.handed_in for one in found] == [kept]
    table = write_collected(tmp_path, found).read_text(encoding="utf-8-sig")
    monkeypatch.undo()
    time.tzset()
    assert f"{NAME},{shown},collected" in table


def test_answers_to_forms_are_plain_and_short(tmp_path, book, kinds):
    kept = {"small-a1": "b", "a": ["x", "y"], "c": {"l": "r"}, "d": 5, "e": 2.5}
    odd = {"f": 10**30, "g": float("nan"), "h": None, "i": [1], "j": {"k": [1]}, "l": "x" * 300_000}
    files = {f"{NAME}.ipynb": dump(book), "answers.json": json.dumps({**kept, **odd}).encode()}
    (tmp_path / "Awa.zip").write_bytes(zipped(files))
    (one,) = collect(tmp_path, kinds)
    home = tmp_path / MARKING / "hand-ins" / one.key
    assert json.loads((home / "answers.json").read_text()) == kept

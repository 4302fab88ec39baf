"""Who keeps progress: hears, recalls, takes back, and goes on where nothing can be kept."""

import datetime as dt
import errno
import json
import os
import sys
import types
import warnings
import zipfile
from pathlib import Path

import pytest

import sahelkit
from sahelkit.cli import main
from sahelkit.study import dashboard, desk
from sahelkit.study.keeper import Keeper, kept_answers
from sahelkit.study.kept import NAME
from study.kept_files import Page, on_file, right, tried, write

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.usefixtures("nobody_listens")


def test_check_and_forms_are_kept_in_one_plain_file(own, lessons):
    before = dt.datetime.now().astimezone().replace(microsecond=0)
    form = sahelkit.study.ask("formation-1", "formation-2")
    assert not (lessons / NAME).exists()
    form.answers = {"formation-1": "a"}
    form.answers = {"formation-1": "c"}
    sahelkit.study.check("ecowas-4", ...)
    assert list(on_file(lessons)) == ["formation-1"]
    sahelkit.study.check("formation-3", "16 September 2023")
    sahelkit.study.check("formation-3", "16 September 2023")
    sahelkit.study.check("formation-3", "2021")
    found = on_file(lessons)
    assert list(found) == ["formation-1", "formation-3"]
    one, three = found["formation-1"], found["formation-3"]
    assert (one["state"], one["tries"], one["answer"], one["how"]) == ("right", 2, "c", "form")
    assert (three["state"], three["tries"], three["how"]) == ("not yet", 2, "code")
    assert three["answer"] == "2021"
    assert three["first_solved"]  # once solved, it stays solved
    moments = [dt.datetime.fromisoformat(one[key]) for key in ("first_tried", "first_solved")]
    assert before <= moments[0] <= moments[1] <= dt.datetime.now().astimezone()
    text = (lessons / NAME).read_text(encoding="utf-8")
    assert "To begin anew, delete this file." in text
    assert '\n  "formation-1": {\n   "state": "right",\n' in text


def test_a_form_shows_the_earlier_answer_to_the_next_kernel(own, lessons):
    sahelkit.study.ask("formation-1").answers = {"formation-1": "a"}
    other = Keeper(lessons)
    desk._memories[:] = [other.recall]
    again = sahelkit.study.ask("formation-1", "formation-3")
    assert again.answers == {"formation-1": "a"}
    assert again.verdicts == {"formation-1": "not yet"}
    assert on_file(lessons)["formation-1"]["tries"] == 1


def test_an_answer_that_was_taken_back_does_not_come_back(own, lessons):
    form = sahelkit.study.ask("formation-1", "formation-2", "formation-3")
    form.answers = {"formation-1": "a", "formation-3": "2023-09-16"}
    form.answers = {}
    one, three = (on_file(lessons)[name] for name in ("formation-1", "formation-3"))
    for entry in (one, three):
        assert (entry["state"], entry["answer"], entry["tries"]) == ("not attempted", None, 1)
    assert (one["first_solved"], bool(three["first_solved"])) == ("", True)
    assert kept_answers(["formation-1", "formation-3"]) == {}
    other = Keeper(lessons)
    desk._memories[:] = [other.recall]
    again = sahelkit.study.ask("formation-1", "formation-2", "formation-3")
    assert (again.answers, again.verdicts) == ({}, {})
    cell = Page(sahelkit.study.progress()._repr_html_()).rows[2][1]
    assert cell.split("  ")[0].strip().startswith("△ 1 of 5 solved 2 tried")
    again.answers = {"formation-1": "a"}
    assert on_file(lessons)["formation-1"]["tries"] == 2
    assert "formation-2" not in on_file(lessons)


def test_a_blank_check_takes_nothing_back(own, lessons):
    sahelkit.study.ask("formation-1").answers = {"formation-1": "a"}
    sahelkit.study.check("formation-1", ...)
    assert on_file(lessons)["formation-1"]["answer"] == "a"


def test_what_could_not_be_written_is_taken_back_too(own, lessons, monkeypatch):
    form = sahelkit.study.ask("formation-1")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.warns(UserWarning, match="full"):
            form.answers = {"formation-1": "a"}
        form.answers = {}
    assert own.entries()["formation-1"].answer is None
    assert on_file(lessons)["formation-1"]["state"] == "not attempted"


def test_only_forms_are_handed_in_beside_the_notebook(own, lessons):
    sahelkit.study.ask("formation-1", "formation-2").answers = {"formation-1": "c"}
    sahelkit.study.check("formation-3", "2023")
    names = ["formation-1", "formation-2", "formation-3", "no-such"]
    exercises = lessons.parent / "exercises"
    assert kept_answers(names, exercises) == {"formation-1": "c"}
    assert kept_answers(["formation-2"]) == {}


def test_an_answer_that_cannot_be_kept_still_counts(own, lessons):
    own.heard(right(), object())
    assert on_file(lessons)["formation-1"] == {
        **on_file(lessons)["formation-1"],
        "state": "right",
        "answer": None,
    }


@pytest.mark.filterwarnings("error")
def test_a_write_protected_file_is_told_once_and_learning_goes_on(lessons, own):
    own.heard(right(), "c")
    (lessons / NAME).chmod(0o444)
    with pytest.warns(UserWarning, match="cannot be kept in .*write-protected") as told:
        own.heard(right("formation-3"), "x")
    own.heard(right("formation-2", "not yet"), "x")
    assert len(told) == 1
    assert own.recall("formation-1") == "c"
    assert list(own.entries()) == ["formation-1", "formation-3", "formation-2"]
    assert "write-protected" in dashboard.progress()._repr_html_()
    (lessons / NAME).chmod(0o644)
    own.heard(right("formation-4"), "S1")
    assert set(on_file(lessons)) == {f"formation-{n}" for n in range(1, 5)}
    assert own.problem == ""


@pytest.mark.parametrize("place", ["open", "fsync"])
def test_a_folder_to_read_only_or_a_full_disk_stops_nobody(lessons, own, monkeypatch, place):
    own.heard(right(), "c")
    code = {"open": errno.EROFS, "fsync": errno.ENOSPC}[place]
    true = os.open

    def refuse(path, *rest, **more):
        if place == "fsync" or str(path).startswith(str(lessons)):
            raise OSError(code, os.strerror(code))
        return true(path, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, place, refuse)
        with pytest.warns(UserWarning, match=os.strerror(code)):
            assert sahelkit.study.check("formation-3", "2023-09-16").state == "right"
        form = sahelkit.study.ask("formation-1")
        assert form.answers == {"formation-1": "c"}
        assert "formation-3" in own.entries()
    assert set(own.entries()) == set(on_file(lessons)) == {"formation-1", "formation-3"}


def test_nothing_is_kept_of_programs_nor_where_pages_are_built(lessons, monkeypatch):
    sahelkit.study.check("formation-3", "2023-09-16")
    shell = types.SimpleNamespace(kernel="here")
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setenv("SAHELKIT_STATIC", "slide")
    sahelkit.study.check("formation-3", "2023-09-16")
    assert not (lessons / NAME).exists()
    monkeypatch.delenv("SAHELKIT_STATIC")
    sahelkit.study.check("formation-3", "2023-09-16")
    sahelkit.study.check("formation-3", "2023-09-16")
    assert list(on_file(lessons)) == ["formation-3"]
    assert len(desk._listeners) == 1


def test_no_warning_where_all_is_well(lessons, own):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        own.heard(right(), "c")
        sahelkit.study.progress()._repr_html_()


def test_handing_in_takes_the_forms_and_says_when_they_are_damaged(lessons, capsys):
    exercises = lessons.parent / "exercises"
    book = (ROOT / "exercises" / "01-formation.ipynb").read_text(encoding="utf-8")
    (exercises / "01-formation.ipynb").write_text(book, encoding="utf-8")
    form, code = tried(answer="b"), tried(how="code", answer=5)
    write(lessons, {"formation-a1": form, "formation-p1": code, "formation-1": form})
    hand_in = ["exercises", "hand-in", str(exercises / "01-formation.ipynb"), "--name", "Ada"]
    assert main(hand_in) == 0
    with zipfile.ZipFile("Ada 01-formation.zip") as packed:
        assert json.loads(packed.read("answers.json")) == {"formation-a1": "b"}
    assert "damaged" not in capsys.readouterr().err
    (lessons / NAME).write_text("{")
    assert main(hand_in) == 0
    assert "was damaged" in capsys.readouterr().err

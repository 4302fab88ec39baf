"""What has been tried and solved is kept: by several at once, cut off, damaged, read-only."""

import csv
import datetime as dt
import errno
import html.parser
import json
import multiprocessing
import os
import re
import subprocess
import sys
import time
import types
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sahelkit
from sahelkit.cli import main
from sahelkit.errors import UnknownName
from sahelkit.study import dashboard, desk, keeper, kept, lock, plain
from sahelkit.study.judge import Verdict
from sahelkit.study.keeper import Keeper, kept_answers
from sahelkit.study.kept import NAME, Newer, Store, Tried
from sahelkit.study.questions import find, load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Nobody listens yet, and no progress is kept of anybody."""
    for module, name, value in (
        (desk, "_listeners", []),
        (desk, "_memories", []),
        (keeper, "_keepers", {}),
        (keeper, "_listening", []),
    ):
        monkeypatch.setattr(module, name, value)


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    """The lessons of a copy of the kit, where the notebook that runs lies."""
    for part in ("notebooks", "exercises"):
        (tmp_path / part).mkdir()
        for path in (ROOT / part).glob("*.ipynb"):
            (tmp_path / part / path.name).write_text("{}")
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path / "notebooks"


@pytest.fixture
def own(lessons, monkeypatch):
    """Who keeps progress while somebody works in a notebook there."""
    shell = types.SimpleNamespace(kernel="here")
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    keeper.begin()
    return keeper.keeper()


def right(question="formation-1", state="right"):
    return Verdict(question, state, "")


def on_file(folder):
    return json.loads((folder / NAME).read_text(encoding="utf-8"))["questions"]


def tried(state="right", tries=1, answer="c", how="form", solved="2026-11-22T10:00:00+00:00"):
    return {
        "state": state,
        "tries": tries,
        "first_tried": "2026-11-22T09:00:00+00:00",
        "first_solved": solved if state == "right" else "",
        "how": how,
        "answer": answer,
    }


def write(folder, questions, **more):
    table = {"format": "sahelkit progress", "version": 1, "questions": questions} | more
    (folder / NAME).write_text(json.dumps(table), encoding="utf-8")


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


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("formation-1", "c", "C"),
        ("start-2", ["a", "c"], "a"),
        ("formation-5", ["b", "high"], ["b"]),
        ("formation-2", None, ["x"]),
        ("start-4", {"x": "y"}, {"x": 1}),
        ("ecowas-4", "180", 180),
        ("formation-3", "2023-09-16", ["2023"]),
    ],
)
def test_only_what_a_form_can_hold_is_filled_in(own, lessons, name, good, bad):
    for answer in (bad, good):
        write(lessons, {name: tried(answer=answer)})
        assert own.recall(name) == (None if answer is bad else good)
        assert own.entries()[name].answer == answer


def test_only_forms_are_handed_in_beside_the_notebook(own, lessons):
    sahelkit.study.ask("formation-1", "formation-2").answers = {"formation-1": "c"}
    sahelkit.study.check("formation-3", "2023")
    names = ["formation-1", "formation-2", "formation-3", "no-such"]
    exercises = lessons.parent / "exercises"
    assert kept_answers(names, exercises) == {"formation-1": "c"}
    assert kept_answers(["formation-2"]) == {}


@pytest.mark.parametrize(
    ("answer", "is_kept"),
    [
        ("Été", "Été"),
        (dt.date(2023, 9, 16), "2023-09-16"),
        (pd.Timestamp("2023-09-16"), "2023-09-16T00:00:00"),
        (np.float64(1.5), 1.5),
        ({"b", "a"}, ["a", "b"]),
        (pd.DataFrame({"a": [1], "b": ["x"]}), {"columns": ["a", "b"], "data": [[1, "x"]]}),
        (pd.Series([1, 2], name="n"), {"columns": ["n"], "data": [[1], [2]]}),
        (pd.DataFrame({"a": range(5000)}), None),
        ("x" * 200_000, None),
        (float("nan"), None),
        (object(), None),
        ("\ud800", "?"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_answers_are_kept_as_plain_data_of_limited_size(answer, is_kept):
    assert plain.plain(answer) == is_kept


def test_an_answer_that_cannot_be_kept_still_counts(own, lessons):
    own.heard(right(), object())
    assert on_file(lessons)["formation-1"] == {
        **on_file(lessons)["formation-1"],
        "state": "right",
        "answer": None,
    }


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


def test_a_lock_that_others_hold_is_waited_for_only_so_long(tmp_path):
    start = time.monotonic()
    with (
        lock.locked(tmp_path / "lock"),
        pytest.raises(TimeoutError, match="held by another program"),
        lock.locked(tmp_path / "lock", seconds=0.05),
    ):
        pass
    assert time.monotonic() - start < lock.SECONDS
    with lock.locked(tmp_path / "lock", seconds=0):
        pass


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


def test_lessons_and_exercises_of_a_kit_share_one_file(lessons, tmp_path):
    for start in (".", "..", "../exercises"):
        assert kept.home(Path(start)) == lessons
    lonely = tmp_path.parent / f"{tmp_path.name}-lonely"
    lonely.mkdir()
    assert kept.home(lonely) == lonely


class _Page(html.parser.HTMLParser):
    """Rows of the table, and where its links lead."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.links, self.scopes, self._text = [], [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.scopes.append(attrs.get("scope"))
            self._text = True
        if tag == "a":
            self.links.append(attrs["href"])

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._text = False

    def handle_data(self, data):
        if self._text:
            self.rows[-1][-1] += data + " "


def test_the_dashboard_counts_and_leads_to_the_next_question(lessons, own):
    form = {name: tried() for name in ("formation-1", "formation-3")}
    rest = {name: tried() for name in load() if re.match(r"ecowas-\d", name)}
    write(lessons, form | rest | {"formation-2": tried("not yet"), "gone-1": tried()})
    shown = sahelkit.study.progress()
    page = _Page(shown._repr_html_())
    lesson, check, code_free, _ = page.rows[2]
    assert (lesson.strip(), page.rows[0][0].strip()) == ("01 Formation", "Lesson")
    assert check.split("  ")[0].strip() == "△ 2 of 5 solved 3 tried next: formation-2"
    assert code_free.strip() == "○ 0 of 4 solved 0 tried next: formation-a1"
    assert page.rows[3][1].strip() == "✓ all 5 solved"
    assert "01-formation.ipynb" in page.links
    assert "../exercises/01-formation.ipynb" in page.links
    assert "02-ecowas.ipynb" not in page.links
    assert len(page.rows) == 8
    assert "with pandas" in page.rows[0][3]
    counted = [n for n, q in load().items() if q.kind != "text"]
    assert f"7 of {len(counted)} questions solved, 8 tried" in shown._repr_html_()
    assert "01 Formation, Check yourself: △ 2 of 5 solved; 3 tried; next: formation-2" in repr(
        shown
    )
    bar = re.findall(
        r'<span class="sk-p-bar" aria-hidden="true">(.*?)</span></span>', shown._repr_html_()
    )
    assert re.findall(r"width:(\d+)%", bar[3]) == ["40", "20"]


def test_the_dashboard_in_french(own):
    page = sahelkit.study.progress(lang="fr")._repr_html_()
    assert 'lang="fr"' in page
    assert "CEDEAO" in page
    assert "Résolues : 0 sur 5" in page
    with pytest.raises(UnknownName, match="language"):
        sahelkit.study.progress(lang="de")


def test_a_set_handed_out_alone_has_links_to_what_is_there(tmp_path, monkeypatch):
    (tmp_path / "03-russia.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path)
    links = _Page(sahelkit.study.progress()._repr_html_()).links
    assert set(links) == {"03-russia.ipynb"}


def test_decks_and_handouts_show_nobodys_progress(lessons, own, monkeypatch):
    write(lessons, {"formation-1": tried()})
    shown = sahelkit.study.progress()
    monkeypatch.setenv("SAHELKIT_STATIC", "page")
    assert re.fullmatch(r'<p lang="en">[^<\d]+</p>', shown._repr_html_())
    assert repr(shown) == "When this notebook runs in JupyterLab, your progress is shown here."


def test_export_for_the_teacher(lessons, own, tmp_path):
    odd = {"formation-3": tried("not yet", answer="=cmd()"), "start-2": tried(answer=["a", "c"])}
    odd |= {"start-1": tried(answer="x;=1+1"), "formation-1": tried(answer="\t@SUM(A1)", tries=3)}
    write(lessons, odd | {"+odd-1": tried(answer="-5")})
    shown = sahelkit.study.progress()
    path = shown.export(tmp_path / "Ada.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["question"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(load()) | {"'+odd-1"}
    one = rows["formation-1"]
    assert (one["lesson"], one["state"], one["solved"]) == ("01-formation", "right", "yes")
    assert (one["tries"], one["answer"].lstrip("'\t")) == ("3", "@SUM(A1)")
    assert one["answer"].startswith("'")
    assert rows["formation-3"]["answer"] == "'=cmd()"
    assert rows["'+odd-1"]["answer"] == "'-5"
    assert rows["start-1"]["answer"] == "x;'=1+1"
    assert rows["start-2"]["answer"] == '["a", "c"]'
    assert (rows["start-3"]["state"], rows["start-3"]["tries"]) == ("not attempted", "0")
    data = json.loads(shown.export(tmp_path / "Ada.json").read_text(encoding="utf-8"))
    said = {row["question"]: row for row in data}
    assert said["formation-3"]["answer"] == "=cmd()"
    assert said["start-2"]["solved"] is True
    with pytest.raises(UnknownName, match=r"\.csv or \.json"):
        shown.export(tmp_path / "Ada.xlsx")
    with pytest.raises(UnknownName, match="another name"):
        shown.export(NAME)
    assert list(on_file(lessons)) != []


def test_erase_needs_to_be_sure_and_leaves_nothing(lessons, own):
    own.heard(right(), "c")
    (lessons / "progress-damaged-20261122.json").write_text("{")
    shown = sahelkit.study.progress()
    with pytest.raises(UnknownName, match=r"Nothing was erased.*sure=True"):
        shown.erase()
    assert (lessons / NAME).exists()
    assert shown.erase(sure=True) is shown
    assert [p.name for p in lessons.iterdir() if "progress" in p.name] == [".progress.json.lock"]
    assert own.entries() == {}
    own.heard(right("formation-2"), ["x"])
    assert list(on_file(lessons)) == ["formation-2"]


def test_what_was_written_can_be_read_back():
    entries = {"formation-1": Tried("formation-1", "right", 2, "a", "b", "form", {"x": ["é"]})}
    assert kept.parse(kept.dump(entries).encode()) == entries
    assert find("formation-1").id in kept.dump(entries)


def test_no_warning_where_all_is_well(lessons, own):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        own.heard(right(), "c")
        sahelkit.study.progress()._repr_html_()


def test_the_command_shows_exports_and_erases(lessons, capsys):
    write(lessons, {"formation-1": tried()})
    assert main(["exercises", "progress"]) == 0
    assert capsys.readouterr().out.startswith("Your progress: 1 of ")
    assert main(["exercises", "progress", "--export", "../Ada.csv"]) == 0
    assert "Nothing was sent" in capsys.readouterr().err
    assert "formation-1,01-formation,right" in (lessons.parent / "Ada.csv").read_text("utf-8-sig")
    assert main(["exercises", "progress", "--export", "Ada.pdf"]) == 1
    assert ".csv or .json" in capsys.readouterr().err
    assert main(["exercises", "progress", "--erase"]) == 1
    assert "--erase --yes" in capsys.readouterr().err
    assert (lessons / NAME).exists()
    assert main(["exercises", "progress", "--erase", "--yes"]) == 0
    assert not (lessons / NAME).exists()


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

"""The commands of a teacher, and the one of a student."""

import csv
import os
import re
from pathlib import Path

import pytest
from marking.small import NAME, RIGHT, answered, blank, cell_of, dump, make_exercises

import sahelkit.study
from sahelkit.marking import sandbox
from sahelkit.study import sheet


@pytest.fixture(scope="module")
def exercises(tmp_path_factory):
    return make_exercises(tmp_path_factory.mktemp("exercises"))


@pytest.fixture
def teach(run, exercises):
    """A function that runs a step on the small exercises."""
    return lambda *words: run("exercises", "--exercises", exercises, *words)


def rows(folder):
    with (folder / "marking" / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_steps_explain_themselves(run):
    code, out, _ = run("exercises", "--help")
    assert code == 0
    for step in ("build", "release", "hand-in", "collect", "grade", "merge"):
        assert f"    {step}" in out
        assert run("exercises", step, "--help")[0] == 0


@pytest.mark.parametrize(
    "words",
    [[], ["mark"], ["release"], ["grade", "x", "--seconds", "0"], ["grade", "x", "--lang", "de"]],
)
def test_wrong_usage(run, words):
    assert run("exercises", *words)[0] == 2


def test_build_writes_what_has_changed(run, tmp_path):
    folder = make_exercises(tmp_path / "exercises")
    (folder / f"{NAME}.ipynb").unlink()
    code, out, err = run("exercises", "--exercises", folder, "build")
    assert code == 0
    assert f"{NAME}.ipynb" in out
    assert "files written" in err


def test_release_by_number(teach, tmp_path):
    code, out, _ = teach("release", tmp_path / "out", "01")
    assert (code, out) == (0, f"{tmp_path / 'out' / '01-small.zip'}\n")
    code, _, err = teach("release", tmp_path / "out", "07")
    assert code == 1
    assert "unknown set of exercises '07'" in err


def test_hand_in_packs_the_forms_too(teach, tmp_path, exercises, monkeypatch):
    def kept(ids, folder):
        assert "small-a1" in ids
        return {"small-a1": "b"}

    monkeypatch.setattr(sahelkit.study, "kept_answers", kept, raising=False)
    monkeypatch.chdir(tmp_path)
    code, out, err = teach("hand-in", "01", "--name", "Awa Traoré")
    assert (code, out) == (0, "Awa Traoré 01-small.zip\n")
    assert "Nothing was sent" in err
    assert "answers to 1 of 5 questions.\nWithout an answer: small-p1, small-p2, small-p3, " in err
    code, out, err = teach("collect", tmp_path)
    assert code == 0
    assert re.fullmatch(r"Awa Traoré: 01-small, packed \d{4}-\d\d-\d\d \d\d:\d\d\n", out)
    assert "1 hand-ins, none of them cannot be marked" in err


def test_hand_in_finds_the_notebook_that_was_unpacked(teach, tmp_path, exercises, monkeypatch):
    own = tmp_path / NAME / f"{NAME}.ipynb"
    own.parent.mkdir()
    own.write_bytes(dump(answered(blank(exercises), {"small-p3": "small_p3 = 5"})))
    monkeypatch.chdir(tmp_path)
    code, _, err = teach("hand-in", "01", "--name", "Awa")
    assert code == 0
    assert f"It holds {own}:\nanswers to 1 of 5" in err
    (tmp_path / own.name).write_bytes(dump(blank(exercises)))  # beside the command: the nearer one
    _, _, err = teach("hand-in", "01", "--name", "Awa")
    assert f"It holds {tmp_path / own.name}:" in err
    assert "Nothing is answered in it." in err


def test_grade_of_nothing(teach, tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "missing", lambda: "")
    code, _, err = teach("grade", tmp_path)
    assert code == 1
    assert f"there is nothing to mark in {tmp_path}" in err


def test_hand_in_wants_a_name(teach, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = teach("hand-in", "01", "--name", "  ")
    assert code == 2
    assert "--name" in err


def test_collect_says_what_is_wrong(teach, tmp_path):
    (tmp_path / "Bo.ipynb").write_bytes(b"")
    code, out, err = teach("collect", tmp_path)
    assert (code, out) == (1, "Bo: Bo.ipynb: an empty file\n")
    assert "1 hand-ins, 1 of them cannot be marked" in err
    assert (tmp_path / "marking" / "collected.csv").is_file()


def test_a_folder_that_is_not_there(teach, tmp_path):
    for step in ("collect", "merge"):
        code, _, err = teach(step, tmp_path / "none")
        assert code == 1
        assert "none" in err


def test_without_a_sandbox_grading_refuses(teach, tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "missing", lambda: "bubblewrap is not installed")
    (tmp_path / "Awa.ipynb").write_bytes(b"")
    code, _, err = teach("grade", tmp_path)
    assert code == 1
    assert "--trust-submissions" in err
    assert not (tmp_path / "marking").exists()


def test_a_class_of_thirty(teach, tmp_path, exercises, monkeypatch):
    """Handed out, answered, handed in, marked by machine and by hand, merged."""
    reason = sandbox.missing()
    if reason and os.environ.get("SAHELKIT_REQUIRE_SANDBOX") != "1":
        pytest.skip(reason)
    inbox = tmp_path / "inbox"
    light = blank(exercises)
    cell_of(light, "small-p2")["source"] = "small_p2 = ..."
    next(c for c in light["cells"] if c["id"].endswith("set-up"))["source"] = ""
    for number in range(30):
        work = tmp_path / f"{number}" / f"{NAME}.ipynb"
        day = RIGHT["small-p1"] if number % 3 else "small_p1 = 2024"
        essay = "" if number % 5 == 0 else f"I, number {number}, think so."
        work.parent.mkdir()
        work.write_bytes(dump(answered(light, {"small-p1": day, "small-e1": essay})))
        code, _, _ = teach("hand-in", work, "--name", f"Student {number:02}", "--out", inbox)
        assert code == 0
    (inbox / "31.ipynb").write_bytes(b"")
    code, _, err = teach("grade", inbox, "--set", "01")
    assert code == 1  # for the empty file
    assert "30 of 31 hand-ins marked" in err
    assert "essays: 0 marked, 24 to mark" in err
    assert f'then run: sahelkit exercises merge "{inbox}"' in err
    assert re.search(r"Student 01, 01-small: 2 of 7 points, 1 to mark by hand \(\d", err)
    marks = {row["student"]: row for row in rows(inbox)}
    assert len(marks) == 31
    assert marks["31"]["what happened"] == "not marked: 31.ipynb: an empty file"
    for number in range(30):
        row = marks[f"Student {number:02}"]
        assert row["points"] == ("2" if number % 3 else "0")
        assert row["total"] == ("" if number % 5 else row["points"])
    table = sheet.read(inbox / "marking" / "essays.csv")
    assert len(table) == 48
    for row in table:
        row |= {"points": "2" if row["criterion"] == "sources" else "1", "comment": "Well read."}
    sheet.write(inbox / "marking" / "essays.csv", list(table[0]), table)
    code, out, err = teach("merge", inbox)
    assert (code, out) == (0, "")
    assert "essays: 24 marked, 0 to mark" in err
    for row in rows(inbox)[1:]:
        number = int(row["student"][-2:])
        assert float(row["total"]) == (2 if number % 3 else 0) + (3 if number % 5 else 0)
    pages = list((inbox / "marking" / "feedback").glob("*.html"))
    assert len(pages) == 31
    code, _, err = teach("grade", inbox, "--set", "01")
    assert err.count("(unchanged)") == 30 + 1
    assert "essays: 24 marked" in err


def test_points_that_cannot_be_are_told(teach, tmp_path, exercises):
    (tmp_path / "Awa.ipynb").write_bytes(dump(answered(blank(exercises), RIGHT)))
    assert teach("grade", tmp_path, "--trust-submissions")[0] == 0
    path = tmp_path / "marking" / "essays.csv"
    table = sheet.read(path)
    table[0]["points"] = "9"
    sheet.write(path, list(table[0]), table)
    code, out, _ = teach("merge", tmp_path)
    assert code == 1
    assert "expected 0 to 2 points; found '9'" in out
    assert Path(path).is_file()

"""The exercise sets: solutions are right, blanks are blank, no answer leaves the house."""

from __future__ import annotations

import ast
import json
import re
import socket
from pathlib import Path

import matplotlib
import pytest

import sahelkit
from sahelkit.lessons import read
from sahelkit.lessons.prose import check_prose
from sahelkit.study.cases import ASKED
from sahelkit.study.cells import PLACEHOLDER
from sahelkit.study.desk import on_verdict
from sahelkit.study.judge import judge
from sahelkit.study.keys import near_value
from sahelkit.study.prose import check_questions
from sahelkit.study.questions import load
from sahelkit.study.solution import right_answer
from sahelkit.study.versions import (
    asked_in,
    make_version,
    source_files,
    stale_versions,
)

FILES = source_files()
ROOT = FILES[0].parent.parent.parent
SETS = [path.stem for path in FILES]
TRACKS = {"a": "without code", "p": "with pandas"}


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


@pytest.fixture(scope="module")
def versions(kit):
    made = {}

    def get(name, version):
        if (name, version) not in made:
            source = read(FILES[SETS.index(name)]).notebook
            made[name, version] = make_version(source, version, load(), kit, name=name)
        return made[name, version]

    return get


def own(name):
    """Return the questions of a set, in the order of its notebook."""
    known = load()
    return [known[one] for one in asked_in(read(FILES[SETS.index(name)]).notebook)]


def text(cell):
    return "".join(cell["source"])


def tagged(book, tag):
    return [cell for cell in book["cells"] if tag in cell["metadata"]["tags"]]


def run(book, monkeypatch):
    """Run the code of a notebook here, without network; return the verdicts of its checks."""

    def refuse(*_, **__):
        raise OSError("an exercise asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    heard = []
    stop = on_verdict(lambda verdict, answer: heard.append(verdict))
    space = {"__name__": "__main__"}
    try:
        with matplotlib.rc_context({"backend": "agg", "figure.max_open_warning": 0}):
            for cell in book["cells"]:
                if cell["cell_type"] == "code":
                    exec(compile(ast.parse(text(cell)), cell["id"], "exec"), space)
    finally:
        stop()
        matplotlib.pyplot.close("all")
    return heard


@pytest.mark.parametrize("name", SETS)
def test_solution_runs_offline_and_is_right(name, versions, monkeypatch):
    heard = run(versions(name, "solution"), monkeypatch)
    checked = [one.id for one in own(name) if one.kind not in (*ASKED, "text")]
    checked += [q.id for q in own(name) if q.kind in ASKED and q.id.partition("-")[2][0] == "p"]
    assert sorted(verdict.question for verdict in heard) == sorted(checked)
    assert [repr(verdict) for verdict in heard if verdict.state != "right"] == []


@pytest.mark.parametrize("name", SETS)
def test_forms_have_right_answers(name, kit):
    forms = [one for one in own(name) if one.kind in ASKED]
    assert forms
    for one in forms:
        assert judge(one, right_answer(one, kit), kit).state == "right", one.id


@pytest.mark.parametrize("name", SETS)
def test_blank_runs_and_is_not_attempted(name, versions, kit, monkeypatch):
    book = versions(name, "student")
    heard = run(book, monkeypatch)
    assert [repr(v) for v in heard if v.state != "not attempted"] == []
    assert len(heard) == len(tagged(book, "check")) >= 3
    essays = [cell for cell in tagged(book, "answer") if cell["cell_type"] == "markdown"]
    assert essays
    assert all(text(cell) == PLACEHOLDER for cell in essays)
    for one in own(name):
        assert judge(one, None, kit).state == "not attempted"


@pytest.mark.parametrize("name", SETS)
def test_plausible_wrong_answers_are_told_why(name, kit):
    for one in own(name):
        if one.kind in ("number", "date", "table", "value"):
            assert one.near, f"{one.id} has no plausible wrong answer"
        for near in one.near:
            verdict = judge(one, near_value(near, kit), kit)
            assert (verdict.state, verdict.message) == ("not yet", near.feedback), one.id
            assert verdict.record
    for one in own(name):
        if one.kind in ("choice", "source"):
            right = right_answer(one, kit)
            for letter, option in zip(one.letters, one.option, strict=True):
                if letter != right:
                    verdict = judge(one, letter, kit)
                    assert (verdict.state, verdict.message) == ("not yet", option.feedback)


@pytest.mark.parametrize("name", SETS)
def test_student_version_gives_nothing_away(name, versions, kit):
    book = versions(name, "student")
    assert tagged(book, "solution") + tagged(book, "instructor") == []
    page = json.dumps(book, ensure_ascii=False)
    source = read(FILES[SETS.index(name)]).notebook
    for cell in tagged(source, "solution") + tagged(source, "instructor"):
        assert text(cell) not in "\n".join(text(one) for one in book["cells"])
    for cell in tagged(source, "answer"):
        mine = next(one for one in book["cells"] if one["id"] == cell["id"])
        if cell["cell_type"] == "markdown":
            worked = re.split(r"\n\n", text(cell))
        else:
            inside = re.findall(r"# BEGIN SOLUTION\n(.*?)# END SOLUTION", text(cell), re.DOTALL)
            worked = [w for w in "".join(inside).splitlines() if w and not w.startswith("#| ")]
        assert worked
        assert [line for line in worked if line in text(mine)] == [], cell["id"]
        assert not re.search(r"SOLUTION|#\|", text(mine))
    for one in own(name):
        told = [one.explanation, one.otherwise, *(x.feedback for x in (*one.option, *one.pair))]
        told += [near.feedback for near in one.near]
        told += [level for row in one.rubric for level in row.get("levels", ())]
        for words in filter(lambda words: len(words) > 25, told):
            assert json.dumps(words, ensure_ascii=False)[1:-1] not in page, one.id
    assert not [cell for cell in book["cells"] if cell.get("outputs")]


@pytest.mark.parametrize("name", SETS)
def test_two_tracks_of_twenty_to_forty_minutes(name, versions):
    start = "\n".join(text(cell) for cell in versions(name, "student")["cells"][:3])
    for letter, track in TRACKS.items():
        mine = [one for one in own(name) if one.id.partition("-")[2].startswith(letter)]
        minutes = sum(one.minutes for one in mine)
        assert 20 <= minutes <= 40, f"{track}: {minutes} minutes"
        assert re.search(rf"{track}\** \(about {minutes:g} minutes\)", start), (track, minutes)
        assert 4 <= len(mine) <= 7
        assert any(one.kind == "text" for one in mine)


@pytest.mark.parametrize("name", SETS)
def test_questions_are_whole(name):
    assert {one.lesson for one in own(name)} == {name}
    ids = [one.id for one in load().values() if one.file == f"{name}.toml"]
    asked = [one.id for one in own(name)]
    written = [one for one in ids if re.search(r"-[ap]\d", one)]
    assert sorted(asked) == sorted(written), "asked in the notebook, written in the file"
    for one in own(name):
        assert 2 <= len(one.hints) <= 3, one.id
        if one.kind == "text":
            assert sum(row["points"] for row in one.rubric) == one.points, one.id
            assert all(len(row["levels"]) == row["points"] + 1 for row in one.rubric), one.id


@pytest.mark.parametrize("name", SETS)
def test_ids_of_cells_are_unique_and_valid(name, versions):
    for version in ("student", "solution", "instructor"):
        ids = [cell["id"] for cell in versions(name, version)["cells"]]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", one) for one in ids)


@pytest.mark.parametrize("name", SETS)
def test_prose_agrees_with_the_ledger(name, kit):
    lesson = read(FILES[SETS.index(name)])
    report = check_prose(kit, [lesson])
    faults = [str(fault) for fault in report.faults + check_questions(kit, own(name)).faults]
    assert report.paragraphs
    assert faults == []


@pytest.mark.parametrize("name", SETS)
def test_links_lead_somewhere(name, versions):
    for cell in versions(name, "student")["cells"]:
        if cell["cell_type"] == "markdown":
            for target in re.findall(r"\]\((?!https?:)([^)#]+)", text(cell)):
                assert (ROOT / "exercises" / target).exists(), target


def test_committed_student_versions_are_fresh():
    expected = "run: sahelkit exercises build"
    assert [path.name for path in stale_versions()] == [], expected


def test_no_version_with_answers_is_committed():
    found = {path.relative_to(ROOT) for path in (ROOT / "exercises").rglob("*.ipynb")}
    assert found == {
        Path("exercises", part, f"{n}.ipynb") for n in SETS for part in ("", "sources")
    }

"""A class of strange hand-ins, collected and marked in one go, compared row by row."""

import csv
import hashlib
import os
import re
import time
from collections import Counter
from pathlib import Path

import pytest

import sahelkit
from marking.corpus import POINTS, STATES, build
from sahelkit.marking import sandbox
from sahelkit.marking.collect import collect
from sahelkit.marking.grade import Course, grade
from sahelkit.marking.merge import merge

QUESTIONS = ("small-a1", "small-p1", "small-p2", "small-p3", "small-e1")
LIMITS = sandbox.Limits(seconds=12, cell_seconds=4, memory=400, files=8, output=2)


def digest(folder):
    """Hash of every file that lies where a submission would like to write."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts
        and path.stat().st_size < 10**7
    }  # fmt: skip


@pytest.fixture(scope="module")
def marked(tmp_path_factory, exercises, sets, kit, walls):
    """The corpus, its rows by file, its results, and what the run took."""
    folder = tmp_path_factory.mktemp("class") / "in"
    corpus = build(folder, exercises)
    package = Path(sahelkit.__file__).parent / "marking"
    before = digest(folder), digest(package), os.environ.copy()
    begun = time.monotonic()
    found = collect(folder, {name: one.essays for name, one in sets.items()})
    course = Course(sets, kit, LIMITS, only="01-small")
    done = {one.key: one for one in grade(folder, found, course)}
    merged = merge(folder, [done[one.key] for one in found], sets)
    seconds = time.monotonic() - begun
    for one in sorted(done.values(), key=lambda one: -one.seconds)[:12]:
        print(f"{one.seconds:5.1f} s {one.student}: {one.happened[:90]}")
    own = {p: d for p, d in digest(folder).items() if "marking" not in p.parts}
    assert (own, digest(package), os.environ.copy()) == before
    with merged.marks.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return corpus, rows, done, merged, seconds


def _row(rows, case):
    plain = {row["file"].replace("'", ""): row for row in rows}
    name = case.file.replace("'", "")
    near = [row for file, row in plain.items() if file == name or
            (name.startswith("class.zip!") and file.startswith(name))]  # fmt: skip
    assert len(near) == 1, (case.file, len(near))
    return near[0]


def test_every_hand_in_has_its_row(marked):
    corpus, rows, *_ = marked
    assert len(corpus.cases) >= 40
    faults = []
    for case in corpus.cases:
        row = _row(rows, case)
        states = " ".join(_short(row[f"{name} state"]) for name in QUESTIONS)
        states = states if states.strip() else None
        wanted = row["student"].replace("'", ""), states
        if wanted != (case.student.replace("'", ""), case.states):
            faults.append((case.file, case.student, case.states, row))
        elif not re.search(case.happened, row["what happened"]):
            faults.append((case.file, case.happened, row["what happened"]))
        elif case.states and float(row["points"]) != _points(case.states):
            faults.append((case.file, case.states, row["points"]))
    for fault in faults:
        print(fault)
    assert faults == []


def test_no_row_too_many(marked):
    corpus, rows, *_ = marked
    assert len(rows) == len(corpus.cases)
    assert len({row["file"] for row in rows}) == len(rows)


def test_the_machine_is_alive_and_nothing_runs_on(marked):
    assert marked[4] < 180
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert b"/runner.py" not in path.read_bytes()
        except OSError:
            continue


def test_no_cell_of_the_spreadsheet_is_a_formula(marked):
    text = marked[3].marks.read_text(encoding="utf-8-sig")
    for line in csv.reader(text.splitlines()):
        assert not [cell for cell in line if cell[:1] in tuple("=+-@\t\r")]
        assert not [cell for cell in line if re.search(r"[;,\t][=+\-@]", cell)]


def test_pages_for_students_hold_no_solution_no_script_and_nobody_else(marked):
    _, _, done, merged, _ = marked
    pages = {path.stem: path.read_text(encoding="utf-8") for path in merged.feedback.iterdir()}
    assert set(pages) == set(done)
    names = Counter(one.student for one in done.values())
    for key, page in pages.items():
        assert "<script" not in page
        assert "default-src 'none'" in page
        assert "SECRETESSAY" not in page
        states = {mark.question: mark.state for mark in done[key].marks}
        for question, secret in (("small-p1", "SECRETDAY"), ("small-p2", "SECRETTABLE")):
            assert (secret in page) == (states.get(question) == "right"), key
        others = [
            n
            for n in names
            if n not in done[key].student and len(n) > 10 and n in page and set(n) != {"x"}
        ]
        assert [n for n in others if n not in done[key].happened] == [], key


def _short(state):
    return next((sign for sign, word in STATES.items() if word == state), "")


def _points(states):
    right = zip(QUESTIONS, states.split(), strict=True)
    return sum(POINTS[name] for name, sign in right if sign == "R")

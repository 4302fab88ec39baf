"""Thirty hand-ins are marked in half the time of nbgrader, sandbox included.

nbgrader marks the same notebooks in one command: `nbgrader autograde`, with the processes that it
starts by itself. Its checks stand in cells of their own, as it wants them; ours stand outside.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from marking.small import NAME, RIGHT, WRONG, answered, blank, dump, make_exercises

import sahelkit
from sahelkit.marking import sandbox
from sahelkit.marking.collect import collect
from sahelkit.marking.grade import Course, grade
from sahelkit.marking.merge import merge
from sahelkit.marking.sets import load_sets

LIMIT = 0.5
STUDENTS = 30
TESTS = {
    "small-p1": "import pandas as pd\nassert str(pd.Timestamp(small_p1))[:10] == '2023-09-16'",
    "small-p2": "assert set(small_p2['event_id']) == set(e[e.start.dt.year == 2019].event_id)",
    "small-p3": "assert small_p3 == len(kit.events)",
}


def with_tests(book):
    """Return a notebook with the check cells of nbgrader behind the answers."""
    made = json.loads(json.dumps(book))
    cells = []
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader"):
            cell["metadata"]["nbgrader"]["grade"] = cell["cell_type"] == "markdown"
        cells.append(cell)
        question = cell["metadata"].get("sahelkit", {}).get("question")
        if question in TESTS:
            told = {"grade": True, "grade_id": f"test-{question}", "locked": True, "points": 1}
            told |= {"schema_version": 3, "solution": False, "task": False, "cell_type": "code"}
            cells.append(
                {"cell_type": "code", "id": f"t-{question}", "source": TESTS[question],
                 "metadata": {"nbgrader": told}, "outputs": [], "execution_count": None}
            )  # fmt: skip
    made["cells"] = [c for c in cells if not c.get("id", "").endswith(("-check", "-hint"))]
    made["metadata"]["kernelspec"] = {"name": "python3", "language": "python", "display_name": "x"}
    return made


def course(folder, book, students):
    """Make a course of nbgrader with these hand-ins."""
    for name, notebook in students.items():
        place = folder / "submitted" / name / NAME
        place.mkdir(parents=True)
        (place / f"{NAME}.ipynb").write_bytes(dump(with_tests(notebook)))
    (folder / "source" / NAME).mkdir(parents=True)
    (folder / "source" / NAME / f"{NAME}.ipynb").write_bytes(dump(with_tests(book)))
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'c'\n"
        "c.ClearSolutions.enforce_metadata = False\n",
        encoding="utf-8",
    )


def nbgrader(folder, *words):
    programs = Path(sys.executable).parent  # it starts alembic by its name
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    command = [str(programs / "nbgrader"), *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_thirty_hand_ins(tmp_path, report):
    pytest.importorskip("nbgrader", reason="needs the extra [teacher]")
    if reason := sandbox.missing():
        pytest.skip(reason)
    exercises = make_exercises(tmp_path / "exercises")
    book = blank(exercises)
    students = {
        f"student-{n:02}": answered(book, RIGHT if n % 3 else {**RIGHT, **WRONG, "small-e1": "So."})
        for n in range(STUDENTS)
    }

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, notebook in students.items():
        (inbox / f"{name}.ipynb").write_bytes(dump(notebook))
    begun = time.perf_counter()
    sets = load_sets(exercises)
    found = collect(inbox, {name: one.essays for name, one in sets.items()})
    results = list(grade(inbox, found, Course(sets, sahelkit.load())))
    merge(inbox, results, sets)
    ours = time.perf_counter() - begun
    assert sum(one.marks[1].state == "right" for one in results) == STUDENTS * 2 // 3

    folder = tmp_path / "course"
    course(folder, book, students)
    nbgrader(folder, "generate_assignment", NAME, "--force")
    begun = time.perf_counter()
    nbgrader(folder, "autograde", NAME, "--force")
    theirs = time.perf_counter() - begun
    assert len(list((folder / "autograded").glob("*"))) == STUDENTS
    shutil.rmtree(folder)

    ratio = ours / theirs
    report(
        f"{STUDENTS} hand-ins: {ours:.1f} s, nbgrader autograde {theirs:.1f} s, ratio {ratio:.2f}"
    )
    assert ratio <= LIMIT

import asyncio
import json
import queue
import subprocess
import sys
import time

import pytest

from sahelkit.errors import BadLesson, MissingPart
from sahelkit.lessons import execute, read
from sahelkit.lessons import parts as parts_module


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run code cells as a lesson; the package may change meanwhile, so the hash is of the file."""
    monkeypatch.setattr(
        execute,
        "fingerprint",
        lambda lesson, ledger: f"{hash(lesson.content) & (1 << 128) - 1:032x}",
    )

    def run(*sources, **options):
        cells = [
            {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source}
            for i, source in enumerate(sources)
        ]
        for cell in cells:
            cell |= {"outputs": [], "execution_count": None}
        path = tmp_path / "notebooks" / "01-a.ipynb"
        path.parent.mkdir(exist_ok=True)
        made = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
        path.write_text(json.dumps(made), encoding="utf-8")
        return execute.run(read(path), cache=tmp_path / "cache", **options)

    return run


def text(cell):
    return "".join(out["text"] for out in cell.outputs if out["output_type"] == "stream")


def test_cells_run_in_the_running_python_in_their_folder_and_statically(run, tmp_path):
    code = (
        "import os, sys, sahelkit\n"
        "print(sys.executable, os.getcwd(), os.environ['SAHELKIT_STATIC'], sep='|')"
    )
    lines = []
    lesson = run("x = 1", code, progress=lines.append)
    assert text(lesson.cells[1]).strip().split("|") == [
        sys.executable,
        str((tmp_path / "notebooks").resolve()),
        "page",
    ]
    assert lines == ["01-a: running cell 1 of 2", "01-a: running cell 2 of 2"]
    assert "SAHELKIT_STATIC" not in __import__("os").environ


def test_an_unchanged_lesson_comes_from_the_cache_and_older_outputs_go(run, tmp_path, monkeypatch):
    run("print('old')")
    first = run("print(6 * 7)")
    (remembered,) = (tmp_path / "cache").iterdir()
    monkeypatch.setattr(execute, "_outputs", lambda *args: pytest.fail("ran again"))
    assert run("print(6 * 7)").cells == first.cells
    assert text(first.cells[0]) == "42\n"
    assert json.loads(remembered.read_text())[0][0]["text"] == "42\n"


def test_a_damaged_cache_is_made_anew(run, tmp_path):
    run("print(6 * 7)")
    (remembered,) = (tmp_path / "cache").iterdir()
    remembered.write_text("{")
    assert text(run("print(6 * 7)").cells[0]) == "42\n"


def test_a_cache_that_cannot_be_written_does_no_harm(run, tmp_path):
    (tmp_path / "cache").write_text("a file, not a folder")
    assert text(run("print(6 * 7)").cells[0]) == "42\n"


def test_a_failing_cell_is_named_with_its_first_line_and_the_error(run):
    with pytest.raises(BadLesson) as caught:
        run("x = 1", "\n# a comment\nraise ValueError('first\\nlast line')")
    error = caught.value
    assert str(error) == "01-a.ipynb, cell 2: “# a comment” fails: ValueError: last line"
    assert (error.cell, error.__cause__, error.__suppress_context__) == (2, None, True)


def test_an_endless_cell_ends_at_the_time_limit(run):
    begin = time.monotonic()
    with pytest.raises(BadLesson, match=r"cell 2: “while True:” took longer .* limit of 2 s"):
        run("x = 1", "while True:\n    pass", timeout=2)
    assert time.monotonic() - begin < 20


def test_an_endless_cell_leaves_no_noise_of_its_listeners(tmp_path):
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "while True: pass"}
    made = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [cell | {"outputs": [], "execution_count": None}],
    }
    (tmp_path / "01-a.ipynb").write_text(json.dumps(made), encoding="utf-8")
    code = "import sys, sahelkit.cli; sys.exit(sahelkit.cli.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "handout", "01-a.ipynb", "--timeout", "2", "--out", "o"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "limit of 2 s" in done.stdout + done.stderr
    assert "pending" not in done.stderr


def test_a_cell_that_ends_the_kernel_is_named(run):
    with pytest.raises(BadLesson, match=r"cell 1: “import os; os\._exit\(3\)” ended the kernel"):
        run("import os; os._exit(3)", timeout=20)


def test_failures_are_not_remembered(run, tmp_path):
    with pytest.raises(BadLesson):
        run("1 / 0")
    assert not (tmp_path / "cache").exists()


def test_the_default_limit_is_two_minutes():
    assert execute.TIMEOUT == 120


def test_a_message_whose_arrival_was_missed_is_found_by_looking_again(monkeypatch):
    """The fault of nbclient #312: the first wait never hears of the message."""
    monkeypatch.setattr(execute, "POLL", 0.01)
    waits = []

    async def deaf_once(timeout):
        waits.append(timeout)
        if len(waits) == 1:
            await asyncio.sleep(timeout)
            raise queue.Empty
        return "message"

    get = execute._patient(deaf_once)
    assert asyncio.run(asyncio.wait_for(get(timeout=None), 5)) == "message"
    assert waits == [0.01, 0.01]


def test_a_patient_wait_still_ends_at_its_limit(monkeypatch):
    monkeypatch.setattr(execute, "POLL", 0.01)

    async def silent(timeout):
        await asyncio.sleep(timeout)
        raise queue.Empty

    with pytest.raises(queue.Empty):
        asyncio.run(asyncio.wait_for(execute._patient(silent)(timeout=0.05), 5))


def test_the_cache_lies_in_the_build_folder_beside_the_lessons(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert execute.cache_folder(tmp_path / "notebooks" / "a.ipynb") == tmp_path / "build" / "cache"
    elsewhere = execute.cache_folder(tmp_path / "mine" / "a.ipynb")
    assert elsewhere == tmp_path / "build" / "cache"


def test_a_missing_library_is_named_with_the_remedy():
    with pytest.raises(MissingPart, match=r"needs nosuchlibrary.*pip install .*\[publish\]'"):
        parts_module.require("nosuchlibrary.part")

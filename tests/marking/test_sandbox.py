"""The walls: what a submission can reach, and what stops it."""

import os
import subprocess
from pathlib import Path

import pytest

import sahelkit
from marking.test_runner import answers, errors
from sahelkit.errors import MissingPart
from sahelkit.marking import sandbox
from sahelkit.marking.walls import HOME

PACKAGE = Path(sahelkit.__file__).parent


def run(code, name="a", **limits):
    cells = [{"number": 1, "code": code}]
    limits = {"seconds": 30, "cell_seconds": 20, **limits}
    return sandbox.run(
        {"cells": cells, "wanted": {name: name}, "skip": []}, sandbox.Limits(**limits)
    )


@pytest.fixture
def without(monkeypatch):
    """As if bubblewrap were not installed."""
    sandbox.missing.cache_clear()
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    yield
    sandbox.missing.cache_clear()


def test_without_bubblewrap_nothing_is_run(without):
    with pytest.raises(MissingPart, match=r"bubblewrap is not installed.*--trust-submissions"):
        run("a = 1")


def test_without_namespaces_nothing_is_run(monkeypatch):
    sandbox.missing.cache_clear()
    said = subprocess.CompletedProcess([], 1, "", "bwrap: No permissions to create new namespace\n")
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(sandbox.subprocess, "run", lambda *a, **k: said)
    with pytest.raises(MissingPart, match="No permissions to create new namespace"):
        run("a = 1")
    sandbox.missing.cache_clear()


def test_it_has_an_empty_home_and_no_environment(walls, monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "secret")
    seen = answers(run("import os\na = [os.listdir('~' and '.'), os.getcwd(), sorted(os.environ)]"))
    files, place, names = seen["a"]
    assert place == HOME
    assert [name for name in files if not name.startswith(".")] == []
    assert "MY_TOKEN" not in names
    assert "USER" not in names


def test_it_cannot_see_the_checks_the_questions_or_this_test(walls):
    places = [PACKAGE / "study", PACKAGE / "marking", PACKAGE.parent / "exercises",
              Path(__file__).parent, Path.home(), PACKAGE / "exercises"]  # fmt: skip
    code = f"""
import os
a = [sorted(os.listdir(p)) if os.path.isdir(p) else [] for p in {[str(p) for p in places]!r}]
"""
    seen = answers(run(code))["a"]
    assert seen[:4] == [[], [], [], []]
    assert seen[5] == []
    assert not {".ssh", ".bash_history", ".cache", ".config"} & set(seen[4])


def test_it_cannot_write_where_the_kit_lies(walls):
    code = f"""
a = []
for place in {[str(PACKAGE), str(PACKAGE.parent / "seeds"), "/", "/usr", "/etc", "/dev"]!r}:
    try:
        open(place + '/written-by-a-test', 'w')
        a.append(place)
    except OSError:
        pass
"""
    assert answers(run(code)) == {"a": []}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import os; os.fork()", "not permitted"),
        ("import subprocess; subprocess.run(['ls'])", "not permitted"),
        ("import socket; socket.socket()", "not permitted"),
        ("x = bytearray(10**9)", "MemoryError"),
        ("open('f', 'wb').write(bytes(20 * 10**6))", "File too large"),
        ("import resource as r; r.setrlimit(r.RLIMIT_AS, (-1, -1))", "not allowed"),
        ("import os; [open('/student/f') for n in range(9)]", "No such file"),
        ("import os; fs = [os.open('/dev/null', 0) for n in range(999)]", "Too many open files"),
        ("import os; os.memfd_create('x')", "not permitted"),
        ("import ctypes, os; l = ctypes.CDLL(None, use_errno=True)\n"
         "assert l.unshare(0x10000000) == 0, os.strerror(ctypes.get_errno())", "not permitted"),
    ],
)  # fmt: skip
def test_what_stops_it(walls, code, error):
    assert error in errors(run(code, memory=400, files=8))[1]


def test_all_its_files_together_have_a_limit(walls):
    code = "for n in range(20):\n    open(f'f{n}', 'wb').write(bytes(10**6))"
    assert "No space left" in errors(run(code, files=4))[1]


def test_time_is_up(walls):
    code = "import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(999)"
    done = run(code, seconds=2, cell_seconds=1)
    assert (done.ended, done.why) == (False, "stopped after 2 s")


def test_answers_have_a_limit(walls):
    write = "    for n in range(3, 9):\n        try: os.write(n, b'x' * 9999)\n"
    code = f"import os\nwhile True:\n{write}        except OSError: pass"
    assert "larger than 1 MB" in run(code, output=1).why


def test_it_cannot_set_the_system_up_anew(walls):
    """As root, the sandbox has no more rights than anybody: the kernel's switches are shut."""
    code = """
import os
a = []
for place, _, files in os.walk('/proc'):
    for name in files:
        try:
            os.close(os.open(os.path.join(place, name), os.O_WRONLY))
            a.append(os.path.join(place, name))
        except OSError:
            pass
"""
    done = run(code)
    assert errors(done) == {}
    assert [path for path in answers(done)["a"] if "/fd/" not in path] == []


def test_threads_have_a_limit(walls):
    """For root, the kernel does not count them; small stacks get round the limit of memory."""
    code = "import threading as t, time\nt.stack_size(65536)\n"
    code += "for n in range(300): t.Thread(target=time.sleep, args=(60,)).start()\ntime.sleep(60)"
    done = run(code)
    assert "more than 64 processes or threads" in done.why or "new thread" in errors(done).get(
        1, ""
    )


def test_threads_are_counted():
    assert sandbox._threads(os.getpid()) >= 1
    assert sandbox._threads(2**22 + 1) == 0


def test_lines_that_are_no_objects_are_left_out():
    text = b'{"a": 1}\n[1]\nnot json\n\xff\n{"b": NaN}\n' + b"[" * 100_000 + b'\n{"c'
    assert sandbox._lines(text) == [{"a": 1}, {"b": None}]


def test_variables_of_questions():
    assert sandbox.names(["formation-p1"]) == {"formation-p1": "formation_p1"}

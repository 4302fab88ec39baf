import os
import re
import subprocess
import sys

import pytest
from whole import write_lesson

import sahelkit
from sahelkit.cli import records

COMMANDS = ("lab", "check", "verify", "evidence", "slides", "brief", "handout", "exercises")


def test_help_lists_the_commands(run):
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert re.findall(r"^    ([a-z]+)\s+\S", out, re.M) == list(COMMANDS)


def test_without_a_command(run):
    code, out, err = run()
    assert (code, out) == (2, "")
    assert all(f"    {name}" in err for name in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--sedes", "x"],
        ["verify"],
        ["lab", "--port", "many"],
        ["slides", "--out"],
    ],
)
def test_wrong_usage(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: sahelkit" in err


@pytest.mark.parametrize(
    ("asked", "near"), [("chek", "'check'"), ("Slide", "'slides'"), ("evidnce", "'evidence'")]
)
def test_a_misspelt_command_brings_the_nearest(run, asked, near):
    code, _, err = run(asked)
    assert code == 2
    assert err.splitlines()[-1].startswith(f"did you mean {near}")


@pytest.mark.parametrize("arguments", [["xyzzy"], ["check", "--sedes", "x"], ["verify"], []])
def test_nothing_is_guessed_where_no_command_is_near_or_it_is_right(run, arguments):
    assert "did you mean" not in run(*arguments)[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"usage: sahelkit {command}" in out


def test_as_a_program(program):
    done = program()
    assert done.returncode == 2
    assert "usage: sahelkit" in done.stderr
    done = program("check", "--seeds", "no-such-folder")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "datapackage.json" in done.stderr
    assert "no-such-folder" in done.stderr


def test_version(run):
    assert run("--version") == (0, f"sahelkit {sahelkit.__version__}\n", "")


@pytest.mark.parametrize("port", ["0", "-1", "70000"])
def test_port_that_is_none(run, here, port):
    code, _, err = run("lab", "--no-browser", "--port", port)
    assert code == 1
    assert "a number from 1 to 65535" in err


def test_interrupted(run, monkeypatch):
    def stop(options):
        raise KeyboardInterrupt

    monkeypatch.setattr(records, "_check", stop)
    code, _, err = run("check")
    assert code == 130
    assert err == "sahelkit: stopped\n"


def test_output_that_nobody_reads():
    """``sahelkit check | head -1`` ends without a word."""
    done = subprocess.run(
        f'"{sys.executable}" -m sahelkit.cli --help | true',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_output_to_a_narrow_encoding(here, seeds, program):
    write_lesson(here / "notebooks" / "02-bad.ipynb", "Yevkurow said “Монитор” in 2023.")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = program("check", "--seeds", seeds, cwd=here, env=environment)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "02-bad.ipynb, cell 1" in done.stdout

import re
import sys

import pytest
from whole import write_lesson

SIZE_LIMIT = """import resource, sys
from sahelkit.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(main({arguments!r}))"""


def test_slides_of_an_unknown_lesson(run, here):
    code, _, err = run("slides", "99", "--out", here / "out")
    assert code == 1
    assert "unknown lesson '99'" in err
    assert not (here / "out").exists()


def test_slides_of_a_file_that_is_no_notebook(run, here):
    (here / "notebooks" / "02-bad.ipynb").write_text("{")
    code, _, err = run("slides", "--out", here / "out")
    assert code == 1
    assert "sahelkit: 02-bad.ipynb: not a notebook" in err
    assert not (here / "out" / "02-bad.html").exists()
    assert (here / "out" / "01-fair.html").is_file()


def test_the_fault_of_a_lesson_is_told_once_for_all_formats(run, here):
    (here / "notebooks" / "02-bad.ipynb").write_text("{")
    code, _, err = run("slides", "02", "--format", "html,pptx", "--out", here / "out")
    assert code == 1
    assert err.count("02-bad.ipynb") == 1


def test_what_was_built_is_listed_with_size_and_path(run, here):
    code, out, err = run("slides", "--out", "out")
    assert (code, out) == (0, "")
    lines = err.splitlines()
    assert re.fullmatch(
        r"out/01-fair\.html \(\d slides, 0\.\d\d MB, built in \d+\.\d s\)", lines[0]
    )
    assert re.fullmatch(r"1 file, 0\.\d\d MB, in out", lines[1])
    assert ", unchanged)" in run("slides", "--out", "out")[2]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--format", "pptxx"], "unknown format 'pptxx'; expected html, pdf, pptx; did you mean"),
        (["--format", ""], "unknown format ''"),
        (["--lang", "de"], "unknown language 'de'; expected en, fr"),
    ],
)
def test_a_wrong_choice_names_the_right_ones(run, here, arguments, expected):
    code, _, err = run("slides", *arguments, "--out", here / "out")
    assert code == 1
    assert expected in err
    assert not (here / "out").exists()


@pytest.mark.parametrize("limit", ["0", "-3", "soon", "1.5"])
def test_a_wrong_time_limit(run, here, limit):
    code, _, err = run("slides", "--timeout", limit)
    assert code == 2
    assert "expected whole seconds, at least 1" in err


def test_a_cell_without_end_is_named_with_the_limit(run, here):
    write_lesson(here / "notebooks" / "02-loop.ipynb", "# Loop")
    path = here / "notebooks" / "02-loop.ipynb"
    text = path.read_text(encoding="utf-8")
    cell = (
        '{"cell_type": "code", "id": "loop", "metadata": {}, "outputs": [], '
        '"execution_count": null, "source": "while True: pass"}'
    )
    path.write_text(text.replace('"cells": [', f'"cells": [{cell}, ', 1), encoding="utf-8")
    code, _, err = run("slides", "02", "--timeout", "1", "--out", here / "out")
    assert code == 1
    assert "02-loop.ipynb, cell 1: “while True: pass” took longer than the time limit of 1 s" in err


def test_a_file_where_the_folder_should_be_is_found_before_anything_is_run(run, here):
    (here / "out").write_text("mine")
    code, _, err = run("slides", "--out", here / "out")
    assert code == 1
    assert f"{here / 'out'}: is a file, not a folder" in err
    assert (here / "out").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are a matter of Unix")
def test_a_full_disk_leaves_the_old_deck_whole(run, here, program):
    import subprocess

    assert run("slides", "--out", "out")[0] == 0
    deck = here / "out" / "01-fair.html"
    old = deck.read_bytes()
    write_lesson(here / "notebooks" / "01-fair.ipynb", "# A fair", "It was held again.")
    arguments = ["slides", "--out", "out"]
    done = subprocess.run(
        [sys.executable, "-c", SIZE_LIMIT.format(limit=100_000, arguments=arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "01-fair.html: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert deck.read_bytes() == old
    assert [path.name for path in (here / "out").iterdir()] == ["01-fair.html"]


def test_check_without_a_deck_to_look_at(run, here, monkeypatch):
    monkeypatch.setattr("sahelkit.cli.outputs._build", lambda kind, options: [])
    code, _, err = run("slides", "--check", "--format", "pptx")
    assert code == 2
    assert "--check looks at decks in html" in err

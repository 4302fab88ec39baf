"""What the runner hands out; that it comes back the same is shown in test_plain.py."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from sahelkit.marking import outgoing


@pytest.mark.parametrize(
    ("value", "made"),
    [
        (..., {"k": "blank", "v": None}),
        (True, {"k": "truth", "v": True}),
        (7, {"k": "whole", "v": "7"}),
        ("é", {"k": "text", "v": "é"}),
        (1 << 400, {"k": "other", "v": "a whole number of more than 300 bits"}),
        (print, {"k": "other", "v": "builtin_function_or_method"}),
        ([[[[[[[[1]]]]]]]], "nested too deep"),
        (list(range(100_001)), "more than 100000 items"),
        (pd.DataFrame({"a": range(60_000), "b": 1}), "more than 100000 items"),
    ],
)
def test_answers_as_plain_data(value, made):
    found = outgoing.plain(value)
    if isinstance(made, str):
        assert made in json.dumps(found)
    else:
        assert found == made


def test_an_answer_that_bites_is_named():
    class Bad(list):
        def __iter__(self):
            raise RuntimeError("no")

    assert outgoing.plain(Bad([1])) == {"k": "other", "v": "Bad: RuntimeError: no"}


def test_errors_in_a_line():
    assert outgoing.told(SystemExit(3)) == "the cell ended the program (exit)"
    assert outgoing.told(outgoing.TookTooLong("stopped after 3 s")) == "stopped after 3 s"
    assert outgoing.told(ValueError("x" * 999)) == ("ValueError: " + "x" * 999)[:300]
    error = SyntaxError("never closed", ("<cell>", 4, 1, "(", 4, 2))
    assert outgoing.told(error) == "SyntaxError: never closed (line 4)"


def test_it_stands_alone(tmp_path):
    """In the sandbox only the two files of the runner are there, and nothing of the kit."""
    for name in ("runner", "outgoing"):
        path = Path(outgoing.__file__).with_name(f"{name}.py")
        (tmp_path / path.name).write_bytes(path.read_bytes())
    job = {
        "cells": [{"number": 1, "code": "import sys\na = 'sahelkit' in sys.modules"}],
        "wanted": {"a": "a"},
        "skip": [],
        "limits": {"cell_seconds": 5},
        "paths": [],
    }
    done = subprocess.run(
        [sys.executable, "-I", "-B", tmp_path / "runner.py"],
        input=json.dumps(job).encode(), capture_output=True, cwd=tmp_path, check=True, timeout=60,
    )  # fmt: skip
    answer = json.loads(done.stdout.splitlines()[1])
    assert answer["value"] == {"k": "truth", "v": False}

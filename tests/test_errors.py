import pickle
import sys
import traceback
import warnings
from pathlib import Path

import pytest

from sahelkit import errors
from sahelkit.errors import (
    BadLesson,
    BadSeed,
    LateDay,
    MissingPart,
    SahelkitError,
    SeedWarning,
    UnknownName,
    how_to_install,
)


def test_every_error_is_a_sahelkit_error_and_its_ordinary_kind():
    assert issubclass(UnknownName, (SahelkitError, KeyError))
    assert issubclass(UnknownName, KeyError)
    assert issubclass(BadSeed, ValueError)
    assert issubclass(BadLesson, ValueError)
    assert issubclass(MissingPart, ImportError)
    for error in (UnknownName, BadSeed, BadLesson, MissingPart):
        assert issubclass(error, SahelkitError)
    assert issubclass(SeedWarning, UserWarning)
    assert issubclass(LateDay, UserWarning)
    assert not issubclass(LateDay, SeedWarning)  # nothing is odd in the tables


def test_unknown_name_reads_as_a_sentence_not_as_a_quoted_key():
    assert str(UnknownName("entity", "Tiany")) == "unknown entity 'Tiany'"
    error = UnknownName("entity", "Tiany", iter(["Tiani", "Tini"]))
    assert str(error) == "unknown entity 'Tiany'; did you mean 'Tiani' or 'Tini'?"
    assert error.near == ("Tiani", "Tini")
    error = UnknownName("date", "soon", ("2024-07-06",), "a date as YYYY-MM-DD")
    assert str(error) == (
        "unknown date 'soon'; expected a date as YYYY-MM-DD; did you mean '2024-07-06'?"
    )


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            BadSeed("a.csv", 3, "date", "x", "day"),
            "a.csv, row 3, column date: found 'x'; expected day",
        ),
        (BadSeed("a.csv", None, "", None, "the file"), "a.csv: expected the file"),
        (BadSeed("a.csv", 1, "", "", "commas"), "a.csv, row 1: found ''; expected commas"),
    ],
)
def test_bad_seed_says_where_what_and_what_should_be(error, text):
    assert str(error) == text


def test_bad_seed_shortens_a_long_value():
    text = str(BadSeed("a.csv", 2, "note", "x" * 5000, "text"))
    assert len(text) < 200
    assert "…" in text


def test_bad_lesson_names_file_and_cell():
    assert str(BadLesson("01.ipynb", 4, "no title")) == "01.ipynb, cell 4: no title"
    assert str(BadLesson("01.ipynb", None, "no JSON")) == "01.ipynb: no JSON"


def test_in_a_notebook_an_error_is_one_line(capsys):
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell()
    shell.run_cell("from sahelkit.errors import UnknownName\nraise UnknownName('entity', 'Tiany')")
    out = capsys.readouterr().out
    assert out.strip().split("\n") == ["UnknownName: unknown entity 'Tiany'"]


def test_a_private_kind_of_error_is_shown_by_its_public_name():
    class _Hidden(UnknownName, AttributeError):
        pass

    assert _Hidden("table", "x")._render_traceback_() == ["UnknownName: unknown table 'x'"]


def test_in_plain_python_the_traceback_is_the_ordinary_one():
    try:
        raise BadSeed("a.csv", None, "", None, "the file")
    except BadSeed as error:
        lines = traceback.format_exception(error)
    assert lines[0].startswith("Traceback")
    assert lines[-1] == "sahelkit.errors.BadSeed: a.csv: expected the file\n"


def test_seed_warning_is_an_error_in_our_tests():
    with pytest.raises(SeedWarning):
        warnings.warn("x", SeedWarning, stacklevel=1)


@pytest.mark.parametrize(
    "error",
    [
        UnknownName("entity", "Tiany", ["Tiani"], "a name"),
        UnknownName("record", "C-25", reason="C-25 is a question"),
        BadSeed("a.csv", 3, "date", "x", "a date"),
        BadSeed("a.csv", 3, "date", "x", "a date", [BadSeed("b.csv", 2, "", "", "text")]),
        BadLesson("01.ipynb", 4, "no title"),
    ],
)
def test_errors_cross_the_border_of_a_process(error):
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error)
    assert repr(vars(copy)) == repr(vars(error))


def test_a_reason_stands_in_place_of_unknown():
    error = UnknownName("record", "EV-126", reason="EV-126 begins later")
    assert str(error) == "EV-126 begins later"
    assert error.name == "EV-126"


def test_bad_seed_tells_up_to_five_faults_a_line_each():
    faults = [BadSeed("a.csv", row, "date", "x", "a day") for row in range(2, 9)]
    first = BadSeed("a.csv", 1, "date", "x", "a day", faults[:1])
    assert str(first).split("\n") == [
        "a.csv, row 1, column date: found 'x'; expected a day",
        "a.csv, row 2, column date: found 'x'; expected a day",
    ]
    lines = str(BadSeed("a.csv", 1, "date", "x", "a day", faults)).split("\n")
    assert [line[:12] for line in lines[:5]] == [f"a.csv, row {n}" for n in range(1, 6)]
    assert lines[5:] == ["and 3 more"]
    assert "more" not in str(BadSeed("a.csv", 1, "date", "x", "a day", faults[:4]))


def test_how_to_install_names_what_works_here(monkeypatch, tmp_path):
    root = Path(__file__).resolve().parents[1]
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "executable", str(root / ".venv" / "bin" / "python"))
    python = str(Path(".venv", "bin", "python"))
    assert how_to_install("publish") == (
        f"in the kit's folder {python} -m pip install -c constraints.txt -e '.[publish]'"
    )
    assert "run `make check`, or there: " in how_to_install("check")
    monkeypatch.chdir(tmp_path)
    assert str(root / ".venv" / "bin" / "python") in how_to_install("check")
    monkeypatch.setattr(errors, "__file__", str(tmp_path / "site-packages" / "a" / "errors.py"))
    assert how_to_install("check").endswith("-m pip install 'sahelkit[check]'")

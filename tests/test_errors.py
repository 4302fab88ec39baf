import pickle
import traceback
import warnings

import pytest

from sahelkit.errors import (
    BadLesson,
    BadSeed,
    MissingPart,
    SahelkitError,
    SeedWarning,
    UnknownName,
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
        BadSeed("a.csv", 3, "date", "x", "a date"),
        BadLesson("01.ipynb", 4, "no title"),
    ],
)
def test_errors_cross_the_border_of_a_process(error):
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)

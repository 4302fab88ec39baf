import re

import pytest

from sahelkit.publish.brief import build


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """The package may change while tests run: hash what is given, not the package."""
    monkeypatch.setattr(
        build,
        "fingerprint",
        lambda path, seeds=None, e=(): f"{hash(tuple(e)) & (1 << 128) - 1:032x}",
    )


def test_a_brief_is_made_and_listed_with_path_pages_and_size(run, tmp_path):
    arguments = ["--theme", "russia", "--since", "2025", "--until", "2025-11-30"]
    arguments += ["--format", "html,docx", "--out", tmp_path / "out"]
    code, out, err = run("brief", *arguments)
    assert (code, out) == (0, "")
    name = "russia-2025-01-01-to-2025-11-30-minister-en"
    lines = err.splitlines()
    for line, form in zip(lines, ("html", "docx"), strict=True):
        pattern = rf"\S+/{name}\.{form} \(2 pages, 0\.\d\d MB, built in \d+\.\d s\)"
        assert re.fullmatch(pattern, line), line
    assert run("brief", *arguments)[2].count("unchanged") == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--theme", "rusia"], "unknown theme 'rusia'"),
        (["--theme", "west"], "one that has judgements: formation (2023-09-16 to "),
        (["--theme", "russia", "--until", "2010"], "one that has judgements: "),
        (["--theme", "russia", "--since", "2025-13"], "unknown date '2025-13'"),
        (["--theme", "russia", "--since", "2026", "--until", "2025"], "an end on or after"),
        (["--theme", "russia", "--audience", "king"], "expected one of minister, newsroom"),
        (["--theme", "russia", "--lang", "de"], "unknown language 'de'; expected en, fr"),
        (["--theme", "russia", "--format", "html,odt"], "unknown format 'odt'"),
    ],
)
def test_a_wrong_choice_names_the_right_ones_and_writes_nothing(run, tmp_path, arguments, expected):
    code, _, err = run("brief", *arguments, "--out", tmp_path / "out")
    assert code == 1
    assert expected in err
    assert not (tmp_path / "out").exists()


def test_the_theme_is_needed(run):
    code, _, err = run("brief")
    assert code == 2
    assert "--theme" in err


def test_a_file_where_the_folder_should_be(run, tmp_path):
    (tmp_path / "out").write_text("mine")
    code, _, err = run("brief", "--theme", "russia", "--out", tmp_path / "out")
    assert code == 1
    assert "out: is a file, not a folder" in err

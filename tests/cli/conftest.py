import subprocess
import sys

import pytest
from whole import whole_rows, write_ledger, write_lesson

from sahelkit import cli
from sahelkit.ledger import open_folder
from sahelkit.ledger.page import write_evidence


@pytest.fixture
def seeds(tmp_path, rows, write_table):
    """A whole small ledger with its evidence page."""
    folder = write_ledger(tmp_path / "seeds", whole_rows(rows), write_table)
    page = write_evidence(open_folder(folder))
    (folder / "EVIDENCE.md").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working folder with one sound lesson."""
    write_lesson(tmp_path / "notebooks" / "01-fair.ipynb", "# A fair", "It was held.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys):
    """A function that runs a command: exit code, and all that it printed."""

    def call(*arguments):
        code = cli.main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def program():
    """A function that runs a command as a program of its own."""

    def call(*arguments, **options):
        return subprocess.run(
            [sys.executable, "-m", "sahelkit", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **options,
        )

    return call

"""A copy of the lessons in which progress is kept."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

from sahelkit.study import desk, keeper

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def nobody_listens(monkeypatch):
    """Nobody listens yet, and no progress is kept of anybody."""
    for module, name, value in (
        (desk, "_listeners", []),
        (desk, "_memories", []),
        (desk, "_clerks", []),
        (keeper, "_keepers", {}),
        (keeper, "_listening", []),
    ):
        monkeypatch.setattr(module, name, value)


@pytest.fixture
def lessons(nobody_listens, tmp_path, monkeypatch):
    """The lessons of a copy of the kit, where the notebook that runs lies."""
    for part in ("notebooks", "exercises"):
        (tmp_path / part).mkdir()
        for path in (ROOT / part).glob("*.ipynb"):
            (tmp_path / part / path.name).write_text("{}")
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path / "notebooks"


@pytest.fixture
def own(lessons, monkeypatch):
    """Who keeps progress while somebody works in a notebook there."""
    shell = types.SimpleNamespace(kernel="here")
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    keeper.begin()
    return keeper.keeper()

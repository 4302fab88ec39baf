"""Speed promises: run by ``make bench``, left out of ``make test`` (they want a quiet machine)."""

from pathlib import Path

import pytest
from browser.conftest import chromium, chromium_path, lab, open_notebook, place

__all__ = ["chromium", "chromium_path", "lab", "open_notebook", "place"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(config, items):
    mine = [item for item in items if HERE in item.path.parents]
    for item in mine:
        item.add_marker(pytest.mark.benchmark)
    asked = "benchmark" in config.option.markexpr or any("benchmark" in a for a in config.args)
    if mine and not asked:
        items[:] = [item for item in items if item not in mine]
        config.hook.pytest_deselected(items=mine)


@pytest.fixture
def report(capsys):
    """A function that prints a line of measurement even where output is captured."""

    def say(line):
        with capsys.disabled():
            print(f"\n  {line}", flush=True)

    return say

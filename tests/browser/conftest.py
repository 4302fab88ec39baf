"""A real browser that reaches this machine only, and a real JupyterLab on a copy of the kit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.driver import Lab, Notebook, copy_kit, sahelkit, start_lab, surroundings
from sahelkit.publish.browser import ARGUMENTS, OFFLINE, system_browser

DEMANDED = "SAHELKIT_REQUIRE_BROWSER"
FLAGS = [*ARGUMENTS, *OFFLINE]
SIZE = {"width": 1280, "height": 800}


def missing(what: str) -> None:
    """Skip for want of a browser, or fail where one is demanded."""
    if os.environ.get(DEMANDED, "0") not in ("", "0"):
        pytest.fail(f"{what}, and {DEMANDED} is set")
    pytest.skip(f"{what} (set {DEMANDED}=1 to make this a failure)")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser's program: the system's, else the one that playwright installed."""
    path = system_browser()
    if not path:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    if not Path(path).exists():
        missing("no chromium on this machine: apt install chromium, or playwright install")
    return path


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A running chromium without network and without a display."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Path:
    """A copy of the kit, for JupyterLab to write into."""
    return copy_kit(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def lab(place: Path) -> Iterator[Lab]:
    """JupyterLab, started by the command that the README names, on a copy of the kit."""
    with start_lab(place, "--port", "8890") as running:
        yield running


@pytest.fixture(scope="session")
def evidence(place: Path) -> Path:
    """The evidence page in the copy of the kit."""
    subprocess.run([sahelkit(), "evidence"], cwd=place, env=surroundings(place), check=True)
    return place / "seeds" / "EVIDENCE.md"


@pytest.fixture(scope="module")
def open_notebook(chromium: Browser, lab: Lab) -> Iterator[Callable[..., Notebook]]:
    """A function that opens a notebook of the copy in a fresh browser profile."""
    contexts = []

    def open_it(path: str, url: str | None = None, **options: object) -> Notebook:
        context = chromium.new_context(**({"viewport": SIZE} | options))
        contexts.append(context)
        workspace = f"test-{id(context)}"
        return Notebook(context, url or lab.url(path, workspace), path)

    yield open_it
    for context in contexts:
        context.close()

"""Chromium without a window: it looks at slides and prints pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sahelkit.errors import MissingPart
from sahelkit.lessons.parts import require

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# the browser finds no name and no way but to this machine
OFFLINE = (
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def system_browser() -> str | None:
    """Return the program of the system's Chromium, None if there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium without a window and without a network.

    Raises
    ------
    MissingPart
        If there is no playwright or no Chromium.
    """
    api = require("playwright.sync_api", extra="pdf")
    with api.sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=system_browser(), args=[*ARGUMENTS, *OFFLINE]
            )
        except api.Error:
            raise MissingPart(
                "this needs the browser Chromium: install it, or run: playwright install chromium"
            ) from None
        try:
            yield chromium
        finally:
            chromium.close()

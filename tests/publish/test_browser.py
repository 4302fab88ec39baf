import sys

import pytest

from sahelkit.errors import MissingPart
from sahelkit.publish import browser


def test_without_playwright_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with (
        pytest.raises(MissingPart, match=r"needs playwright.*pip install .*\[pdf\]'"),
        browser.browser(),
    ):
        pass


def test_without_chromium_the_remedy_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(browser, "system_browser", lambda: str(tmp_path / "no-chromium"))
    with (
        pytest.raises(MissingPart, match="Chromium: install it, or run: playwright install"),
        browser.browser(),
    ):
        pass


def test_the_browser_reaches_this_machine_only():
    rules = " ".join(browser.OFFLINE)
    assert "MAP * ~NOTFOUND" in rules
    assert "--no-proxy-server" in rules


def test_the_system_browser_is_the_first_that_is_there(monkeypatch):
    there = {"google-chrome": "/x/google-chrome", "chromium-browser": "/x/chromium-browser"}
    monkeypatch.setattr(browser.shutil, "which", there.get)
    assert browser.system_browser() == "/x/chromium-browser"
    there.clear()
    assert browser.system_browser() is None

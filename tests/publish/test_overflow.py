import sys
from pathlib import Path

import pytest

from sahelkit.errors import MissingPart
from sahelkit.publish import overflow


def test_a_finding_reads_as_a_sentence():
    found = overflow.Overflow(3, "Who says so", "exceeds the slide by 12 px: <p> “words”")
    assert str(found) == "slide 3 “Who says so”: exceeds the slide by 12 px: <p> “words”"


def test_without_playwright_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(MissingPart, match=r"pip install .*\[pdf\]'"):
        overflow.check(Path("deck.html"))

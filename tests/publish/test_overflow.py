import builtins
from pathlib import Path

import pytest

from sahelkit.errors import MissingPart
from sahelkit.publish import overflow


def test_a_finding_reads_as_a_sentence():
    found = overflow.Overflow(3, "Who says so", "exceeds the slide by 12 px: <p> “words”")
    assert str(found) == "slide 3 “Who says so”: exceeds the slide by 12 px: <p> “words”"


def test_without_playwright_the_remedy_is_named(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("playwright"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingPart, match=r"pip install 'sahelkit\[test\]'"):
        overflow.check(Path("deck.html"))

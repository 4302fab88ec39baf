"""The golden brief: what the ledger says of Russia today, word for word.

After a wanted change of records or words, write it anew and read the difference::

    SAHELKIT_WRITE_GOLDEN=1 python -m pytest tests/publish/brief/test_text.py
    git diff tests/publish/brief/golden
"""

import os
from pathlib import Path

import pytest

from sahelkit.publish.brief.compose import compose
from sahelkit.publish.brief.text import plain, rested

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "theme", "audience", "lang"),
    [("russia-en", "russia", "minister", "en"), ("russia-fr", "russia", "newsroom", "fr")],
)
def test_the_brief_says_what_it_said(kit, name, theme, audience, lang):
    text = plain(compose(kit, theme, "2022", "2025-12-31", audience, lang))
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("SAHELKIT_WRITE_GOLDEN") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), __doc__


def test_the_notes_of_a_judgement_are_named_by_bearing(make):
    brief = compose(make(), "bamex")
    assert rested(brief, brief.judgements[0].rests) == "Rests on 1; against it 2"


def test_lines_are_short_and_hold_no_markup(make):
    text = plain(compose(make(), "bamex", audience="classroom"))
    assert max(map(len, text.splitlines())) <= 96
    assert "1. It is likely that 50 firms came. [J-01]" in text
    assert "Likelihood: likely (55–80 %)" in text
    assert "Confidence: low. One count of two." in text

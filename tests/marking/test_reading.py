"""Answers to forms in the words that a student saw."""

import pandas as pd
import pytest

from sahelkit.marking.reading import in_words
from sahelkit.study.questions import find


@pytest.mark.parametrize(
    ("question", "answer", "lang", "text"),
    [
        ("formation-a3", "b", "en", "(b) The approval by Mali’s transition council, with its day."),
        ("formation-a3", "z", "en", "z"),
        ("formation-a4", ["b", "high"], "fr", "(b) 2 October 2025\nConfiance : élevée."),
        ("formation-a1", ["EV-043", "AES ministers unveil the flag"], "en",
         "1. Liptako-Gourma Charter founds the AES\n2. AES ministers unveil the flag"),
        ("formation-a2", {"the flag": "signed"}, "en", "the flag: signed"),
        ("formation-a2", ["the flag", "signed"], "en", "['the flag', 'signed']"),
        ("ecowas-a2", ["a", "c"], "en", 2),
        ("start-a2", "S1", "en", "S1"),
        ("start-p1", 117, "en", "117"),
        ("start-a3", "21 May 2019", "en", "21 May 2019"),
        ("formation-a3", ..., "en", ""),
        ("formation-a3", [1, {"x": 2}], "en", "[1, {'x': 2}]"),
        ("start-p2", pd.DataFrame({"a": [1]}), "en", "   a\n0  1"),
    ],
)  # fmt: skip
def test_in_words(kit, question, answer, lang, text):
    made = in_words(find(question), answer, kit, lang)
    if isinstance(text, int):
        assert [line[:3] for line in made.split("\n")] == ["(a)", "(c)"]
        assert all(len(line) > 6 for line in made.split("\n"))
    else:
        assert made == text

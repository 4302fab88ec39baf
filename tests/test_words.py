import contextlib
import csv
import re
from importlib import resources

import pytest

from sahelkit.errors import UnknownName
from sahelkit.words import LANGUAGES, word, words


def table() -> list[dict[str, str]]:
    text = resources.files("sahelkit").joinpath("words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_key_stands_once_and_in_every_language():
    keys = [row["key"] for row in table()]
    assert len(keys) == len(set(keys))
    for row in table():
        assert list(row) == ["key", *LANGUAGES], row
        assert row["fr"], row["key"]
        assert row["en"] or row["key"] == "english_only", row["key"]


@pytest.mark.parametrize("row", table(), ids=lambda row: row["key"])
def test_translations_have_the_same_blanks_to_fill_and_no_stray_space(row):
    blanks = [sorted(re.findall(r"\{\w*\}", row[lang])) for lang in LANGUAGES]
    assert blanks[0] == blanks[1]
    for lang in LANGUAGES:
        assert row[lang] == row[lang].strip()
        row[lang].format(**dict.fromkeys(re.findall(r"\{(\w*)\}", row[lang]), ""))


def test_words_and_word():
    assert word("body_ecowas") == "ECOWAS"
    assert word("body_ecowas", "fr") == words("fr")["body_ecowas"] == "CEDEAO"
    assert words("en").keys() == words("fr").keys()


def test_a_language_that_the_kit_does_not_speak():
    with pytest.raises(UnknownName, match="unknown language 'de'; did you mean 'en' or 'fr'"):
        words("de")
    with pytest.raises(UnknownName):
        word("body_ecowas", "de")


def test_an_unknown_word_is_a_key_error():
    with pytest.raises(KeyError):
        word("no_such_word")


def test_the_words_cannot_be_changed():
    before = word("day")
    with contextlib.suppress(TypeError):
        words("en")["day"] = "changed"
    after, table = word("day"), words("en")
    if isinstance(table, dict):
        table["day"] = before
    assert after == before

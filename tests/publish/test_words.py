import re
from importlib import resources

import pytest

from sahelkit.errors import UnknownName
from sahelkit.publish.words import page_words


def test_words_of_a_language_without_their_prefix():
    assert page_words("fr")["answers"] == "Réponses"
    assert page_words("en")["answers"] == "Answers"


def test_the_lessons_own_language_is_the_default_and_english_stands_in():
    assert page_words(None, "fr")["lang"] == "fr"
    assert page_words(None, "ha")["lang"] == "en"


def test_a_language_that_is_asked_for_must_be_there():
    with pytest.raises(UnknownName, match="language 'ha'"):
        page_words("ha")


def test_every_word_is_used():
    folder = resources.files("sahelkit.publish")
    names = [f for f in folder.iterdir() if f.name.endswith(".py")]
    names.append(folder / "templates" / "handout.html.jinja")
    text = "\n".join(name.read_text(encoding="utf-8") for name in names)
    dynamic = {"low", "moderate", "high", "partly", "contradicts"}
    for key in page_words("en").keys() - dynamic:
        assert re.search(rf"words\.{key}\b|words\[[\"']{key}[\"']\]", text), key

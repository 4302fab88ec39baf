"""The judgements of the real ledger: whole, fair in form, and ready for a brief."""

import re

import pytest

import sahelkit
from sahelkit.ledger.judgements import AUDIENCES, bottom_line, indicators, judgements
from sahelkit.lessons import wording
from sahelkit.lessons.spelling import Speller

THEMES = ("formation", "ecowas", "russia", "turkey", "bamex", "security")
LOADED = re.compile(
    r"\b(?:juntas?|regimes?|terrorists?|jihadists?|puppets?|putschists?|régimes?|juntes?"
    r"|terroristes?|djihadistes?|putschistes?)\b",
    re.IGNORECASE,
)
TEXTS = {
    "judgements": ("statement", "confidence_reason", "reasoning"),
    "bottom_lines": ("text", "limits"),
    "indicators": ("text", "would_mean"),
}


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def texts(kit, lang="en"):
    for table, columns in TEXTS.items():
        for row in kit.table(table).to_dict("records"):
            for column in columns:
                yield row[column if lang == "en" else f"{column}_{lang}"]


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_ready_for_a_brief(kit, theme):
    own = judgements(kit, theme)
    assert 4 <= len(own) <= 6
    assert len(indicators(kit, theme)) == 3
    assert bottom_line(kit, theme, "fr").judgements[0] == own[0].id
    for audience in AUDIENCES:
        assert len(judgements(kit, theme, audience=audience)) >= 3
    tables = {ground.record.table for item in own for ground in item.grounds}
    assert {"disputes", "events"} <= tables
    assert any(ground.bearing == "contradicts" for item in own for ground in item.grounds)


def test_every_reasoning_gives_the_best_case_of_the_other_side(kit):
    for row in kit.judgements.to_dict("records"):
        assert "The best case" in row["reasoning"], row["judgement_id"]
        assert "Le meilleur argument" in row["reasoning_fr"], row["judgement_id"]
        assert 2 <= len(wording.sentences(row["reasoning"])) <= 4, row["judgement_id"]


def test_statements_and_reasons_are_one_sentence(kit):
    for row in kit.judgements.to_dict("records"):
        for column in ("statement", "statement_fr", "confidence_reason", "confidence_reason_fr"):
            assert len(wording.sentences(row[column])) == 1, row["judgement_id"]
            assert row[column].endswith("."), row["judgement_id"]


def test_the_words_are_neutral(kit):
    for lang in ("en", "fr"):
        assert [text for text in texts(kit, lang) if LOADED.search(text)] == []


def test_names_and_likelihoods_are_as_in_the_lessons(kit):
    speller = Speller(kit)
    for text in texts(kit):
        assert list(wording.problems(text)) == []
        assert list(speller.problems(text)) == [], text


def test_french_has_its_typography(kit):
    for text in texts(kit, "fr"):
        assert not re.search(r"[\"']|\w[;:?!]\s|\s,|\s\.|  ", text), text


def test_a_question_of_low_confidence_stays_low(kit):
    cause = next(item for item in judgements(kit, "security") if item.id == "J-27")
    assert (cause.likelihood, cause.confidence) == ("roughly even chance", "low")
    assert kit.record("C-72")["confidence"] == "low"


def test_only_forecasts_reach_beyond_the_events_and_none_is_sure(kit):
    frame = kit.judgements
    late = frame[frame["until"] > kit.events["end"].max()]
    assert set(late["kind"]) == {"forecast"}
    assert set(late["confidence"]) == {"low"}

import pytest

import sahelkit
from sahelkit.charts.statements import VIEWS, texts_of
from sahelkit.errors import UnknownName


@pytest.fixture(scope="module")
def whole():
    return sahelkit.load()


@pytest.fixture(scope="module")
def texts(whole):
    return texts_of(whole)


def row(texts, key):
    return next(r for r in texts.rows() if r.key == key)


def test_texts_are_the_sources_of_claims(texts, small_kit):
    assert texts.sources == ("S0", "S1", "S2", "S3", "S4")
    assert texts_of(small_kit).sources == ("S1",)


def test_every_statement_stands_once_among_topics_and_once_among_kinds(whole, texts):
    for view in ("topics", "kinds"):
        held = [r for one in texts.rows(view) for cell in one.cells.values() for r in cell]
        assert sorted(held) == sorted(whole.claims["claim_id"])


def test_a_cell_holds_what_a_text_says_on_a_topic_in_its_order(small_kit):
    cells = row(texts_of(small_kit), "topic.bamex").cells
    assert cells == {"S1": ("S1-01", "S1-02", "S1-03", "S1-04")}
    assert row(texts_of(small_kit), "topic.russia").cells == {"S1": ()}


def test_a_cell_holds_what_names_an_entity(small_kit):
    assert row(texts_of(small_kit), "entity.niger").cells == {"S1": ("S1-04",)}


def test_who_leaves_it_out(whole, texts):
    assert texts.absent(row(texts, "topic.bamex")) == ["S2", "S3", "S4"]
    assert texts.absent(row(texts, "entity.mali")) == []


def test_a_word_that_is_counted_nought_times_is_absent(texts, small_kit):
    assert texts.absent(row(texts, "word.collapse")) == ["S1", "S2", "S3", "S4"]
    small = texts_of(small_kit)
    assert small.absent(row(small, "word.dawn")) == []


def test_entities_stand_by_how_many_texts_name_them(texts):
    numbers = [5 - len(texts.absent(r)) for r in texts.rows("entities")]
    assert numbers == sorted(numbers, reverse=True)
    heads = {b.head: {5 - len(texts.absent(r)) for r in b.rows} for b in texts.blocks["entities"]}
    assert heads == {
        "Named by all texts": {5},
        "Named by some texts, left out by others": {2, 3, 4},
        "Named by one text only": {1},
    }


def test_each_text_has_an_entity_that_it_alone_names(texts):
    alone = texts.blocks["entities"][-1].rows
    named = sorted(s for r in alone for s in texts.sources if r.cells[s])
    assert named == list(texts.sources)


def test_words_stand_by_family(whole, texts):
    heads = [block.head for block in texts.blocks["words"]]
    assert heads == ["Threat", "Control", "Sovereignty", "Display", "Partnership", "Break"]
    held = [r for one in texts.rows("words") for cell in one.cells.values() for r in cell]
    assert held == list(whole.wordings["wording_id"])


def test_groups_hold_texts_rows_and_cells(small_kit):
    groups = texts_of(small_kit).members()
    assert groups["text.S1"] == ["S1", "S1-01", "S1-02", "S1-03", "S1-04", "W-01", "W-02"]
    assert groups["kind.event"] == groups["S1.kind.event"] == ["S1-01", "S1-04"]
    assert groups["S1.topic.west"] == []
    assert groups["word.dawn"] == ["W-01"]
    assert "S1.word.dawn" not in groups
    assert not [key for key in groups if " " in key]


def test_key_of_a_phrase_has_no_space(texts):
    assert row(texts, "word.military-government").name == "military government"


def test_choice_of_themes_and_entities(whole):
    chosen = texts_of(whole, ["russia", "mali"], (t for t in ["bamex", "ecowas"]))
    assert [r.key for r in chosen.rows("topics")] == ["topic.ecowas", "topic.bamex"]
    assert {r.key for r in chosen.rows("entities")} == {"entity.russia", "entity.mali"}
    assert set(chosen.claims["theme"]) == {"bamex", "ecowas"}
    assert len(chosen.wordings) == len(whole.wordings)


def test_a_text_without_a_statement_on_the_themes_keeps_its_column(whole):
    chosen = texts_of(whole, themes="turkey")
    assert chosen.sources == ("S0", "S1", "S2", "S3", "S4")
    assert chosen.statements("S3") == 0


def test_french(whole):
    texts = texts_of(whole, lang="fr")
    assert row(texts, "topic.ecowas").name == "CEDEAO"
    assert row(texts, "entity.turkiye").name == "Turquie"
    assert row(texts, "kind.forecast").name == "prévision"
    assert row(texts, "word.collapse").name == "collapse"


@pytest.mark.parametrize(
    ("choice", "near"),
    [
        ({"entities": ["malli"]}, "mali"),
        ({"entities": []}, None),
        ({"themes": "bamexx"}, "bamex"),
        ({"themes": []}, None),
        ({"themes": "russia"}, None),
        ({"lang": "de"}, "en"),
    ],
)
def test_unknown_choice(small_kit, choice, near):
    with pytest.raises(UnknownName) as caught:
        texts_of(small_kit, **choice)
    assert near is None or near in caught.value.near


def test_views_have_rows(texts):
    assert all(list(texts.rows(view)) for view in VIEWS)

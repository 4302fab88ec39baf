import re

import pytest

import sahelkit
from sahelkit import explore, medium
from sahelkit.errors import UnknownName


@pytest.fixture(scope="module")
def whole():
    return sahelkit.load()


@pytest.fixture
def explorer(whole):
    return explore.sources(whole)


def controls(explorer):
    return {control.name: control for control in explorer.view.controls}


def tables(explorer):
    """How many records of each table are shown."""
    table = {record.id: record.table for record, _ in explorer.view.records}
    shown = [table[name] for name in explorer.records]
    return {name: shown.count(name) for name in sorted(set(shown))}


def test_topics_at_first_show_every_statement_and_no_word(explorer):
    assert tables(explorer) == {"claims": 347, "sources": 5}


def test_words_show_every_wording_and_no_statement(explorer):
    explorer.value = {"compare": "words"}
    assert tables(explorer) == {"sources": 5, "wordings": 90}


def test_entities_show_only_statements_that_name_one(whole):
    explorer = explore.sources(whole, entities=["jnim"], view="entities")
    named = whole.mentions.loc[whole.mentions["entity_id"] == "jnim", "claim_id"]
    assert set(explorer.records) == {*named, "S0", "S1", "S2", "S3", "S4"}


def test_kinds_filter_statements_but_not_words(explorer):
    explorer.value = {"kinds": ["forecast"]}
    assert tables(explorer) == {"claims": 22, "sources": 5}
    explorer.value = {"compare": "words"}
    assert tables(explorer)["wordings"] == 90


def test_texts_filter_all(explorer):
    explorer.value = {"sources": ["S3"]}
    assert tables(explorer) == {"claims": 54, "sources": 1}
    explorer.value = {"compare": "words"}
    assert tables(explorer) == {"sources": 1, "wordings": 18}


def test_each_control_is_a_trait(explorer):
    explorer.compare = "kinds"
    explorer.sources = ["S0", "S1"]
    explorer.kinds = ["quotation"]
    assert explorer.value == {
        "compare": "kinds",
        "sources": ["S0", "S1"],
        "kinds": ["quotation"],
    }
    assert tables(explorer) == {"claims": 11, "sources": 2}


def test_parts_are_groups_and_rows(explorer):
    page = explorer.html
    assert set(re.findall(r'data-group="([^"]+)"', page)) == set(explorer.view.groups)
    rows = set(re.findall(r'data-id="([^"]+)"', page))
    assert set(re.findall(r'data-record="([^"]+)"', page)) < rows
    held = {key for _, marks in explorer.view.records for key in marks["groups"].split()}
    assert held <= set(explorer.view.groups)


def test_only_one_view_is_seen_before_the_script_runs(explorer):
    views = re.findall(r'data-when="compare=(\w+)[^"]*"(?: data-weigh="\w+")?>', explorer.html)
    assert set(views) == {"topics"}


def test_heads_of_columns_are_the_texts(explorer):
    assert explorer.view.beside == "source" == controls(explorer)["sources"].field
    assert controls(explorer)["sources"].options[3].label == "S3 African Security Analysis (ASA)"


def test_labels_say_who_leaves_it_out(explorer):
    groups = explorer.view.groups
    assert groups["topic.bamex"] == "BAMEX: not in S2, S3, S4"
    assert groups["entity.mali"] == "Mali: in all texts"
    assert groups["word.collapse"] == "“collapse”: not in S1, S2, S3, S4"
    s2 = "S2 Standard Daily Press, September 2024, reliability C"
    assert groups["text.S2"] == s2
    assert groups["S2.topic.bamex"] == f"{s2}: BAMEX, not one statement"
    assert groups["S2.topic.west"] == f"{s2}: The West"


def test_one_steps_through_heads_rows_and_cells(explorer):
    assert explorer.view.steps == "groups"
    assert explorer.stops[4:8] == [
        "text.S4", "topic.formation", "S0.topic.formation", "S1.topic.formation",
    ]  # fmt: skip
    explorer.selection = "S4.topic.russia"
    assert explorer.stops[explorer.position] == "S4.topic.russia"


def test_table_says_kind_and_voice(explorer):
    kind, voice = explorer.view.columns
    assert (kind.head, voice.head) == ("Kind", "Said by")
    assert kind.cells["S0-01"] == "event"
    assert voice.cells["S0-03"] == "the text itself (those who speculate are not named)"
    assert voice.cells["W-01"] == "the text itself, and somebody it quotes or reports"
    assert kind.cells["W-01"] == "Threat"


def test_one_text_needs_no_choice_of_texts(small_kit):
    explorer = explore.sources(small_kit)
    assert set(controls(explorer)) == {"compare", "kinds"}
    assert explorer.records == ["S1", "S1-01", "S1-02", "S1-03", "S1-04"]


def test_french(whole):
    explorer = explore.sources(whole, lang="fr")
    assert "Ce que chaque texte dit et tait" in explorer.html
    assert controls(explorer)["compare"].options[3].label == "mots du cadrage"
    assert explorer.view.groups["topic.bamex"] == "BAMEX : absent de S2, S3, S4"
    assert explorer.view.groups["text.S2"].endswith("septembre 2024, fiabilité C")


def test_generators_will_do(small_kit):
    explorer = explore.sources(
        small_kit, entities=(e for e in ["mali"]), themes=(t for t in ["bamex"]), view="entities"
    )
    assert explorer.records == ["S1", "S1-04"]


def test_title_and_hostile_text_stay_text(amend):
    kit = amend("claims", 0, claim="<script>alert(1)</script>", asserted_by="<img src=x>")
    page = explore.sources(kit, title="Who <left> what").html
    assert "Who &lt;left&gt; what" in page
    assert page.count("<script") == 1
    assert "<img" not in page


@pytest.mark.parametrize(
    "choice",
    [
        {"view": "topic"},
        {"entities": ["x"]},
        {"themes": "bam"},
        {"themes": []},
        {"lang": "de"},
    ],
)
def test_unknown_choice(small_kit, choice):
    with pytest.raises(UnknownName):
        explore.sources(small_kit, **choice)


def test_unknown_state(explorer):
    with pytest.raises(UnknownName):
        explorer.value = {"compare": "word"}


def test_on_a_slide_texts_are_chosen_by_their_number(whole, monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")
    (texts,) = [c for c in explore.sources(whole).view.controls if c.name == "sources"]
    assert [o.label for o in texts.options] == ["S0", "S1", "S2", "S3", "S4"]

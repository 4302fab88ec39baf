import re

import pytest

import sahelkit
from sahelkit import explore
from sahelkit.errors import UnknownName
from sahelkit.ledger import ach

EMPTY = {"ratings": {}, "own": [], "dropped": "", "other": None}


def data(explorer):
    (control,) = explorer.view.controls
    assert control.name == "work"
    return control.data


def test_records_rows_and_parts_are_the_items(small_kit):
    explorer = explore.hypotheses(small_kit, "C-01")
    ids = ["AE-01", "AE-02", "AE-03"]
    assert explorer.records == explorer.stops == ids
    assert re.findall(r'<tr data-id="([^"]+)"', explorer.html) == ids
    assert set(re.findall(r'data-record="([^"]+)"', explorer.html)) == set(ids)
    marks = {record.id: marks["source"] for record, marks in explorer.view.records}
    assert marks == {"AE-01": "S1", "AE-02": "SRC-008", "AE-03": "SRC-002"}


def test_nothing_is_hidden_at_first_or_when_rated(small_kit):
    explorer = explore.hypotheses(small_kit, "C-01")
    assert "display:none" not in explorer.html
    explorer.work = {"ratings": {"AE-01|H-01-a": "I"}, "dropped": "S1"}
    assert explorer.records == ["AE-01", "AE-02", "AE-03"]


def test_every_group_of_the_picture_has_a_label(small_kit):
    explorer = explore.hypotheses(small_kit, "C-01")
    drawn = set(re.findall(r'data-group="([^"]+)"', explorer.html))
    assert drawn == set(explorer.view.groups)
    held = [set(marks["groups"].split()) for _, marks in explorer.view.records]
    assert set.union(*held) == drawn  # a part without a record would be hidden
    assert "AE-02.H-01-a" not in held[0] & held[2]
    assert explorer.view.groups["H-01-a"] == "Fifty firms came."
    assert explorer.view.groups["AE-02.H-01-a"] == "AE-02: Fifty firms came."


def test_title_is_the_question(small_kit):
    assert explore.hypotheses(small_kit, "C-01").view.title == "How many firms came?"
    assert "&lt;i&gt;" in explore.hypotheses(small_kit, "C-01", title="<i>").html


def test_table_says_on_what_an_item_rests(small_kit):
    html = explore.hypotheses(small_kit, "C-01").html
    assert "Rests on" in html
    assert "<td>C-01-b: Thirty to forty.</td>" in html


def test_weights_grades_and_origins_go_to_the_page(amend):
    kit = amend("sources", 2, reliability="E")  # SRC-002, which reworks SRC-001
    sources = data(explore.hypotheses(kit, "C-01"))["sources"]
    assert list(sources) == ["S1", "SRC-008", "SRC-002"]
    assert sources["SRC-002"] == {
        "name": "Copy Post",
        "grade": "E",
        "weight": 0.2,
        "key": "src 002",
        "origin": "src 001",
    }
    assert sources["S1"]["origin"] == "src 004"


def test_our_ratings_and_reasons_go_along_but_are_not_shown(small_kit):
    explorer = explore.hypotheses(small_kit, "C-01")
    assert data(explorer)["ours"]["AE-02|H-01-a"] == ["II", "So it says."]
    assert explorer.work == EMPTY
    shown = explorer.html.split("</script>", 1)[1]
    assert "So it says." not in shown


@pytest.mark.parametrize("question", ach.prepared(sahelkit.load()))
def test_every_prepared_question_opens(question):
    kit = sahelkit.load()
    explorer = explore.hypotheses(kit, question)
    ours = {f"{item}|{name}": r for (item, name), r in ach.our_ratings(kit, question).items()}
    assert {cell: r for cell, (r, _) in data(explorer)["ours"].items()} == ours
    explorer.work = {"ratings": ours}
    assert explorer.work["ratings"] == ours


def test_at_least_six_questions_are_prepared():
    assert len(ach.prepared(sahelkit.load())) >= 6


def test_french(small_kit):
    explorer = explore.hypotheses(small_kit, "C-01", lang="fr")
    assert "Repose sur" in explorer.html
    assert "très incompatible" in explorer.html
    assert explorer.view.controls[0].label == "Vos notes"


@pytest.mark.parametrize(
    ("question", "lang", "near"),
    [("C-02", "en", "C-01"), ("How many?", "en", None), ("C-01", "de", "fr")],
)
def test_unknown_choice(small_kit, question, lang, near):
    with pytest.raises(UnknownName) as caught:
        explore.hypotheses(small_kit, question, lang=lang)
    assert near is None or near in caught.value.near


def test_without_a_question_those_that_are_prepared_are_listed(small_kit):
    with pytest.raises(UnknownName) as caught:
        explore.hypotheses(small_kit)
    assert str(caught.value).split("\n")[1:] == ["C-01: How many firms came?"]
    kit = sahelkit.load()
    with pytest.raises(UnknownName) as caught:
        explore.hypotheses(kit)
    assert [line.split(":")[0] for line in str(caught.value).split("\n")[1:]] == ach.prepared(kit)


def test_case_and_hyphens_of_the_question_do_not_matter(small_kit):
    explorer = explore.hypotheses(small_kit, "c01")
    assert data(explorer)["question"] == "C-01"


def test_hostile_statements_stay_text(amend):
    kit = amend("hypotheses", 0, statement="</script><img src=x onerror=alert(1)>")
    html = explore.hypotheses(kit, "C-01").html
    assert "<img src=x" not in html
    assert html.count("</script>") == 1

import pytest

import sahelkit
from sahelkit.charts.spec_rows import (
    chosen_attributes,
    chosen_rows,
    chosen_systems,
    date_key,
    disputes_about,
    on_scale,
    recipient,
    slug,
    standing,
    view_of,
    view_of_dispute,
)
from sahelkit.errors import UnknownName
from sahelkit.ledger.record import rows_of
from sahelkit.words import LANGUAGES, words


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def test_systems_by_identifier_spelling_or_all(kit):
    assert chosen_systems(kit, "TB2") == ["bayraktar-tb2"]
    assert chosen_systems(kit, ["AKINCI", "tb2", "Akıncı"]) == ["bayraktar-akinci", "bayraktar-tb2"]
    assert chosen_systems(kit, None) == list(dict.fromkeys(kit.specs["entity_id"]))


@pytest.mark.parametrize(("name", "near"), [("Akinchi", "Akinci"), ("kargo", "Kargu")])
def test_an_unknown_system(kit, name, near):
    with pytest.raises(UnknownName) as caught:
        chosen_systems(kit, name)
    assert near in caught.value.near


@pytest.mark.parametrize("systems", [["mali"], [], ["?"]])
def test_what_is_no_system_with_values(kit, systems):
    with pytest.raises(UnknownName) as caught:
        chosen_systems(kit, systems)
    assert caught.value.near


def test_the_most_shared_attributes_come_first(kit):
    panels = chosen_attributes(chosen_rows(kit, chosen_systems(kit, None)), None, "en")
    assert list(panels)[:3] == ["endurance", "ceiling", "payload"]
    assert panels["ceiling"] == "m"
    assert "range" in panels  # one value, and two rows that say "not found"
    assert "maximum take-off weight" not in panels  # only the TB2 has it
    assert "delivered to Mali" not in panels


def test_a_system_alone_gets_all_that_is_measured(kit):
    panels = chosen_attributes(chosen_rows(kit, ["bayraktar-tb2"]), None, "en")
    assert "maximum take-off weight" in panels
    assert chosen_attributes(chosen_rows(kit, ["mam-t"]), None, "en") == {}


def test_attributes_by_name_in_both_languages(kit):
    rows = chosen_rows(kit, ["bayraktar-tb2"])
    assert chosen_attributes(rows, "Ceiling", "en") == {"ceiling": "m"}
    assert list(chosen_attributes(rows, ["Envergure", "endurance"], "fr")) == [
        "wingspan",
        "endurance",
    ]
    for wrong, near in (("cieling", "ceiling"), (["role"], "endurance"), ([], "endurance")):
        with pytest.raises(UnknownName) as caught:
            chosen_attributes(rows, wrong, "en")
        assert near in caught.value.near


@pytest.mark.parametrize(
    ("attribute", "state", "view"),
    [
        ("delivered to Burkina Faso", "Burkina Faso", "deliveries"),
        ("ordered by Niger", "Niger", "deliveries"),
        ("lost by Mali", "Mali", "deliveries"),
        ("in Malian service", "Mali", "deliveries"),
        ("in Turkish service", "", "values"),
        ("at BAMEX 2025", "", "bamex"),
        ("ceiling", "", "values"),
    ],
)
def test_where_an_attribute_is_shown(attribute, state, view):
    assert recipient(attribute) == state
    assert view_of(attribute) == view


def test_how_sources_put_systems_at_bamex(kit):
    found = {
        row["spec_id"]: standing(row)
        for row in rows_of(kit.specs)
        if row["attribute"] == "at BAMEX 2025"
    }
    assert found == {
        "SP-52": "unconfirmed", "SP-53": "unconfirmed", "SP-54": "before",
        "SP-72": "unnamed", "SP-73": "range", "SP-75": "unnamed", "SP-76": "unconfirmed",
        "SP-78": "unconfirmed", "SP-82": "model", "SP-83": "model",
    }  # fmt: skip


def test_ends_on_a_scale(kit):
    row = {"low": 5.0, "high": 7.0, "unit": "km"}
    assert on_scale(row, "m") == (5000, 7000)
    assert on_scale({**row, "low": float("nan")}, "km") == (7, 7)
    assert on_scale(row, "kg") is None
    assert on_scale({**row, "low": float("nan"), "high": float("nan")}, "km") is None


def test_dates_in_words_can_be_sorted():
    def key(text):
        return date_key({"qualifier": text, "published": "", "text": ""})

    texts = ["reported, 2021", "December 2022; 16 March 2023", "16 March 2023", "2 May 2023"]
    texts += ["December 2023", "4 January 2024"]
    assert sorted(texts, key=key) == texts
    assert key("no date") > key("4 January 2024")


def test_disputes_are_found_through_the_claims_that_hold_positions(kit):
    found = disputes_about(kit, chosen_systems(kit, None))
    assert found["bayraktar-tb2"] == ["C-28", "C-29", "C-30"]
    assert found["kargu"] == ["C-33"]
    assert view_of_dispute(kit, "C-29", "bayraktar-tb2") == "values"
    assert view_of_dispute(kit, "C-28", "bayraktar-tb2") == "deliveries"
    assert view_of_dispute(kit, "C-33", "kargu") == "values"
    assert view_of_dispute(kit, "C-16", "cobra-ii") == "bamex"


def test_every_attribute_of_the_ledger_has_plain_words(kit):
    for lang in LANGUAGES:
        missing = {a for a in kit.specs["attribute"] if f"spec_{slug(a)}" not in words(lang)}
        assert not missing

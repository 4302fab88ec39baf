import pandas as pd
import pytest

import sahelkit
from sahelkit.errors import UnknownName
from sahelkit.ledger import open_folder
from sahelkit.ledger.lookup import spec_value


def test_find_has_the_promised_columns(small_kit):
    assert list(small_kit.find("mali").columns) == [
        *("entity_id", "name", "name_fr", "kind", "description", "matched", "records")
    ]


@pytest.mark.parametrize(
    ("asked", "entity", "matched"),
    [
        ("Yunus-bek Yevkurov", "yevkurov", "Yunus-bek Yevkurov"),
        ("yevkurov", "yevkurov", "yevkurov"),
        ("YEVKUROV", "yevkurov", "yevkurov"),
        ("assimi goita", "goita", "Assimi Goïta"),
        ("goita", "goita", "goita"),
        ("Goïta", "goita", "goita"),
        ("col goita", "goita", "Col. Goïta"),
        ("CEDEAO", "ecowas", "CEDEAO"),
        ("haute volta", "burkina-faso", "Haute-Volta"),
        ("alliance des etats du sahel", "aes", "Alliance des États du Sahel"),
        ("sahel states", "aes", "Alliance of Sahel States"),
        ("states sahel", "aes", "Alliance of Sahel States"),
        ("evkurov", "yevkurov", "Yunus-Bek Evkurov"),
    ],
)
def test_find_by_name_variant_french_name_and_part(small_kit, asked, entity, matched):
    found = small_kit.find(asked)
    assert list(found["entity_id"]) == [entity]
    assert found.loc[0, "matched"] == matched


def test_find_puts_a_whole_name_before_a_part_of_a_name(small_kit, ledger, rows, write_table):
    assert list(small_kit.find("mali")["entity_id"]) == ["mali", "bamako-fair"]
    assert list(small_kit.find("bamako")["entity_id"]) == ["bamako", "bamako-fair"]
    write_table(ledger, "entities", rows["entities"][::-1])
    assert list(open_folder(ledger).find("mali")["entity_id"]) == ["mali", "bamako-fair"]


def test_find_lists_the_records_that_name_it(small_kit):
    assert small_kit.find("Mali").loc[0, "records"] == [
        *("S1-04", "EV-001", "EV-002", "EV-005", "M-01", "M-02", "M-03", "O-01")
    ]
    assert small_kit.find("Bamako").loc[0, "records"] == [
        *("S1-01", "EV-001", "EV-003", "EV-004", "EV-005", "EV-006")
    ]
    assert small_kit.find("TB2").loc[0, "records"] == ["SP-01", "SP-02", "SP-03", "SP-04"]


@pytest.mark.parametrize(
    ("asked", "near"), [("Yevkurof", "Yunus-bek Yevkurov"), ("Burkina Fasso", "Burkina Faso")]
)
def test_find_what_is_not_there_brings_the_nearest(small_kit, asked, near):
    with pytest.raises(UnknownName) as caught:
        small_kit.find(asked)
    assert caught.value.what == "entity"
    assert near in caught.value.near
    people = [small_kit.find(name).loc[0, "entity_id"] for name in caught.value.near]
    assert len(people) == len(set(people))  # one spelling of each


@pytest.mark.parametrize("asked", ["", "  ", "…", "xyzzy", "mal"])
def test_find_nothing_is_not_find_everything(small_kit, asked):
    with pytest.raises(UnknownName):
        small_kit.find(asked)


@pytest.mark.parametrize(
    ("record_id", "table", "title"),
    [
        ("S1-02", "claims", "A general spoke of “a new dawn”."),
        ("EV-001", "events", "Charter signed"),
        ("SRC-001", "sources", "Bamako Hebdo: Une foire s’ouvre"),
        ("goita", "entities", "Assimi Goïta"),
        ("C-01", "disputes", "How many firms came?"),
        ("C-01-a", "positions", "Fifty."),
        ("M-01", "memberships", "Mali: suspended, Economic Community of West African States"),
        ("O-01", "offices", "Assimi Goïta: Colonel, Mali"),
        ("O-02", "offices", "Assimi Goïta: General"),
        ("SP-01", "specs", "Bayraktar TB2: endurance 24–27 h"),
        ("G-01", "glossary", "junta"),
        ("CH-01", "changes", "Nobody else reports it."),
    ],
)
def test_record_of_every_table(small_kit, record_id, table, title):
    record = small_kit.record(record_id)
    assert (record.id, record.table, record.title) == (record_id, table, title)


def test_record_text(small_kit):
    assert small_kit.record("EV-001").text == "Charter signed, in a sentence."
    assert small_kit.record("CH-01").text == ""


def test_an_unknown_record_brings_the_nearest(small_kit):
    with pytest.raises(UnknownName) as caught:
        small_kit.record("EV-01")
    assert caught.value.what == "record"
    assert "EV-001" in caught.value.near
    assert caught.value.near[0] == "EV-001"


@pytest.mark.parametrize(
    ("asked", "record_id"),
    [
        ("ev-001", "EV-001"),
        ("EV001", "EV-001"),
        ("ev 001", "EV-001"),
        ("src-001", "SRC-001"),
        ("s1-02", "S1-02"),
        ("C-01-A", "C-01-a"),
        ("c01a", "C-01-a"),
        ("BAMAKO-FAIR", "bamako-fair"),
    ],
)
def test_case_and_hyphens_of_an_identifier_do_not_matter(small_kit, asked, record_id):
    assert small_kit.record(asked).id == record_id
    assert small_kit.record(asked) == small_kit.record(record_id)


def test_what_only_a_hyphen_tells_apart_is_not_guessed(ledger, rows, write_table):
    events = [*rows["events"]]
    events += [{**events[0], "event_id": "EV1-01"}, {**events[0], "event_id": "EV-101"}]
    write_table(ledger, "events", events)
    kit = open_folder(ledger)
    assert kit.record("EV1-01").id == "EV1-01"
    with pytest.raises(UnknownName):
        kit.record("ev101")


@pytest.mark.parametrize(
    ("asked", "near"),
    [("EV-1", "EV-001"), ("ev1", "EV-001"), ("S1-2", "S1-02"), ("C-1-b", "C-01-b")],
)
def test_an_identifier_without_its_zeros_brings_the_padded_one_first(small_kit, asked, near):
    with pytest.raises(UnknownName) as caught:
        small_kit.record(asked)
    assert caught.value.near[0] == near


def test_the_padded_one_comes_first_among_many_that_look_alike():
    with pytest.raises(UnknownName) as caught:
        sahelkit.load().record("EV-16")
    assert caught.value.near[0] == "EV-016"


def test_a_record_of_another_day_is_not_said_to_be_unknown(small_kit):
    kit = small_kit.as_of("2024-07-05")
    for name in ("EV-002", "ev002"):
        with pytest.raises(UnknownName) as caught:
            kit.record(name)
        assert str(caught.value) == (
            "EV-002 begins on 2024-07-06, after the day of this kit (2024-07-05)"
        )
    with pytest.raises(UnknownName, match=r"^M-01 ended on 2024-01-28, not after the day of this"):
        kit.record("M-01")
    with pytest.raises(UnknownName, match="unknown record 'EV-77'"):
        kit.record("EV-77")
    assert small_kit.record("EV-002").id == "EV-002"


def _links(record):
    return [(link.source_id, link.bearing) for link in record.sources]


def test_sources_of_a_record(small_kit):
    assert _links(small_kit.record("S1-01")) == [
        *(("S1", "states"), ("SRC-004", "supports"), ("SRC-001", "supports")),
        ("SRC-002", "supports"),
    ]
    assert _links(small_kit.record("SP-01")) == [("SRC-001", "supports")]
    assert _links(small_kit.record("SP-02")) == []
    assert _links(small_kit.record("C-01-a")) == [("S1", "supports"), ("SRC-005", "supports")]
    assert _links(small_kit.record("M-01")) == [("SRC-001", "supports")]
    assert _links(small_kit.record("C-01")) == [
        ("S1", "bears on it"),
        ("SRC-005", "bears on it"),
        ("SRC-008", "bears on it"),
    ]
    assert small_kit.record("EV-001").sources[1].note == "a copy"


def test_compare_sets_the_answers_side_by_side(small_kit):
    table = small_kit.compare("C-01")
    assert list(table.columns) == [
        *("position_id", "statement", "value", "value_high", "unit", "held_by"),
        *("source_id", "publisher", "published", "reliability", "origins"),
    ]
    assert list(table["position_id"]) == ["C-01-a", "C-01-b"]
    assert list(table["source_id"]) == ["S1", "SRC-008"]
    assert list(table["publisher"]) == ["Unnamed outlet", "Монитор"]
    assert list(table["published"]) == ["12 November 2025", "July 2024"]
    assert list(table["origins"]) == [2, 1]
    assert table.loc[1, "value_high"] == 40
    assert pd.isna(table.loc[0, "value_high"])
    assert table.attrs == {
        "question": "How many firms came?",
        "reading": "Fifty is likelier.",
        "confidence": "low",
        "teaches": "Counts depend on the counter.",
    }


def test_compare_a_dispute_without_answers_has_the_columns_all_the_same(small_kit):
    table = small_kit.compare("C-02")
    assert len(table) == 0
    assert list(table.columns) == list(small_kit.compare("C-01").columns)
    assert table.attrs["question"] == "Who paid?"
    assert "Who paid?" in table._repr_html_()


def test_an_unknown_dispute_brings_the_nearest(small_kit):
    with pytest.raises(UnknownName) as caught:
        small_kit.compare("C-10")
    assert caught.value.what == "dispute"
    assert "C-01" in caught.value.near
    with pytest.raises(UnknownName):
        small_kit.compare("EV-001")
    assert list(small_kit.compare("c-01")["statement"]) == ["Fifty.", "Thirty to forty."]


def test_compare_says_which_answers_come_from_one_origin(ledger, rows, write_table):
    agency = [{**row, "agency": "AFP"} if row["source_id"] == "SRC-008" else row
              for row in rows["sources"]]  # fmt: skip
    write_table(ledger, "sources", agency)
    assert "one_origin" not in open_folder(ledger).compare("C-01").attrs  # a has another as well
    answers = [{**row, "held_by": "SRC-005"} if row["held_by"] == "S1-01" else row
               for row in rows["positions"]]  # fmt: skip
    write_table(ledger, "positions", answers)
    table = open_folder(ledger).compare("C-01")
    assert table.attrs["one_origin"] == "Answers a and b come from one origin: AFP."
    assert "Answers a and b come from one origin: AFP." in repr(table).split("\n")
    assert "<p>Answers a and b come from one origin: AFP.</p>" in table._repr_html_()


def test_a_comparison_shows_itself_escaped_with_the_reading_folded_away(amend):
    html = amend("positions", 0, statement="<b>Fifty</b> & more")
    shown = html.compare("C-01")._repr_html_()
    assert "&lt;b&gt;Fifty&lt;/b&gt; &amp; more" in shown
    assert "[30–40 firms]" in shown
    assert shown.index("<details>") < shown.index("Fifty is likelier.")


@pytest.mark.parametrize(
    ("spec_id", "text"),
    [
        ("SP-01", "24–27 h"),
        ("SP-02", "5,486.4 m; as published: 18,000 ft"),
        ("SP-03", "not found"),
        ("SP-04", "up to 150 km"),
    ],
)
def test_spec_value(small_kit, spec_id, text):
    assert spec_value(small_kit.record(spec_id)) == text

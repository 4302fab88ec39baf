import json
from pathlib import Path

import pytest

from sahelkit.errors import BadSeed
from sahelkit.ledger.schema import read_descriptor, seeds_folder

TABLES = [
    *("sources", "claims", "entities", "mentions", "events", "participants", "evidence"),
    *("disputes", "positions", "memberships", "offices", "specs"),
    *("wordings", "hypotheses", "ach_evidence", "ach_ratings"),
    *("judgements", "judgement_records", "bottom_lines", "indicators", "glossary", "changes"),
]
OPTIONAL = TABLES[-6:-2]


def test_the_descriptor_lists_the_tables_of_the_ledger_and_leaves_out_the_borders():
    assert list(read_descriptor(seeds_folder())) == TABLES


def test_a_ledger_may_do_without_all_of_the_optional_tables(ledger):
    whole = read_descriptor(seeds_folder())
    assert [name for name, table in whole.items() if table.optional] == OPTIONAL
    assert list(read_descriptor(ledger)) == [name for name in TABLES if name not in OPTIONAL]


def test_a_ledger_with_one_optional_table_needs_the_others(ledger):
    read_descriptor(ledger)
    (ledger / "indicators.csv").write_text("", encoding="utf-8")
    assert list(read_descriptor(ledger)) == TABLES


def test_a_column_with_a_pattern_of_words_has_an_example_that_fits_it():
    for table in read_descriptor(seeds_folder()).values():
        for field in table.fields:
            if field.pattern and field.name != "sha256":
                assert field.pattern.search(field.example), (table.name, field.name)


def test_fields_carry_type_and_constraints():
    claims = read_descriptor(seeds_folder())["claims"]
    fields = {field.name: field for field in claims.fields}
    assert claims.path == "claims.csv"
    assert claims.columns[0] == claims.id_column == "claim_id"
    assert fields["credibility"].type == "integer"
    assert (fields["credibility"].minimum, fields["credibility"].maximum) == (1, 6)
    assert fields["claim"].required
    assert not fields["note"].required
    assert fields["precision"].enum == ("day", "month", "year")
    assert fields["claim_id"].pattern.search("S1-14")
    assert not fields["claim_id"].pattern.search("s1 14")
    assert claims.references == (("source_id", "sources", "source_id"),)


def test_a_key_of_several_columns_is_no_identifier():
    evidence = read_descriptor(seeds_folder())["evidence"]
    assert evidence.key == ("record_id", "source_id")
    assert evidence.id_column is None


def test_every_column_is_described():
    package = json.loads((seeds_folder() / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            assert field["title"], field
            assert field["description"], field
            assert field["type"] in ("string", "integer", "number", "date"), field


def test_a_key_given_as_text_is_a_key_of_one_column(tmp_path: Path):
    resource = {
        "name": "t",
        "path": "t.csv",
        "schema": {"fields": [{"name": "a"}], "primaryKey": "a"},
    }
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    table = read_descriptor(tmp_path)["t"]
    assert table.key == ("a",)
    assert table.fields[0].type == "string"


def test_a_missing_descriptor_names_the_folder(tmp_path: Path):
    with pytest.raises(BadSeed, match=r"datapackage\.json") as caught:
        read_descriptor(tmp_path)
    assert tmp_path.name in caught.value.expected


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"resources": [{"schema": {}}]}'])
def test_a_damaged_descriptor(tmp_path: Path, content: str):
    (tmp_path / "datapackage.json").write_text(content)
    with pytest.raises(BadSeed, match=r"datapackage\.json"):
        read_descriptor(tmp_path)

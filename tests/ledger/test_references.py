import pytest

from sahelkit.ledger.references import broken_references


def faults(kit, last=None):
    return list(broken_references({name: kit.table(name) for name in kit}, kit.schema, last))


def test_the_small_ledger_is_whole(small_kit):
    assert faults(small_kit) == []


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "words"),
    [
        ("claims", 1, "source_id", "S9", "an identifier of sources"),
        ("sources", 2, "origin", "SRC-099", "an identifier of sources"),
        ("entities", 5, "country", "mal", "an identifier of entities (nearest: mali"),
        ("mentions", 0, "entity_id", "bamakko", "(nearest: bamako"),
        ("events", 0, "place_id", "gao", "an identifier of entities"),
        ("memberships", 0, "body_id", "ecowass", "(nearest: ecowas"),
        ("evidence", 0, "record_id", "EV-099", "an identifier of any table"),
        ("positions", 0, "held_by", "S1-99", "an identifier of any table"),
        ("glossary", 0, "source_id", "SRC-01", "(nearest: SRC-001"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named(amend, table, row, column, value, words):
    kit = amend(table, row, **{column: value})
    (fault,) = faults(kit)
    assert (fault.file, fault.row, fault.column) == (f"{table}.csv", row + 2, column)
    assert fault.value == value
    assert words in fault.expected


def test_an_empty_cell_refers_to_nothing_and_changes_may_name_what_was_dropped(amend):
    assert faults(amend("events", 0, place_id="")) == []
    assert faults(amend("changes", 0, record_id="EV-999", source_id="")) == []


def test_every_fault_is_told(amend):
    amend("events", 0, place_id="gao")
    assert len(faults(amend("mentions", 0, claim_id="S1-77", entity_id="gao"))) == 3


def test_only_the_last_rows_are_looked_at_and_counted_from_there(amend):
    kit = amend("mentions", 0, entity_id="gao")
    assert faults(kit, {"mentions": 2}) == []
    kit = amend("mentions", 2, entity_id="gao")
    (fault,) = faults(kit, {"mentions": 2})
    assert fault.row == 3
    assert faults(kit, {"events": 6}) == []

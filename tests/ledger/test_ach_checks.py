import pytest
from whole import whole_rows, write_ledger

from sahelkit.ledger.ach_checks import wrong_analyses
from sahelkit.ledger.checks import check_ledger


def put(table, row, **cells):
    return lambda rows: rows[table][row].update(cells)


def alone(rows):
    del rows["hypotheses"][1]
    rows["ach_ratings"] = [r for r in rows["ach_ratings"] if r["hypothesis_id"] == "H-01-a"]


def across(rows):
    rows["hypotheses"] += [
        {"hypothesis_id": f"H-02-{letter}", "dispute_id": "C-02", "statement": "Somebody."}
        for letter in "ab"
    ]
    rating = {"item_id": "AE-01", "hypothesis_id": "H-02-a", "rating": "C", "reason": "So."}
    rows["ach_ratings"].append(rating)


def unasked(rows):
    rows["ach_evidence"][2]["dispute_id"] = "C-02"
    rows["ach_ratings"] = [r for r in rows["ach_ratings"] if r["item_id"] != "AE-03"]


RULES = {
    "one hypothesis": (alone, ("hypotheses.csv", 2, "hypothesis_id", "H-01-a", "two hypotheses")),
    "pair across questions": (
        across,
        ("ach_ratings.csv", 8, "hypothesis_id", "H-02-a", "on C-01, the question of AE-01"),
    ),
    "missing pair": (
        lambda rows: rows["ach_ratings"].pop(3),
        ("ach_evidence.csv", 3, "item_id", "AE-02", "a rating of it against H-01-b"),
    ),
    "item of a question without hypotheses": (
        unasked,
        ("ach_evidence.csv", 4, "dispute_id", "C-02", "a question with hypotheses"),
    ),
    "source that does not bear on a claim": (
        put("ach_evidence", 0, source_id="SRC-008"),
        ("ach_evidence.csv", 2, "source_id", "SRC-008", "a source that bears on S1-01"),
    ),
    "source that bears on another answer": (
        put("ach_evidence", 2, source_id="SRC-008"),
        ("ach_evidence.csv", 4, "source_id", "SRC-008", "a source that bears on C-01-a"),
    ),
    "record without evidence": (
        put("ach_evidence", 1, record_id="tb2", source_id="SRC-001"),
        ("ach_evidence.csv", 3, "source_id", "SRC-001", "a source that bears on tb2"),
    ),
}


@pytest.fixture
def faults(ledger, rows, write_table):
    """A function that changes the rows of the small ledger and lists what the rules find."""

    def run(change):
        from sahelkit.ledger import open_folder

        content = whole_rows(rows)
        change(content)
        kit = open_folder(write_ledger(ledger, content, write_table))
        return list(wrong_analyses({name: kit.table(name) for name in kit}))

    return run


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_finds_its_fault_and_nothing_else(faults, rule):
    change, (file, row, column, value, expected) = RULES[rule]
    found = faults(change)
    assert {(f.file, f.row, f.column, f.value) for f in found} == {(file, row, column, value)}
    assert expected in found[0].expected


BEARING = {
    "the claim’s own document": ("S1-02", "S1"),
    "evidence for a claim": ("S1-01", "SRC-004"),
    "evidence against an event": ("EV-001", "SRC-007"),
    "a membership": ("M-01", "SRC-001"),
    "the source that holds an answer": ("C-01-b", "SRC-008"),
    "evidence for an answer": ("C-01-a", "SRC-005"),
    "the document of the claim that holds an answer": ("C-01-a", "S1"),
    "evidence for the claim that holds an answer": ("C-01-a", "SRC-002"),
    "a specification": ("SP-01", "SRC-001"),
    "a source itself": ("SRC-003", "SRC-003"),
}


@pytest.mark.parametrize("case", BEARING)
def test_source_that_bears_on_the_record(faults, case):
    record, source = BEARING[case]
    assert faults(put("ach_evidence", 1, record_id=record, source_id=source)) == []


def test_the_check_of_the_ledger_knows_the_rules(tmp_path, rows, write_table):
    content = whole_rows(rows)
    content["ach_ratings"].pop()
    report = check_ledger(write_ledger(tmp_path / "seeds", content, write_table))
    assert [f.expected for f in report.faults] == [
        "a rating of it against H-01-b in ach_ratings.csv"
    ]

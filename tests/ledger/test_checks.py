import json
import sys
import warnings

import pytest
from briefs import brief_rows
from whole import whole_rows, write_ledger

from sahelkit.errors import BadSeed, MissingPart, SeedWarning
from sahelkit.ledger.checks import TITLE_LENGTH, check_ledger


@pytest.fixture
def check(tmp_path, rows, write_table):
    """A function that changes the rows of a whole ledger, and checks it."""

    def run(change=lambda rows: None):
        content = whole_rows(rows)
        change(content)
        return check_ledger(write_ledger(tmp_path / "seeds", content, write_table))

    return run


def test_whole_ledger_has_no_fault(check, rows):
    report = check()
    assert [str(fault) for fault in report.faults] == []
    assert report.records == sum(len(table) for table in whole_rows(rows).values())


def put(table, row, **cells):
    def change(rows):
        rows[table][row].update(cells)

    return change


def add(table, **cells):
    return lambda rows: rows[table].append(cells)


def drop(table, **where):
    def change(rows):
        kept = [r for r in rows[table] if any(r.get(k) != v for k, v in where.items())]
        assert len(kept) < len(rows[table])
        rows[table] = kept

    return change


def membership(**cells):
    row = {"membership_id": "M-09", "entity_id": "mali", "body_id": "aes", "status": "member"}
    evidence = {"record_id": "M-09", "source_id": "SRC-001", "bearing": "supports"}

    def change(rows):
        rows["memberships"].append(row | cells)
        rows["evidence"].append(evidence)

    return change


def chain(*changes):
    def change(rows):
        for one in changes:
            one(rows)

    return change


RULES = {
    # dates and their precision
    "event: month from the 2nd": (
        put("events", 2, start="2024-07-02"),
        ("events.csv", 4, "start", "2024-07-02", "first day of a month"),
    ),
    "event: month to the 30th": (
        put("events", 2, end="2024-07-30"),
        ("events.csv", 4, "end", "2024-07-30", "last day of a month"),
    ),
    "event: year from February": (
        put("events", 3, start="2024-02-01"),
        ("events.csv", 5, "start", "2024-02-01", "1 January"),
    ),
    "event: end before start": (
        put("events", 0, end="2023-09-15"),
        ("events.csv", 2, "end", "2023-09-15", "not before the start"),
    ),
    "claim: date without precision": (
        put("claims", 0, precision=""),
        ("claims.csv", 2, "precision", "", "all given, or all empty"),
    ),
    "claim: precision without date": (
        put("claims", 1, precision="day"),
        ("claims.csv", 3, "precision", "day", "all given, or all empty"),
    ),
    "source: day in a month": (
        put("sources", 8, published="2024-07-15"),
        ("sources.csv", 10, "published", "2024-07-15", "first day of the month"),
    ),
    "source: day in a year": (
        put("sources", 8, published="2024-07-01", published_precision="year"),
        ("sources.csv", 10, "published", "2024-07-01", "1 January"),
    ),
    "source: date of unknown precision": (
        put("sources", 8, published_precision="unknown"),
        ("sources.csv", 10, "published", "2024-07-01", "no date"),
    ),
    "membership: precision without date": (
        put("memberships", 2, end_precision="day"),
        ("memberships.csv", 4, "end", None, "a date, since a precision is given"),
    ),
    "office: day in a month": (
        put("offices", 1, start="2024-10-02"),
        ("offices.csv", 3, "start", "2024-10-02", "first day of the month"),
    ),
    # references
    "dangling place": (
        put("events", 0, place_id="bamakko"),
        ("events.csv", 2, "place_id", "bamakko", "nearest: bamako"),
    ),
    "dangling participant": (
        put("participants", 0, entity_id="nobody"),
        ("participants.csv", 2, "entity_id", "nobody", "an identifier of entities"),
    ),
    "dangling evidence": (
        add("evidence", record_id="EV-099", source_id="SRC-001", bearing="supports"),
        ("evidence.csv", None, "record_id", "EV-099", "an identifier of any table"),
    ),
    "dangling source": (
        put("evidence", 0, source_id="SRC-999"),
        ("evidence.csv", 2, "source_id", "SRC-999", "an identifier of sources"),
    ),
    "dangling holder": (
        put("positions", 0, held_by="S1-99"),
        ("positions.csv", 2, "held_by", "S1-99", "an identifier of any table"),
    ),
    "dangling dispute": (
        put("positions", 3, dispute_id="C-77"),
        ("positions.csv", 5, "dispute_id", "C-77", "an identifier of disputes"),
    ),
    "dangling origin": (
        put("sources", 3, origin="SRC-999"),
        ("sources.csv", 5, "origin", "SRC-999", "an identifier of sources"),
    ),
    # identifiers
    "identifier twice in a table": (
        put("events", 1, event_id="EV-001"),
        ("events.csv", 3, "event_id", "EV-001", "used once"),
    ),
    "identifier of another table": (
        put("glossary", 0, term_id="EV-001"),
        ("glossary.csv", 2, "term_id", "EV-001", "the table events does not use"),
    ),
    "identifier that differs in case only": (
        chain(put("entities", 9, entity_id="ev-001"), put("specs", 0, entity_id="ev-001")),
        ("events.csv", 2, "event_id", "EV-001", "the table entities does not use"),
    ),
    "pair twice": (
        add("mentions", claim_id="S1-01", entity_id="bamako"),
        ("mentions.csv", None, "claim_id, entity_id", "S1-01 bamako", "used once"),
    ),
    # what makes a record whole
    "event without evidence": (
        drop("evidence", record_id="EV-005"),
        ("events.csv", 6, "event_id", "EV-005", "evidence for it"),
    ),
    "event that is only contradicted": (
        put("evidence", 7, bearing="contradicts"),
        ("events.csv", 6, "event_id", "EV-005", "evidence for it"),
    ),
    "event without participant": (
        drop("participants", event_id="EV-005"),
        ("events.csv", 6, "event_id", "EV-005", "somebody in participants.csv"),
    ),
    "membership without evidence": (
        drop("evidence", record_id="M-02"),
        ("memberships.csv", 3, "membership_id", "M-02", "evidence for it"),
    ),
    "office without evidence": (
        drop("evidence", record_id="O-01"),
        ("offices.csv", 2, "office_id", "O-01", "evidence for it"),
    ),
    "long title": (
        put("events", 0, title="x" * (TITLE_LENGTH + 1)),
        ("events.csv", 2, "title", "x" * (TITLE_LENGTH + 1), f"at most {TITLE_LENGTH}"),
    ),
    "dispute with one position": (
        drop("positions", position_id="C-01-b"),
        ("disputes.csv", 2, "dispute_id", "C-01", "two different answers"),
    ),
    "dispute with twice the same answer": (
        put("positions", 1, statement="Fifty."),
        ("disputes.csv", 2, "dispute_id", "C-01", "two different answers"),
    ),
    "claim named after another document": (
        put("claims", 0, source_id="SRC-004"),
        ("claims.csv", 2, "source_id", "SRC-004", "named after"),
    ),
    "claim without mention": (
        drop("mentions", claim_id="S1-01"),
        ("claims.csv", 2, "claim_id", "S1-01", "one entity in mentions.csv"),
    ),
    "spec without value": (
        put("specs", 0, low="", high=""),
        ("specs.csv", 2, "low", None, "a value, or words"),
    ),
    "spec upside down": (
        put("specs", 0, low=28),
        ("specs.csv", 2, "high", 27.0, "no less than the low value"),
    ),
    "spec without source": (
        put("specs", 0, source_id=""),
        ("specs.csv", 2, "source_id", "", "the source of the value"),
    ),
    # words of framing
    "word with a voice that the count excludes": (
        put("wordings", 0, voice="none"),
        ("wordings.csv", 2, "voice", "none", "since the count is 1"),
    ),
    "word that lacks a row for a document": (
        put("sources", 1, sha256="a" * 64),
        ("wordings.csv", 2, "word", "dawn", "a row for SRC-001"),
    ),
    # nothing lies about unused
    "orphan entity": (
        add("entities", entity_id="togo", name="Togo", kind="state", description="Togo."),
        ("entities.csv", None, "entity_id", "togo", "some record that names it"),
    ),
    "source cited nowhere": (
        drop("evidence", source_id="SRC-006"),
        ("sources.csv", 8, "source_id", "SRC-006", "some row that cites it"),
    ),
    # stretches of time
    "membership that ends before it starts": (
        put("memberships", 0, end="2021-05-30"),
        ("memberships.csv", 2, "end", "2021-05-30", "after the start"),
    ),
    "office that ends before it starts": (
        put("offices", 0, end="2015-01-01"),
        ("offices.csv", 2, "end", "2015-01-01", "after the start"),
    ),
    "memberships that overlap": (
        put("memberships", 1, start="2024-01-27"),
        ("memberships.csv", 3, "start", "2024-01-27", "on or after the end of M-01"),
    ),
    "membership after an open one": (
        membership(start="2025-01-01", start_precision="day"),
        ("memberships.csv", None, "start", "2025-01-01", "on or after the end of M-03"),
    ),
    "two memberships without a start": (
        membership(entity_id="burkina-faso", body_id="ecowas"),
        ("memberships.csv", None, "start", None, "on or after the end of M-05"),
    ),
    "membership without start or end, twice": (
        chain(membership(), put("memberships", 2, start="", start_precision="")),
        ("memberships.csv", None, "start", None, "on or after the end of M-03"),
    ),
    # names
    "name shared": (
        put("entities", 1, variants="Mali"),
        ("entities.csv", 3, "variants", "mali", "not one of mali"),
    ),
    "name shared but for accents": (
        put("entities", 6, variants="assimi goita"),
        ("entities.csv", 8, "variants", "assimi goita", "not one of goita"),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_finds_its_fault(check, rule, monkeypatch):
    monkeypatch.setattr("sahelkit.ledger.checks._frictionless", lambda folder: iter(()))
    change, (file, row, column, value, expected) = RULES[rule]
    faults = check(change).faults
    found = [f for f in faults if (f.file, f.column) == (file, column) and expected in f.expected]
    assert found, [str(f) for f in faults]
    assert row is None or row in [f.row for f in found]
    assert value in [f.value for f in found]


def test_a_stretch_may_begin_on_the_day_another_ends(check, monkeypatch):
    monkeypatch.setattr("sahelkit.ledger.checks._frictionless", lambda folder: iter(()))
    assert not check(put("memberships", 1, start="2024-01-28")).faults


@pytest.mark.parametrize("column", ["event_id", "tier"])
def test_missing_column(tmp_path, rows, write_table, column):
    content = whole_rows(rows)
    folder = write_ledger(tmp_path, content, write_table)
    columns = (folder / "events.csv").read_text().split("\n")[0].split(",")
    columns.remove(column)
    left = [{k: v for k, v in row.items() if k != column} for row in content["events"]]
    write_table(folder, "events", left, columns)
    faults = check_ledger(folder).faults
    assert any((f.file, f.row, f.column) == ("events.csv", 1, column) for f in faults)


def test_missing_table_stops_only_the_rules_between_tables(tmp_path, rows, write_table):
    folder = write_ledger(tmp_path, whole_rows(rows), write_table)
    (folder / "disputes.csv").unlink()
    write_table(folder, "glossary", [{"term_id": "nonsense"}])
    faults = check_ledger(folder).faults
    assert {"disputes.csv", "glossary.csv"} <= {f.file for f in faults}
    missing = [str(f) for f in faults if f.file == "disputes.csv"]
    assert missing == ["disputes.csv: expected the file in the folder of the ledger"]


def test_one_table_of_the_briefs_needs_the_others(tmp_path, rows, write_table):
    folder = write_ledger(tmp_path, whole_rows(rows) | brief_rows(), write_table)
    (folder / "bottom_lines.csv").unlink()
    missing = [str(fault) for fault in check_ledger(folder).faults]
    assert "bottom_lines.csv: expected the file in the folder of the ledger" in missing


def test_a_descriptor_without_the_tables_of_the_briefs_is_whole(tmp_path, rows, write_table):
    folder = write_ledger(tmp_path, whole_rows(rows), write_table)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if not r.get("optional")]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert check_ledger(folder).faults == []


def test_each_fault_is_named_once_and_in_our_words(check):
    faults = check(put("events", 0, start="2024-02-30")).faults
    mine = [str(f) for f in faults if f.file == "events.csv" and f.row == 2]
    assert mine[0].startswith(
        "events.csv, row 2, column start: found '2024-02-30'; expected a date"
    )
    assert len(mine) == len(set(mine))
    assert not any("what the descriptor says" in text for text in mine)


def test_without_the_library_the_advice_is_one_that_works(tmp_path, monkeypatch, rows, write_table):
    folder = write_ledger(tmp_path, whole_rows(rows), write_table)
    monkeypatch.setitem(sys.modules, "frictionless", None)
    with pytest.raises(MissingPart) as caught:
        check_ledger(folder)
    text = str(caught.value)
    assert "run `make check`, or there: " in text
    assert "python" in text
    assert text.endswith(" -m pip install -c constraints.txt -e '.[check]'")


def test_frictionless_has_a_word_too(tmp_path, rows, write_table):
    folder = write_ledger(tmp_path, whole_rows(rows), write_table)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    schema = next(r["schema"] for r in package["resources"] if r["name"] == "glossary")
    schema["fields"][1]["constraints"]["minLength"] = 30  # our own reader knows no such rule
    path.write_text(json.dumps(package), encoding="utf-8")
    faults = check_ledger(folder).faults
    assert [(f.file, f.row, f.column) for f in faults] == [("glossary.csv", 2, "term")]


@pytest.mark.parametrize("mark", ["bom", "crlf", "trailing column"])
def test_traces_of_a_spreadsheet_are_read_all_the_same(tmp_path, rows, write_table, mark):
    folder = write_ledger(tmp_path, whole_rows(rows), write_table)
    path = folder / "glossary.csv"
    raw = path.read_bytes()
    changed = {
        "bom": b"\xef\xbb\xbf" + raw,
        "crlf": raw.replace(b"\n", b"\r\n"),
        "trailing column": raw.replace(b"\n", b",\n"),
    }[mark]
    path.write_bytes(changed)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert not check_ledger(folder).faults
    assert [w for w in caught if w.category is SeedWarning and "glossary.csv" in str(w.message)]


DESCRIPTORS = {
    "no JSON": "{",
    "a list": "[]",
    "no resources": "{}",
    "resources without names": '{"resources": [{"schema": {"fields": []}}]}',
    "schema in another file": '{"resources": [{"name": "x", "path": "x.csv", "schema": "x.json"}]}',
    "bad pattern": '{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": '
    '[{"name": "a", "constraints": {"pattern": "("}}]}}]}',
    "another ledger": '{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": '
    '[{"name": "a", "type": "string"}]}}]}',
}


@pytest.mark.parametrize("case", DESCRIPTORS)
def test_descriptor_that_is_none(tmp_path, case):
    (tmp_path / "datapackage.json").write_text(DESCRIPTORS[case], encoding="utf-8")
    try:
        faults = check_ledger(tmp_path).faults
    except BadSeed as fault:
        faults = [fault]
    assert faults
    assert faults[0].file == "datapackage.json"


def test_column_of_another_type(tmp_path, rows, write_table):
    folder = write_ledger(tmp_path, whole_rows(rows), write_table)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    schema = next(r["schema"] for r in package["resources"] if r["name"] == "events")
    next(f for f in schema["fields"] if f["name"] == "start")["type"] = "string"
    path.write_text(json.dumps(package), encoding="utf-8")
    (fault,) = check_ledger(folder).faults
    assert (fault.column, fault.value) == ("events.start", "string")
    assert "of the type date" in fault.expected

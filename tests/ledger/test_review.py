import datetime as dt
import json

import pytest

from sahelkit.errors import BadSeed
from sahelkit.ledger import open_folder
from sahelkit.ledger.review import due_records

DAY = dt.date(2027, 5, 22)


def ids(kit, day):
    return [item.id for item in due_records(kit, day)]


def test_nothing_is_due_where_no_row_names_a_day(small_kit):
    assert due_records(small_kit, dt.date(9999, 12, 31)) == []


@pytest.mark.parametrize(
    ("table", "file", "record", "what"),
    [
        ("disputes", "disputes.csv", "C-01", "How many firms came?"),
        ("memberships", "memberships.csv", "M-01", "Mali"),
        ("offices", "offices.csv", "O-01", "Assimi Goïta: Colonel"),
    ],
)
def test_a_row_is_due_from_its_day_on(amend, table, file, record, what):
    kit = amend(table, 0, review_by="2027-05-22")
    assert due_records(kit, dt.date(2027, 5, 21)) == []
    (item,) = due_records(kit, DAY)
    assert (item.file, item.id, item.since) == (file, record, DAY)
    assert what in item.what
    assert due_records(kit, dt.date(2030, 1, 1)) == [item]


def test_one_line_names_file_record_what_and_day(amend):
    (item,) = due_records(amend("disputes", 1, review_by="2027-05-22"), DAY)
    assert str(item) == "disputes.csv, C-02: Who paid?; due since 22 May 2027"


def test_the_longest_due_come_first(amend, ledger, rows, write_table):
    amend("disputes", 0, review_by="2027-05-22")
    days = ("", "2026-12-23")
    offices = [{**row, "review_by": day} for row, day in zip(rows["offices"], days, strict=True)]
    write_table(ledger, "offices", offices)
    assert ids(open_folder(ledger), DAY) == ["O-02", "C-01"]
    assert ids(open_folder(ledger), dt.date(2027, 1, 1)) == ["O-02"]


def test_a_descriptor_without_the_column_is_no_fault(ledger):
    path = ledger / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = resource.get("schema", {}).get("fields", [])
        fields[:] = [field for field in fields if field["name"] != "review_by"]
    path.write_text(json.dumps(package), encoding="utf-8")
    for table in ("disputes", "memberships", "offices"):
        (ledger / f"{table}.csv").unlink()  # nothing in them is asked for, so they are not read
    assert due_records(open_folder(ledger), DAY) == []


def test_a_day_that_is_none_is_named(amend):
    with pytest.raises(BadSeed, match=r"disputes\.csv, row 2, column review_by: found 'soon'"):
        due_records(amend("disputes", 0, review_by="soon"), DAY)

import warnings
from pathlib import Path

import pandas as pd
import pytest

from sahelkit.errors import BadSeed, SeedWarning
from sahelkit.ledger import open_folder
from sahelkit.ledger.reading import read_table
from sahelkit.ledger.schema import read_descriptor


def fault(folder: Path, table: str = "events") -> BadSeed:
    with pytest.raises(BadSeed) as caught:
        open_folder(folder).table(table)
    assert caught.value.file == f"{table}.csv"
    return caught.value


def edit(folder: Path, table: str, old: str, new: str) -> Path:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    return path


def test_dtypes(small_kit):
    events, claims, entities = small_kit.events, small_kit.claims, small_kit.entities
    assert events["start"].dtype == "datetime64[us]"
    assert small_kit.claims["start"].dtype == "datetime64[us]"
    assert claims["credibility"].dtype == "Int64"
    assert entities["latitude"].dtype == "float64"
    assert events["title"].dtype == "str"
    assert pd.isna(entities.loc[1, "latitude"])
    assert events.loc[0, "note"] == ""


def test_dtypes_hold_in_a_table_without_dates_and_in_an_empty_one(ledger, rows, write_table):
    write_table(
        ledger, "offices", [{k: v for k, v in rows["offices"][1].items() if "start" not in k}]
    )
    write_table(ledger, "events", [])
    kit = open_folder(ledger)
    assert kit.offices["start"].dtype == kit.events["start"].dtype == "datetime64[us]"
    assert len(kit.events) == 0
    assert list(kit.events.columns) == list(kit.schema["events"].columns)


def test_columns_come_in_the_order_of_the_description(ledger, rows, write_table):
    columns = list(open_folder(ledger).schema["events"].columns)
    write_table(ledger, "events", rows["events"], columns[::-1])
    assert list(open_folder(ledger).events.columns) == columns


def test_a_missing_table(ledger):
    (ledger / "events.csv").unlink()
    error = fault(ledger)
    assert error.row is None
    assert "the file in the folder of the ledger" in error.expected


def test_a_folder_in_the_place_of_a_table(ledger):
    (ledger / "events.csv").unlink()
    (ledger / "events.csv").mkdir()
    assert "can be read" in fault(ledger).expected


def test_an_empty_file(ledger):
    (ledger / "events.csv").write_bytes(b"")
    error = fault(ledger)
    assert error.row == 1
    assert "a header row: event_id, start" in error.expected


def test_a_missing_column(ledger, rows, write_table):
    columns = [c for c in open_folder(ledger).schema["events"].columns if c != "tier"]
    events = [{k: v for k, v in row.items() if k != "tier"} for row in rows["events"]]
    write_table(ledger, "events", events, columns)
    error = fault(ledger)
    assert (error.row, error.column, error.expected) == (1, "tier", "this column in the header")


def test_a_misspelt_column_brings_the_nearest(ledger):
    edit(ledger, "events", "precision", "precison")
    error = fault(ledger)
    assert (error.row, error.column, error.value) == (1, "precison", "precison")
    assert error.expected == "one of the columns precision"


def test_a_column_twice(ledger):
    edit(ledger, "events", "tier,note", "tier,tier")
    faults: list[BadSeed] = []
    with pytest.raises(BadSeed, match="each column once"):
        read_table(ledger, read_descriptor(ledger)["events"], report=faults.append)


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "expected"),
    [
        ("claims", 0, "credibility", "two", "a whole number"),
        ("claims", 0, "credibility", "2.5", "a whole number"),
        ("claims", 0, "credibility", "1_0", "a whole number"),
        ("claims", 0, "credibility", "9" * 30, "a whole number"),
        ("claims", 0, "credibility", "7", "a number of at most 6"),
        ("claims", 0, "paragraph", "0", "a number of at least 1"),
        ("claims", 0, "credibility", "", "a value (this column must not be empty)"),
        ("specs", 0, "low", "24,5", "a number with a decimal point"),
        ("specs", 0, "low", "1 000", "a number with a decimal point"),
        ("specs", 0, "low", "nan", "a number with a decimal point"),
        ("specs", 0, "low", "inf", "a number with a decimal point"),
        ("entities", 0, "latitude", "91", "a number of at most 90"),
        ("events", 0, "start", "16/09/2023", "a date written YYYY-MM-DD"),
        ("events", 0, "start", "2023-09", "a date written YYYY-MM-DD"),
        ("events", 0, "start", "20230916", "a date written YYYY-MM-DD"),
        ("events", 1, "start", "2023-02-30", "YYYY-MM-DD that exists in the calendar"),
        ("events", 0, "theme", "formaton", "(nearest: formation)"),
        ("events", 0, "theme", "Formation", "(nearest: formation)"),
        ("events", 0, "event_id", "ev 1", "text written like EV-900"),
        ("events", 0, "title", "=SUM(A1:A3)", "not a spreadsheet formula"),
        ("events", 0, "title", "=1", "not a spreadsheet formula"),
        ("events", 0, "title", "@SUM(A1)", "not a spreadsheet formula"),
        ("events", 0, "title", " Charter", "no space at the beginning or end"),
        ("events", 0, "title", "Charter ", "no space at the beginning or end"),
        ("events", 0, "title", "Charter\u00a0", "no space at the beginning or end"),
        ("events", 0, "title", "   ", "no space at the beginning or end"),
    ],
)
def test_a_wrong_cell_is_named(amend, table, row, column, value, expected):
    kit = amend(table, row, **{column: value})
    with pytest.raises(BadSeed) as caught:
        kit.table(table)
    error = caught.value
    assert (error.file, error.row, error.column) == (f"{table}.csv", row + 2, column)
    assert error.value == value
    assert expected in error.expected
    assert f"{table}.csv, row {row + 2}, column {column}: found" in str(error)


@pytest.mark.parametrize("value", ["-5 degrees", "+18 years", "@handle", "a = b"])
def test_text_that_only_looks_like_a_formula_is_text(amend, value):
    assert amend("events", 0, note=value).events.loc[0, "note"] == value


@pytest.mark.parametrize(("text", "value"), [("-4", -4.0), ("0.5", 0.5), ("+7", 7.0)])
def test_numbers(amend, text, value):
    assert amend("entities", 0, longitude=text).entities.loc[0, "longitude"] == value


def test_rows_count_as_a_spreadsheet_counts_where_a_cell_has_several_lines(amend, ledger, rows):
    amend("events", 0, note="first line\nsecond line\nthird line")
    edit(ledger, "events", "2024-07-06,2024-07-06", "2024-07-06,soon")
    assert fault(ledger).row == 3


def test_a_duplicate_identifier_names_both_rows(amend):
    kit = amend("events", 2, event_id="EV-001")
    with pytest.raises(BadSeed) as caught:
        _ = kit.events
    assert (caught.value.row, caught.value.column, caught.value.value) == (4, "event_id", "EV-001")
    assert "row 2" in caught.value.expected


def test_a_duplicate_key_of_several_columns(amend):
    kit = amend("mentions", 2, claim_id="S1-04", entity_id="niger")
    with pytest.raises(BadSeed) as caught:
        _ = kit.mentions
    error = caught.value
    assert (error.row, error.column, error.value) == (4, "claim_id, entity_id", "S1-04 niger")
    assert "row 3" in error.expected


def test_too_many_cells_hint_at_a_stray_comma(ledger):
    edit(ledger, "mentions", "S1-01,bamako", "S1-01,bamako,city")
    error = fault(ledger, "mentions")
    assert error.row == 2
    assert "2 cells, not 3" in error.expected
    assert "comma outside quotation marks" in error.expected


def test_too_few_cells(ledger):
    edit(ledger, "mentions", "S1-01,bamako", "S1-01")
    assert "2 cells, not 1" in fault(ledger, "mentions").expected


def test_an_empty_row(ledger):
    edit(ledger, "mentions", "S1-01,bamako\n", "S1-01,bamako\n\n")
    error = fault(ledger, "mentions")
    assert (error.row, error.expected) == (3, "no empty row")


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_marks_between_the_columns(ledger, mark, word):
    path = ledger / "mentions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", mark), encoding="utf-8")
    error = fault(ledger, "mentions")
    assert error.row == 1
    assert f"commas between the columns, not {word}" in error.expected
    assert "CSV UTF-8" in error.expected


def test_windows_1252(ledger):
    path = ledger / "entities.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    error = fault(ledger, "entities")
    assert error.row == 5  # the first row with an accent: Alliance des États du Sahel
    assert "États" in error.value
    assert "Windows-1252" in error.expected
    assert "CSV UTF-8" in error.expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(ledger, encoding):
    path = ledger / "mentions.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    error = fault(ledger, "mentions")
    assert "UTF-16" in error.expected
    assert "CSV UTF-8" in error.expected


def test_a_quotation_mark_that_is_never_closed(ledger):
    edit(ledger, "mentions", "S1-04,niger", 'S1-04,"niger')
    error = fault(ledger, "mentions")
    assert error.row == 3
    assert "quotation marks in pairs" in error.expected


def _same(folder: Path, message: str, small_kit) -> None:
    with pytest.warns(SeedWarning, match=message):
        events = open_folder(folder).events
    pd.testing.assert_frame_equal(events, small_kit.events)


def test_a_byte_order_mark_is_read_with_a_warning(ledger, small_kit):
    path = ledger / "events.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    _same(ledger, "events.csv begins with a byte order mark", small_kit)


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_foreign_line_ends_are_read_with_a_warning(ledger, small_kit, end):
    path = ledger / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", end))
    _same(ledger, "events.csv has Windows line ends", small_kit)


@pytest.mark.parametrize("commas", [",", ",,"])
def test_a_trailing_empty_column_is_read_with_a_warning(ledger, small_kit, commas):
    path = ledger / "events.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line}{commas}\n" for line in lines), encoding="utf-8")
    _same(ledger, "events.csv has a trailing empty column", small_kit)


def test_a_clean_table_is_read_without_a_warning(ledger):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in (kit := open_folder(ledger)):
            kit.table(name)


def test_with_a_reporter_all_faults_are_found_at_their_rows(ledger, rows, write_table):
    events = [dict(row) for row in rows["events"]]
    events[0]["theme"] = "formaton"
    events[3]["start"] = "2024-02-30"
    path = write_table(ledger, "events", events)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:2], "\n", *lines[2:]]), encoding="utf-8")
    faults: list[BadSeed] = []
    table = read_table(ledger, read_descriptor(ledger)["events"], report=faults.append)
    assert [(f.row, f.column) for f in faults] == [(3, ""), (6, "start"), (2, "theme")]
    assert len(table) == len(events)
    assert pd.isna(table.loc[3, "start"])


def test_with_a_reporter_a_missing_column_is_one_fault_not_one_a_row(ledger):
    edit(ledger, "events", "precision", "precison")
    faults: list[BadSeed] = []
    table = read_table(ledger, read_descriptor(ledger)["events"], report=faults.append)
    assert [f.column for f in faults] == ["precison", "precision"]
    assert set(table["precision"]) == {""}


def test_optional_columns_may_be_left_out_only_where_allowed(ledger, rows, write_table):
    required = [f.name for f in read_descriptor(ledger)["events"].fields if f.required]
    write_table(ledger, "events", [{k: r[k] for k in required} for r in rows["events"]], required)
    table = read_table(ledger, read_descriptor(ledger)["events"], optional=True)
    assert set(table["note"]) == {""}
    with pytest.raises(BadSeed, match="this column in the header"):
        read_table(ledger, read_descriptor(ledger)["events"])

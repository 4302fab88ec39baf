import pandas as pd
import pytest

from sahelkit.ledger.spans import overlaps, wrong_dates


def days(*texts):
    return pd.array([pd.Timestamp(text) for text in texts], dtype="datetime64[us]")


def spans(start, end, precision):
    return pd.DataFrame(
        {
            "start": days("2024-07-06", start),
            "end": days("2024-07-06", end),
            "precision": ["day", precision],
        }
    )


def test_only_the_tables_that_are_given_are_judged():
    assert list(wrong_dates({})) == []
    assert list(wrong_dates({"glossary": pd.DataFrame({"term": ["x"]})})) == []


@pytest.mark.parametrize("table", ["claims", "events"])
@pytest.mark.parametrize(
    ("start", "end", "precision", "column", "value"),
    [
        ("2024-07-06", "2024-07-05", "day", "end", "2024-07-05"),
        ("2024-07-06", "2024-07-06", "month", "start", "2024-07-06"),
        ("2024-07-01", "2024-07-06", "month", "end", "2024-07-06"),
        ("2024-02-01", "2024-12-31", "year", "start", "2024-02-01"),
        ("2024-07-06", None, "day", "precision", "day"),
        (None, None, "day", "precision", "day"),
    ],
)
def test_spans(table, start, end, precision, column, value):
    (fault,) = wrong_dates({table: spans(start, end, precision)})
    found = (fault.file, fault.row, fault.column, fault.value)
    assert found == (f"{table}.csv", 3, column, value)


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2024-07-01", "2024-08-31", "month"),
        ("2024-01-01", "2024-12-31", "year"),
        (None, None, ""),
    ],
)
def test_spans_that_are_right(start, end, precision):
    assert list(wrong_dates({"claims": spans(start, end, precision)})) == []


@pytest.mark.parametrize(
    ("published", "precision", "expected"),
    [
        ("2024-07-06", "month", "first day of the month"),
        ("2024-07-01", "year", "1 January"),
        ("2024-07-01", "unknown", "no date"),
        (None, "day", "a date, since"),
        ("2024-07-06", "day", ""),
        (None, "unknown", ""),
    ],
)
def test_single_dates(published, precision, expected):
    frame = pd.DataFrame({"published": days(published), "published_precision": [precision]})
    faults = list(wrong_dates({"sources": frame}))
    assert [(f.file, f.row, f.column) for f in faults] == [("sources.csv", 2, "published")] * bool(
        expected
    )
    assert all(expected in fault.expected for fault in faults)


@pytest.mark.parametrize("table", ["memberships", "offices"])
@pytest.mark.parametrize(("end", "wrong"), [("2024-07-06", 1), ("2024-07-07", 0), (None, 0)])
def test_stretches(table, end, wrong):
    frame = pd.DataFrame(
        {
            "start": days("2024-07-06"),
            "start_precision": ["day"],
            "end": days(end),
            "end_precision": ["day" if end else ""],
        }
    )
    faults = [(f.row, f.column, f.value) for f in wrong_dates({table: frame})]
    assert faults == [(2, "end", end)] * wrong


def stretches(*rows):
    """Memberships of Mali in one body, each with a start and an end."""
    return pd.DataFrame(
        {
            "membership_id": [f"M-{n}" for n in range(1, len(rows) + 1)],
            "entity_id": "mali",
            "body_id": "aes",
            "start": days(*(row[0] for row in rows)),
            "end": days(*(row[1] for row in rows)),
        }
    )


FIRST = ("2024-01-01", "2024-07-06")


@pytest.mark.parametrize(
    ("start", "row", "column", "value"),
    [
        ("2024-07-05", 3, "start", "2024-07-05"),
        ("2024-07-06", None, "", ""),
        ("2023-01-01", 2, "start", "2024-01-01"),  # the earlier one stands second, with an open end
        (None, 2, "start", "2024-01-01"),
    ],
)
def test_one_status_at_a_time(start, row, column, value):
    faults = [(f.row, f.column, f.value) for f in overlaps(stretches(FIRST, (start, None)))]
    assert faults == ([(row, column, value)] if row else [])


def test_two_statuses_in_two_bodies_are_no_fault():
    frame = stretches(FIRST, FIRST)
    frame.loc[1, "body_id"] = "ecowas"
    assert list(overlaps(frame)) == []


def test_of_added_rows_only_their_own_faults_are_told_counted_in_them():
    frame = stretches(FIRST, ("2024-02-01", "2024-03-01"), ("2025-01-01", "2025-02-01"))
    assert list(overlaps(frame, 1)) == []
    frame = stretches(FIRST, ("2030-01-01", None), ("2024-07-05", "2024-12-01"))
    (fault,) = overlaps(frame, 1)
    assert (fault.row, fault.column, fault.value) == (2, "start", "2024-07-05")
    assert fault.expected == "a start on or after the end of M-1"
    frame = stretches(("2030-01-01", None), FIRST, ("2024-07-06", "2030-01-02"))
    (fault,) = overlaps(frame, 2)
    assert (fault.row, fault.column, fault.value) == (3, "end", "2030-01-02")
    assert fault.expected == "an end on or before the start of M-1"

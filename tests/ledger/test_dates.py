import datetime as dt
import locale
import subprocess
import sys

import pandas as pd
import pytest

from sahelkit.errors import UnknownName
from sahelkit.ledger.dates import MONTHS, coarser, label, parse_day

D = dt.date


@pytest.mark.parametrize(
    ("given", "last", "first"),
    [
        ("2024-07-06", D(2024, 7, 6), D(2024, 7, 6)),
        (" 2024-07-06 ", D(2024, 7, 6), D(2024, 7, 6)),
        ("2024-07", D(2024, 7, 31), D(2024, 7, 1)),
        ("2024-02", D(2024, 2, 29), D(2024, 2, 1)),
        ("2023-02", D(2023, 2, 28), D(2023, 2, 1)),
        ("2024", D(2024, 12, 31), D(2024, 1, 1)),
        (2024, D(2024, 12, 31), D(2024, 1, 1)),
        (D(2024, 7, 6), D(2024, 7, 6), D(2024, 7, 6)),
        (dt.datetime(2024, 7, 6, 12), D(2024, 7, 6), D(2024, 7, 6)),
        (pd.Timestamp("2024-07-06 23:00"), D(2024, 7, 6), D(2024, 7, 6)),
    ],
)
def test_parse_day(given, last, first):
    assert parse_day(given) == last
    assert parse_day(given, end=False) == first
    assert type(parse_day(given)) is D


@pytest.mark.parametrize(
    "given", ["6 July 2024", "2024-7-6", "06/07/2024", "", "next week", None, pd.NaT, 24, "0000"]
)
def test_what_is_no_date_is_an_unknown_name_that_says_the_form(given):
    with pytest.raises(UnknownName, match="YYYY-MM-DD, YYYY-MM or YYYY"):
        parse_day(given)


def test_a_day_that_does_not_exist_brings_the_last_day_of_that_month():
    with pytest.raises(UnknownName, match="this day does not exist") as caught:
        parse_day("2023-02-30")
    assert caught.value.near == ("2023-02-28",)
    with pytest.raises(UnknownName, match="does not exist") as caught:
        parse_day("2024-13")
    assert caught.value.near == ()


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        (D(2024, 7, 6), D(2024, 7, 8), "day"),
        (D(2024, 7, 1), D(2024, 7, 31), "month"),
        (D(2024, 2, 1), D(2024, 3, 31), "month"),
        (D(2024, 2, 1), D(2024, 2, 29), "month"),
        (D(2024, 1, 1), D(2025, 12, 31), "year"),
    ],
)
def test_a_span_as_fine_as_its_precision_is_right(first, last, precision):
    assert coarser(first, last, precision) is None


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (D(2024, 7, 8), D(2024, 7, 6), "day", "not before the start"),
        (D(2024, 7, 6), D(2024, 7, 31), "month", "first day of a month"),
        (D(2024, 7, 1), D(2024, 7, 30), "month", "last day of a month"),
        (D(2024, 2, 1), D(2024, 2, 28), "month", "last day of a month"),
        (D(2024, 7, 1), D(2024, 12, 31), "year", "1 January"),
        (D(2024, 1, 1), D(2024, 12, 30), "year", "31 December"),
    ],
)
def test_a_span_finer_than_its_precision_is_told(first, last, precision, words):
    assert words in coarser(first, last, precision)


@pytest.mark.parametrize(
    ("first", "last", "precision", "text"),
    [
        (None, None, "day", ""),
        (D(2024, 7, 6), None, "day", "6 July 2024"),
        (D(2024, 7, 6), D(2024, 7, 6), "day", "6 July 2024"),
        (D(2024, 7, 25), D(2024, 7, 27), "day", "25–27 July 2024"),
        (D(2025, 3, 31), D(2025, 4, 1), "day", "31 March – 1 April 2025"),
        (D(2024, 12, 31), D(2025, 1, 1), "day", "31 December 2024 – 1 January 2025"),
        (D(2025, 9, 1), D(2025, 9, 30), "month", "September 2025"),
        (D(2025, 9, 1), D(2025, 11, 30), "month", "September–November 2025"),
        (D(2024, 11, 1), D(2025, 1, 31), "month", "November 2024 – January 2025"),
        (D(2022, 1, 1), D(2022, 12, 31), "year", "2022"),
        (D(2022, 1, 1), D(2024, 12, 31), "year", "2022–2024"),
    ],
)
def test_label(first, last, precision, text):
    assert label(first, last, precision) == text


def test_label_in_french():
    assert label(D(2024, 8, 6), D(2024, 8, 6), "day", "fr") == "6 août 2024"
    assert label(D(2024, 2, 1), D(2024, 2, 29), "month", "fr") == "février 2024"


def test_month_names_do_not_follow_the_readers_locale():
    french = next((n for n in ("fr_FR.UTF-8", "fr_FR.utf8", "de_DE.UTF-8") if _has(n)), None)
    if french is None:
        assert MONTHS["en"][6] == "July"
        return
    code = (
        f"import locale; locale.setlocale(locale.LC_ALL, {french!r});"
        "from sahelkit.ledger.dates import MONTHS; assert MONTHS['en'][6] == 'July', MONTHS['en']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def _has(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_ALL, before)
    return True

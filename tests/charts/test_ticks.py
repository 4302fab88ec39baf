import datetime as dt

import matplotlib.dates as mdates
import pytest

from sahelkit.charts.ticks import ShortDates


def labels(first, last, lang="en"):
    low, high = mdates.date2num([dt.date.fromisoformat(first), dt.date.fromisoformat(last)])
    locator = mdates.AutoDateLocator(minticks=4, maxticks=9)
    return ShortDates(locator, lang).format_ticks(list(locator.tick_values(
        mdates.num2date(low), mdates.num2date(high))))  # fmt: skip


def test_years_alone():
    assert labels("2012-01-01", "2026-01-01")[:2] == ["2012", "2014"]


@pytest.mark.parametrize(("lang", "months"), [("en", "Apr"), ("fr", "avr.")])
def test_months_are_in_the_readers_language(lang, months):
    written = labels("2023-09-01", "2025-03-01", lang)
    assert months in written
    assert "2024" in written


def test_a_window_within_a_year_names_its_year_once():
    written = labels("2025-10-05", "2025-12-10")
    assert written == ["15 Oct 2025", "Nov", "15", "Dec"]
    french = labels("2025-07-05", "2025-11-10", "fr")
    assert french == ["août 2025", "sept.", "oct.", "nov."]


def test_no_ticks():
    assert ShortDates(mdates.AutoDateLocator()).format_ticks([]) == []

"""Dates that carry their precision: a month is a span of days, not its first day."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from sahelkit.errors import UnknownName

MONTHS = {
    "en": (  # written out: calendar.month_name follows the reader's locale
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse_day(text: object, *, end: bool = True) -> dt.date:
    """Return the day that an ISO 8601 date names.

    Parameters
    ----------
    text : str, datetime.date or pandas.Timestamp
        ``2024-07-06``; a month (``2024-07``) or a year (``2024``) stands for its last day, so
        that a view as of that month holds all that happened in it.
    end : bool
        Whether a month or a year stands for its last day (or else for its first).

    Raises
    ------
    UnknownName
        If it is not such a date, or the day does not exist.
    """
    if isinstance(text, dt.datetime) and text == text:  # NaT is a datetime too, but not itself
        return text.date()
    if isinstance(text, dt.date) and text == text:
        return text
    match = _ISO.fullmatch(str(text).strip())
    expected = "a date as YYYY-MM-DD, YYYY-MM or YYYY"
    if not match:
        raise UnknownName("date", text, expected=expected)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return dt.date(year, 12, 31) if end else dt.date(year, 1, 1)
        if day is None:
            return dt.date(year, month, calendar.monthrange(year, month)[1] if end else 1)
        return dt.date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        near: tuple[str, ...] = ()
        if month is not None and 1 <= month <= 12 and year:
            near = (dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat(),)
        raise UnknownName("date", text, near, f"{expected}; this day does not exist") from None


def coarser(first: dt.date, last: dt.date, precision: str) -> str | None:
    """Say what is wrong with a span of the given precision, or return None.

    A span of months runs from the first of a month to the last of a month, a span of years
    from 1 January to 31 December; a span of days may be any.
    """
    if last < first:
        return "an end that is not before the start"
    if precision == "month":
        if first.day != 1:
            return "the first day of a month, since the precision is month"
        if last.day != calendar.monthrange(last.year, last.month)[1]:
            return "an end on the last day of a month, since the precision is month"
    if precision == "year":
        if (first.month, first.day) != (1, 1):
            return "1 January, since the precision is year"
        if (last.month, last.day) != (12, 31):
            return "an end on 31 December, since the precision is year"
    return None


def label(first: dt.date | None, last: dt.date | None, precision: str, lang: str = "en") -> str:
    """Write a span for a reader: ``25–27 July 2024``, ``September 2025``, ``2022``."""
    if first is None:
        return ""
    last = last or first
    names = MONTHS[lang]
    if precision == "year":
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if precision == "month":
        if (first.year, first.month) == (last.year, last.month):
            return f"{names[first.month - 1]} {first.year}"
        if first.year == last.year:
            return f"{names[first.month - 1]}–{names[last.month - 1]} {first.year}"
        return f"{names[first.month - 1]} {first.year} – {names[last.month - 1]} {last.year}"
    if first == last:
        return f"{first.day} {names[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {names[first.month - 1]} {first.year}"
    if first.year == last.year:
        return (
            f"{first.day} {names[first.month - 1]} – "
            f"{last.day} {names[last.month - 1]} {first.year}"
        )
    return (
        f"{first.day} {names[first.month - 1]} {first.year} – "
        f"{last.day} {names[last.month - 1]} {last.year}"
    )

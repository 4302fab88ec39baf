"""A date as a learner may write it."""

from __future__ import annotations

import datetime as dt
import numbers
import re
from typing import Any

import numpy as np
import pandas as pd

from sahelkit.ledger.dates import MONTHS
from sahelkit.ledger.names import fold
from sahelkit.study.answers import Unreadable, single

_MONTH = {fold(name): n for names in MONTHS.values() for n, name in enumerate(names, start=1)}
_MONTH |= {name[:3]: n for name, n in _MONTH.items() if name[:3] != "jui"}
_MONTH |= {"sept": 9, "janv": 1, "fevr": 2, "avr": 4, "juil": 7, "aout": 8}
_WORD = r"([^\W\d_]+)\.?"
_FORMS = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?"), "ymd"),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), "ymd"),
    (re.compile(r"(\d{4})[-/](\d{1,2})"), "ym"),
    (re.compile(r"(\d{1,2})/(\d{4})"), "my"),
    (re.compile(r"(\d{4})"), "y"),
    (re.compile(rf"(\d{{1,2}})(?:er|st|nd|rd|th)?(?: of| de)?[ -]?{_WORD},?[ -]?(\d{{4}})"), "dmy"),
    (re.compile(rf"{_WORD} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})"), "mdy"),
    (re.compile(rf"{_WORD},? (?:of )?(\d{{4}})"), "my"),
)
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def as_date(answer: Any) -> str:
    """Read a date; return it as ISO 8601, as fine as it was written: ``2023-09-16``, ``2023-09``.

    Raises
    ------
    Unreadable
        If it is no date, does not exist, or could be read in two ways (``03/04/2023``).
    """
    three = isinstance(answer, tuple | list) and len(answer) == 3
    if three and all(isinstance(n, int) for n in answer):
        return _iso(*answer)
    answer = single(answer)
    if isinstance(answer, pd.Period):
        fine = {"D": "%Y-%m-%d", "M": "%Y-%m", "Y": "%Y", "A": "%Y"}
        return answer.strftime(fine.get(answer.freqstr[0], "%Y-%m-%d"))
    if isinstance(answer, dt.datetime | dt.date):
        return answer.strftime("%Y-%m-%d").zfill(10)
    if isinstance(answer, np.datetime64):
        return str(answer)[:10]
    if isinstance(answer, numbers.Integral) and not isinstance(answer, bool):
        answer = str(int(answer)) if abs(int(answer)) < 10**8 else ""
    if not isinstance(answer, str) or len(answer) > 200:
        raise Unreadable("study_date")
    return _date(" ".join(answer.split()).strip(" .,'\"“”‘’«»"))


def _date(text: str) -> str:
    text = re.sub(r"^(?:on|le|the|by|in|en)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?|lundi|mardi|mercredi|jeudi|vendredi"
        r"|samedi|dimanche),?\s+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    if match := _NUMERIC.fullmatch(text):
        one, two, year = (int(part) for part in match.groups())
        if one <= 12 and two <= 12 and one != two:
            raise Unreadable("study_two_dates")
        day, month = (one, two) if two <= 12 else (two, one)
        return _iso(year, month, day)
    for form, order in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        parts: dict[str, int] = {}
        for name, part in zip(order, match.groups(), strict=True):
            number = int(part) if part.isdigit() else _MONTH.get(fold(part))
            if number is None:
                raise Unreadable("study_date")
            parts[name] = number
        return _iso(parts["y"], parts.get("m"), parts.get("d"))
    raise Unreadable("study_date")


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    try:
        dt.date(year, month or 1, day or 1)
    except (ValueError, OverflowError):
        raise Unreadable("study_no_such_day") from None
    parts = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]
    return "-".join(parts)

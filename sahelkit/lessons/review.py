"""When a lesson should be read again in the light of what has happened since."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.ledger.dates import MONTHS, parse_day
from sahelkit.ledger.review import COLUMN, Due

if TYPE_CHECKING:
    from sahelkit.lessons.notebook import Lesson

KEEPS = dt.timedelta(days=180)  # how long a lesson holds that names no day of its own

_WORDS = re.compile(r"(?:(\d{1,2})(?:er)?\s+)?([^\W\d]+)\s+(\d{4})")
_MONTH = {
    name.casefold(): number
    for names in MONTHS.values()
    for number, name in enumerate(names, start=1)
}


def review_day(lesson: Lesson) -> dt.date:
    """Return the day from which a lesson is due for review.

    It is ``review_by`` of the notebook's metadata ``sahelkit``, else 180 days after the lesson's
    "as of" date. Both may be in words (``22 November 2026``) or as ISO 8601; a month stands for
    its last day.

    Raises
    ------
    BadLesson
        If the lesson has neither, or the date cannot be understood.
    """
    own = (lesson.notebook.get("metadata") or {}).get("sahelkit") or {}
    if own.get(COLUMN):
        return _day(lesson, COLUMN, str(own[COLUMN]))
    if lesson.as_of:
        return _day(lesson, "as_of", lesson.as_of) + KEEPS
    problem = f"says neither 'as_of' nor '{COLUMN}'; expected a day such as 22 November 2026"
    raise BadLesson(lesson.path.name, None, problem)


def due_lesson(lesson: Lesson, day: dt.date) -> Due | None:
    """Return the lesson as due if its day of review has come, or else None.

    Raises
    ------
    BadLesson
        If its day of review cannot be told.
    """
    since = review_day(lesson)
    return Due(lesson.path.name, lesson.name, lesson.title, since) if since <= day else None


def _day(lesson: Lesson, name: str, text: str) -> dt.date:
    match = _WORDS.fullmatch(text.strip())
    iso = text
    if match and match[2].casefold() in _MONTH:
        iso = f"{match[3]}-{_MONTH[match[2].casefold()]:02d}"
        iso += f"-{int(match[1]):02d}" if match[1] else ""
    try:
        return parse_day(iso)
    except UnknownName:
        problem = f"'{name}' is {text!r}; expected a day such as 22 November 2026 or 2026-11-22"
        raise BadLesson(lesson.path.name, None, problem) from None

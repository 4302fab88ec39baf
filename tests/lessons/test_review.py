import datetime as dt
import json

import pytest

from sahelkit.errors import BadLesson
from sahelkit.lessons import read
from sahelkit.lessons.review import due_lesson, review_day


@pytest.fixture
def lesson(tmp_path):
    """A function that makes a lesson with the given metadata of its own."""

    def make(text="# Why?", **own):
        path = tmp_path / "07-why.ipynb"
        cell = {"cell_type": "markdown", "source": text, "metadata": {}}
        made = {"nbformat": 4, "metadata": {"sahelkit": own}, "cells": [cell]}
        path.write_text(json.dumps(made), encoding="utf-8")
        return read(path)

    return make


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        ("22 November 2026", dt.date(2027, 5, 21)),
        ("1 January 2026", dt.date(2026, 6, 30)),
        ("22 novembre 2026", dt.date(2027, 5, 21)),
        ("1er août 2026", dt.date(2027, 1, 28)),
        ("2026-11-22", dt.date(2027, 5, 21)),
        ("February 2024", dt.date(2024, 8, 27)),  # a month stands for its last day, the 29th
    ],
)
def test_a_lesson_holds_180_days(lesson, as_of, due):
    assert review_day(lesson(as_of=as_of)) == due


def test_the_date_may_stand_in_the_text(lesson):
    assert review_day(lesson("# Why?\n\n**As of** 22 November 2026.")) == dt.date(2027, 5, 21)


@pytest.mark.parametrize("text", ["2026-12-01", "1 December 2026"])
def test_a_day_of_its_own_goes_first(lesson, text):
    found = review_day(lesson(as_of="22 November 2026", review_by=text))
    assert found == dt.date(2026, 12, 1)
    assert review_day(lesson(review_by=text)) == found


def test_due_from_that_day_on(lesson):
    made = lesson("# Why so?", review_by="2026-12-01")
    assert due_lesson(made, dt.date(2026, 11, 30)) is None
    assert str(due_lesson(made, dt.date(2026, 12, 1))) == (
        "07-why.ipynb, 07-why: Why so?; due since 1 December 2026"
    )


@pytest.mark.parametrize(
    "own",
    [
        {"as_of": "31 November 2026"},
        {"as_of": "22 Brumaire 2026"},
        {"as_of": "last week"},
        {"as_of": "22 November 2026", "review_by": "soon"},
        {"as_of": "22 November 2026", "review_by": 7},
    ],
)
def test_a_date_that_cannot_be_understood_is_named(lesson, own):
    name, value = list(own.items())[-1]
    with pytest.raises(BadLesson) as caught:
        review_day(lesson(**own))
    assert str(caught.value).startswith(f"07-why.ipynb: '{name}' is {str(value)!r}; expected a day")


def test_a_lesson_without_any_date(lesson):
    with pytest.raises(BadLesson, match=r"07-why\.ipynb: says neither 'as_of' nor 'review_by'"):
        review_day(lesson())

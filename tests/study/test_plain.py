"""Answers as plain data."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from sahelkit.study import plain
from study.kept_files import tried, write

pytestmark = pytest.mark.usefixtures("nobody_listens")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("formation-1", "c", "C"),
        ("start-2", ["a", "c"], "a"),
        ("formation-5", ["b", "high"], ["b"]),
        ("formation-2", None, ["x"]),
        ("start-4", {"x": "y"}, {"x": 1}),
        ("ecowas-4", "180", 180),
        ("formation-3", "2023-09-16", ["2023"]),
    ],
)
def test_only_what_a_form_can_hold_is_filled_in(own, lessons, name, good, bad):
    for answer in (bad, good):
        write(lessons, {name: tried(answer=answer)})
        assert own.recall(name) == (None if answer is bad else good)
        assert own.entries()[name].answer == answer


@pytest.mark.parametrize(
    ("answer", "is_kept"),
    [
        ("Été", "Été"),
        (dt.date(2023, 9, 16), "2023-09-16"),
        (pd.Timestamp("2023-09-16"), "2023-09-16T00:00:00"),
        (np.float64(1.5), 1.5),
        ({"b", "a"}, ["a", "b"]),
        (pd.DataFrame({"a": [1], "b": ["x"]}), {"columns": ["a", "b"], "data": [[1, "x"]]}),
        (pd.Series([1, 2], name="n"), {"columns": ["n"], "data": [[1], [2]]}),
        (pd.DataFrame({"a": range(5000)}), None),
        ("x" * 200_000, None),
        (float("nan"), None),
        (object(), None),
        ("\ud800", "?"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_answers_are_kept_as_plain_data_of_limited_size(answer, is_kept):
    assert plain.plain(answer) == is_kept

"""Answers go out of the sandbox as plain data and come back the same; nothing is believed."""

import datetime as dt
import json
import math

import numpy as np
import pandas as pd
import pytest

from sahelkit.marking import outgoing, plain


def there_and_back(value):
    return plain.decode(json.loads(json.dumps(outgoing.plain(value))))


@pytest.mark.parametrize(
    "value",
    [..., None, True, 7, -3, 2.5, "Ouagadougou ✓", "", [1, ["a"]], {"a": 1, 2: "b"}, 10**80,
     dt.date(2023, 9, 16), pd.Timestamp("2023-09-16 12:00"), pd.Timedelta(days=3)],
)  # fmt: skip
def test_values(value):
    assert there_and_back(value) == value
    assert type(there_and_back(value)) is type(value)


def test_values_of_numpy_and_pandas():
    assert there_and_back(np.int64(3)) == 3
    assert there_and_back(np.float32(0.5)) == 0.5
    assert there_and_back(np.datetime64("2023-09-16")) == pd.Timestamp("2023-09-16")
    assert there_and_back(np.array([1, 2])) == [1, 2]
    assert there_and_back((1, 2)) == there_and_back({2, 1}) == [1, 2]
    assert there_and_back(pd.NaT) is None
    assert there_and_back(pd.NA) is None
    assert math.isnan(there_and_back(math.nan))
    assert there_and_back(math.inf) == math.inf
    assert there_and_back(dt.datetime(2023, 9, 16)) == pd.Timestamp("2023-09-16")


FRAME = pd.DataFrame(
    {
        "id": ["a", "b", None],
        "day": pd.to_datetime(["2020-01-01", None, "2021-01-01"]),
        "n": [1, 2, 3],
        "x": [0.5, math.nan, 2],
        "yes": [True, False, True],
    }
)


def test_tables():
    again = there_and_back(FRAME)
    assert list(again.columns) == list(FRAME.columns)
    assert again["day"].tolist()[0] == pd.Timestamp("2020-01-01")
    assert again["n"].tolist() == [1, 2, 3]
    assert again["yes"].tolist() == [True, False, True]
    grouped = there_and_back(FRAME.groupby(["id", "n"])["x"].sum().to_frame())
    assert grouped.index.names == ["id", "n"]
    series = there_and_back(FRAME["n"])
    assert isinstance(series, pd.Series)
    assert series.name == "n"
    assert there_and_back(FRAME.iloc[:0]).empty
    assert list(there_and_back(pd.DataFrame({1: [1]})).columns) == [1]
    doubled = pd.concat([FRAME["n"], FRAME["n"]], axis=1)
    assert list(there_and_back(doubled).columns) == ["n", "n"]


class Lies(str):
    def __str__(self):
        return "right"

    def __repr__(self):
        raise SystemExit


@pytest.mark.parametrize(
    "value", [object(), len, open, list(range(200_000)), 10**1000, Exception("x"), (n for n in "a")]
)
def test_what_is_no_plain_data_is_odd(value):
    assert isinstance(there_and_back(value), plain.Odd)


def test_a_text_that_lies_about_itself():
    assert there_and_back(Lies("wrong")) == "wrong"


def test_deep_and_circular_lists_come_to_an_end():
    circle = []
    circle.append(circle)
    assert "nested too deep" in str(there_and_back(circle))


@pytest.mark.parametrize(
    "line",
    [
        None, 7, "x", [], {}, {"k": "text"}, {"k": "text", "v": 7}, {"k": ["text"], "v": ""},
        {"k": "text", "v": "x" * 30_000}, {"k": "whole", "v": "9" * 5000},
        {"k": "whole", "v": "9" * 200}, {"k": "whole", "v": " 7_000 "},
        {"k": "whole", "v": "__import__('os')"}, {"k": "number", "v": "1"},
        {"k": "number", "v": True}, {"k": "truth", "v": 1}, {"k": "time", "v": "no day"},
        {"k": "day", "v": "2023-13-45"}, {"k": "span", "v": 1e300}, {"k": "list", "v": {}},
        {"k": "dict", "v": [[{"k": "text", "v": "a"}]]}, {"k": "pickle", "v": "gASV"},
        {"k": "table", "v": {"rows": 10**9, "data": [], "index": [[]], "columns": [],
                             "names": [{"k": "none", "v": None}]}},
        {"k": "table", "v": {"rows": -1, "data": [], "index": [], "columns": [], "names": []}},
        {"k": "table", "v": {"rows": 1, "data": [[["whole", "1"], ["whole", "1"]]],
                             "index": [[["whole", "0"]]], "columns": [{"k": "text", "v": "a"}],
                             "names": [{"k": "none", "v": None}]}},
        {"k": "table", "v": {"rows": True}}, {"k": "series", "v": []},
    ],
)  # fmt: skip
def test_lines_that_no_runner_wrote(line):
    assert isinstance(plain.decode(line), plain.Odd)


def test_deep_json():
    line = {"k": "text", "v": "a"}
    for _ in range(500):
        line = {"k": "list", "v": [line]}
    assert isinstance(plain.decode(line), plain.Odd)


def test_answers_are_shown_short():
    assert plain.show(...) == plain.show(None) == ""
    assert len(plain.show("x" * 10_000)) == 2000
    shown = plain.show(pd.DataFrame({"n": range(100)}))
    assert shown.endswith("… and 70 more rows")

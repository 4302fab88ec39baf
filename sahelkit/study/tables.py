"""Comparing a learner's table with the right one, whatever the order of its rows and columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sahelkit.ledger.names import fold
from sahelkit.study.answers import _LONG, Unreadable

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ]\d\d:)")

Problem = tuple[str, dict[str, Any]]  # key of words.csv, and what fills its gaps


def as_table(answer: Any) -> pd.DataFrame:
    """Read a table: DataFrame, Series, list of rows, or dictionary of columns.

    Raises
    ------
    Unreadable
        If it is none of these.
    """
    if isinstance(answer, pd.DataFrame):
        return answer
    if isinstance(inside := getattr(answer, "data", None), pd.DataFrame):
        return inside  # of a table that was styled
    if isinstance(answer, np.ndarray) and answer.ndim == 2 and len(answer) < _LONG:
        return pd.DataFrame(answer)
    if isinstance(answer, pd.Series | pd.Index):
        return answer.to_frame()
    if isinstance(answer, Mapping | list) and len(answer) < _LONG:
        try:
            if isinstance(answer, Mapping) and not any(
                isinstance(v, list | tuple | pd.Series | np.ndarray) for v in answer.values()
            ):
                return pd.Series(dict(answer)).to_frame()
            return pd.DataFrame(answer)
        except (ValueError, TypeError):
            pass
    raise Unreadable("study_table")


def difference(answer: Any, wanted: pd.DataFrame) -> Problem | None:
    """Return what is wrong with a table, without its right content, or None.

    Rows and columns may stand in any order; an extra index does not matter, and the columns
    asked for may be in it. Texts are compared without case and accents, dates by the day,
    numbers to six digits.
    """
    given = as_table(answer)
    if len(given) > _LONG:
        return "study_rows_many", {"n": len(given)}
    columns = {fold(str(name)): name for name in wanted.columns}
    given = _named(_with_index(given, set(columns)), list(columns))
    have = {fold(str(name)): name for name in given.columns}
    missing = [str(columns[name]) for name in columns if name not in have]
    if missing and len(given.columns) == len(columns) == 1:
        have = {next(iter(columns)): given.columns[0]}
        missing = []
    if missing:
        return "study_columns_missing", {"names": ", ".join(missing)}
    extra = [str(have[name]) for name in have if name not in columns]
    if extra:
        return "study_columns_extra", {"names": ", ".join(extra[:6])}
    ours = [tuple(_cell(v) for v in row) for row in wanted.itertuples(index=False, name=None)]
    order = [have[name] for name in columns]
    theirs = [
        tuple(_cell(v) for v in row) for row in given[order].itertuples(index=False, name=None)
    ]
    if sorted(ours, key=repr) == sorted(theirs, key=repr):
        return None
    if not theirs:
        return "study_rows_none", {}
    if len(set(theirs)) < len(theirs) and set(theirs) == set(ours):
        return "study_rows_doubled", {"n": len(theirs)}
    if len(theirs) != len(ours):
        many = len(theirs) > len(ours)
        return "study_rows_many" if many else "study_rows_few", {"n": len(theirs)}
    for number, name in enumerate(columns.values()):
        if sorted(repr(row[number]) for row in ours) != sorted(repr(row[number]) for row in theirs):
            return "study_column_differs", {"name": str(name)}
    return "study_rows_mixed", {}


def _with_index(given: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    """Bring columns that are in the index back, and drop columns that were one."""
    named = [name for name in given.index.names if name is not None and fold(str(name)) in wanted]
    given = given.loc[:, ~given.columns.duplicated()]
    fresh = [name for name in named if name not in given.columns]
    if fresh:
        given = given.reset_index(level=fresh)
    stray = [
        name
        for name in given.columns
        if fold(str(name)) in ("index", "level 0", "unnamed 0") and fold(str(name)) not in wanted
    ]
    return given.drop(columns=stray)


def _named(given: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
    """Give names to columns that came without: rows without heads, a count without a name."""
    names: list[Any] = list(given.columns)
    if names == list(range(len(wanted))):
        head = [fold(str(value)) for value in given.iloc[0]] if len(given) else []
        if sorted(head) == sorted(wanted):
            return given.iloc[1:].set_axis(head, axis=1)
        return given.set_axis(wanted, axis=1)
    missing = [name for name in wanted if name not in {fold(str(one)) for one in names}]
    keyed = given.index.name is None and not pd.api.types.is_integer_dtype(given.index)
    if keyed and len(wanted) == 2 and len(names) == 1:  # keys and values: a dictionary, a Series
        if names == [0]:
            return given.reset_index().set_axis(wanted, axis=1)
        if len(missing) == 1:
            return given.rename_axis(missing[0]).reset_index()
    return given.rename(columns={0: missing[0]}) if len(missing) == 1 else given


def _cell(value: Any) -> Any:
    """Bring the content of a cell into the form in which it is compared."""
    if isinstance(value, list | tuple | set | frozenset | dict | np.ndarray):
        return fold(str(value))
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, pd.Timestamp | np.datetime64) or hasattr(value, "isoformat"):
        return str(value)[:10]
    if isinstance(value, int | float | np.integer | np.floating):
        return float(f"{float(value):.6g}")
    text = str(value)[:2000]
    try:
        return float(f"{float(text):.6g}")
    except ValueError:
        return day[0] if (day := _DAY.match(text)) else fold(text)

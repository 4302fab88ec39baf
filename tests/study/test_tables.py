"""Tables: in any order and form; what is said of those that differ."""

from __future__ import annotations

import types

import pandas as pd
import pytest

from sahelkit.study import keys
from sahelkit.study.judge import judge
from study.asked import (
    ELSE,
    TABLE,
    ask,
    frame,
)


@pytest.fixture(scope="module")
def kit(small_kit):
    return small_kit


def tables(kit):
    right = frame(kit)
    return {
        "as it is": right,
        "rows turned": right.iloc[::-1],
        "columns turned": right[["start", "body_id", "status"]],
        "extra index": right.reset_index(),
        "column in the index": right.set_index("body_id"),
        "all in the index": right.set_index(["body_id", "status"]),
        "dates as text": right.assign(start=right["start"].astype(str)),
        "other case": right.rename(columns=str.upper),
        "list of rows": right.to_dict("records"),
        "dictionary of columns": right.to_dict("list"),
        "rows without heads": right.to_numpy().tolist(),
        "an array": right.to_numpy(),
        "heads as the first row": [list(right.columns), *right.to_numpy().tolist()],
        "heads in another order": [
            list(right.columns)[::-1],
            *right[right.columns[::-1]].to_numpy().tolist(),
        ],
        "one column without a name": right.rename(columns={"status": 0}),
        "styled": types.SimpleNamespace(data=right),
    }


def test_a_table_is_right_in_any_order_and_with_any_index(kit):
    states = {form: judge(TABLE, table, kit).state for form, table in tables(kit).items()}
    assert set(states.values()) == {"right"}, states


COUNTS = ask(
    "table",
    answer={"function": "small_counts"},
    **ELSE,
)


THREE_STATES = {"burkina-faso": 1, "mali": 3, "niger": 1}


@pytest.fixture
def counts(monkeypatch):
    table = pd.DataFrame({"entity_id": THREE_STATES.keys(), "rows": THREE_STATES.values()})
    monkeypatch.setitem(keys.FUNCTIONS, "small_counts", lambda kit: table)
    return table


def test_counts_are_right_as_dictionary_or_series_with_or_without_names(counts, kit):
    by_state = kit.memberships.groupby("entity_id").size()
    forms = {
        "dictionary": THREE_STATES,
        "pairs": list(THREE_STATES.items()),
        "groups": by_state,
        "groups as a table": by_state.reset_index(),
        "groups with a name": by_state.rename("rows"),
        "keys without a name": pd.Series(THREE_STATES, name="rows"),
    }
    found = {form: judge(COUNTS, table, kit).state for form, table in forms.items()}
    assert set(found.values()) == {"right"}, found
    wrong = {**THREE_STATES, "mali": 2}
    for answer in (wrong, pd.Series(wrong), pd.Series(wrong, name="rows"), list(wrong.items())):
        assert "Look at the column rows" in judge(COUNTS, answer, kit).message
    for answer in (counts[["rows"]], by_state.value_counts(), counts.rename(columns={"rows": "n"})):
        assert "These columns are missing" in judge(COUNTS, answer, kit).message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.head(1), "Your table has 1 rows. Some are missing."),
        (lambda t: t.iloc[:0], "has no row"),
        (lambda t: pd.concat([t, t]), "some stand twice (6 rows in all)"),
        (lambda t: pd.concat([t, t.assign(status="x")]), "That is too many"),
        (lambda t: t.assign(status="member"), "Look at the column status"),
        (lambda t: t.assign(start=t["start"].tolist()[::-1]), "not beside each other"),
        (lambda t: t[["body_id", "start"]], "These columns are missing: status."),
        (lambda t: t.assign(why=1), "These columns were not asked for: why."),
        (lambda t: "a table", "A table is asked for"),
        (lambda t: 7, "A table is asked for"),
    ],
)
def test_a_wrong_table_is_told_what_is_wrong_with_it(change, said, kit):
    verdict = judge(TABLE, change(frame(kit)), kit)
    assert verdict.state == "not yet"
    assert said in verdict.message
    assert "2021-05-30" not in verdict.message
    of_columns = "columns" in verdict.message  # their content may be right
    assert verdict.message.endswith("Look it up.") != (of_columns or "is asked" in said)


def test_what_a_learner_writes_into_a_message_stays_text(kit):
    odd = frame(kit).assign(**{"<b>`*x*`\0": 1, "**y**": 2})
    page = judge(TABLE, odd, kit)._repr_html_()
    assert "<b>`" not in page
    assert "&lt;b&gt;" in page

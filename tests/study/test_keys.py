"""Right answers computed from the ledger."""

import datetime as dt
import itertools
from pathlib import Path

import pandas as pd
import pytest

from sahelkit.errors import UnknownName
from sahelkit.study import keys
from sahelkit.study.questions import parse

D = dt.date


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ({"value": 7}, 7),
        ({"record": "EV-001", "field": "title"}, "Charter signed"),
        ({"record": "EV-006", "field": "date"}, keys.Span(D(2025, 11, 11), D(2025, 11, 14))),
        ({"record": "EV-006", "field": "end"}, keys.Span(D(2025, 11, 14), D(2025, 11, 14))),
        ({"record": "EV-003", "field": "date"},
         keys.Span(D(2024, 7, 1), D(2024, 7, 31), "month")),
        ({"record": "EV-004", "field": "start"},
         keys.Span(D(2024, 1, 1), D(2024, 12, 31), "year")),
        ({"record": "SRC-008", "field": "date"},
         keys.Span(D(2024, 7, 1), D(2024, 7, 31), "month")),
        ({"record": "M-01", "field": "end"}, keys.Span(D(2024, 1, 28), D(2024, 1, 28))),
        ({"record": "O-02", "field": "date"},
         keys.Span(D(2024, 10, 1), D(2024, 10, 31), "month")),
        ({"days_between": ["EV-001", "EV-005"]}, 501),
        ({"table": "memberships", "query": "body_id == 'aes'", "how": "count"}, 2),
        ({"table": "memberships", "column": "body_id", "how": "count"}, 2),
        ({"table": "positions", "query": "position_id == 'C-01-b'", "column": "value"}, 30),
        ({"table": "positions", "column": "value", "how": "max"}, 50),
        ({"table": "positions", "column": "value", "how": "sum"}, 80),
        ({"table": "events", "column": "start", "how": "min"},
         keys.Span(D(2023, 9, 16), D(2023, 9, 16))),
        ({"record": "EV-001", "before": "EV-002"}, True),
        ({"record": "EV-001", "after": "EV-002"}, False),
        ({"record": "EV-001", "field": "theme", "equals": "formation"}, True),
        ({"record": "C-01-a", "field": "value", "equals": 50}, True),
        ({"record": "C-01-a", "field": "value", "equals": 51}, False),
    ],
)  # fmt: skip
def test_a_rule_gives_what_the_ledger_says(rule, value, small_kit):
    found = keys.value_of(rule, small_kit)
    assert found == value
    assert type(found) is type(value) or isinstance(found, float)


def test_a_rule_may_give_a_table(small_kit):
    rule = {"table": "events", "query": "theme == 'ecowas'", "columns": ["event_id", "start"],
            "sort": ["start"]}  # fmt: skip
    found = keys.value_of(rule, small_kit)
    assert list(found["event_id"]) == ["EV-003", "EV-005"]
    assert list(found.index) == [0, 1]


def test_a_rule_may_call_a_function_of_the_kit(small_kit, monkeypatch):
    monkeypatch.setitem(keys.FUNCTIONS, "firms", lambda kit: len(kit.positions))
    assert keys.value_of({"function": "firms"}, small_kit) == 2


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"record": "EV-001"},
        {"record": "EV-001", "field": "titel"},
        {"record": "M-04", "field": "end"},
        {"record": "SRC-007", "field": "date"},
        {"table": "event", "column": "start"},
        {"table": "events", "column": "start"},
        {"table": "events", "query": "title == 'none'", "column": "start"},
        {"table": "events", "query": "((", "column": "start"},
        {"table": "events", "column": "start", "how": "mean"},
        {"days_between": ["EV-001", "EV-999"]},
    ],
)
def test_a_rule_that_leads_nowhere_says_so(rule, small_kit):
    with pytest.raises(UnknownName):
        keys.value_of(rule, small_kit)


def order(name, *items):
    row = {"id": name, "kind": "order", "prompt": "?", "explanation": "!", "items": list(items)}
    return parse(row, Path("x.toml"))


@pytest.mark.parametrize("items", [("EV-001", "EV-002"), ("EV-001", "EV-003", "EV-005")])
def test_items_are_shown_mixed_and_never_in_the_right_order(items, small_kit):
    shown = {}
    for name in "abcdefghijkl":
        shown[name] = keys.listed(order(name, *items), small_kit)
        assert sorted(shown[name]) == list(items)
        assert shown[name] != items, "in the right order at first"
        for other in itertools.permutations(items):
            assert keys.listed(order(name, *other), small_kit) == shown[name]
    assert len(set(shown.values())) > 1 or len(items) == 2


def test_an_answer_is_written_for_a_reader():
    span = keys.Span(D(2023, 9, 16), D(2023, 9, 16))
    assert [keys.shown(v) for v in (span, 5000, 0.25, True, pd.Timestamp("2020-01-02"), "x")] == [
        "16 September 2023", "5,000", "0.25", "yes", "2020-01-02", "x",
    ]  # fmt: skip

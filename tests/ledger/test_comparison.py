import re

import pandas as pd
import pytest

from sahelkit.ledger.comparison import Comparison, one_origin
from sahelkit.ledger.origins import Corroboration

HOSTILE = "<script>alert('x')</script>\" onerror="


@pytest.fixture
def table(small_kit):
    return small_kit.compare("C-01")


def test_is_an_ordinary_table(table):
    assert isinstance(table, pd.DataFrame)
    assert list(table["statement"]) == ["Fifty.", "Thirty to forty."]
    assert type(table[table["value"] > 40]) is pd.DataFrame
    assert type(table[["statement", "held_by"]]) is pd.DataFrame
    assert table["value"].mean() == 40
    assert table.to_csv().count("\n") == 3


def test_shows_question_answers_and_who_says_so(table):
    html = table._repr_html_()
    assert "<b>How many firms came?</b>" in html
    assert "<b>a.</b> Fifty. <b>[50 firms]</b>" in html
    assert "Thirty to forty. <b>[30–40 firms]</b>" in html
    assert "Unnamed outlet <small>(S1-01)</small>" in html
    assert html.count("<tr>") == 3


def test_reading_is_folded_away(table):
    html = table._repr_html_()
    folded = re.search(r"<details>(.*?)</details>", html, re.S)[1]
    assert "<details open" not in html
    for text in ("Fifty is likelier.", "Confidence: low", "Counts depend on the counter."):
        assert text in folded
        assert text not in html.replace(folded, "")


def test_everything_is_escaped():
    row = dict.fromkeys(
        ("statement", "unit", "held_by", "publisher", "published", "reliability"), HOSTILE
    )
    table = Comparison([{**row, "value": 1.0, "value_high": float("nan"), "origins": 1}])
    table.attrs = dict.fromkeys(("question", "reading", "confidence", "teaches"), HOSTILE)
    html = table._repr_html_()
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot; onerror=") == 10


def test_without_answers(small_kit):
    html = small_kit.compare("C-02")._repr_html_()
    assert "Who paid?" in html
    assert html.count("<tr>") == 1


def test_with_columns_taken_away_it_is_a_table_like_any_other(table):
    del table["publisher"]
    assert "Thirty to forty." in table._repr_html_()
    assert "<details" not in table._repr_html_()


def test_plain_text_shows_question_and_answers(table):
    table.loc[0, ["publisher", "published", "reliability"]] = ["Hebdo", "6 July 2024", "B"]
    table.loc[1, ["publisher", "held_by", "published", "reliability"]] = ["", "S9", "", ""]
    assert repr(table).split("\n") == [
        "How many firms came?",
        "a. Fifty. [50 firms] — Hebdo (S1-01), 6 July 2024, reliability B",
        "b. Thirty to forty. [30–40 firms] — S9, no date, no grade",
        "Decide first; our reading is in .attrs['reading'].",
    ]
    assert "likelier" not in str(table)


def test_long_answers_are_wrapped_and_not_cut(table):
    said = "many words " * 60
    table.loc[0, "statement"] = said
    lines = repr(table).split("\n")
    assert max(map(len, lines)) <= 100
    assert said.strip() in " ".join(line.strip() for line in lines)


def test_answers_without_identifiers_are_counted(table):
    del table["position_id"]
    assert repr(table).split("\n")[2].startswith("2. Thirty")
    assert "<b>a.</b>" not in table._repr_html_()


def test_plain_text_without_answers(small_kit):
    assert repr(small_kit.compare("C-02")).startswith("Who paid?")


def test_plain_text_with_columns_taken_away_is_that_of_a_table(table):
    del table["publisher"]
    assert "Thirty to forty." in repr(table)
    assert "How many" not in repr(table)


def count_of(name, *origins, publishers=()):
    supports = {origin: (origin,) for origin in origins}
    return Corroboration(name, supports, {}, {}, dict(publishers))


def test_one_origin_is_said_of_answers_that_rest_on_the_same_alone():
    names = {"SRC-1": "Daily"}
    counts = [
        count_of("C-1-a", "SRC-1", publishers=names),
        count_of("C-1-b", "SRC-1", "agency AFP"),
        count_of("C-1-c", "src-1"),
        count_of("C-1-d"),
        count_of("C-1-e"),
    ]
    assert one_origin(counts) == "Answers a and c come from one origin: Daily."
    assert one_origin(counts[1:]) == ""
    pair = [count_of(f"C-1-{x}", "agency A", "agency B") for x in "abc"]
    assert one_origin(pair) == "Answers a, b and c come from the same origins: A, B."

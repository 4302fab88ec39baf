import re

import pandas as pd

from sahelkit.publish.tables import plain


def heads(page):
    return re.findall(r'<th scope="col">(.*?)</th>', page)


def test_the_name_of_the_index_joins_the_heads():
    table = pd.DataFrame({"a_b": [1], "c": ["x"]}, index=pd.Index(["r"], name="my_id"))
    page = plain(table._repr_html_())
    assert heads(page) == ["my id", "a b", "c"]
    assert page.count("<tr>") == 2
    assert '<th scope="row">r</th>' in page
    assert "<style" not in page
    assert "border=" not in page


def test_an_index_without_a_name_leaves_an_empty_cell():
    page = plain(pd.DataFrame({"a": [1]}).to_html())
    assert heads(page) == ["a"]
    assert "<td></td>" in page


def test_several_lines_of_heads_stay():
    columns = pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])
    page = plain(pd.DataFrame([[1, 2]], columns=columns).to_html())
    assert len(re.findall(r"<tr\b", page.split("</thead>")[0])) == 2


def test_values_stay_as_they_are():
    page = plain(pd.DataFrame({"a": ["snake_case <b>"]}).to_html())
    assert "snake_case &lt;b&gt;" in page

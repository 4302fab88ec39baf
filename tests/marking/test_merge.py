"""Marks, pages and essays: written, filled by a person, brought together."""

import csv
from dataclasses import replace

import pytest

from marking.small import RIGHT, answered, dump
from sahelkit.marking.collect import collect
from sahelkit.marking.grade import Course, grade
from sahelkit.marking.merge import merge
from sahelkit.marking.result import Mark, Result
from sahelkit.study import sheet

SETS = "01-small"


@pytest.fixture
def results():
    """What three students got, one of them a stranger to good manners."""
    essay = Mark("small-e1", "by hand", None, 4, "<script>x</script> & =1+1")
    right = Mark("small-p1", "right", 2, 2, "2023", "SECRETDAY: that day.", "EV-043")
    return [
        Result("awa-1", "Awa", "Awa.ipynb", SETS, "marked", (right, essay)),
        Result(
            "x-2", "<b>=x", "=x.zip", SETS, "marked", (Mark("small-p1", "missing", 0, 2), essay)
        ),
        Result("bo-3", "Bo", "Bo.zip", "", "not marked: an empty file"),
    ]


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def fill(folder, **given):
    """Fill the table of essays as a teacher does: ``awa_1="2 1.5"``."""
    path = folder / "marking" / "essays.csv"
    table = sheet.read(path)
    for row in table:
        if row["key"].replace("-", "_") in given:
            points = given[row["key"].replace("-", "_")].split()
            row["points"] = points[0 if row["criterion"] == "sources" else 1]
            row["comment"] = f"On {row['criterion']}; -1 for names"
    sheet.write(path, list(table[0]), table, own=("comment", "points"))


def test_points_for_essays_stay_empty_until_a_person_gives_them(tmp_path, results, sets):
    merged = merge(tmp_path, results, sets)
    assert (merged.waiting, merged.marked, merged.problems) == (2, 0, ())
    awa = rows(merged.marks)["Awa"]
    assert (awa["points"], awa["out of"], awa["essay points"], awa["total"]) == ("2", "2", "", "")
    assert awa["small-e1 state"] == "by hand"
    assert rows(merged.marks)["Bo"]["what happened"] == "not marked: an empty file"
    assert rows(merged.marks)["Bo"]["total"] == ""


def test_points_are_merged(tmp_path, results, sets):
    merge(tmp_path, results, sets)
    fill(tmp_path, awa_1="2 1,5")
    merged = merge(tmp_path, results, sets)
    awa = rows(merged.marks)["Awa"]
    assert (merged.waiting, merged.marked, merged.problems) == (1, 1, ())
    assert (awa["small-e1 points"], awa["essay points"], awa["total"]) == ("3.5", "3.5", "5.5")
    page = (merged.feedback / "awa-1.html").read_text(encoding="utf-8")
    assert "1.5 / 2" in page
    assert "On argument; -1 for names" in page
    again = merge(tmp_path, results, sets)
    assert rows(again.marks)["Awa"] == awa


@pytest.mark.parametrize(
    ("points", "problem"),
    [("3 1", "expected 0 to 2 points; found '3'"), ("-1 1", "found '-1'"), ("nan 1", "'nan'"),
     ("two 1", "found 'two'")],
)  # fmt: skip
def test_points_that_cannot_be(tmp_path, results, sets, points, problem):
    merge(tmp_path, results, sets)
    fill(tmp_path, awa_1=points)
    merged = merge(tmp_path, results, sets)
    assert len(merged.problems) == 1
    assert problem in merged.problems[0]
    assert "row 2 (Awa, small-e1, sources)" in merged.problems[0]
    assert rows(merged.marks)["Awa"]["total"] == ""
    typed = sheet.read(tmp_path / "marking" / "essays.csv")[0]["points"]
    assert typed == points.split()[0]


def test_rows_that_stand_twice_or_belong_to_nobody(tmp_path, results, sets):
    merge(tmp_path, results, sets)
    fill(tmp_path, awa_1="1 1")
    path = tmp_path / "marking" / "essays.csv"
    table = sheet.read(path)
    stranger = {**table[0], "key": "nobody-9"}
    sheet.write(path, list(table[0]), [*table, table[0], stranger])
    problems = merge(tmp_path, results, sets).problems
    assert ["stands twice" in problems[0], "no such essay" in problems[1]] == [True, True]


def test_a_table_without_its_columns(tmp_path, results, sets):
    merge(tmp_path, results, sets)
    path = tmp_path / "marking" / "essays.csv"
    sheet.write(path, ["key", "points"], [{"key": "awa-1", "points": 1}])
    (problem,) = merge(tmp_path, results, sets).problems
    assert problem == "essays.csv: no column student, question, criterion, out of, comment"


def test_what_was_filled_in_outlives_a_new_round(tmp_path, results, sets):
    merge(tmp_path, results, sets)
    fill(tmp_path, awa_1="2 2", x_2="1 0")
    merge(tmp_path, results[1:], sets)  # Awa's file is away for a while
    merged = merge(tmp_path, results, sets)
    assert rows(merged.marks)["Awa"]["essay points"] == "4"


def test_pages_are_safe_and_alone(tmp_path, results, sets):
    merged = merge(tmp_path, results, sets, "fr")
    pages = {p.stem: p.read_text(encoding="utf-8") for p in merged.feedback.glob("*.html")}
    assert set(pages) == {"awa-1", "x-2", "bo-3"}
    for page in [*pages.values(), merged.essays.read_text(encoding="utf-8")]:
        assert "<script" not in page
        assert "<b>=x" not in page
        assert "default-src 'none'" in page
        assert "http:" not in page
        assert "https:" not in page
        assert '<html lang="fr">' in page
    assert "Une personne note ceci" in pages["awa-1"]
    assert "SECRETDAY" not in pages["x-2"]
    assert "Awa" not in pages["x-2"]
    merge(tmp_path, results[:1], sets)
    assert [p.stem for p in merged.feedback.glob("*.html")] == ["awa-1"]


def test_the_page_of_essays_has_the_rubric_and_every_text(tmp_path, results, sets):
    page = merge(tmp_path, results, sets).essays.read_text(encoding="utf-8")
    assert page.count("&lt;script&gt;x&lt;/script&gt; &amp; =1+1") == 2
    assert "<li>2: several</li>" in page
    assert "awa-1" in page
    assert "SECRETESSAY" not in page


def test_from_notebook_to_total(tmp_path, book, sets, kit):
    (tmp_path / "Awa.ipynb").write_bytes(dump(answered(book, RIGHT)))
    found = collect(tmp_path, {name: one.essays for name, one in sets.items()})
    done = list(grade(tmp_path, found, Course(sets, kit, trust=True)))
    merge(tmp_path, done, sets)
    fill(tmp_path, **{done[0].key.replace("-", "_"): "2 2"})
    assert rows(merge(tmp_path, done, sets).marks)["Awa"]["total"] == "10"


def test_a_track_that_was_left_alone_is_one_line(tmp_path, results, sets):
    left = Mark("small-p1", "not attempted", 0, 2, message="There is no answer here yet.")
    form = Mark("small-a1", "right", 1, 1, "(b) The second.\nmore", "That is it.")
    one = replace(results[0], marks=(form, left, results[0].marks[1]))
    merged = merge(tmp_path, [one], sets)
    page = (merged.feedback / "awa-1.html").read_text(encoding="utf-8")
    assert "Exercises A, without code: 1 of 1 points<" in page
    assert "Exercises B, with pandas: nothing attempted<" in page
    assert "0 of 0 points so far; 1 text waits for a person" in page
    assert "small-p1" not in page
    assert 'class="answer">(b) The second.' in page  # words, not a table
    fill(tmp_path, awa_1="2 1")
    page = (merge(tmp_path, [one], sets).feedback / "awa-1.html").read_text(encoding="utf-8")
    assert "3 of 4 points<" in page
    assert "Marked by a person" in page
    head = rows(merged.marks)["Awa"]
    assert (head["track A"], head["track A out of"]) == ("1", "1")
    assert (head["track B"], head["page"]) == ("0", "feedback/awa-1.html")


def test_page_and_table_of_essays_have_the_same_order(tmp_path, results, sets):
    table = merge(tmp_path, results, sets).essays.with_name("essays.csv")
    text = (tmp_path / "marking" / "essays.html").read_text(encoding="utf-8")
    keys = [row["key"] for row in sheet.read(table)]
    assert keys == ["awa-1", "awa-1", "x-2", "x-2"]
    assert text.index("awa-1 · words: 3") < text.index("x-2 · words: 3")

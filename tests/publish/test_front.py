from pathlib import Path

import pytest

from publish import sample
from sahelkit.lessons.notebook import parse
from sahelkit.publish import front
from sahelkit.publish.words import page_words

WORDS = page_words("en")


def title(*texts, name="02-why", **metadata):
    made = sample.notebook(*(sample.cell("markdown", text) for text in texts), **metadata)
    return front.title_block(parse(made, Path(f"{name}.ipynb")), WORDS)


@pytest.mark.parametrize(
    ("text", "kicker"),
    [
        ("# Why?\n\nLesson 2 · The bridge", "Lesson 2 · The bridge"),
        ("# Why?\n\nAs of: 22 November 2026", "Lesson 2"),
        ("# Why?\n\nA whole sentence stands here.", "Lesson 2"),
        ("# Why?", "Lesson 2"),
    ],
)
def test_the_line_above_the_question(text, kicker):
    assert title(text).kicker == kicker


def test_a_page_without_a_number_has_no_line():
    assert title("# Why?", name="gallery").kicker == ""


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("**A plan for 50 minutes**\n\n**A plan for 90 minutes**", ("50", "90")),
        ("**Plans for 50 and for 90 minutes** (a dash: for home)", ("50", "90")),
        ("There is no plan.", ()),
    ],
)
def test_minutes_are_those_of_the_plans(text, minutes):
    assert title("# Why?", text).minutes == minutes


def test_other_lists_and_other_days_stay():
    block = title("# Why?", "**Objectives**\n\n- a\n- b", sahelkit={"as_of": "1 May 2026"})
    assert block.without("<p>Objectives</p>\n<ul><li>a;</li><li>b it</li></ul>x").strip() == "x"
    page = "<p>Have at hand:</p><ul><li>a</li><li>b</li></ul>"
    assert block.without(page) == page
    longer = "<p>Objectives</p><ul><li>a</li><li>b</li><li>c</li></ul>"
    assert block.without(longer) == longer


def test_the_edges_of_a_page_hold_what_there_is():
    css = front.margins(title("# Why?", name="gallery"), WORDS)
    assert '@top-left { content: "Why?" }' in css
    assert '@top-right { content: "" }' in css


def test_the_plan_for_teachers_is_no_part_of_what_students_read_first():
    block = title("# Why?", "**As of** 1 May 2026.")
    page = "<p>Before.</p><p><strong>For teachers, 50 minutes:</strong> Vote 4.</p><p>After.</p>"
    assert block.without(page) == "<p>Before.</p><p>After.</p>"

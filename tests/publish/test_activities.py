import pytest

from sahelkit.lessons.notebook import Cell
from sahelkit.publish import activities
from sahelkit.publish.words import page_words

WORDS = page_words("en")


def cell(source="", slide="notes", tags=("teaching",)):
    return Cell(1, "markdown", source, slide, frozenset(tags))


@pytest.mark.parametrize(
    ("page", "given", "is_one"),
    [
        ("<p>Choose a mark.</p>", cell("Choose a mark."), True),
        ("<p><em>4 of 50 minutes.</em> Look.</p>", cell("## A\n\n*4", "skip"), True),
        ("<p><strong>Discuss:</strong> who?</p>", cell("**D", "skip"), True),
        ("<p>You may skip this.</p>", cell("## A\n\nYou"), False),
        ("<p><strong>Prerequisites:</strong> none.</p>", cell("**P", "skip"), False),
        ("<p>It happened.</p>", cell("It", tags=()), False),
        ('<p class="ref">See answer 1.</p>', cell("<details>"), False),
    ],
)
def test_what_is_an_activity(page, given, is_one):
    assert activities.is_activity(given, page) == is_one


def test_the_time_becomes_a_label():
    page = activities.with_space("<p><em>4 of 50 minutes · 5 of 90.</em> Look.</p>", WORDS)
    assert page.startswith(
        '<div class="task"><p class="time">4 of 50 minutes · 5 of 90</p><p>Look.</p>'
    )
    home = activities.with_space("<p><em>For home in the 50-minute plan.</em> Look.</p>", WORDS)
    assert '<p class="time">For home in the 50-minute plan</p>' in home


@pytest.mark.parametrize(
    ("text", "lines"), [("Look at it.", 2), ("Write it.", 3), ("List three.", 3)]
)
def test_who_is_to_write_gets_more_lines(text, lines):
    assert activities.with_space(f"<p>{text}</p>", WORDS).count("<span></span>") == lines


def test_who_is_to_draw_gets_a_box_and_figures_of_speech_do_not():
    assert "drawing" in activities.with_space("<p>Draw a ladder.</p>", WORDS)
    assert "drawing" not in activities.with_space("<p>One could draw a rupture.</p>", WORDS)


def test_lines_that_are_there_already_are_enough():
    page = '<p>Mend.</p><div class="ruled"></div><p class="ref">See <a>answer 1</a>.</p>\n'
    assert "<span></span>" not in activities.with_space(page, WORDS)


def test_dots_of_a_form_become_lines():
    page = "<p>To: …</p><p>…</p><ul>\n<li>…</li>\n</ul><ul><li>First: …</li></ul><td>…</td>"
    assert activities.is_template(page)
    form = activities.fillable(page, WORDS)
    assert "…" not in form
    assert form.count('class="ruled"') == 2
    assert '<li>First: <span class="blank long"></span></li>' in form
    assert '<td class="fill"></td>' in form
    assert not activities.is_template("<p>“They left …”, one writes.</p>")

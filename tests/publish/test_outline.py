from pathlib import Path

from publish.sample import cell, notebook
from sahelkit.lessons.notebook import parse
from sahelkit.publish.outline import outline


def shape(*cells):
    """Each slide as (cells shown, fragments among them, notes, below)."""
    return [
        (
            [part.cell.number for part in slide.parts],
            [part.cell.number for part in slide.parts if part.fragment],
            [cell.number for cell in slide.notes],
            slide.below,
        )
        for slide in outline(parse(notebook(*cells), Path("01-a.ipynb")))
    ]


def output(text):
    return {"outputs": [{"output_type": "stream", "name": "stdout", "text": text}]}


def test_slides_subslides_fragments_and_notes():
    assert shape(
        cell("markdown", "# Title", "slide"),
        cell("markdown", "## One", "slide"),
        cell("markdown", "more", "fragment"),
        cell("markdown", "say this", "notes"),
        cell("markdown", "gone", "skip"),
        cell("markdown", "## Below", "subslide"),
        cell("markdown", "goes on", "-"),
    ) == [
        ([1], [], [], False),
        ([2, 3], [3], [4], False),
        ([6, 7], [], [], True),
    ]


def test_without_a_type_only_code_with_output_goes_on():
    assert shape(
        cell("markdown", "# Title", "slide"),
        cell("markdown", "## One", "slide"),
        cell("markdown", "prose"),
        cell("code", "silent = 1"),
        cell("code", "print(1)", **output("1")),
        cell("code", "print(2)", "notes", **output("2")),
        cell("code", "print(3)", "skip", **output("3")),
    )[1] == ([2, 5], [], [], False)


def test_a_lesson_whose_first_slide_is_no_title_gets_one():
    assert shape(
        cell("markdown", "welcome", "notes"),
        cell("code", "print(1)", **output("1")),
        cell("markdown", "## One", "slide"),
    ) == [([], [], [1], False), ([3], [], [], False)]


def test_a_subslide_right_after_the_title_begins_a_stack_of_its_own():
    assert [slide[3] for slide in shape(cell("markdown", "## One", "subslide"))] == [False, False]

"""Questions in decks (a slide each) and in handouts (answers at the end)."""

import re

import pytest

import sahelkit
from sahelkit.lessons.notebook import Cell
from sahelkit.publish import questions, render
from sahelkit.publish.outline import Part, Slide, apart

NAMES = ("formation-1", "formation-3", "formation-4")


@pytest.fixture(scope="module")
def page():
    return sahelkit.study.ask(*NAMES).html


def code(page):
    before = {"output_type": "stream", "name": "stdout", "text": "first"}
    shown = {"output_type": "execute_result", "data": {"text/html": page}, "metadata": {}}
    return Cell(2, "code", "ask", outputs=(before, shown))


def ids(cell):
    return re.findall(r'data-id="([^"]+)"', str(cell.outputs))


def test_a_cell_is_split_into_one_for_each_question(page):
    made = questions.split(code(page))
    assert [ids(cell) for cell in made] == [[name] for name in NAMES]
    assert all(cell.outputs[0]["text"] == "first" for cell in made)
    once = made[0]
    assert questions.split(once) == [once]
    prose = Cell(1, "markdown", "words")
    assert questions.split(prose) == [prose]


def test_each_question_gets_a_slide_with_a_numbered_head(page):
    head = Part(Cell(1, "markdown", "## Check yourself\n\nwords"))
    note = Cell(3, "markdown", "say it")
    other = Slide((head,))
    made = apart([other, Slide((head, Part(code(page), fragment=True)), (note,), below=True)])
    assert made[0] is other
    assert [slide.parts[0].cell.source for slide in made[1:]] == [
        f"## Check yourself ({n}/3)\n\nwords" for n in (1, 2, 3)
    ]
    assert [ids(slide.parts[1].cell) for slide in made[1:]] == [[name] for name in NAMES]
    assert [slide.notes for slide in made[1:]] == [(note,), (), ()]
    assert all(slide.below and slide.parts[1].fragment for slide in made[1:])


def test_one_question_keeps_its_slide(page):
    (only,) = questions.split(code(page))[:1]
    slide = Slide((Part(Cell(1, "markdown", "## Check yourself")), Part(only)))
    assert apart([slide]) == [slide]


def test_it_is_a_block_of_its_own_kind(page, tmp_path):
    blocks = render.outputs(code(page), tmp_path / "x.ipynb", "title")
    assert [block.kind for block in blocks] == ["text", "question"]


def test_on_paper_the_answer_stands_apart_from_the_question(page):
    made = questions.on_paper(page, sahelkit.load())
    assert len(made) == 3
    asked, answer, writes = made[0]
    assert "What do you change?" in asked
    assert "announced in July 2024" in asked
    assert "article 25" not in asked
    assert "end of the handout" not in asked
    assert answer.startswith("<p><b>(c) I write <em>signed in July 2024</em>")
    assert '<a href="../seeds/EVIDENCE.md#ev-154">EV-154</a>' in answer
    assert "found.</b>" in answer
    assert not writes
    assert made[1][2]
    assert "16 September 2023" not in made[1][0]


def test_an_essay_has_no_answer_to_print():
    page = '<div class="sahelkit-question" data-id="none">x</div></div>'
    assert questions.on_paper(page, sahelkit.load()) == []

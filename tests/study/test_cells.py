"""The cells that are written around an exercise."""

from dataclasses import replace

from sahelkit.study.cells import code, markdown, marking, prompt
from sahelkit.study.questions import Near, Question

ESSAY = Question(
    "made-a1",
    "text",
    "Say *why*.",
    points=4,
    minutes=12,
    rubric=(
        {"name": "A reason", "points": 2, "levels": ["none", "weak", "strong"]},
        {"name": "A citation", "points": 2, "levels": ["none", "one", "each"]},
    ),
)
NUMBER = Question(
    "made-p1",
    "number",
    "How many?",
    explanation="Two, as counted.",
    near=(Near(3, "One too many.", "EV-1"), Near({"days_between": ["a", "b"]}, "Days.", "EV-1")),
)


def test_prompt_says_what_it_is_worth():
    assert prompt(NUMBER).startswith("**made-p1** · 1 point · about 1 min\n\nHow many?")


def test_students_see_by_what_an_essay_is_marked_and_not_how():
    text = prompt(ESSAY)
    assert "4 points" in text
    assert "| A reason | 2 |" in text
    assert "weak" not in text


def test_hints_to_an_essay_are_folded_into_its_prompt():
    text = prompt(replace(ESSAY, hints=("Ask *who*.",)))
    assert text.endswith("<details><summary>Hint 1</summary>\n\nAsk *who*.\n\n</details>")
    assert "Ask" not in prompt(replace(NUMBER, hints=("Ask.",)))


def test_teachers_see_the_levels():
    text = marking(ESSAY)
    assert "*A reason*\n\n- 0: none\n- 1: weak\n- 2: strong" in text


def test_teachers_see_the_usual_slips():
    text = marking(NUMBER)
    assert text.startswith("**On made-p1.** Two, as counted.")
    assert "- Often answered: `3`. What is said to it: One too many." in text
    assert "- A slip that is told apart: Days." in text


def test_only_hints_can_be_changed():
    assert markdown("x", "words")["metadata"]["editable"] is False
    assert code("x", "1", "check")["metadata"] == {
        "tags": ["check"],
        "editable": False,
        "deletable": False,
    }
    assert code("x", "1", "hint")["metadata"] == {"tags": ["hint"], "deletable": False}

"""The cells that are written around an exercise: prompt, check, hint, rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sahelkit.errors import BadLesson
from sahelkit.study.questions import Question
from sahelkit.study.solution import right_text
from sahelkit.study.stubs import worked_and_stub

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

Cell = dict[str, Any]

LOCKED = {"editable": False, "deletable": False}

PLACEHOLDER = "*Write here.*"  # what stands in an essay's cell until something is written

HAND_IN = """## Hand in

Save this notebook. To hand it in, open a terminal (*File, New, Terminal*) and run
`sahelkit exercises hand-in {number} --name "First Last"`, with your own name: it packs this
notebook and your answers to the forms into one file. Nothing is sent; give the file to your
teacher. Working alone? Then you are done."""


def prompt(question: Question) -> str:
    """Return what is asked, what it is worth; for an essay how it is marked, and folded hints."""
    worth = f"{question.points:g} point{'' if question.points == 1 else 's'}"
    text = f"**{question.id}** · {worth} · about {question.minutes:g} min\n\n{question.prompt}"
    if question.rubric:
        rows = "\n".join(f"| {row['name']} | {row['points']:g} |" for row in question.rubric)
        text += f"\n\n| what is looked for | points |\n|---|---|\n{rows}"
    if question.kind == "text":  # whoever writes no code should need none for a hint
        for number, hint in enumerate(question.hints, start=1):
            text += f"\n\n<details><summary>Hint {number}</summary>\n\n{hint}\n\n</details>"
    return text


def marking(question: Question) -> str:
    """Return what helps a teacher to mark a question and to talk about it."""
    if question.rubric:
        lines = [f"**Marking {question.id}** ({question.points:g} points)"]
        for row in question.rubric:
            levels = "\n".join(f"- {n}: {text}" for n, text in enumerate(row.get("levels", ())))
            lines.append(f"*{row['name']}*\n\n{levels}")
        return "\n\n".join(lines)
    lines = [f"**On {question.id}.** {question.explanation}"]
    for near in question.near:
        if isinstance(near.value, Mapping):
            lines.append(f"- A slip that is told apart: {near.feedback}")
        else:
            lines.append(f"- Often answered: `{near.value}`. What is said to it: {near.feedback}")
    return "\n".join([lines[0], "", *lines[1:]])


def markdown(cell_id: str, text: str, *tags: str) -> dict[str, Any]:
    """Return a cell of text that a learner cannot change."""
    metadata = {"tags": [*tags, "teaching"], **LOCKED}
    return {
        "id": cell_id,
        "cell_type": "markdown",
        "metadata": metadata,
        "source": text.splitlines(keepends=True),
    }


def code(cell_id: str, text: str, tag: str) -> dict[str, Any]:
    """Return a cell of code that a learner runs; only a hint can be changed."""
    cell = markdown(cell_id, text)
    cell |= {"cell_type": "code", "outputs": [], "execution_count": None}
    cell["metadata"]["tags"] = [tag]
    if tag == "hint":
        cell["metadata"] = {"tags": [tag], "deletable": False}
    return cell


def variable(question_id: str) -> str:
    """Return the name of the variable that holds an answer: ``formation_p1``."""
    return question_id.replace("-", "_")


def form_cells(cell: Cell, asked: list[Question], version: str, kit: Kit) -> Iterator[Cell]:
    """Yield a form and, but for students, its answers."""
    cell["metadata"] |= {
        "jupyter": {"source_hidden": True},
        "sahelkit": {"questions": [one.id for one in asked]},
        **LOCKED,
    }
    yield cell
    if version != "student":
        for one in asked:
            text = f"**Answer to {one.id}.** {right_text(one, kit)}\n\n{one.explanation}"
            yield markdown(f"{one.id}-solution", text, "solution")


def answer_cells(
    cell: Cell, question: Question, version: str, number: int, name: str
) -> Iterator[Cell]:
    """Yield prompt, answer, check and hint of a question."""
    essay = cell["cell_type"] == "markdown"
    if essay != (question.kind == "text"):
        raise BadLesson(name, number, f"{question.id} is of the kind {question.kind}")
    yield markdown(f"{question.id}-prompt", prompt(question))
    text = "".join(cell["source"])
    if essay:
        cell["source"] = [PLACEHOLDER] if version == "student" else cell["source"]
    else:
        worked, stub = worked_and_stub(text, variable(question.id), number, name)
        cell["source"] = (stub if version == "student" else worked).splitlines(keepends=True)
    cell["metadata"] |= {
        "deletable": False,
        "sahelkit": {"question": question.id},
        "nbgrader": {
            "cell_type": cell["cell_type"],
            "grade": True,
            "grade_id": question.id,
            "locked": False,
            "points": question.points,
            "schema_version": 3,
            "solution": True,
            "task": False,
        },
    }
    yield cell
    if not essay:
        call = f'sahelkit.study.check("{question.id}", {variable(question.id)})'
        yield code(f"{question.id}-check", call, "check")
    if question.hints and not essay:
        call = '# Stuck? Delete the first "# " of the next line and run; again for more.\n'
        call += f'# sahelkit.study.hint("{question.id}")'
        yield code(f"{question.id}-hint", call, "hint")
    if version == "instructor":
        yield markdown(f"{question.id}-marking", marking(question), "instructor")

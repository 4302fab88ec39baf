"""The cells that are written around an exercise: prompt, check, hint, rubric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sahelkit.study.questions import Question

LOCKED = {"editable": False, "deletable": False}

HAND_IN = """## Hand in

Save this notebook. To hand it in, open a terminal (*File, New, Terminal*) and run
`sahelkit exercises hand-in {number}`: it packs this notebook and your answers to the forms into
one file. Nothing is sent; give the file to your teacher. Working alone? Then you are done."""


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

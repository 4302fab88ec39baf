"""A small set of exercises, and notebooks that answer it: honestly, half, or not at all."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from sahelkit.study.versions import build_versions

NAME, OTHER = "01-small", "02-other"

QUESTIONS = """
[[question]]
id = "small-a1"
kind = "choice"
prompt = "Which is it?"
explanation = "It is the second [EV-043](../seeds/EVIDENCE.md#ev-043)."
[[question.option]]
text = "The first."
feedback = "Not the first: read again."
record = "EV-040"
[[question.option]]
text = "The second."
right = true

[[question]]
id = "small-p1"
kind = "date"
prompt = "On which day was the charter signed?"
points = 2
answer = { record = "EV-043", field = "date" }
explanation = "SECRETDAY: that day [EV-043](../seeds/EVIDENCE.md#ev-043)."
hints = ["It has a day."]
otherwise = "Another day is meant."
record = "EV-043"
[[question.near]]
value = "2024-07-06"
feedback = "On that day another text was signed."
record = "EV-065"

[[question]]
id = "small-p2"
kind = "table"
prompt = "The events of 2019: id and day."
points = 3
answer = { table = "events", query = "start.dt.year == 2019", columns = ["event_id", "start"] }
explanation = "SECRETTABLE [EV-043](../seeds/EVIDENCE.md#ev-043)."
otherwise = "Filter by the year."
record = "EV-043"

[[question]]
id = "small-p3"
kind = "value"
prompt = "How many events are there?"
answer = { table = "events", column = "event_id", how = "count" }
explanation = "SECRETCOUNT [EV-043](../seeds/EVIDENCE.md#ev-043)."
otherwise = "Count the rows."
record = "EV-043"

[[question]]
id = "small-e1"
kind = "text"
prompt = "Argue."
rubric = [
  { name = "sources", points = 2, levels = ["none", "one", "several"] },
  { name = "argument", points = 2, levels = ["none", "some", "clear"] },
]
"""
OTHERS = """
[[question]]
id = "other-p1"
kind = "value"
prompt = "How many?"
answer = { table = "events", column = "event_id", how = "count" }
explanation = "So many [EV-043](../seeds/EVIDENCE.md#ev-043)."
otherwise = "Count."
record = "EV-043"
"""
RIGHT = {
    "small-p1": 'small_p1 = "16 September 2023"',
    "small-p2": "e = kit.events\n"
    'small_p2 = e[e["start"].dt.year == 2019][["start", "event_id"]].sort_values("start")',
    "small-p3": "small_p3 = len(kit.events)",
    "small-e1": "The charter came first, and then the exit. Sources agree.",
}
WRONG = {
    "small-p1": 'small_p1 = "2024-07-06"',
    "small-p2": "small_p2 = kit.events.head(3)",
    "small-p3": "small_p3 = 7",
    "small-e1": "",
}


def make_exercises(folder: Path) -> Path:
    """Write sources and student versions of the two sets; return the folder."""
    _write(folder, NAME, QUESTIONS, {k: v for k, v in RIGHT.items() if k != "small-e1"}, "small-e1")
    _write(folder, OTHER, OTHERS, {"other-p1": "other_p1 = len(kit.events)"}, "")
    build_versions(folder, folder / "build")
    return folder


def _write(folder: Path, name: str, questions: str, code: dict[str, str], essay: str) -> None:
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    (sources / f"{name}.toml").write_text(questions, encoding="utf-8")
    cells = [_cell("markdown", f"{name}-title", "# A small set", ["teaching"])]
    cells.append(_cell("code", f"{name}-set-up", "import sahelkit\nkit = sahelkit.load()", []))
    if essay:
        cells.append(_cell("code", "form", 'sahelkit.study.ask("small-a1")', ["form"]))
    for question, text in code.items():
        *before, last = text.split("\n")
        lines = "\n".join([*before, "# BEGIN SOLUTION", last, "# END SOLUTION"])
        cells.append(_cell("code", question, lines, ["answer"], question))
    if essay:
        cells.append(_cell("markdown", essay, "A worked essay. SECRETESSAY", ["answer"], essay))
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (sources / f"{name}.ipynb").write_text(json.dumps(book), encoding="utf-8")


def _cell(kind: str, name: str, text: str, tags: list[str], question: str = "") -> dict[str, Any]:
    metadata: dict[str, Any] = {"tags": tags}
    if question:
        metadata["sahelkit"] = {"question": question}
    made = {"id": name, "cell_type": kind, "metadata": metadata, "source": text}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def blank(exercises: Path, name: str = NAME) -> dict[str, Any]:
    """Return the notebook that students get."""
    return json.loads((exercises / f"{name}.ipynb").read_text(encoding="utf-8"))


def answered(book: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    """Return a notebook with answers in the cells of their questions."""
    made = copy.deepcopy(book)
    for question, text in answers.items():
        if text:
            cell_of(made, question)["source"] = text
    return made


def cell_of(book: dict[str, Any], question: str) -> dict[str, Any]:
    """Return the cell in which a question is answered."""
    cells = (c for c in book["cells"] if c["metadata"].get("sahelkit", {}).get("question"))
    return next(c for c in cells if c["metadata"]["sahelkit"]["question"] == question)


def after(book: dict[str, Any], question: str, code: str) -> dict[str, Any]:
    """Return a notebook with one more code cell behind that of a question."""
    made = copy.deepcopy(book)
    place = made["cells"].index(cell_of(made, question)) + 1
    made["cells"].insert(place, _cell("code", f"more-{place}", code, []))
    return made


def dump(book: Any) -> bytes:
    """Return a notebook as the bytes of its file."""
    return json.dumps(book, ensure_ascii=False).encode("utf-8", "surrogatepass")

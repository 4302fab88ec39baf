"""The form of the lessons as files: what a reader, a class and version control rely on."""

import json
import re
from pathlib import Path

import pytest

from sahelkit.study.questions import load

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if re.match(r"(?!00)\d\d-", path.name)]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell: dict) -> str:
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def named(paths: list[Path]):
    return pytest.mark.parametrize("path", paths, ids=[p.stem for p in paths])


def test_there_are_a_start_and_a_first_lesson():
    names = [path.stem for path in NOTEBOOKS]
    assert "00-start-here" in names
    assert "01-formation" in names


@named(NOTEBOOKS)
def test_no_outputs_are_stored(path):
    for cell in cells(path):
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@named(NOTEBOOKS)
def test_cell_ids_are_stable_words_and_unique(path):
    ids = [cell["id"] for cell in cells(path)]
    assert len(set(ids)) == len(ids)
    for name in ids:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name
        assert not re.fullmatch(r"[0-9a-f]{8}", name), f"{name}: an id made up by an editor"


@named(NOTEBOOKS)
def test_code_cells_are_few_short_and_folded(path):
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert 0 < len(code) <= 15
    for cell in code:
        assert len(source(cell).splitlines()) <= 3, source(cell)
        assert cell["metadata"]["jupyter"]["source_hidden"] is True, source(cell)


@named(NOTEBOOKS)
def test_every_relative_link_leads_to_a_file(path):
    for cell in cells(path):
        for target in LINK.findall(source(cell)) if cell["cell_type"] == "markdown" else ():
            if not target.startswith(("http://", "https://", "#")):
                assert (path.parent / target.split("#")[0]).exists(), target


@named(LESSONS)
@pytest.mark.parametrize("minutes", [50, 90])
def test_the_sections_of_a_plan_add_up(path, minutes):
    plans = [table for cell in cells(path) for table in tables(source(cell))]
    sums = [
        sum(int(row[column]) for row in rows if row[column].isdigit())
        for head, *rows in plans
        for column, name in enumerate(head)
        if str(minutes) in name
    ]
    assert sums, f"no plan with a column for {minutes} minutes"
    assert all(total == minutes for total in sums), sums


def tables(text: str) -> list[list[list[str]]]:
    """Markdown tables of a text: rows of cells, without the line of dashes and the total."""
    found: list[list[list[str]]] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.strip().startswith("|"):
            row = [cell.strip(" *") for cell in line.strip().strip("|").split("|")]
            if not set("".join(row)) <= set("-: ") and "total" not in row[0].casefold():
                rows.append(row)
        elif rows:
            found.append(rows)
            rows = []
    return found


@named(LESSONS)
def test_a_lesson_has_every_part_of_the_form(path):
    text = "\n".join(source(c) for c in cells(path) if c["cell_type"] == "markdown")
    headings = [line for line in text.splitlines() if line.startswith("# ")]
    assert headings, "no title"
    assert headings[0].endswith("?"), "the title is not a question"
    for part in (
        "objectives",
        "prerequisites",
        "as of",
        "recap",
        "check yourself",
        "further reading",
    ):
        assert part in text.casefold(), part
    code = "\n".join(source(c) for c in cells(path) if c["cell_type"] == "code")
    asked = re.findall(r'"([a-z]+-\d+)"', "".join(re.findall(r"study\.ask\(([^)]*)\)", code)))
    own = [name for name, question in load().items() if question.lesson == path.stem]
    assert len(asked) >= 3, "fewer than three self-check questions"
    assert asked == [name for name in own if re.fullmatch(r"[a-z]+-\d+", name)]
    assert "exercises/" in text
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]["sahelkit"]
    assert metadata["objectives"]
    assert metadata["as_of"]


@named(LESSONS)
def test_a_lesson_has_slides_with_notes_and_something_to_decide(path):
    kinds = [c["metadata"].get("slideshow", {}).get("slide_type") for c in cells(path)]
    assert kinds.count("slide") >= 8
    assert "notes" in kinds
    code = "\n".join(source(c) for c in cells(path) if c["cell_type"] == "code")
    assert "explore.disputes(" in code or "explore.hypotheses(" in code or "kit.compare(" in code
    assert len(set(re.findall(r"explore\.(\w+)\(", code))) >= 2


def unfolded(text: str) -> str:
    """A text without what is folded away."""
    return re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)


def kind(cell: dict) -> str:
    return cell["metadata"].get("slideshow", {}).get("slide_type", "")


@named(NOTEBOOKS)
def test_nothing_tells_our_reading_beneath_a_decision(path):
    deciding = False
    for cell in cells(path):
        text = source(cell)
        if cell["cell_type"] == "code":
            deciding = deciding or "explore.disputes(" in text
        elif re.match(r"#+ ", text):
            deciding = False
        elif deciding:
            told = re.search(r"\bOur reading\b|\b[Ww]e (?:read|lean)\b", unfolded(text))
            assert not told, f"{cell['id']}: {told}"


@named(NOTEBOOKS)
def test_a_task_is_short_and_on_the_slide(path):
    for cell in cells(path):
        for task in re.findall(r"^\*\*Task:\*\* (.+)$", source(cell), re.MULTILINE):
            assert kind(cell) in ("slide", "subslide", "-"), f"{cell['id']} is on no slide"
            assert len(task.split()) <= 15, f"{cell['id']}: {task}"


@named([path for path in NOTEBOOKS if path.stem[:2].isdigit()])
def test_a_slide_with_an_explorer_says_what_to_do(path):
    slide: dict = {}
    for cell in cells(path):
        if kind(cell) in ("slide", "subslide"):
            slide = cell
        elif cell["cell_type"] == "code" and kind(cell) == "-" and "explore." in source(cell):
            assert "**Task:** " in source(slide), f"{slide['id']}: no task"


@named([path for path in NOTEBOOKS if path.stem[:2].isdigit()])
def test_the_plans_are_folded_and_the_title_slide_has_the_short_one(path):
    (plan,) = [source(cell) for cell in cells(path) if "| Of 50 minutes |" in source(cell)]
    assert not tables(unfolded(plan))
    rows = [row for table in tables(plan) for row in table if row[1].isdigit()]
    first = []
    for cell in cells(path)[1:]:
        if kind(cell) == "slide":
            break
        first += [source(cell)] * (kind(cell) == "notes")
    speech = "\n".join(first)
    assert "**As of** 22 November 2026." in speech
    assert "last event is of" in speech
    missing = [f"{name} {n}" for name, n, *_ in rows if f"{name} {n}" not in speech]
    assert not missing


@named([path for path in NOTEBOOKS if path.stem[:2].isdigit()])
def test_slides_that_the_short_plan_leaves_out_are_for_home(path):
    slides = {}
    for cell in cells(path):
        if kind(cell) == "slide":
            title = re.match(r"#+ (.+)", source(cell))
            slides[title[1] if title else ""] = "home" in cell["metadata"]["tags"]
    (plan,) = [source(cell) for cell in cells(path) if "| Of 50 minutes |" in source(cell)]
    for name, minutes, *_ in (row for table in tables(plan) for row in table[1:]):
        at_home = [home for title, home in slides.items() if title.startswith(name)]
        assert all(home != minutes.isdigit() for home in at_home), name

"""The guide for teachers: its links, its answers and its timetable hold."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

import sahelkit
from sahelkit.lessons import find_citations, read
from sahelkit.lessons.prose import check_prose

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "notebooks" / "instructor-guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CITED = "](../seeds/EVIDENCE.md#"


def section(title: str, level: str = "##") -> str:
    """The text under the heading that begins with the title, up to the next of its level."""
    start = re.search(rf"^{level} {re.escape(title)}.*$", TEXT, re.M)
    assert start, f"no section {title}"
    rest = TEXT[start.end() :]
    stop = re.search(rf"^#{{2,{len(level)}}} ", rest, re.M)
    return rest[: stop.start()] if stop else rest


def rows(text: str) -> list[list[str]]:
    """The rows of the first table of a text, without its head."""
    table = re.search(r"(?:^\|.*\n)+", text, re.M)
    assert table, "no table"
    lines = table[0].splitlines()[2:]
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines]


def questions(path: Path) -> list[str]:
    """The slide on which each question for discussion stands."""
    found, heading = [], ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        for match in re.finditer(r"^## (.+)$|\*\*Discuss:\*\*", text, re.M):
            if match[1]:
                heading = match[1].strip()
            elif cell["cell_type"] == "markdown":
                found.append(heading)
    return found


def plain(title: str) -> str:
    return title.rstrip(".?")


def test_every_relative_link_leads_to_a_file():
    targets = [t for t in LINK.findall(TEXT) if not t.startswith(("http://", "https://"))]
    assert len(targets) > 100
    missing = {t for t in targets if not (GUIDE.parent / t.split("#")[0]).exists()}
    assert not missing


def test_every_citation_has_its_heading_on_the_evidence_page():
    page = (ROOT / "seeds" / "EVIDENCE.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^#### (\S+)$", page, re.M))
    cited = {citation.id.lower() for citation in find_citations(read(GUIDE))}
    assert len(cited) > 80
    assert cited <= headings


def test_the_records_bear_the_guide_out():
    report = check_prose(sahelkit.load(), [read(GUIDE)])
    assert report.paragraphs > 100
    assert [str(fault) for fault in report.faults] == []


@pytest.mark.parametrize("path", LESSONS, ids=[p.stem for p in LESSONS])
def test_every_question_for_discussion_is_answered(path):
    text = section(f"`{path.stem[:2]}`", "###")
    answers = re.findall(r"^\*\*(.+?)\*\* \*(.+?)\* (.+)$", text, re.M)
    asked = questions(path)
    assert asked, "no question for discussion"
    assert [plain(title) for title, _, _ in answers] == [plain(title) for title in asked]
    for title, question, answer in answers:
        assert question.endswith(("?", ".")), title
        assert CITED in answer, f"{title}: cites nothing"


@pytest.mark.parametrize("path", LESSONS, ids=[p.stem for p in LESSONS])
def test_the_tasks_of_a_lesson_are_answered_by_slide(path):
    text = section(f"`{path.stem[:2]}`", "###")
    answered = re.findall(r"^- \*(.+?)\*", text, re.M)
    assert len(answered) >= 5
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells)
    titles = [title.casefold() for title in re.findall(r"^## (.+)$", source, re.M)]
    for name in answered:
        assert any(plain(name).casefold() in title for title in titles), f"no slide {name}"


def test_the_guide_answers_for_no_lesson_that_is_not_there():
    answered = re.findall(r"^### `(\d\d)`", TEXT, re.M)
    assert answered == [path.stem[:2] for path in LESSONS]


def test_the_timetable_of_the_workshop_adds_up():
    *parts, total = rows(section("A workshop of one day"))
    clock = None
    for begin, end, minutes, what in parts:
        first, last = (dt.datetime.strptime(text, "%H:%M") for text in (begin, end))
        assert clock in (None, first), f"a gap before {what}"
        assert (last - first).seconds == 60 * int(minutes), what
        clock = last
        if plan := re.search(r"plan for (\d+) minutes", what):
            assert plan[1] == minutes, what
    assert int(total[2]) == sum(int(part[2]) for part in parts)


def test_the_course_of_six_has_six_lessons_in_order():
    linked = [LINK.search(row[1])[1] for row in rows(section("Three course paths"))]
    assert linked == [path.name for path in LESSONS[1:7]]
    assert len(linked) == 6


def test_each_misconception_is_answered_by_a_record():
    table = rows(section("Likely misconceptions"))
    assert 10 <= len(table) <= 14
    for said, shown in table:
        assert CITED not in said
        assert CITED in shown, said


@pytest.mark.parametrize("word", ["junta", "terrorist", "jihadist", "regime", "invasion"])
def test_the_style_note_says_who_uses_a_loaded_word(word):
    (row,) = [r for r in rows(section("Words and names")) if word in re.split(r"\W+", r[0])]
    assert CITED in row[1]
    assert row[2]

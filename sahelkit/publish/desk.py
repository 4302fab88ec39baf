"""The cells of a lesson as they are printed, one after the other."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.lessons.notebook import Cell, Lesson
from sahelkit.publish import activities, front, paper, render, screen, tables
from sahelkit.publish.answers import REFERENCES, Answers, opened, ruled
from sahelkit.publish.bibliography import Bibliography, Work
from sahelkit.publish.glossary import Glossary
from sahelkit.publish.notes import Notes
from sahelkit.publish.questions import on_paper
from sahelkit.publish.rows import Rows

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

_PAIR = re.compile(r'<p>(?:(?!</p>).)*</p>\s*<div class="wide".*?</div>', re.DOTALL)
_LEVEL = re.compile(r"^(#{1,6})[ \t]", re.MULTILINE)
_TITLE = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_APART = re.compile(
    r"(<figure\b.*?</figure>|<table\b.*?</table>|<blockquote>.*?</blockquote>|<h[1-6]>.*?</h[1-6]>)",
    re.DOTALL,
)


@dataclass
class Desk:
    """What is at hand while the cells of a lesson are written one after the other."""

    lesson: Lesson
    kit: Kit
    words: Mapping[str, str]
    answers: Answers
    notes: Notes
    glossary: Glossary = field(default_factory=Glossary)
    heading: str = ""
    sections: int = 0
    plans: list[str] = field(default_factory=list)  # for teachers: they go to the end
    places: dict[str, str] = field(default_factory=dict)  # records in tables, with their section

    def __post_init__(self) -> None:
        self.rows = Rows(self.kit, self.words)

    def cell(self, cell: Cell, without: Callable[[str], str]) -> str:
        """Write a cell."""
        try:
            if cell.kind == "markdown":
                return self._prose(cell, without)
            if cell.kind == "code":
                return "\n".join(
                    self._output(block)
                    for block in render.outputs(
                        cell, self.lesson.path, self.heading or self.lesson.title
                    )
                )
        except UnknownName as error:
            raise BadLesson(self.lesson.path.name, cell.number, f"cites an {error}") from None
        return ""

    def noted(self, page: str) -> str:
        """Turn the citations of a piece of HTML into numbers."""
        return self.notes.in_print(page, self.words["note"], self.glossary.entry)

    def bibliography(self) -> tuple[dict[str, list[tuple[str, list[Work]]]], list[Work]]:
        """Return what each note rests on, by record, and every source of notes and tables.

        A record that a table of the handout holds, with its sources, is left out of the first.
        """
        works = Bibliography(self.kit)
        behind = {
            note.record_id: works.behind(note.record_id)
            for note in self.notes.all
            if note.record_id not in self.places
        }
        for name in self.places:
            works.behind(name)
        return behind, works.all

    def _prose(self, cell: Cell, without: Callable[[str], str]) -> str:
        level = _LEVEL.search(cell.source)
        page = render.prose(cell, self.lesson.path, heading=min(len(level[1]), 3) if level else 3)
        render.refuse_requests(page, cell, self.lesson.path)
        page = without(re.sub(r"<script\b.*?</script\s*>", "", page, flags=re.DOTALL | re.I))
        if "teaching" in cell.tags:
            page = screen.without(page)
        if found := _TITLE.search(page):
            self.heading = html.unescape(re.sub(r"<[^>]*>", "", found[1]))
            page = _TITLE.sub(self._number, page)
        plans = "<table>" in page and bool(front.PLAN.search(page))
        page = opened(page) if plans else self.answers.take(page, self.heading)
        head, page = _head(page)
        if activities.is_template(page):
            page = activities.fillable(page, self.words)
        elif self.sections and activities.is_activity(cell, page):
            page = activities.with_space(page, self.words)
        elif cell.slide not in ("", "notes", "skip"):
            page = _boxed(page)
        page = re.sub(r"<table>.*?</table>", self._wide, page, flags=re.DOTALL)
        page = self.noted(head + page)
        if plans:
            self.plans.append(_PAIR.sub(r'<div class="plan">\g<0></div>', page))
            return ""
        return page

    def _number(self, heading: re.Match[str]) -> str:
        self.sections += 1
        number = f'<span class="number">{self.sections}</span>'
        return f'<h2 id="section-{self.sections}">{number} {heading[1]}</h2>'

    def _output(self, block: render.Block) -> str:
        if block.kind == "question":
            return "".join(self._question(*one) for one in on_paper(block.html, self.kit))
        if block.kind == "explorer":
            return self._explorer(paper.read(block.html))
        if block.kind == "figure":
            picture = re.search(r"<svg\b.*</svg>|<img\b[^>]*>", block.html, re.DOTALL)
            if picture:
                drawn, source = paper.take_source(picture[0])
                caption = re.search(r"<figcaption\b[^>]*>(.*?)</figcaption>", block.html, re.DOTALL)
                return paper.figure(drawn, caption[1] if caption else "", source)
        page = self.answers.take(tables.plain(block.html), self.heading)
        page = re.sub(r"<table\b[^>]*>.*?</table>", self._wide, page, flags=re.DOTALL)
        return self.noted(f'<div class="data">{page}</div>')

    def _question(self, asked: str, answer: str, writes: bool) -> str:
        room = ruled(2, self.words) if writes else ""
        reference = self.answers.put(self.heading, answer) if answer else ""
        return self.noted(f'<div class="asked">{asked}{room}{reference}</div>')

    def _explorer(self, sheet: paper.Sheet) -> str:
        title = f"<b>{sheet.title}</b>" if sheet.title else ""
        if sheet.questions:  # a table drawn as a picture: the table itself says the same
            parts = [f'<p class="title">{title}</p>']
        else:
            parts = [paper.figure(sheet.picture, title, sheet.caption, sheet.source)]
        place = self.words["see_section"].format(number=self.sections)
        grades = not sheet.questions  # of rival answers one thinks before one sees them

        def fill(row: paper.Row, heads: tuple[str, ...]) -> paper.Row:
            filled = self.rows.fill(row, place, grades=grades)
            if filled is not row:  # it is a record of the kit, and stands there with its sources
                self.places.setdefault(row.id, place)
                if row.question:
                    self.places.setdefault(row.question, place)
            return filled

        name = self.lesson.path.name
        parts.append(paper.table(sheet, self.words, name, fill, self._judgement))
        return f'<div class="explorer">{"".join(parts)}</div>'

    def _judgement(self, question: str) -> str:
        """Return the form in which readers commit to an answer, and the way to ours."""
        if not question:
            return ""
        words = self.words
        box = '<span class="box"></span>'
        levels = " ".join(f"{box} {words[level]}" for level in ("low", "moderate", "high"))
        return (
            f'<div class="judge"><p>{words["my_answer"]}: <span class="blank"></span></p>'
            f"<p>{words['my_confidence']}: {levels}</p>"
            f"{self.answers.reading(self.kit, question)}"
            f'<p class="because">{words["because"]} <span class="blank"></span></p></div>'
        )

    def _wide(self, match: re.Match[str]) -> str:
        made = match[0].replace("<th></th>", "<td></td>")  # a head without words is none
        return paper.wide(made, html.escape(self.heading or self.words["table"]))


def _head(page: str) -> tuple[str, str]:
    """Cut a heading off the beginning of a piece of HTML."""
    found = re.match(r"\s*<h[1-6]\b[^>]*>.*?</h[1-6]>", page, re.DOTALL)
    return (found[0], page[found.end() :]) if found else ("", page)


def _boxed(page: str) -> str:
    """Set the few words of a slide apart from the prose, tables and pictures aside."""
    pieces = _APART.split(page)
    return "".join(
        f'<div class="points">{piece.strip()}</div>'
        if n % 2 == 0 and REFERENCES.sub("", piece).strip()
        else piece
        for n, piece in enumerate(pieces)
    )

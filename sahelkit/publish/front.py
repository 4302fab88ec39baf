"""The title block of a handout, and what stands at the head and foot of its pages."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sahelkit.lessons.notebook import Cell, Lesson
from sahelkit.publish import render

PLAN = re.compile(
    r"plans? (?:for|de|pour) (\d+)(?: (?:and|et)(?: for| de| pour)? (\d+))? minutes", re.IGNORECASE
)
_AS_OF = re.compile(
    r"<p>\s*(?:<strong>)?(?:As of|À jour au)\b(?:</strong>)?[^<]{0,40}</p>", re.IGNORECASE
)
_TEACHERS = re.compile(r"<p>\s*<strong>For teachers\b.*?</p>", re.DOTALL)  # plans: at the end
_LIST = re.compile(r"(<p>(?:(?!</p>).)*</p>)\s*<ul>(.*?)</ul>", re.DOTALL)
_AIMS = re.compile(r"objective|by the end|be able to|objectif", re.IGNORECASE)
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)


@dataclass(frozen=True)
class Title:
    """The title block.

    Attributes
    ----------
    number : str
        ``2`` of a lesson in a file called ``02-…``, else empty text.
    kicker : str
        The line above the question: ``Lesson 2 · The break with ECOWAS``.
    question : str
        The lesson's title.
    as_of : str
        Day of its facts, in words.
    minutes : tuple of str
        Minutes of the plans that it holds.
    objectives : tuple of str
        HTML of each.
    """

    number: str
    kicker: str
    question: str
    as_of: str
    minutes: tuple[str, ...]
    objectives: tuple[str, ...]

    def without(self, page: str) -> str:
        """Leave out of a piece of the lesson what the title block says already."""
        page = re.sub(r"<h1>.*?</h1>", "", page, flags=re.DOTALL)
        if self.as_of:
            page = _AS_OF.sub("", page)
        page = _TEACHERS.sub("", page)
        page = _LIST.sub(lambda m: "" if self._repeats(m[1], m[2]) else m[0], page)
        line = f"<p>{html.escape(self.kicker, quote=False)}</p>"
        return page.replace(line, "", 1) if self.kicker else page

    def _repeats(self, lead: str, items: str) -> bool:
        """Say whether a list is that of the objectives, perhaps in other words."""
        said = len(_ITEM.findall(items))
        return bool(_AIMS.search(lead)) and said == len(self.objectives)


def title_block(lesson: Lesson, words: Mapping[str, str]) -> Title:
    """Gather the title block of a lesson."""
    found = re.match(r"0*(\d+)-", lesson.name)
    number = found[1] if found else ""
    texts = [cell.source for cell in lesson.cells if cell.kind == "markdown"]
    minutes = dict.fromkeys(n for text in texts for pair in PLAN.findall(text) for n in pair if n)
    return Title(
        number,
        _kicker(texts) or (words["lesson"].format(number=number) if number else ""),
        lesson.title,
        lesson.as_of,
        tuple(minutes),
        tuple(map(_inline, lesson.objectives)),
    )


def margins(title: Title, words: Mapping[str, str]) -> str:
    """Return the style rules that print lesson, day and number at the edges of each page."""
    left = title.kicker or title.question
    right = words["as_of"].format(day=title.as_of) if title.as_of else ""
    before, between, after = re.split(r"\{page\}|\{pages\}", words["page_of"])
    pages = f"{_css(before)} counter(page) {_css(between)} counter(pages) {_css(after)}"
    return (
        f"@page {{ @top-left {{ content: {_css(left)} }} @top-right {{ content: {_css(right)} }} "
        f"@bottom-left {{ content: {_css(title.question)} }} "
        f"@bottom-right {{ content: {pages} }} }}\n"
        "@page :first { @top-left { content: none } @top-right { content: none } }\n"
    )


def _css(text: str) -> str:
    """Write a text as a string of a style sheet."""
    return '"' + re.sub(r'[\\"<>\n\r\f{}]', lambda m: f"\\{ord(m[0]):x} ", text) + '"'


def _kicker(texts: list[str]) -> str:
    """Return the line beneath the title, if it is the only short one there."""
    for text in texts:
        if found := re.match(r"\s*#[ \t][^\n]*\n+([^\n#*\[<|-][^\n\[<]{0,80})\s*(?:\n\n|\Z)", text):
            line = found[1].strip()
            return "" if re.match(r"(?i)as of|à jour", line) or line.endswith(".") else line
    return ""


def _inline(markdown: str) -> str:
    page = render.prose(Cell(0, "markdown", markdown), Path())
    return re.sub(r"^<p>|</p>\s*$", "", page).strip()

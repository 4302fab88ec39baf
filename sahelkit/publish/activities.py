"""Space to write on paper: at activities, at questions for discussion, in templates."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sahelkit.lessons.notebook import Cell
from sahelkit.publish import answers

_TIME = re.compile(
    r"<p><em>([^<]*\b(?:of|sur) \d+(?: minutes)?[^<]*?|[^<]*\d+-minute plan[^<]*?)\.?</em>\s*"
)
_TASK = re.compile(
    r"<p>(?:<em>[^<]*</em>\s*)?<strong>(?:Discuss|Write|Vote|Commit|Draw|List|Mark|Explain)\b"
)
_WRITES = re.compile(r"\b(?:discuss|write|rewrite|list|sentence)\b", re.IGNORECASE)
_DRAWS = re.compile(r"\bDraw (?:a|your|one|the border)\b")
_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
_BLANK = "…"


def is_activity(cell: Cell, page: str) -> bool:
    """Say whether a rendered cell sets readers a task.

    That is prose for the class beside a slide (not under a heading of its own), or a paragraph
    that says for how long or begins with what to do.
    """
    if "teaching" not in cell.tags:
        return False
    beside = cell.slide == "notes" and not _HEADING.search(cell.source)
    return bool((beside and "<p>" in page) or _TIME.search(page) or _TASK.search(page))


def with_space(page: str, words: Mapping[str, str]) -> str:
    """Set a rendered task apart, with its time as a label and room for what it asks for."""
    text = re.sub(r"<[^>]*>", " ", page)
    page = _TIME.sub(r'<p class="time">\1</p><p>', page, count=1)
    page = re.sub(r"<p>\s*</p>", "", page)
    if answers.REFERENCE.search(page):
        room = ""  # there is room above the way to the answer
    elif _DRAWS.search(text):
        room = f'<div class="drawing" role="img" aria-label="{words["drawing"]}"></div>'
    else:
        room = answers.ruled(3 if _WRITES.search(text) else 2, words)
    return f'<div class="task">{page}{room}</div>'


def is_template(page: str) -> bool:
    """Say whether a rendered cell is a form to fill in, with dots where words are missing."""
    return bool(re.search(rf"<(p|li|td)>{_BLANK}</\1>", page))


def fillable(page: str, words: Mapping[str, str]) -> str:
    """Turn the dots of a form into lines."""
    page = re.sub(rf"<p>{_BLANK}</p>", answers.ruled(4, words), page)
    page = re.sub(rf"<ul>\s*<li>{_BLANK}</li>\s*</ul>", answers.ruled(4, words), page)
    page = re.sub(rf"<td>([^<]*?){_BLANK}</td>", r'<td class="fill">\1</td>', page)
    page = re.sub(
        rf"<li>([^<]*?){_BLANK}</li>", r'<li>\1<span class="blank long"></span></li>', page
    )
    page = page.replace(_BLANK, '<span class="blank"></span>')
    return f'<div class="form">{page}</div>'

"""Self-check questions in decks and handouts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sahelkit.lessons.notebook import Cell

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

_ROOT = re.compile(r'(?=<div class="sahelkit-question)')
_ID = re.compile(r'data-id="([^"]+)"')
_PLAIN = re.compile(r'<div class="sk-q-plain">(.*)</div></div>', re.DOTALL)
_PAPER = re.compile(r'<p class="sk-q-paper">.*?</p>', re.DOTALL)


def split(cell: Cell) -> list[Cell]:
    """Return a cell for each of the questions that a code cell asks; other cells as they are."""
    for number, out in enumerate(cell.outputs):
        data = out.get("data") or {}
        page = "".join(data.get("text/html", ""))
        if 'class="sahelkit-question' not in page:
            continue
        pieces = [piece for piece in _ROOT.split(page) if piece.strip()]
        if len(pieces) > 1:
            before, after = cell.outputs[:number], cell.outputs[number + 1 :]
            own = ({**out, "data": {"text/html": piece}} for piece in pieces)
            return [replace(cell, outputs=(*before, one, *after)) for one in own]
    return [cell]


def parts() -> tuple[str, str]:
    """Return the script and the style sheet that questions need (once a page)."""
    from sahelkit.study import assets  # here, since it loads matplotlib

    return assets.script(), assets.stylesheet()


def on_paper(page: str, kit: Kit) -> list[tuple[str, str, bool]]:
    """Return each question of a page as paper holds it.

    Returns
    -------
    list of (question, answer, writes)
        HTML of the question without its form; HTML of the right answer and why, empty for an
        essay; and whether the answer is written rather than ticked.
    """
    from sahelkit.study.markup import inline
    from sahelkit.study.questions import find
    from sahelkit.study.solution import right_text

    made = []
    for piece in _ROOT.split(page):
        if not (name := _ID.search(piece)) or not (plain := _PLAIN.search(piece)):
            continue
        question = find(name[1])
        right = inline(right_text(question, kit).rstrip("."))
        why = inline(question.explanation, links=True)
        answer = f"<p><b>{right}.</b> {why}</p>" if right else ""
        made.append((_PAPER.sub("", plain[1]), answer, not question.option))
    return made

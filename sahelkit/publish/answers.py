"""Answers that a reader must not see while working: collected at the end of a handout."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

LINES = 3  # to write on, at a question of which the answer stands at the end

REFERENCE = re.compile(r'<p class="ref">(?:(?!</p>).)*</p>\s*\Z', re.DOTALL)  # at the end
REFERENCES = re.compile(r'(?:<p class="ref">(?:(?!</p>).)*</p>\s*)+', re.DOTALL)

_DETAILS = re.compile(
    r"<details\b[^>]*>\s*<summary\b[^>]*>(.*?)</summary>(.*?)</details>", re.DOTALL | re.I
)
_REFERRED = re.compile(r'<a id="question-\d+".*?</a>', re.DOTALL)
_STRONG = re.compile(r"<p><strong>((?:(?!</strong>).)*?)[.:]?</strong>", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """An answer.

    Attributes
    ----------
    number : int
        Its number, by which its place refers to it.
    place : str
        Where it belongs: heading, and question where it has a name (HTML).
    html : str
        The answer, with its citations not yet turned into notes.
    """

    number: int
    place: str
    html: str


class Answers:
    """The answers of a handout, in the order of their places.

    Parameters
    ----------
    words : mapping
        Words of the interface (`sahelkit.publish.words.page_words`).
    keep : bool
        Whether they are printed at all; otherwise their places stay empty.
    """

    def __init__(self, words: Mapping[str, str], keep: bool = True) -> None:
        self._words = words
        self._keep = keep
        self.all: list[Answer] = []

    def take(self, page: str, heading: str) -> str:
        """Cut the answers out of a piece of HTML and leave lines and a reference instead."""

        def cut(match: re.Match[str]) -> str:
            before = page[: match.start()].rpartition("</details>")[2]
            named = _STRONG.findall(before)
            label = named[-1] if named else re.sub(r"<[^>]*>", "", match[1])
            room = ruled(LINES, self._words) if "<p>" in before else ""
            return room + self.put(f"{heading} · {label}" if heading else label, match[2])

        return _DETAILS.sub(cut, page)

    def put(self, place: str, answer: str) -> str:
        """Keep an answer for the end and return the reference to it."""
        if not self._keep:
            return ""
        number = len(self.all) + 1
        self.all.append(Answer(number, place, answer))
        words = self._words
        name = words["answer_ref"].format(number=number)
        link = f'<a id="question-{number}" href="#answer-{number}">{name}</a>'
        return f'<p class="ref">{words["see_answer"].format(answer=link)}</p>'

    def reading(self, kit: Kit, dispute_id: str) -> str:
        """Keep the kit's own reading of a dispute for the end and return the reference."""
        record = kit.record(dispute_id)
        words = self._words
        level = str(record.get("confidence") or "")
        sure = words["confidence"].format(level=words.get(level, level)) if level else ""
        text = (
            f"<p>{html.escape(str(record.get('reading') or ''))} {html.escape(sure)}"
            f'<a href="../seeds/EVIDENCE.md#{dispute_id.lower()}">{dispute_id}</a></p>'
        )
        if lesson := str(record.get("teaches") or ""):
            text += f"<p><i>{words['teaches']}</i> {html.escape(lesson)}</p>"
        return self.put(f"{words['our_reading']}: {html.escape(record.title)}", text)


def joined(page: str, words: Mapping[str, str]) -> str:
    """Make one line of references to answers that follow each other."""

    def join(match: re.Match[str]) -> str:
        links = _REFERRED.findall(match[0])
        if len(links) < 2:
            return match[0]
        return f'<p class="ref">{words["see_answer"].format(answer=", ".join(links))}</p>\n'

    return REFERENCES.sub(join, page)


def opened(page: str) -> str:
    """Return a piece of HTML with what is folded in it laid open."""
    return _DETAILS.sub(r"<p><strong>\1</strong></p>\2", page)


def ruled(lines: int, words: Mapping[str, str]) -> str:
    """Return ruled lines to write on."""
    name = html.escape(words["space"])
    return f'<div class="ruled" role="img" aria-label="{name}">{"<span></span>" * lines}</div>'

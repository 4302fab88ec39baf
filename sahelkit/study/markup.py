"""The few marks of Markdown that questions use, as HTML; a citation shows its record's name."""

from __future__ import annotations

import html
import re

_EVIDENCE = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:\.\./)*seeds/EVIDENCE\.md#([\w.-]+)\)")
_MARKS = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<!\*)\*(?=\S)([^*]+?)(?<=\S)\*(?!\*)"), r"<em>\1</em>"),
)


def inline(markdown: str, *, links: bool = False) -> str:
    """Return a paragraph or a few as HTML; what is no mark is escaped.

    Parameters
    ----------
    markdown : str
        The text, with paragraphs divided by empty lines.
    links : bool
        Whether citations lead to the evidence page, or only name the record.
    """
    text = html.escape(markdown.strip(), quote=False)
    cited = r'<a href="../seeds/EVIDENCE.md#\2">\1</a>' if links else r"<b>\1</b>"
    text = _EVIDENCE.sub(cited, text)
    for mark, tag in _MARKS:
        text = mark.sub(tag, text)
    return "<br>".join(part.strip() for part in re.split(r"\n\s*\n", text))


def cited(markdown: str) -> list[str]:
    """Return the anchors of the records that a text cites, in order."""
    return [anchor for _, anchor in _EVIDENCE.findall(markdown)]


def plain(markdown: str) -> str:
    """Return a text without its marks."""
    text = _EVIDENCE.sub(r"\1", markdown)
    return " ".join(re.sub(r"[*`]", "", text).split())

"""The few marks of Markdown that questions use, as HTML; a citation shows its record's name."""

from __future__ import annotations

import html
import re

_EVIDENCE = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:\.\./)*seeds/EVIDENCE\.md#([\w.-]+)\)")
ALONE = "white-space:nowrap;text-decoration:underline"  # look of a link in the output of a cell
_NAMED = re.compile(r"(?<![\w-])([\w-]+) (?=\[\1\]\()")
_CODE = re.compile(r"(`[^`]+`)")
_POINT = re.compile(r"^[-*] ", re.MULTILINE)
_MARKS = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "strong"),
    (re.compile(r"(?<!\*)\*(?=\S)([^*]+?)(?<=\S)\*(?!\*)"), "em"),
)
_BREAK = re.compile(r"\s*\n(?:\s*\n\s*|(?=• ))")


def inline(markdown: str, *, links: bool = False, look: str = "") -> str:
    """Return a paragraph or a few, or a list of points, as HTML; what is no mark is escaped.

    Parameters
    ----------
    markdown : str
        The text, with paragraphs divided by empty lines.
    links : bool
        Whether citations lead to the evidence page, or only name the record.
    look : str
        CSS for the names of the records, where no style sheet comes along.
    """
    text = html.escape(_clean(markdown), quote=False)
    style = f' style="{look}"' if look else ""
    names = rf'<a href="../seeds/EVIDENCE.md#\2"{style}>\1</a>' if links else rf"<b{style}>\1</b>"
    text = _EVIDENCE.sub(names, text)
    parts = _CODE.split(_POINT.sub("• ", text))
    parts[1::2] = (f"<code>{code[1:-1]}</code>" for code in parts[1::2])
    kept = iter(parts[1::2])
    text = _marked("\0".join(parts[::2]), "<{}>", "</{}>")  # what is code keeps its signs
    text = re.sub("\0", lambda _: next(kept), text)
    return "<br>".join(part.strip() for part in _BREAK.split(text))


def citation(record: str) -> str:
    """Return the Markdown that cites a record; an answer to a dispute stands on its page."""
    anchor = re.sub(r"^(C-\d+)-[a-z]$", r"\1", record).lower()
    return f"[{record}](../seeds/EVIDENCE.md#{anchor})"


def cited(markdown: str) -> list[str]:
    """Return the anchors of the records that a text cites, in order."""
    return [anchor for _, anchor in _EVIDENCE.findall(markdown)]


def plain(markdown: str) -> str:
    """Return a text without its marks; what is code keeps its signs."""
    parts = _CODE.split(_POINT.sub("• ", _EVIDENCE.sub(r"\1", _clean(markdown))))
    kept = iter(code[1:-1] for code in parts[1::2])
    text = re.sub("\0", lambda _: next(kept), _marked("\0".join(parts[::2])))
    return " ".join(text.split())


def _clean(markdown: str) -> str:
    """Return a text in which a record that is named and then cited is named once."""
    return _NAMED.sub("", markdown.replace("\0", "").strip())


def _marked(text: str, opening: str = "", closing: str = "") -> str:
    """Turn marks into tags, or into nothing."""
    for mark, tag in _MARKS:
        text = mark.sub(rf"{opening.format(tag)}\1{closing.format(tag)}", text)
    return text

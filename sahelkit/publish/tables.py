"""Tables of data as they are set in a document: one line of heads, plain words, no styles."""

from __future__ import annotations

import re

_STYLE = re.compile(r"<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_LOOK = re.compile(r"""\s(?:style|border|align|cellpadding|cellspacing)=(?:"[^"]*"|'[^']*')""")
_HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
_LINE = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)


def plain(page: str) -> str:
    """Return the table that pandas or the kit wrote, without its looks.

    The line that names the index of a DataFrame is joined with the line of heads, and names of
    columns are written as words (``credibility_reason`` as "credibility reason").
    """
    page = re.sub(r"<(?:t[hdr]|table|caption|div)\b[^>]*>", _unstyled, _STYLE.sub("", page))
    page = _HEAD.sub(_joined, page)
    return re.sub(r"(<tr>\s*)<th>(.*?)</th>", r'\1<th scope="row">\2</th>', page, flags=re.DOTALL)


def _unstyled(tag: re.Match[str]) -> str:
    return _LOOK.sub("", tag[0])


def _joined(head: re.Match[str]) -> str:
    lines = [_CELL.findall(line) for line in _LINE.findall(head[1])]
    if not lines:
        return head[0]
    first = list(lines[0])
    if len(lines) == 2 and len(lines[1]) == len(first) and not any(lines[1][1:]):
        first[0] = lines[1][0]  # the index has a name
    elif len(lines) > 1:
        return head[0]
    cells = "".join(
        f'<th scope="col">{text}</th>' if text.strip() else "<td></td>"
        for text in (re.sub(r"(?<=\w)_(?=\w)", " ", cell) for cell in first)
    )
    return f"<thead><tr>{cells}</tr></thead>"

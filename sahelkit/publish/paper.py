"""An explorer on paper: its picture, its caption and a table of the records that it shows."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

LIMIT = 25  # rows of a table; a few more are printed rather than left out
SLACK = 3
LEAST = 8.02 / 10.5  # points of paper for a point of a picture, so that no text is under 8 points
WIDEST = 552.0  # points of A4 between the edges that printers need
TABLE = 487.0  # points of the width of a table on A4
LONGEST = 14  # letters of a word that get a line of their own

_LETTER, _WIDE = 4.4, 5.4  # points of a letter of a table: on average, and in a wide word
_GAP = 7.5  # points after a column
_STEP = 5.0  # points of width that a column is given at a time
_DATA = re.compile(r'<script type="application/json" class="sahelkit-data">(.*?)</script>', re.S)
_PICTURE = re.compile(r'<div class="sk-picture"[^>]*>\s*(.*?</svg>|<img\b[^>]*>)', re.S)
_TITLE = re.compile(r'<div class="sk-title">(.*?)</div>', re.S)
_CAPTION = re.compile(r'<p class="sk-caption">(.*?)</p>', re.S)
_ROW = re.compile(r'<tr data-id="([^"]*)"([^>]*)>(.*?)</tr>', re.S)
_TAG = re.compile(r"<[^>]*>")
_HEAD = re.compile(r"<thead>(.*?)</thead>", re.S)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S)
_HIDDEN = re.compile(r"<span\b[^>]*\shidden>.*?</span>", re.S)
_LINE = re.compile(r"<g\b[^>]*>\s*<text\b[^>]*font-size: 9px[^>]*>([^<]*)</text>\s*</g>")
_MOUSE = re.compile(  # sentences of a caption that say what to do at a screen, in either language
    r"(?:Choose|Choisissez)(?! a day:| un jour :)[^.]*\."
    r"|(?:Events, when ticked|Les événements, une fois cochés)[^.]*\."
)
_DAY = re.compile(r"(?:Choose a day|Choisissez un jour) ?:\s*(\w)")
_CHOSEN = re.compile(r"(?:Membership on the chosen day|Appartenance au jour choisi)(?=\.)")
_DATED = re.compile(r'aria-label="([^".]*\b\d{4})\.')
_BREAK = re.compile(r"(?<=[–-])")
_EMPTY = re.compile(r"<span\b[^>]*>\s*</span>")
_WIDTH = re.compile(r'<svg\b[^>]*\bviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)')


@dataclass(frozen=True)
class Row:
    """A record of the table: identifier, the question it answers, and its cells (HTML)."""

    id: str
    question: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What an explorer has to show without a screen.

    Attributes
    ----------
    kind : str
        Which explorer it is.
    title, picture, source, caption : str
        HTML; ``source`` is the picture's own source line, which is too small in print.
    heads : tuple of str
        Heads of the columns of the table.
    rows : tuple of Row
        The records that it shows at the beginning; of disputes, those of every question.
    questions : mapping
        Identifier of a dispute to its question, where it has them.
    """

    kind: str
    title: str
    picture: str
    source: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    questions: Mapping[str, str]


def read(page: str) -> Sheet:
    """Read the page of an explorer (`sahelkit.explorer.page.render`)."""
    kind = re.search(r'data-kind="(\w+)"', page)
    data: dict[str, Any] = json.loads(found[1]) if (found := _DATA.search(page)) else {}
    questions = {
        name: str(each.get("text", ""))
        for control in data.get("controls", ())
        for name, each in (control.get("data", {}).get("questions") or {}).items()
    }
    rows = [
        Row(
            html.unescape(name),
            found[1] if (found := re.search(r'data-question="([^"]*)"', marks)) else "",
            tuple(_HIDDEN.sub("", cell).strip() for cell in _CELL.findall(cells)),
        )
        for name, marks, cells in _ROW.findall(page)
        if questions or not re.search(r"\shidden$", marks)
    ]
    head = _HEAD.search(page)
    heads = tuple(_CELL.findall(head[1])) if head else ()
    used = [n for n in range(len(heads)) if any(n < len(r.cells) and r.cells[n] for r in rows)]
    picture, source = take_source(_first(_PICTURE, page))
    return Sheet(
        kind[1] if kind else "",
        _first(_TITLE, page),
        picture,
        source,
        printed_caption(_first(_CAPTION, page), picture),
        tuple(heads[n] for n in used),
        tuple(Row(r.id, r.question, tuple(r.cells[n] for n in used)) for r in rows),
        questions,
    )


def printed_caption(caption: str, picture: str = "") -> str:
    """Return a caption (HTML) without what can only be done at a screen.

    A map gets the day that it shows, from the description of its ``picture``.
    """
    kept = _DAY.sub(lambda found: found[1].upper(), _MOUSE.sub("", caption))
    if dated := _DATED.search(picture):
        kept = _CHOSEN.sub(lambda _: dated[1], kept)
    return re.sub(r"\s{2,}", " ", _EMPTY.sub("", kept)).replace(" </span>", "</span>").strip()


def take_source(svg: str) -> tuple[str, str]:
    """Take the source line out of a picture, in which it would be too small; return both."""
    found = _LINE.search(svg)
    return (_LINE.sub("", svg, count=1), found[1].strip()) if found else (svg, "")


def width(svg: str) -> float:
    """Return how wide a picture is printed, in points; 0 if it does not say."""
    found = _WIDTH.search(svg)
    return min(float(found[1]) * LEAST, WIDEST) if found else 0.0


def figure(picture: str, *lines: str) -> str:
    """Return a picture with the lines beneath it, large enough that its text can be read."""
    wide = width(picture)
    style = f' style="--wide: {wide:.1f}pt"' if wide else ""
    text = " ".join(line for line in lines if line)
    caption = f"<figcaption>{text}</figcaption>" if text else ""
    return f'<figure{style}><div class="picture" tabindex="0">{picture}</div>{caption}</figure>'


def table(
    sheet: Sheet,
    words: Mapping[str, str],
    notebook: str,
    fill: Callable[[Row, tuple[str, ...]], Row] = lambda row, heads: row,
    after: Callable[[str], str] = lambda question: "",
) -> str:
    """Return the table of an explorer's records.

    Parameters
    ----------
    sheet : Sheet
        The explorer.
    words : mapping
        Words of the interface.
    notebook : str
        Name of the notebook, for the line that says where the records stand that are left out.
    fill : callable, optional
        Gets each row that is printed and the heads, and returns the row as it is printed.
    after : callable, optional
        Gets the identifier of a question and returns what stands beneath its answers.
    """
    if not sheet.rows:
        return ""
    rows = [fill(row, sheet.heads) for row in printed_rows(sheet)]
    left = len(sheet.rows) - len(rows)
    span = len(sheet.heads)
    bodies = []
    for question, group in groupby(rows, key=lambda row: row.question):
        body = "".join(map(_row, group))
        if len(sheet.questions) > 1 and question in sheet.questions:
            text = f"{question}: {sheet.questions[question]}"
            head = f'<tr class="group"><th colspan="{span}" scope="rowgroup">'
            body = f"{head}{html.escape(text)}</th></tr>{body}"
        if extra := after(question):
            body += f'<tr class="after"><td colspan="{span}">{extra}</td></tr>'
        bodies.append(f"<tbody>{body}</tbody>")
    heads = "".join(f'<th scope="col">{head}</th>' for head in sheet.heads)
    name = f"{words['records']}: {sheet.title}"
    stop = " " if sheet.title.endswith(("?", "!", ".")) else ". "
    key = "" if sheet.questions else f"{stop}{words['grades']}"
    made = wide(
        f'<table class="records {sheet.kind}"><caption>{name}{key}</caption>'
        f"{_columns(rows, sheet.heads)}"
        f"<thead><tr>{heads}</tr></thead>{''.join(bodies)}</table>",
        name,
    )
    if left:
        more = words["more"].format(n=left, notebook=notebook, evidence="seeds/EVIDENCE.md")
        made += f'<p class="more">{html.escape(more)}</p>'
    return made


def printed_rows(sheet: Sheet) -> Sequence[Row]:
    """Return the rows that are printed of a table."""
    return sheet.rows[:LIMIT] if len(sheet.rows) > LIMIT + SLACK else sheet.rows


def wide(made: str, name: str) -> str:
    """Let a table scroll in a screen that is too narrow for it."""
    return f'<div class="wide" role="group" tabindex="0" aria-label="{name}">{made}</div>'


def _columns(rows: Sequence[Row], heads: Sequence[str]) -> str:
    """Share the width of a table among its columns, so that it takes little height.

    Each column gets what its longest word takes; the rest goes, bit by bit, to the column whose
    texts make rows the highest.
    """
    texts = [[html.unescape(_TAG.sub(" ", cell)).split() for cell in row.cells] for row in rows]
    widths = []
    for n, head in enumerate(heads):
        column = [part for row in texts for word in row[n] for part in _BREAK.split(word)]
        words = [" ".join(row[0]) for row in texts] if n == 0 else column
        longest = min(max(map(len, [head, *words])), LONGEST)
        widths.append(_WIDE * longest + _GAP)
    while (rest := TABLE - sum(widths)) > 0:
        high = [0] * len(widths)
        for row in texts:
            lines = [_lines(cell, wide) for cell, wide in zip(row, widths, strict=True)]
            tallest = max(lines)
            high[lines.index(tallest)] += tallest
        widths[high.index(max(high))] += min(rest, _STEP)
    shares = "".join(f'<col style="width: {100 * w / sum(widths):.1f}%">' for w in widths)
    return f"<colgroup>{shares}</colgroup>"


def _lines(words: Sequence[str], width: float) -> int:
    """Count the lines that words take in a column of so many points."""
    room, lines, used = (width - _GAP) / _LETTER, 1, -1
    for word in words:
        if used + 1 + len(word) <= room or used < 0:
            used += 1 + len(word)
        else:
            lines, used = lines + 1, len(word)
    return lines


def _row(row: Row) -> str:
    first, *rest = row.cells
    cells = "".join(f"<td>{_breakable(cell)}</td>" for cell in rest)
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def _breakable(cell: str) -> str:
    """Let a span of dates break after its dash."""
    return cell if "<" in cell else cell.replace("–", "–<wbr>")


def _first(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return found[1].strip() if found else ""

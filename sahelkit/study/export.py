"""Progress as a table for a teacher."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

from sahelkit.errors import UnknownName
from sahelkit.files import write_whole
from sahelkit.study.cases import NOT_ATTEMPTED
from sahelkit.study.kept import Entries
from sahelkit.study.questions import load

COLUMNS = (
    *("question", "lesson", "state", "solved", "tries", "first_tried", "first_solved"),
    *("how", "answer"),
)
_FORMULA = re.compile(r"(^|[;,|\t\r\n])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def export(entries: Entries, path: Path) -> Path:
    """Write a row for each question of the kit, and for others that were tried.

    Raises
    ------
    UnknownName
        If the file's name ends neither in ``.csv`` nor in ``.json``.
    OSError
        If it cannot be written.
    """
    made = list(rows(entries))
    match path.suffix.casefold():
        case ".json":
            content = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        case ".csv":
            content = _csv(made)
        case _:
            raise UnknownName("kind of file", path.name, expected="a name in .csv or .json")
    write_whole(path, content)
    return path


def rows(entries: Entries) -> list[dict[str, Any]]:
    """Return a row for each question, those not attempted among them; see `COLUMNS`."""
    found = []
    known = load()
    for name in dict.fromkeys((*known, *entries)):
        one = entries.get(name)
        values = (
            name,
            known[name].lesson if name in known else "",
            one.state if one else NOT_ATTEMPTED,
            bool(one and one.first_solved),
            one.tries if one else 0,
            one.first_tried if one else "",
            one.first_solved if one else "",
            one.how if one else "",
            one.answer if one else None,
        )
        found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def _csv(made: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for row in made:
        table.writerow([_cell(value) for value in row.values()])
    return "\ufeff" + out.getvalue()  # the mark tells spreadsheets that it is UTF-8


def _cell(value: Any) -> str:
    """Return the content of a cell, which no spreadsheet takes for a formula.

    Nor a part of it, where a spreadsheet of another country cuts the line at semicolons.
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, int | float):
        return f"{value}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _FORMULA.sub(r"\1'", text.replace("\0", "")).lstrip("\t\r\n")

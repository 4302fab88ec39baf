"""Progress as a table for a teacher."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sahelkit.errors import UnknownName
from sahelkit.files import write_whole
from sahelkit.study import sheet
from sahelkit.study.cases import NOT_ATTEMPTED
from sahelkit.study.kept import Entries
from sahelkit.study.questions import load

COLUMNS = (
    *("question", "lesson", "state", "solved", "tries", "first_tried", "first_solved"),
    *("how", "answer"),
)


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
            write_whole(path, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
        case ".csv":
            shown = ({name: _shown(value) for name, value in row.items()} for row in made)
            sheet.write(path, COLUMNS, shown)
        case _:
            raise UnknownName("kind of file", path.name, expected="a name in .csv or .json")
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


def _shown(value: Any) -> object:
    """Return a value as a cell shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value

"""Reading one table: bytes on disk to a typed DataFrame, or a fault that says where and what."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from sahelkit.errors import BadSeed, SeedWarning
from sahelkit.ledger.names import nearest
from sahelkit.ledger.schema import Field, Table

Fault = Callable[[BadSeed], None]

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?")


def _raise(fault: BadSeed) -> None:
    raise fault


def read_table(
    folder: Path, table: Table, *, optional: bool = False, report: Fault = _raise
) -> pd.DataFrame:
    """Read a table of the ledger.

    Parameters
    ----------
    folder : Path
        Folder of the ledger.
    table : Table
        Its description.
    optional : bool
        Whether columns that are not required may be missing (a teacher's own table).
    report : callable
        Gets each fault as a `BadSeed`; the default raises the first.

    Returns
    -------
    pandas.DataFrame
        The columns of the description in their order: text as ``str`` (empty text for an empty
        cell), ``integer`` as ``Int64``, ``number`` as ``float64``, ``date`` as ``datetime64``.

    Raises
    ------
    BadSeed
        If the file is missing, is not comma-separated UTF-8, lacks a column or has one too
        many, or a cell is not of its column's type, range, list or pattern.

    Warns
    -----
    SeedWarning
        For harmless traces of a spreadsheet: a byte order mark, Windows line ends, a trailing
        empty column.
    """
    rows = _rows(folder / table.path, table.path, report)
    first = next(rows, [])
    header = _header(first, table, optional, report)
    spare = len(first) - len(header)  # trailing empty columns
    cells: dict[str, list[str]] = {name: [] for name in header}
    numbers: list[int] = []
    for number, row in enumerate(rows, start=2):
        if not any(row):
            report(BadSeed(table.path, number, "", None, "no empty row"))
            continue
        if spare and len(row) == len(first) and not any(row[len(header) :]):
            row = row[: len(header)]
        if len(row) != len(header):
            report(
                BadSeed(
                    table.path,
                    number,
                    "",
                    ",".join(row),
                    f"{len(header)} cells, not {len(row)} (is a comma outside quotation marks?)",
                )
            )
            row = (row + [""] * len(header))[: len(header)]
        numbers.append(number)
        for name, cell in zip(header, row, strict=True):
            cells[name].append(cell)
    columns: dict[str, Any] = {}
    for field in table.fields:
        raw = [""] * len(numbers)
        if field.name in cells:
            raw = _checked(cells[field.name], numbers, field, table.path, report)
        columns[field.name] = _typed(raw, field.type)
    _check_key(cells, numbers, table, report)
    return pd.DataFrame(columns)


def _rows(path: Path, name: str, report: Fault) -> Iterator[list[str]]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadSeed(name, None, "", None, "the file in the folder of the ledger") from None
    except OSError as error:
        raise BadSeed(name, None, "", None, f"a file that can be read ({error.strerror})") from None
    hint = "save it as 'CSV UTF-8 (comma delimited)'"
    if raw.startswith(b"\xef\xbb\xbf"):
        _warn(name, "begins with a byte order mark")
        raw = raw[3:]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw:
        raise BadSeed(name, 1, "", None, f"text in UTF-8; this looks like UTF-16: {hint}")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        near = raw[max(0, error.start - 20) : error.end + 10].decode("cp1252", "replace")
        raise BadSeed(
            name, line, "", near, f"text in UTF-8; this looks like Windows-1252: {hint}"
        ) from None
    if "\r" in text:
        _warn(name, "has Windows line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = text.split("\n", 1)[0]
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if "," not in first and mark in first:
            raise BadSeed(name, 1, "", first, f"commas between the columns, not {word}: {hint}")
    number = 0
    try:
        for row in csv.reader(io.StringIO(text), strict=True):
            number += 1
            yield row
    except csv.Error as error:
        expected = f"comma-separated text with quotation marks in pairs ({error})"
        report(BadSeed(name, number + 1, "", None, expected))


def _warn(name: str, what: str) -> None:
    warnings.warn(f"{name} {what}; it was read all the same", SeedWarning, stacklevel=5)


def _header(header: list[str], table: Table, optional: bool, report: Fault) -> list[str]:
    if not header:
        raise BadSeed(table.path, 1, "", None, "a header row: " + ", ".join(table.columns))
    while header and header[-1] == "":
        header = header[:-1]
        _warn(table.path, "has a trailing empty column")
    for name in header:
        if name not in table.columns:
            near = nearest(name, set(table.columns) - set(header)) or table.columns
            report(BadSeed(table.path, 1, name, name, "one of the columns " + ", ".join(near)))
    for field in table.fields:
        if field.name not in header and not (optional and not field.required):
            report(BadSeed(table.path, 1, field.name, None, "this column in the header"))
    for name in header:
        if header.count(name) > 1:
            raise BadSeed(table.path, 1, name, name, "each column once")
    return header


def _checked(
    raw: list[str], numbers: list[int], field: Field, file: str, report: Fault
) -> list[str]:
    """Report the cells that are wrong, and return the column with those cells emptied."""
    checked = list(raw)
    for position, (number, cell) in enumerate(zip(numbers, raw, strict=True)):
        expected = _wrong(cell, field)
        if expected:
            report(BadSeed(file, number, field.name, cell, expected))
            checked[position] = ""
    return checked


def _typed(cells: list[str], kind: str) -> Any:
    if kind == "integer":
        return pd.array([int(c) if c else None for c in cells], dtype="Int64")
    if kind == "number":
        return pd.array([float(c) if c else float("nan") for c in cells], dtype="float64")
    if kind == "date":
        days = [dt.datetime.fromisoformat(c) if c else None for c in cells]
        return pd.array(days, dtype="datetime64[us]")
    return pd.array(cells, dtype="str")


def _wrong(cell: str, field: Field) -> str | None:
    """Say what should stand in a cell, or return None where it is right."""
    if not cell:
        return "a value (this column must not be empty)" if field.required else None
    if cell[0] == "=" or (cell[0] in "+-@" and "(" in cell):
        return "text, not a spreadsheet formula"
    if cell != cell.strip():
        return "no space at the beginning or end"
    if field.enum and cell not in field.enum:
        near = nearest(cell, field.enum)
        tail = f" (nearest: {near[0]})" if near else ""
        return "one of " + ", ".join(field.enum) + tail
    if field.pattern and not field.pattern.search(cell):
        form = field.example or f"the pattern {field.pattern.pattern}"
        return f"text written like {form}"
    if field.type in ("integer", "number"):
        return _wrong_number(cell, field)
    if field.type == "date":
        return _wrong_date(cell)
    return None


def _wrong_number(cell: str, field: Field) -> str | None:
    whole = field.type == "integer"
    if not (_WHOLE if whole else _DECIMAL).fullmatch(cell):
        return "a whole number" if whole else "a number with a decimal point"
    value = float(cell)
    if field.minimum is not None and value < field.minimum:
        return f"a number of at least {field.minimum}"
    if field.maximum is not None and value > field.maximum:
        return f"a number of at most {field.maximum}"
    return None


def _wrong_date(cell: str) -> str | None:
    form = "a date written YYYY-MM-DD"
    if len(cell) != 10 or cell[4] != "-" or cell[7] != "-":
        return form
    try:
        dt.date.fromisoformat(cell)
    except ValueError:
        return form + " that exists in the calendar"
    return None


def _check_key(
    cells: dict[str, list[str]], numbers: list[int], table: Table, report: Fault
) -> None:
    if any(name not in cells for name in table.key):
        return
    seen: dict[tuple[str, ...], int] = {}
    for number, *parts in zip(numbers, *(cells[n] for n in table.key), strict=True):
        key = tuple(parts)
        if key in seen:
            report(
                BadSeed(
                    table.path,
                    number,
                    ", ".join(table.key),
                    " ".join(key),
                    f"an identifier that is used once (it stands in row {seen[key]} too)",
                )
            )
        seen.setdefault(key, number)

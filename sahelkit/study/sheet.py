"""CSV that is safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula gets an apostrophe in front: one that begins
with ``=``, ``+``, ``-``, ``@``, a tab or a line break. The same holds behind a separator within a
text, since a spreadsheet of another country may cut the line there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from sahelkit.files import write_whole

_FIRST = re.compile(r"^\s*(?=[=+\-@\uff1d\uff0b\uff0d\uff20])|^[\t\r\n]+")
_INSIDE = re.compile(r"(?<=[;,|\t\r\n])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def safe(value: object, *, inside: bool = True) -> str:
    """Return the content of a cell; numbers stay as they are.

    Parameters
    ----------
    value : object
        A text, a number, or None.
    inside : bool
        Whether to look behind separators too, as needed for what strangers wrote.
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:d}"
    if isinstance(value, float):
        return f"{value:.12g}"
    text = str(value).replace("\0", "")
    text = _FIRST.sub(lambda m: m[0].strip("\t\r\n") + "'", text, count=1)
    return _INSIDE.sub(r"\1'", text) if inside else text


def write(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    *,
    own: Collection[str] = (),
) -> None:
    """Write a table, whole or not at all; with the mark that tells spreadsheets it is UTF-8.

    Columns in ``own`` hold the teacher's words; only their first letter is looked at.
    """
    out = io.StringIO()
    made = csv.writer(out)
    made.writerow([safe(name) for name in columns])
    for row in rows:
        made.writerow([safe(row.get(name), inside=name not in own) for name in columns])
    write_whole(path, ("\ufeff" + out.getvalue()).encode("utf-8", "backslashreplace"))


def read(path: Path) -> list[dict[str, str]]:
    """Read a table as a spreadsheet saved it: commas, semicolons or tabs, UTF-8 or Western.

    Apostrophes that `safe` put at the beginning are taken away.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    head = text.split("\n", 1)[0]
    sign = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
    return [
        {str(k): _bare(v) for k, v in row.items() if k is not None and not isinstance(v, list)}
        for row in rows
    ]


def _bare(text: str | None) -> str:
    found = (text or "").strip()
    return found[1:] if found[:1] == "'" and found[1:2] in tuple("=+-@") else found

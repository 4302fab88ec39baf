"""Tables of a presentation: widths of columns, heights of rows, and where one is cut."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sahelkit.publish.pptx.fit import LINE, joined, lines, width
from sahelkit.publish.pptx.model import Runs, Table, words

MARGIN = 4.5  # points above and beneath the text of a cell
GUTTER = 14.0  # points to the right of it


def columns(table: Table, room: float, size: float) -> list[float]:
    """Return the widths of the columns, which together fill the room, in points."""
    if table.shares:
        return [share * room for share in table.shares]
    whole, least = [], []
    for index in range(len(table.head or table.rows[0])):
        cells = [(row[index], bold(table, row, index)) for row in _rows(table)]
        wide = [_widest(words(cell).split("\n"), size, strong) for cell, strong in cells]
        long = [_widest(words(cell).split(), size, strong) for cell, strong in cells]
        whole.append(max(wide) + GUTTER + 2)
        least.append(min(max(long) + GUTTER + 2, room / 2))
    if sum(whole) <= room:
        return [w * room / sum(whole) for w in whole]
    if sum(least) >= room:
        return [w * room / sum(least) for w in least]
    spare = room - sum(least)
    # the square root lets short columns keep a line, while long ones wrap
    wish = [math.sqrt(w - m) for w, m in zip(whole, least, strict=True)]
    made = [m + spare * x / sum(wish) for m, x in zip(least, wish, strict=True)]
    over = sum(max(0.0, got - w) for got, w in zip(made, whole, strict=True))
    short = [max(0.0, w - got) for got, w in zip(made, whole, strict=True)]
    return [
        min(got, w) + (over * lack / sum(short) if sum(short) else over / len(made))
        for got, w, lack in zip(made, whole, short, strict=True)
    ]


def heights(table: Table, widths: Sequence[float], size: float) -> list[float]:
    """Return the heights of the rows, the head's first if there is one, in points."""
    return [
        max(
            len(lines(cell, widths[i] - GUTTER, size, bold=bold(table, row, i)))
            for i, cell in enumerate(row)
        )
        * (size * LINE)
        + 2 * MARGIN
        for row in _rows(table)
    ]


def bold(table: Table, row: Sequence[Runs], index: int) -> bool:
    """Say whether a cell is a head."""
    return row is table.head or (table.stub and index == 0)


def split_table(
    table: Table, room: float, size: float, height: float, whole: float
) -> tuple[Table | None, Table]:
    """Cut a table after the last row that fits; the head stands over both parts.

    A row that is higher than a ``whole`` slide is itself cut.
    """
    widths = columns(table, room, size)
    table = replace(table, shares=tuple(wide / room for wide in widths))
    tall = heights(table, widths, size)
    head = tall.pop(0) if table.head else 0.0
    used, count = head, 0
    while count < len(tall) and used + tall[count] <= height:
        used += tall[count]
        count += 1
    if count:
        kept = replace(table, rows=table.rows[:count])
        return kept, replace(table, rows=table.rows[count:])
    if head + tall[0] <= whole:
        return None, table
    fit = max(1, math.floor((height - head - 2 * MARGIN) / (size * LINE)))
    first, after = [], []
    for index, cell in enumerate(table.rows[0]):
        strong = bold(table, table.rows[0], index)
        broken = lines(cell, widths[index] - GUTTER, size, bold=strong)
        first.append(joined(broken[:fit]))
        after.append(joined(broken[fit:]))
    rest = (tuple(after), *table.rows[1:])
    return replace(table, rows=(tuple(first),)), replace(table, rows=rest)


def _rows(table: Table) -> list[tuple[Runs, ...]]:
    return [table.head, *table.rows] if table.head else list(table.rows)


def _widest(texts: Sequence[str], size: float, strong: bool) -> float:
    return max((width(text, size, bold=strong) for text in texts), default=0.0)

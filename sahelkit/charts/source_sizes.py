"""How large a picture of the sources is, and which of its rows there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sahelkit.charts.statements import Block, Texts
from sahelkit.medium import TALL, inches, medium

# all lengths in points
EDGE, GAP = 3.0, 2.0
HEADED = 3  # blocks that have headings on a slide; of more, the rows stand without


@dataclass(frozen=True)
class Sizes:
    """Lengths of a picture.

    Attributes
    ----------
    label, column : float
        Width of the labels and of a column.
    head, body, foot : float
        Heights above, of and beneath the rows.
    densest : float
        Height of a row at least.
    lines : int
        Lines of a publisher's name.
    whole : bool
        Whether all rows are drawn, and the picture is higher where there are many.
    """

    label: float = 153.0
    column: float = 62.0
    head: float = 70.0
    body: float = 292.0
    foot: float = 30.0
    densest: float = 11.6
    lines: int = 3
    whole: bool = True


def sizes(texts: Texts, blocks: Mapping[str, Sequence[Block]]) -> Sizes:
    """Return the lengths for the medium that is drawn for and the views that are drawn."""
    usual = Sizes()
    if medium().notes:
        most = max(map(lines, blocks.values()))
        return Sizes(body=max(usual.body, usual.densest * most))
    width, height = (72 * side for side in inches(TALL))
    label = 124.0 if len(texts.sources) > 3 else usual.label
    column = (width - label - 2 * EDGE) / len(texts.sources)
    head, foot = 60.0, 16.0
    return Sizes(label, column, head, height - head - foot, foot, 13.2, lines=2, whole=False)


def lines(blocks: Sequence[Block]) -> int:
    """Count rows and headings."""
    return sum(len(block.rows) + bool(block.head) for block in blocks)


def fitting(blocks: Sequence[Block], made: Sizes) -> tuple[list[Block], int]:
    """Return the rows that there is room for, and how many are left out.

    Headings of many blocks go first; then the last row of the longest block, again and again.
    """
    kept, room = list(blocks), int(made.body / made.densest)
    if made.whole or lines(kept) <= room:
        return kept, 0
    if len(kept) > HEADED:
        kept = [Block("", block.rows) for block in kept]
    left = 0
    while lines(kept) > room:
        longest = max(range(len(kept)), key=lambda n: len(kept[n].rows))
        kept[longest] = Block(kept[longest].head, kept[longest].rows[:-1])
        left += 1
    return kept, left

"""The matrix of competing hypotheses for the room of a slide: sources by name, text when read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sahelkit.medium import TALL, inches

# all lengths in inches
WIDTH, HEIGHT = inches(TALL)
LINE, CELL, PAD = 0.168, 0.45, 0.06  # of a line, of the width of a cell, around the text
LEAST, MOST = 0.18, 0.5  # height of a row
Wrap = Callable[[str, float, int], list[str]]


@dataclass(frozen=True)
class Laid:
    """What stands where.

    Attributes
    ----------
    heads : sequence of (list of str)
        The lines of each hypothesis.
    labels : sequence of (list of str)
        The lines of each item: who says it, and as much of the statement as there is room for.
    scale : sequence of str
        What the ratings mean.
    deep : float
        Height of a row.
    """

    heads: Sequence[list[str]]
    labels: Sequence[list[str]]
    scale: Sequence[str]
    deep: float

    @property
    def top(self) -> float:
        """Where the letters of the columns stand."""
        return PAD / 2 + sum(map(len, self.heads)) * LINE + PAD

    @property
    def height(self) -> float:
        """Height of all."""
        rows = self.deep * len(self.labels)
        return self.top + LINE + PAD + rows + PAD + len(self.scale) * LINE


def laid(
    heads: Sequence[str],
    items: Sequence[tuple[str, str]],
    columns: int,
    scale: Sequence[str],
    wrap: Wrap,
) -> Laid:
    """Lay out hypotheses, items (who says it, and what) and the meaning of the ratings."""
    wide = WIDTH - 2 * PAD
    broken = [wrap(head, wide - 0.4, 2) for head in heads]
    meant = _joined(scale, wide, wrap)
    room = wide - CELL * columns - PAD
    bare = Laid(broken, [[""]] * len(items), meant, 0.0)
    deep = min(MOST, max(LEAST, (HEIGHT - bare.height) / max(1, len(items))))
    most = max(1, int((deep - PAD / 2) / LINE))
    labels = [
        [*wrap(who, room, 1), *(wrap(said, room, most - 1) if most > 1 else [])]
        for who, said in items
    ]
    return Laid(broken, labels, meant, deep)


def _joined(parts: Sequence[str], wide: float, wrap: Wrap) -> list[str]:
    """Write parts beside each other in lines that break only between them."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and len(wrap(longer, wide, 9)) == 1:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines

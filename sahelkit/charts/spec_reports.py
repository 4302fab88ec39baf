"""What reports say of defence systems: handed over to whom, and seen at BAMEX by whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sahelkit import style
from sahelkit.charts.sheet import Sheet, fit, width_of, wrap
from sahelkit.charts.spec_rows import AT_BAMEX, Row, cell_key, date_key, recipient, standing
from sahelkit.charts.spec_sizes import Sizes
from sahelkit.charts.spec_values import Subject, label, named
from sahelkit.ledger.record import show
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

MOST = 8  # aircraft drawn one by one; of more, only the number is written
SIGN = 0.115  # inches of one aircraft
COUNTS = 0.95  # inches for the signs of a line
CELL = 3  # lines of a cell of the matrix
GREEN = style.THEME_COLOURS["turkey"]
_SIGNS = {  # the sign of each standing: shape, filled or not
    "shown": ("o", True),
    "unnamed": ("o", False),
    "model": ("^", False),
    "before": ("D", False),
    "range": ("s", False),
    "unconfirmed": ("?", True),
    "not_found": ("x", True),
}


@dataclass(frozen=True)
class Block:
    """The rows on what one state got of one system."""

    state: str
    subject: Subject
    rows: Sequence[Row]
    with_disputes: bool
    wide: float

    @property
    def lines(self) -> int:
        """Lines that the block takes."""
        return max(len(self.rows), len(label(self.subject, self.with_disputes, self.wide)))


def blocks(subjects: Sequence[Subject], rows: Sequence[Row], wide: float) -> list[Block]:
    """Arrange rows by state (the one with most first) and system, rivals by their date."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[recipient(row["attribute"])] = counts.get(recipient(row["attribute"]), 0) + 1
    found: list[Block] = []
    told: set[str] = set()
    for state in sorted(counts, key=lambda state: -counts[state]):
        for subject in subjects:
            own = [
                row
                for row in rows
                if row["entity_id"] == subject.id and recipient(row["attribute"]) == state
            ]
            if own:
                order = list(dict.fromkeys(row["attribute"] for row in own))
                own.sort(key=lambda row: (order.index(row["attribute"]), date_key(row)))
                found.append(Block(state, subject, own, subject.id not in told, wide))
                told.add(subject.id)
    return found


def deliveries_height(parts: Sequence[Block], sizes: Sizes) -> float:
    """Inches that the view of deliveries takes."""
    states = len({part.state for part in parts})
    key = sizes.pitch + 0.3 if sizes.keys else 0.02
    return sum(part.lines * sizes.pitch + 0.06 for part in parts) + states * 0.26 + key


def draw_deliveries(
    sheet: Sheet, kit: Kit, parts: Sequence[Block], lang: str, sizes: Sizes
) -> None:
    """Draw a line a report: how many aircraft, according to whom."""
    pitch, left = sizes.pitch, sizes.left
    here = "when:show=deliveries"
    y, state = 0.0, ""
    for part in parts:
        if part.state != state:
            state = part.state
            sheet.text(0.05, y + 0.15, state, here, fontweight="bold", fontsize=12.5, color=GREEN)
            sheet.line(
                (0.2 + 1.2 * width_of(state, "bold"), sizes.width - 0.05),
                (y + 0.15,) * 2,
                here,
                color=GREEN,
            )
            y += 0.26
        deep = part.lines * pitch
        wide = sizes.width - left - 0.05
        sheet.box(
            left - 0.05, y, wide, deep + 0.02, f"{here} when:systems={part.subject.id}",
            fc=style.FAINT, alpha=0.45, zorder=0,
        )  # fmt: skip
        named(sheet, part.subject, y, part.with_disputes, "deliveries", left, pitch)
        start = 0
        while start < len(part.rows):
            key = cell_key(part.rows[start])
            same = [row for row in part.rows[start:] if cell_key(row) == key]
            for n, row in enumerate(same):
                _delivery(sheet, kit, row, y + (start + n + 0.5) * pitch + 0.01, sizes)
            top = y + start * pitch + 0.01
            sheet.box(left - 0.05, top, wide, len(same) * pitch, f"group:{key} {here}")
            start += len(same)
        y += deep + 0.06
    if sizes.keys:
        sheet.text(0.05, y + 0.12, word("specs_key_deliveries", lang), here, color=style.MUTED)


def _delivery(sheet: Sheet, kit: Kit, row: Row, y: float, sizes: Sizes) -> None:
    left = sizes.left
    gid = row["spec_id"]
    count = row["low"] if show(row["low"]) else row["high"]
    lost = row["attribute"].startswith("lost")
    if not show(count):
        sheet.text(left + 0.03, y, "–", gid, color=style.MUTED)
    elif count > MOST:
        sheet.text(left + 0.03, y, show(count), gid, color=GREEN, fontweight="bold")
    else:
        colour = style.THEME_COLOURS["security"] if lost else GREEN
        for n in range(int(count)):
            sheet.mark(
                left + 0.07 + n * SIGN, y, "x" if lost else "s", gid, ms=6, color=colour, mew=1.6
            )
    words = [row["published"] if show(count) else row["text"]]
    if not row["qualifier"].startswith("date"):  # the words say that already
        words.append(row["qualifier"])
    said = "; ".join(filter(None, words))
    text = f"{_who(kit, row)}: {said}"
    spare = 0.25 if sizes.room else 0.1
    sheet.text(left + COUNTS, y, fit(text, sizes.width - left - COUNTS - spare), gid)


def _who(kit: Kit, row: Row) -> str:
    if not row["source_id"]:
        return "–"
    source = kit.record(row["source_id"])
    return f"{source['publisher']} ({source['reliability']})"


@dataclass(frozen=True)
class Matrix:
    """Who says what of which system at BAMEX: systems down, sources across."""

    subjects: Sequence[Subject]
    sources: Sequence[str]
    rows: Sequence[Row]
    heads: Sequence[Sequence[str]] = ()
    sizes: Sizes = field(default_factory=Sizes)

    @property
    def top(self) -> float:
        """Inches for the names of the sources."""
        most = max(map(len, self.heads), default=0)
        return most * self.sizes.pitch + 0.06 if self.sizes.room else 0.62

    def deep(self, subject: Subject) -> float:
        """Inches of a row: three lines, more where rows of one source share a cell."""
        rows = [row for row in self.rows if row["entity_id"] == subject.id]
        most = max(sum(bool(r["source_id"] == s) for r in rows) for s in self.sources)
        names = label(subject, True, self.sizes.names)
        return 0.1 + self.sizes.pitch * max(CELL * most, len(names))

    @property
    def height(self) -> float:
        """Inches that the matrix takes."""
        key = self.sizes.pitch + 0.34 if self.sizes.keys else 0.02
        return self.top + sum(self.deep(subject) for subject in self.subjects) + key


def matrix(kit: Kit, subjects: Sequence[Subject], rows: Sequence[Row], sizes: Sizes) -> Matrix:
    """Arrange the rows on BAMEX: the sources that speak of most systems first."""
    here = [row for row in rows if row["attribute"] == AT_BAMEX]
    order = list(dict.fromkeys(row["source_id"] for row in here))
    counts = {s: sum(row["source_id"] == s for row in here) for s in order}
    order.sort(key=lambda source_id: -counts[source_id])
    shown = {row["entity_id"] for row in here}
    wide = (sizes.width - sizes.names - 0.05) / max(1, len(order)) - 0.08
    heads = [wrap(_who(kit, {"source_id": s}), wide, "bold")[:3] for s in order]
    made = Matrix([s for s in subjects if s.id in shown], order, here, heads, sizes)
    fitted = sizes.fitted(lambda tried: dataclasses.replace(made, sizes=tried).height)
    return dataclasses.replace(made, sizes=fitted)


def draw_matrix(sheet: Sheet, view: Matrix, lang: str) -> None:
    """Draw in each cell what a source says of a system, as a sign and in words."""
    here = "when:show=bamex"
    sizes, pitch, names = view.sizes, view.sizes.pitch, view.sizes.names
    wide = (sizes.width - names - 0.05) / max(1, len(view.sources))
    for n, head in enumerate(view.heads):
        for m, line in enumerate(head):
            y = view.top - 0.03 + (m - len(head) + 0.5) * pitch
            sheet.text(names + n * wide + 0.04, y, line, here, fontweight="bold")
    y = view.top
    for subject in view.subjects:
        box = f"{here} when:systems={subject.id}"
        deep, full = view.deep(subject), sizes.width - names - 0.05
        sheet.box(names, y, full, deep - 0.05, box, fc=style.FAINT, alpha=0.45, zorder=0)
        named(sheet, subject, y + 0.02, True, "bamex", names, pitch)
        for n, source_id in enumerate(view.sources):
            own = [
                row
                for row in view.rows
                if row["entity_id"] == subject.id and row["source_id"] == source_id
            ]
            x = names + n * wide
            if not own:
                sheet.text(x + 0.08, y + 0.02 + pitch / 2, "–", box, color=style.MUTED)
            for m, row in enumerate(own):
                _cell(sheet, row, (x, y + 0.02 + m * CELL * pitch), wide, lang, pitch)
        y += deep
    if sizes.keys:
        sheet.text(0.05, y + 0.14, word("specs_key_bamex", lang), here, color=style.MUTED)


def _cell(
    sheet: Sheet, row: Row, corner: tuple[float, float], wide: float, lang: str, pitch: float
) -> None:
    kind = standing(row)
    shape, filled = _SIGNS[kind]
    x, y = corner
    gid = row["spec_id"]
    face = GREEN if filled else style.PAPER
    if shape == "?":
        sheet.text(x + 0.11, y + pitch / 2, shape, gid, ha="center", color=GREEN, fontweight="bold")
    else:
        sheet.mark(x + 0.11, y + pitch / 2, shape, gid, ms=8, mfc=face, mec=GREEN, mew=1.4)
    lines = wrap(word(f"specs_bamex_{kind}", lang), wide - 0.28)
    for n, line in enumerate(lines[:CELL]):
        sheet.text(x + 0.23, y + (n + 0.5) * pitch, line, gid)
    sheet.box(x, y, wide - 0.05, CELL * pitch, gid)

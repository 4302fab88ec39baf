"""Published values of defence systems as small charts: one an attribute, one line a system."""

from __future__ import annotations

import dataclasses
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from sahelkit import style
from sahelkit.charts.sheet import Sheet, fit, width_of, wrap
from sahelkit.charts.spec_rows import (
    NOT_FOUND,
    Row,
    attribute_name,
    cell_key,
    on_scale,
    slug,
)
from sahelkit.charts.spec_sizes import Sizes
from sahelkit.ledger.units import (
    Figure,
    abbreviated,
    factor,
    lower_bound,
    number,
    step,
    unit_in,
    unit_word,
    write,
)
from sahelkit.words import word

GAP, PAD = 0.12, 0.055  # inches between panels, and around the lines of a system
HEAD, FOOT = 0.25, 0.26  # inches above and below the lines of a band
HALF = 0.085  # inches: radius of a mark
BLUE = style.THEME_COLOURS["ecowas"]
HERE = "when:show=values"


@dataclass(frozen=True)
class Subject:
    """One system: its identifier, its name in the language and the disputes about it."""

    id: str
    name: str
    disputes: Sequence[str] = ()


@dataclass(frozen=True)
class Band:
    """Panels side by side and the systems that have a row in at least one of them."""

    attributes: Sequence[str]
    systems: Sequence[Subject]
    lines: Sequence[int]

    def height(self, pitch: float) -> float:
        """Inches that the band takes with lines of so many inches."""
        return HEAD + FOOT + sum(n * pitch + 2 * PAD for n in self.lines)


@dataclass(frozen=True)
class Values:
    """All that the first view shows.

    Attributes
    ----------
    cells : mapping
        (system, attribute) to its rows: numbers from the highest down, then words.
    panels : mapping
        Attribute to the unit of its scale.
    letters : mapping
        Source to the letter of its marks.
    keys : sequence of str
        What the signs mean.
    sizes : Sizes
        How large it is drawn.
    """

    subjects: Sequence[Subject]
    panels: Mapping[str, str]
    cells: Mapping[tuple[str, str], Sequence[Row]]
    bands: Sequence[Band]
    letters: Mapping[str, str] = field(default_factory=dict)
    keys: Sequence[str] = ()
    sizes: Sizes = field(default_factory=Sizes)

    @property
    def height(self) -> float:
        """Inches that the view takes, with its legend."""
        return self.height_with(self.sizes)

    def height_with(self, sizes: Sizes) -> float:
        """Inches that the view takes in other sizes."""
        rows = -(-len(self.letters) // sizes.legend) + sizes.keys * len(self.keys)
        bands = sum(band.height(sizes.pitch) for band in self.bands) if self.bands else 0.5
        return bands + rows * sizes.pitch + (0.24 if sizes.keys else 0.1)


def values(
    subjects: Sequence[Subject],
    rows: Sequence[Row],
    panels: Mapping[str, str],
    lang: str,
    sizes: Sizes,
) -> Values:
    """Arrange rows in panels, bands and lines."""
    cells: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["attribute"] in panels:
            cells.setdefault((row["entity_id"], row["attribute"]), []).append(row)
    for (_, attribute), several in cells.items():
        unit = panels[attribute]
        several.sort(key=lambda row: -(on_scale(row, unit) or (-np.inf, -np.inf))[1])
    names = list(panels)
    bands, told = [], set()
    for start in range(0, len(names), sizes.across):
        part = names[start : start + sizes.across]
        here = [s for s in subjects if any((s.id, name) in cells for name in part)]
        lines = []
        for subject in here:
            deep = max(len(cells.get((subject.id, name), [])) for name in part)
            lines.append(max(deep, len(label(subject, subject.id not in told, sizes.left))))
            told.add(subject.id)
        bands.append(Band(part, here, lines))
    used = [
        row["source_id"]
        for band in bands
        for s in band.systems
        for name in band.attributes
        for row in cells.get((s.id, name), [])
        if row["source_id"]
    ]
    signs = string.ascii_lowercase + string.ascii_uppercase + string.digits
    letters = dict(zip(dict.fromkeys(used), signs, strict=False))
    keys = [word("specs_key_1", lang), word("specs_key_2", lang)]
    if sizes.room:
        keys = wrap(keys[0], sizes.width - 0.4)
    made = Values(subjects, panels, cells, bands, letters, keys)
    return dataclasses.replace(made, sizes=sizes.fitted(made.height_with))


def label(subject: Subject, with_disputes: bool, wide: float) -> list[tuple[str, str]]:
    """Return the lines of a system's label, each with its kind.

    Kinds are ``name``, ``more`` (what stands in brackets after the name) and ``disputes``.
    """
    name, _, more = subject.name.partition(" (")
    lines = [("name", line) for line in wrap(name or subject.id, wide - 0.1, "bold")]
    lines += [("more", line) for line in wrap(more.rstrip(")"), wide - 0.1)]
    told = subject.disputes if with_disputes else ()
    return lines + [("disputes", " ".join(told[n : n + 3])) for n in range(0, len(told), 3)]


def draw(sheet: Sheet, view: Values, units: Sequence[str], lang: str, kit: Any) -> None:
    """Draw the view, with the labels of each system of units that is asked for."""
    y = 0.0
    told: set[str] = set()
    for band in view.bands:
        _band(sheet, view, band, y, units, lang, told)
        y += band.height(view.sizes.pitch)
    if not view.bands:
        sheet.text(0.1, 0.3, word("specs_no_values", lang), HERE)
        y = 0.5
    _legend(sheet, view, y + 0.1, lang, kit)


def _band(
    sheet: Sheet,
    view: Values,
    band: Band,
    top: float,
    units: Sequence[str],
    lang: str,
    told: set[str],
) -> None:
    sizes, pitch, left = view.sizes, view.sizes.pitch, view.sizes.left
    wide = (sizes.width - left - 0.05) / min(sizes.across, len(view.panels))
    bottom = top + band.height(pitch) - FOOT
    columns = [(left + n * wide, left + (n + 1) * wide - GAP) for n in range(sizes.across)]
    scales = {
        name: _panel(sheet, view, name, span, (top + HEAD, bottom), units, lang)
        for name, span in zip(band.attributes, columns, strict=False)
    }
    y = top + HEAD
    for subject, lines in zip(band.systems, band.lines, strict=True):
        deep = lines * pitch + 2 * PAD
        named(sheet, subject, y + PAD, subject.id not in told, "values", left, pitch)
        told.add(subject.id)
        for (name, scale), span in zip(scales.items(), columns, strict=False):
            sheet.box(
                span[0], y + 0.02, span[1] - span[0], deep - 0.04,
                f"{HERE} when:systems={subject.id}", fc=style.FAINT, alpha=0.45, zorder=0,
            )  # fmt: skip
            rows = view.cells.get((subject.id, name), [])
            middle = y + deep / 2
            if not rows:
                sheet.text(
                    span[0] + 0.08, middle, word("specs_no_record", lang),
                    f"{HERE} when:systems={subject.id}", color=style.MUTED,
                )  # fmt: skip
                continue
            first = middle - (len(rows) - 1) / 2 * pitch
            for n, row in enumerate(rows):
                _value(sheet, view, row, scale, span, first + n * pitch, units, lang)
            sheet.box(
                span[0], y + 0.02, span[1] - span[0], deep - 0.04,
                f"group:{cell_key(rows[0])} {HERE}",
            )  # fmt: skip
        y += deep


def named(
    sheet: Sheet,
    subject: Subject,
    y: float,
    with_disputes: bool,
    show: str,
    wide: float,
    pitch: float,
) -> None:
    """Write the name of a system, a part of its group, and beneath it the disputes about it."""
    looks = {"name": {"fontweight": "bold"}, "more": {"color": style.MUTED}}
    for n, (kind, line) in enumerate(label(subject, with_disputes, wide)):
        middle = y + (n + 0.5) * pitch
        if kind == "disputes":
            for m, dispute in enumerate(line.split()):
                colour = style.THEME_COLOURS["security"]
                gid = f"{dispute} when:show={show}"
                sheet.text(0.05 + m * 0.48, middle, dispute, gid, color=colour)
        else:
            gid = f"group:{slug(subject.id)} when:show={show}"
            sheet.text(0.05, middle, line, gid, **looks[kind])


def _panel(
    sheet: Sheet,
    view: Values,
    name: str,
    span: tuple[float, float],
    edges: tuple[float, float],
    units: Sequence[str],
    lang: str,
) -> tuple[float, float]:
    """Draw title and axis of a panel; return where zero is and how many inches a unit takes."""
    unit = view.panels[name]
    ends = [on_scale(row, unit) for (_, a), rows in view.cells.items() for row in rows if a == name]
    most = max([high for _, high in filter(None, ends)], default=1.0) or 1.0
    title = fit(attribute_name(name, lang), span[1] - span[0] + GAP / 2, "bold")
    sheet.text(span[0], edges[0] - 0.12, title, HERE, fontweight="bold")
    zero = span[0] + 0.15
    scale = (span[1] - 0.38 - zero) / most
    for target, states in _by_unit(unit, units).items():
        condition = "" if len(states) == len(units) else f" when:units={'|'.join(states)}"
        times = factor(unit, target) or 1.0
        ticks = MaxNLocator(3, steps=[1, 2, 2.5, 5, 10]).tick_values(0, most * times)
        ticks = [t for t in ticks if 0 <= t <= most * times * 1.001]
        free = np.inf
        for tick in reversed(ticks):
            x = zero + tick / times * scale
            sheet.line((x, x), edges, HERE + condition, color=style.PAPER, zorder=1)
            text = number(Figure(tick, target, step(tick) if tick else 1.0), lang)
            text += f" {unit_word(target, lang)}" if tick == ticks[-1] else ""
            half = width_of(text) / 2
            if x + half < free:
                sheet.text(x, edges[1] + 0.09, text, HERE + condition, ha="center")
                free = x - half - 0.08
    return zero, scale


def _by_unit(unit: str, units: Sequence[str]) -> dict[str, list[str]]:
    """Return the units of an axis, each with the states in which it is shown."""
    found: dict[str, list[str]] = {}
    for system in units:
        found.setdefault(unit_in(unit, system), []).append(system)
    return found


def _value(
    sheet: Sheet,
    view: Values,
    row: Row,
    scale: tuple[float, float],
    span: tuple[float, float],
    y: float,
    units: Sequence[str],
    lang: str,
) -> None:
    gid = row["spec_id"]
    ends = on_scale(row, view.panels[row["attribute"]])
    letter = view.letters.get(row["source_id"], "–")
    if ends is None:
        text = word("specs_not_found", lang)
        if row["text"] != NOT_FOUND:
            text = f"({letter}) {word('specs_in_words', lang)}"
        if view.sizes.room:
            text = fit(text, span[1] - span[0] - 0.1)
        sheet.text(span[0] + 0.08, y, text, f"{gid} {HERE}", style="italic")
        return
    low, high = (scale[0] + end * scale[1] for end in ends)
    if low != high:
        sheet.line((low, high), (y, y), gid, color=BLUE, lw=5, alpha=0.5)
        sheet.mark(high, y, "|", gid, color=BLUE, ms=11, mew=2)
    sheet.mark(low, y, "o", gid, ms=11.8, mfc=style.PAPER, mec=BLUE, mew=1.1)
    sheet.text(
        low, y + 0.045, letter, gid, ha="center", va="baseline", color=BLUE, fontweight="bold"
    )
    more = 0.0
    if lower_bound(row):
        sheet.mark(low + HALF + 0.07, y, ">", gid, ms=5, color=BLUE)
        more = 0.1
    right, left = span[1] - high - HALF - 0.05 - more, low - HALF - 0.05 - span[0]
    room = max(right, left) + GAP / 2
    texts: dict[str, list[str]] = {}
    for system in units:
        text = write(row, system, lang)
        text = abbreviated(text) if system == "published" else text
        if width_of(text) > room and system != "published":
            text = write(row, system, lang, bound=False)  # the arrow says it
            if view.sizes.room and width_of(text) > room:
                text = text.rsplit(maxsplit=1)[0]  # the scale has the unit
        texts.setdefault(fit(text, room), []).append(system)
    for text, states in texts.items():
        condition = "" if len(states) == len(units) else f" when:units={'|'.join(states)}"
        to_right = right >= left
        sheet.text(
            high + HALF + 0.05 + more if to_right else low - HALF - 0.05,
            y,
            text,
            gid + condition,
            ha="left" if to_right else "right",
        )


def _legend(sheet: Sheet, view: Values, y: float, lang: str, kit: Any) -> None:
    sizes, pitch = view.sizes, view.sizes.pitch
    wide = sizes.width / sizes.legend
    for n, (source_id, letter) in enumerate(view.letters.items()):
        x, row = 0.05 + n % sizes.legend * wide, y + n // sizes.legend * pitch
        source = kit.record(source_id)
        name = fit(source["publisher"], wide - 0.5)
        sheet.text(x, row, letter, HERE, color=BLUE, fontweight="bold")
        sheet.text(x + 0.15, row, f"{name} ({source['reliability']})", HERE)
    y += -(-len(view.letters) // sizes.legend) * pitch
    for n, key in enumerate(view.keys if sizes.keys else ()):
        sheet.text(0.05, y + n * pitch, key, HERE, color=style.MUTED)

"""Defence systems side by side: published values, deliveries, and who saw what at BAMEX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sahelkit import style
from sahelkit.charts import spec_reports, spec_values
from sahelkit.charts.sheet import Sheet
from sahelkit.charts.spec_rows import (
    AT_BAMEX,
    VIEWS,
    Row,
    attribute_name,
    chosen_attributes,
    chosen_rows,
    chosen_systems,
    disputes_about,
    recipient,
    standing,
    view_of,
    view_of_dispute,
)
from sahelkit.charts.spec_sizes import Sizes, sizes
from sahelkit.charts.spec_values import Subject, Values
from sahelkit.errors import UnknownName
from sahelkit.ledger.names import name_in, nearest
from sahelkit.ledger.record import show
from sahelkit.ledger.units import SYSTEMS, write
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


def specs(
    kit: Kit,
    systems: str | Iterable[str] | None = None,
    attributes: str | Iterable[str] | None = None,
    units: str = "metric",
    lang: str = "en",
    *,
    view: str | None = None,
    every_state: bool = False,
) -> style.Picture:
    """Draw what sources publish on defence systems, rivals side by side.

    The view ``values`` has one small chart an attribute and one line a system; a system has a
    line in a row of charts where the ledger has something on it for at least one of them. Each
    value is a mark with the letter of its source, a range a bar; none is averaged. "Not found"
    means that the ledger records a search without a result, "no record" that it has no row.
    ``deliveries`` lists how many aircraft went to whom according to whom, ``bamex`` who says
    that a system was at BAMEX 2025.

    Parameters
    ----------
    kit : Kit
        The ledger.
    systems : str or iterable of str, optional
        Identifiers, or spellings that ``kit.find`` knows; all with published values, if None.
    attributes : str or iterable of str, optional
        Attributes that get a chart; those that several systems share, if None.
    units : {"metric", "imperial", "published"}
        ``published`` writes each figure as its source does, on a metric scale.
    lang : {"en", "fr"}
        Language of the labels; what sources say stays as the ledger has it.
    view : {"values", "deliveries", "bamex"}, optional
        Which of them; the first for which there are rows, if None.
    every_state : bool
        Draw all views and all units one above the other, each tagged with its state, for an
        explorer that shows one at a time.

    Returns
    -------
    style.Picture
        Parts tagged with identifiers of rows and of disputes, and with groups: a system
        (``bayraktar-tb2``), or the rival values of an attribute (``bayraktar-tb2.endurance``).

    Raises
    ------
    UnknownName
        For a system, attribute, unit, view or language that does not exist.
    """
    word("specs_title", lang)
    if units not in SYSTEMS:
        raise UnknownName("system of units", units, nearest(units, SYSTEMS) or SYSTEMS)
    chosen = chosen_systems(kit, systems)
    rows = chosen_rows(kit, chosen)
    panels = chosen_attributes(rows, attributes, lang)
    offered = [name for name in VIEWS if any(view_of(row["attribute"]) == name for row in rows)]
    if view is not None and view not in offered:
        raise UnknownName("view of these systems", view, nearest(view, offered) or offered)
    views = offered if every_state else [view or offered[0]]
    made = _Views(kit, chosen, rows, panels, lang)
    with style.theme():
        picture = style.Picture(
            figsize=(made.sizes.width, max(made.heights[name] for name in views)),
            alt=_alt(kit, made.values, rows, views, units, lang),
            source=word("source_line", lang),
        )
        sheet = Sheet(picture)
        if "values" in views:
            states = SYSTEMS if every_state else (units,)
            spec_values.draw(sheet, made.values, states, lang, kit)
        if "deliveries" in views:
            spec_reports.draw_deliveries(sheet, kit, made.blocks, lang, made.lines)
        if "bamex" in views:
            spec_reports.draw_matrix(sheet, made.matrix, lang)
    return picture


def heights(
    kit: Kit,
    systems: str | Iterable[str] | None = None,
    attributes: str | Iterable[str] | None = None,
    lang: str = "en",
) -> dict[str, float]:
    """Return how many inches of the picture each view takes that there are rows for."""
    chosen = chosen_systems(kit, systems)
    rows = chosen_rows(kit, chosen)
    made = _Views(kit, chosen, rows, chosen_attributes(rows, attributes, lang), lang)
    held = {view_of(row["attribute"]) for row in rows}
    return {name: made.heights[name] for name in VIEWS if name in held}


class _Views:
    """The three views, laid out."""

    def __init__(
        self,
        kit: Kit,
        systems: Sequence[str],
        rows: Sequence[Row],
        panels: Mapping[str, str],
        lang: str,
    ) -> None:
        about = {name: _subjects(kit, systems, name, lang) for name in VIEWS}
        self.sizes = sizes()
        self.values = spec_values.values(about["values"], rows, panels, lang, self.sizes)
        reports = [row for row in rows if recipient(row["attribute"])]
        self.blocks = spec_reports.blocks(about["deliveries"], reports, self.sizes.left)
        self.lines = self.sizes.fitted(self._deliveries)
        self.matrix = spec_reports.matrix(kit, about["bamex"], rows, self.sizes)
        self.heights = {
            "values": self.values.height,
            "deliveries": self._deliveries(self.lines),
            "bamex": self.matrix.height,
        }

    def _deliveries(self, tried: Sizes) -> float:
        return spec_reports.deliveries_height(self.blocks, tried)


def system_names(kit: Kit, systems: Sequence[str], lang: str) -> dict[str, str]:
    """Return what systems are called in a language."""
    return {who: name_in(kit.record(who), lang) for who in systems}


def _subjects(kit: Kit, systems: Sequence[str], view: str, lang: str) -> list[Subject]:
    disputes = disputes_about(kit, systems)
    return [
        Subject(
            who, name, [d for d in disputes.get(who, ()) if view == view_of_dispute(kit, d, who)]
        )
        for who, name in system_names(kit, systems, lang).items()
    ]


def _alt(
    kit: Kit, values: Values, rows: Sequence[Row], views: Sequence[str], units: str, lang: str
) -> str:
    """Say in words what the picture shows."""
    names = system_names(kit, list(dict.fromkeys(row["entity_id"] for row in rows)), lang)
    told = []
    if "values" in views:
        told.append(word("specs_alt_values", lang).format(count=len(values.panels)))
        for name in values.panels:
            said = "; ".join(
                f"{subject.name} {_said(kit, values.cells[subject.id, name], units, lang)}"
                for subject in values.subjects
                if (subject.id, name) in values.cells
            )
            told.append(f"{attribute_name(name, lang)}: {said}.")
    if "deliveries" in views:
        counts: dict[str, int] = {}
        for row in rows:
            if state := recipient(row["attribute"]):
                counts[state] = counts.get(state, 0) + 1
        said = ", ".join(f"{state} {n}" for state, n in counts.items())
        told.append(word("specs_alt_deliveries", lang).format(parts=said))
    if "bamex" in views:
        seen: dict[str, list[str]] = {}
        for row in rows:
            if row["attribute"] == AT_BAMEX:
                text = f"{word(f'specs_bamex_{standing(row)}', lang)} ({_publisher(kit, row)})"
                seen.setdefault(names[row["entity_id"]], []).append(text)
        said = "; ".join(f"{name}: {', '.join(texts)}" for name, texts in seen.items())
        told.append(word("specs_alt_bamex", lang).format(parts=said))
    return " ".join(told)


def _said(kit: Kit, rows: Sequence[Row], units: str, lang: str) -> str:
    """List rival values, each with those who publish it."""
    by_value: dict[str, list[str]] = {}
    for row in rows:
        text = write(row, units, lang)
        if not (show(row["low"]) or show(row["high"])):
            key = "specs_not_found" if not row["source_id"] else "specs_in_words"
            text = word(key, lang)
        by_value.setdefault(text, []).append(_publisher(kit, row))
    return ", ".join(
        f"{text} ({', '.join(filter(None, who))})" if any(who) else text
        for text, who in by_value.items()
    )


def _publisher(kit: Kit, row: Mapping[str, str]) -> str:
    return str(kit.record(row["source_id"])["publisher"]) if row["source_id"] else ""

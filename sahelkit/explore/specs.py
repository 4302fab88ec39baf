"""Defence systems as an explorer: rival values, units of one's choice, who saw what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sahelkit import charts
from sahelkit.charts.spec_rows import (
    NOT_FOUND,
    Row,
    attribute_name,
    cell_key,
    chosen_rows,
    chosen_systems,
    disputes_about,
    slug,
    view_of,
    view_of_dispute,
)
from sahelkit.charts.specs import heights, system_names
from sahelkit.errors import UnknownName
from sahelkit.explore.arguments import kept
from sahelkit.explorer import Column, Control, Explorer, Option, View
from sahelkit.ledger.names import nearest
from sahelkit.ledger.units import SYSTEMS, write
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


def specs(
    kit: Kit,
    systems: str | Iterable[str] | None = None,
    attributes: str | Iterable[str] | None = None,
    *,
    show: str | None = None,
    units: str = "metric",
    lang: str = "en",
    title: str | None = None,
) -> Explorer:
    """Explore what sources publish on defence systems, rival values side by side.

    Parameters
    ----------
    kit : Kit
        The ledger.
    systems : str or iterable of str, optional
        Identifiers, or spellings that ``kit.find`` knows; all with published values, if None.
    attributes : str or iterable of str, optional
        Attributes that get a chart; those that several systems share, if None. The table holds
        all rows of the systems in any case.
    show : {"values", "deliveries", "bamex"}, optional
        What is shown at first; the first of these for which there are rows, if None.
    units : {"metric", "imperial", "published"}
        The units at first.
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer.

    Returns
    -------
    Explorer
        With the controls ``show`` (values, deliveries or bamex, as far as there are rows),
        ``units`` and ``systems``. Its records are the rows of ``specs`` and the disputes about
        the systems; its groups are the systems and the rival values of one attribute.

    Raises
    ------
    UnknownName
        For a system, attribute, view, system of units or language that does not exist.
    """
    chosen = chosen_systems(kit, systems)
    attributes = kept(attributes)
    high = heights(kit, chosen, attributes, lang)
    if show is not None and show not in high:
        raise UnknownName("view of these systems", show, nearest(show, high) or tuple(high))
    picture = charts.specs(kit, chosen, attributes, units, lang, every_state=True)
    rows = chosen_rows(kit, chosen)
    names = system_names(kit, chosen, lang)
    disputes = disputes_about(kit, chosen)
    records = [(kit.record(row["spec_id"]), _marks(kit, row)) for row in rows]
    for dispute in sorted({d for several in disputes.values() for d in several}):
        about = [who for who in chosen if dispute in disputes.get(who, ())]
        marks = {
            "system": " ".join(about),
            "show": " ".join(dict.fromkeys(view_of_dispute(kit, dispute, who) for who in about)),
            "groups": " ".join(map(slug, about)),
            "by": word("specs_dispute", lang),
        }
        records.append((kit.record(dispute), marks))
    controls = [
        Control(
            "show", "choice", word("specs_show", lang), "show",
            [Option(name, word(f"specs_view_{name}", lang)) for name in high],
        ),
        Control(
            "units", "choice", word("specs_units", lang),
            options=[Option(name, word(f"specs_units_{name}", lang)) for name in SYSTEMS],
        ),
        Control(
            "systems", "set", word("specs_systems", lang), "system",
            [Option(who, re.sub(r" \(.*\)$", "", name)) for who, name in names.items()],
        ),
    ]  # fmt: skip
    groups: dict[str, str] = {}
    for who in chosen:
        groups[slug(who)] = names[who]
        for row in rows:
            if row["entity_id"] == who:
                label = f"{names[who]} – {attribute_name(row['attribute'], lang)}"
                groups.setdefault(cell_key(row), label)
    view = View(
        "specs",
        title or word("specs_title", lang),
        word("specs_caption", lang),
        picture,
        records,
        controls,
        {"show": show or next(iter(high)), "units": units, "systems": chosen},
        lang,
        groups,
        steps="groups",
        beside="by",
        columns=_columns(rows, lang),
        heights={f"show={name}": 72 * height for name, height in high.items()},
    )
    return Explorer(kit, view)


def _marks(kit: Kit, row: Row) -> dict[str, str]:
    source = row["source_id"] and kit.record(row["source_id"])
    return {
        "system": row["entity_id"],
        "show": view_of(row["attribute"]),
        "groups": f"{slug(row['entity_id'])} {cell_key(row)}",
        "by": f"{source['publisher']} ({source['reliability']})" if source else "–",
    }


def _columns(rows: Sequence[Row], lang: str) -> list[Column]:
    values: dict[str, str | Mapping[str, Any]] = {}
    for row in rows:
        texts: dict[str, list[str]] = {}
        for system in SYSTEMS:
            text = word("specs_not_found", lang) if row["text"] == NOT_FOUND else ""
            texts.setdefault(text or write(row, system, lang), []).append(system)
        values[row["spec_id"]] = (
            next(iter(texts))
            if len(texts) == 1
            else {f"units={'|'.join(states)}": text for text, states in texts.items()}
        )
    meant = {row["spec_id"]: row["qualifier"] for row in rows}
    return [Column(word("specs_value", lang), values), Column(word("specs_meant", lang), meant)]

"""Which rows of ``specs`` a picture of defence systems shows, and where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger.names import fold, nearest, split_list
from sahelkit.ledger.record import rows_of, show
from sahelkit.ledger.units import factor
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

Row = dict[str, Any]
VIEWS = ("values", "deliveries", "bamex")
AT_BAMEX = "at BAMEX 2025"
NOT_FOUND = "not found"
_DELIVERY = re.compile(r"(?:delivered to|ordered by|lost by) (.+)")
_IN_SERVICE = {
    "in Malian service": "Mali",
    "in Nigerien service": "Niger",
    "in Burkinabè service": "Burkina Faso",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DATE = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) (\d{{4}})")


def slug(text: str) -> str:
    """Return a text as a key without spaces."""
    return re.sub(r"[^A-Za-z0-9_.]+", "-", text).strip("-")


def cell_key(row: Mapping[str, Any]) -> str:
    """Return the key of the group of rival values: one system, one attribute."""
    return f"{slug(row['entity_id'])}.{slug(row['attribute'])}"


def recipient(attribute: str) -> str:
    """Return the state to which an attribute says that something went; empty for others."""
    match = _DELIVERY.fullmatch(attribute)
    return match[1] if match else _IN_SERVICE.get(attribute, "")


def view_of(attribute: str) -> str:
    """Return in which of the three views an attribute is shown."""
    if attribute == AT_BAMEX:
        return "bamex"
    return "deliveries" if recipient(attribute) else "values"


def attribute_name(attribute: str, lang: str) -> str:
    """Return what an attribute is called in plain words; as the ledger has it, if there is none."""
    return words(lang).get(f"spec_{slug(attribute)}", attribute)


def numeric(row: Mapping[str, Any]) -> bool:
    """Say whether a row holds a number that stands on a scale."""
    return bool(row["unit"]) and bool(show(row["low"]) or show(row["high"]))


def chosen_systems(kit: Kit, systems: str | Iterable[str] | None) -> list[str]:
    """Return the identifiers of systems given by identifier or spelling; all, if None.

    Raises
    ------
    UnknownName
        For a name that is no system with rows in ``specs``; carries the nearest ones.
    """
    known = list(dict.fromkeys(kit.specs["entity_id"]))
    if systems is None:
        return known
    found: list[str] = []
    for name in [systems] if isinstance(systems, str) else list(systems):
        try:
            hits = [who for who in kit.find(name)["entity_id"] if who in known]
        except UnknownName:
            hits = []
        if not hits:
            near = nearest(name, _spellings(kit, known)) or tuple(known[:3])
            raise UnknownName("defence system", name, near)
        found.append(hits[0])
    if not found:
        raise UnknownName("choice of defence systems", systems, known[:3], "at least one system")
    return list(dict.fromkeys(found))


def _spellings(kit: Kit, known: Sequence[str]) -> list[str]:
    rows = [row for row in rows_of(kit.entities) if row["entity_id"] in known]
    forms = [[row["name"], *split_list(row["variants"]), row["entity_id"]] for row in rows]
    return [form for several in forms for form in several]


def chosen_rows(kit: Kit, systems: Sequence[str]) -> list[Row]:
    """Return the rows of some systems, system by system, in the ledger's order."""
    rows = rows_of(kit.specs)
    return [row for who in systems for row in rows if row["entity_id"] == who]


def measurable(rows: Sequence[Row]) -> dict[str, str]:
    """Return the attributes of the first view that have a number, with the unit of the first."""
    units: dict[str, str] = {}
    for row in rows:
        if numeric(row) and view_of(row["attribute"]) == "values":
            units.setdefault(row["attribute"], row["unit"])
    return units


def chosen_attributes(
    rows: Sequence[Row], attributes: str | Iterable[str] | None, lang: str
) -> dict[str, str]:
    """Return the attributes that get a panel, each with its unit.

    Without a choice: those of which several systems have a row, the most shared first; where
    systems share none, all that can be measured.

    Raises
    ------
    UnknownName
        For an attribute that none of the systems has as a number; carries the nearest ones.
    """
    units = measurable(rows)
    if attributes is not None:
        by_fold = {fold(name): name for name in units}
        by_fold |= {fold(attribute_name(name, lang)): name for name in units}
        wanted = [attributes] if isinstance(attributes, str) else list(attributes)
        for name in wanted:
            if fold(str(name)) not in by_fold:
                near = nearest(name, units) or tuple(units)[:3]
                raise UnknownName("attribute with measured values", name, near)
        if not wanted:
            near = tuple(units)[:3]
            raise UnknownName("choice of attributes", attributes, near, "at least one")
        return {by_fold[fold(name)]: units[by_fold[fold(name)]] for name in wanted}
    frame = pd.DataFrame([row for row in rows if row["attribute"] in units])
    if frame.empty:
        return {}
    frame["number"] = [numeric(row) for row in rows_of(frame)]
    systems = frame.groupby("attribute")["entity_id"].nunique()
    numbers = frame[frame["number"]].groupby("attribute")["entity_id"]
    order = sorted(units, key=lambda name: (-numbers.nunique()[name], -numbers.size()[name]))
    shared = [name for name in order if systems[name] > 1] or order
    return {name: units[name] for name in shared}


def on_scale(row: Mapping[str, Any], unit: str) -> tuple[float, float] | None:
    """Return both ends of a row's value in a unit; None for words and other kinds of unit."""
    if not numeric(row) or (times := factor(row["unit"], unit)) is None:
        return None
    low = row["low"] if show(row["low"]) else row["high"]
    high = row["high"] if show(row["high"]) else row["low"]
    return low * times, high * times


def date_key(row: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return the first date in a row's words, to sort by; rows without one stand last."""
    text = " ".join((row["qualifier"], row["published"], row["text"]))
    if not (match := _DATE.search(text)):
        year = re.search(r"\b(?:19|20)\d\d\b", text)
        return (int(year[0]), 13, 0) if year else (9999, 0, 0)
    return int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1] or 0)


def standing(row: Mapping[str, Any]) -> str:
    """Return how a source puts a system at BAMEX.

    Returns
    -------
    str
        ``model`` (a scale model), ``before`` (named before the show), ``unconfirmed`` (said to
        be there, and not found elsewhere), ``range`` (in the maker's range, not said to be
        shown), ``unnamed`` (shown, but the source names no maker), else ``shown``.
    """
    if row["text"] == NOT_FOUND:
        return "not_found"
    for word, kind in (
        ("scale model", "model"),
        ("before the show", "before"),
        ("unconfirmed", "unconfirmed"),
        ("portfolio", "range"),
        ("maker not named", "unnamed"),
    ):
        if word in row["text"] or word in row["qualifier"]:
            return kind
    return "shown"


def disputes_about(kit: Kit, systems: Sequence[str]) -> dict[str, list[str]]:
    """Return the disputes with a position held by a claim that names a system, by system."""
    named = kit.mentions[kit.mentions["entity_id"].isin(systems)]
    pairs = kit.positions.merge(named, left_on="held_by", right_on="claim_id")
    found: dict[str, list[str]] = {}
    for row in rows_of(pairs.sort_values("dispute_id", kind="stable")):
        told = found.setdefault(row["entity_id"], [])
        if row["dispute_id"] not in told:
            told.append(row["dispute_id"])
    return found


def view_of_dispute(kit: Kit, dispute_id: str, system: str) -> str:
    """Return in which view a dispute about a system is shown."""
    row = kit.record(dispute_id)
    if "bamex" in fold(row["question"]):
        return "bamex"
    attributes = kit.specs.loc[kit.specs["entity_id"] == system, "attribute"]
    handed_over = any(recipient(name) for name in attributes)
    return "deliveries" if handed_over and row["kind"] != "figure" else "values"

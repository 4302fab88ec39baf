"""Looking things up in the tables of a Kit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger.comparison import Comparison, one_origin
from sahelkit.ledger.ending import whole
from sahelkit.ledger.names import fold, nearest, split_list
from sahelkit.ledger.origins import corroborate
from sahelkit.ledger.record import TEXT_COLUMNS, TITLE_COLUMNS, Record, SourceLink, rows_of, show

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit

_ONE_SOURCE = ("specs", "glossary", "changes", "wordings", "ach_evidence")
FEW = 12  # records named in a table of finds; the column holds them all
_NAMED_IN = (
    ("mentions", "entity_id", "claim_id"),
    ("participants", "entity_id", "event_id"),
    ("events", "place_id", "event_id"),
    ("memberships", "entity_id", "membership_id"),
    ("memberships", "body_id", "membership_id"),
    ("offices", "person_id", "office_id"),
    ("offices", "body_id", "office_id"),
    ("specs", "entity_id", "spec_id"),
)


def find(kit: Kit, name: str) -> pd.DataFrame:
    """See `Kit.find`."""
    wanted = fold(str(name))
    words = set(wanted.split())
    hits: list[tuple[int, int, dict[str, Any]]] = []
    spellings: dict[str, str] = {}
    for position, row in enumerate(rows_of(kit._frame("entities"))):
        forms = [row["name"], row["name_fr"], row["entity_id"], *split_list(row["variants"])]
        for form in filter(None, forms[:2] + forms[3:]):
            spellings.setdefault(form, row["entity_id"])
        best = 9
        matched = ""
        for form in filter(None, forms):
            folded = fold(form)
            rank = 0 if folded == wanted else 1 if words and words <= set(folded.split()) else 9
            if rank < best:
                best, matched = rank, form
        if best < 9:
            hits.append((best, position, {**row, "matched": matched}))
    if not hits:
        near = {spellings[form]: form for form in nearest(name, spellings, 9)[::-1]}
        raise UnknownName("entity", name, list(near.values())[::-1][:3])
    hits.sort(key=lambda hit: hit[:2])
    columns = ["entity_id", "name", "name_fr", "kind", "description", "matched"]
    found = Found([row for _, _, row in hits], columns=columns)
    found["records"] = [records_naming(kit, entity) for entity in found["entity_id"]]
    return found


class Found(pd.DataFrame):
    """Entities that were found; an ordinary DataFrame that shows its texts in full."""

    @property
    def _constructor(self) -> type[Found]:
        return Found

    def _repr_html_(self) -> str:
        shown = pd.DataFrame(self)
        if "records" in shown:
            shown["records"] = [
                ", ".join(names[:FEW]) + (f" … ({len(names)} in all)" if len(names) > FEW else "")
                for names in shown["records"]
            ]
        with pd.option_context("display.max_colwidth", None):
            return shown.to_html(index=False, justify="left", border=0, na_rep="")


def records_naming(kit: Kit, entity_id: str) -> list[str]:
    """Return the identifiers of the records that name an entity, in the ledger's order."""
    names: dict[str, None] = {}
    for table, column, target in _NAMED_IN:
        frame = kit._frame(table)
        names.update(dict.fromkeys(frame.loc[frame[column] == entity_id, target]))
    return list(names)


def record(kit: Kit, record_id: str) -> Record:
    """See `Kit.record`."""
    name = identifier(kit, record_id)
    if name not in _index(kit):
        raise missing(kit, name)
    table, row = _index(kit)[name]
    title = row.get(TITLE_COLUMNS.get(table, ""), "") or _title(kit, table, row)
    return Record(
        name,
        table,
        MappingProxyType(row),
        title,
        row.get(TEXT_COLUMNS.get(table, ""), ""),
        _sources(kit, table, name, row),
    )


def identifier(kit: Kit, name: str) -> str:
    """Return an identifier as the ledger writes it, whatever its case and hyphens.

    What is no identifier comes back as it is.
    """
    known, text = _index(kit), str(name)
    if text in known:
        return text
    if "compact" not in kit._caches:
        compact: dict[str, str] = {}
        for one in known:
            key = _compact(one)
            compact[key] = "" if key in compact else one  # two that only a hyphen tells apart
        kit._caches["compact"] = compact
    return kit._caches["compact"].get(_compact(text)) or text


def _compact(name: str) -> str:
    return fold(name).replace(" ", "")


def missing(kit: Kit, name: str) -> UnknownName:
    """Return the error for a record that a kit does not have."""
    everything = whole(kit)
    known = identifier(everything, name)
    if known in _index(everything):  # only the day of this kit leaves it out
        start, end = (_index(everything)[known][1].get(side) for side in ("start", "end"))
        if start is not None and kit.day and start > pd.Timestamp(kit.day):
            said = f"begins on {show(start)}, after"
        else:
            said = f"ended on {show(end)}, not after"
        return UnknownName("record", name, reason=f"{known} {said} the day of this kit ({kit.day})")
    padded = [one for one in _index(kit) if _unpadded(one) == _unpadded(name)]
    near = dict.fromkeys((*padded, *nearest(name, _index(kit))))
    return UnknownName("record", name, list(near)[:3])


_NUMBERED = re.compile(r"([a-z]+|[a-z]+\d*-)-?0*(\d+)-?([a-z]?)", re.IGNORECASE)


def _unpadded(name: str) -> tuple[str, ...] | str:
    """Return the parts of a numbered identifier, without zeros before the number."""
    match = _NUMBERED.fullmatch(name.strip())
    return tuple(p.upper().rstrip("-") for p in match.groups()) if match else name


def _index(kit: Kit) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return identifier to table and row, over all tables; built once per kit."""
    caches = kit._caches
    if "records" not in caches:
        records: dict[str, tuple[str, dict[str, Any]]] = {}
        for name, table in kit.schema.items():
            if table.id_column:
                for row in rows_of(kit._frame(name)):
                    records.setdefault(row[table.id_column], (name, row))
        links: dict[str, list[SourceLink]] = {}
        for row in rows_of(kit._frame("evidence")):
            link = SourceLink(row["source_id"], row["bearing"], row["note"])
            links.setdefault(row["record_id"], []).append(link)
        answers: dict[str, list[dict[str, Any]]] = {}
        for row in rows_of(kit._frame("positions")):
            answers.setdefault(row["dispute_id"], []).append(row)
        caches.update(records=records, links=links, answers=answers)
    found: dict[str, tuple[str, dict[str, Any]]] = caches["records"]
    return found


def _name(kit: Kit, entity_id: str) -> str:
    found = _index(kit).get(entity_id)
    return str(found[1]["name"]) if found and found[0] == "entities" else entity_id


def _title(kit: Kit, table: str, row: Mapping[str, Any]) -> str:
    if table == "sources":
        return f"{row['publisher']}: {row['title']}"
    if table == "memberships":
        return f"{_name(kit, row['entity_id'])}: {row['status']}, {_name(kit, row['body_id'])}"
    if table == "offices":
        body = f", {_name(kit, row['body_id'])}" if row["body_id"] else ""
        return f"{_name(kit, row['person_id'])}: {row['title']}{body}"
    if table == "specs":
        return f"{_name(kit, row['entity_id'])}: {row['attribute']} {spec_value(row)}".strip()
    if table == "wordings":
        return f"“{row['word']}” in {row['source_id']}: {row['count']} ×"
    return ""


def spec_value(row: Mapping[str, Any]) -> str:
    """Write a published value for a reader, with its unit."""
    low, high = (_figure(row[side], row["unit"]) for side in ("low", "high"))
    value = low if low == high or not high else f"{low}–{high}" if low else f"up to {high}"
    value = f"{value} {row['unit']}".strip() if value else row["text"]
    return f"{value}; as published: {row['published']}" if row["published"] else value


def _figure(value: Any, unit: str) -> str:
    """Write a number with a comma at thousands, if it is a measure and not a year."""
    return f"{value:,.15g}" if unit and isinstance(value, float) and show(value) else show(value)


def _sources(
    kit: Kit, table: str, record_id: str, row: Mapping[str, Any]
) -> tuple[SourceLink, ...]:
    _index(kit)
    evidence, answers = kit._caches["links"], kit._caches["answers"]
    links: list[SourceLink] = []
    if table == "claims":
        links.append(SourceLink(row["source_id"], "states"))
    elif table in _ONE_SOURCE and row["source_id"]:
        links.append(SourceLink(row["source_id"], "supports"))
    elif table == "positions":
        links += _holder(kit, row["held_by"])
    elif table == "disputes":
        for answer in answers.get(record_id, ()):
            links += _holder(kit, answer["held_by"])
            links += [
                SourceLink(link.source_id, link.bearing)
                for link in evidence.get(answer["position_id"], ())
            ]
        links = [SourceLink(link.source_id, "bears on it", link.note) for link in links]
    elif table in ("judgements", "indicators"):
        links += _rested_on(kit, row)
    links += evidence.get(record_id, ())
    unique: dict[str, SourceLink] = {}
    for link in links:
        unique.setdefault(link.source_id, link)
    return tuple(unique.values())


def _holder(kit: Kit, held_by: str) -> list[SourceLink]:
    found = _index(kit).get(held_by)
    if not found:
        return []
    if found[0] == "claims":
        return [SourceLink(found[1]["source_id"], "supports", f"claim {held_by}")]
    return [SourceLink(held_by, "supports")]


def _rested_on(kit: Kit, row: Mapping[str, Any]) -> list[SourceLink]:
    """Return the sources of the records that a judgement or an indicator names."""
    names = [row["record_id"]] if "record_id" in row else []
    if not names:
        frame = kit._frame("judgement_records")
        names = list(frame.loc[frame["judgement_id"] == row["judgement_id"], "record_id"])
    found = []
    for name in names:
        if name not in _index(kit):
            continue  # an event after the day of the kit
        known = record(kit, name)
        own = [name] if known.table == "sources" else [link.source_id for link in known.sources]
        found += [SourceLink(source, "bears on it", f"by {name}") for source in own]
    return found


def compare(kit: Kit, dispute_id: str) -> Comparison:
    """See `Kit.compare`."""
    disputes = kit._frame("disputes").set_index("dispute_id")
    dispute_id = identifier(kit, dispute_id)
    if dispute_id not in disputes.index:
        near = nearest(dispute_id, disputes.index)
        raise UnknownName("dispute", dispute_id, near)
    rows, counts = [], []
    positions = kit._frame("positions")
    for row in rows_of(positions[positions["dispute_id"] == dispute_id]):
        holder = _holder(kit, row["held_by"])
        source = kit.record(holder[0].source_id) if holder else None
        count = corroborate(kit, row["position_id"])
        counts.append(count)
        rows.append(
            {
                **{k: v for k, v in row.items() if k not in ("dispute_id", "note")},
                "source_id": source.id if source else "",
                "publisher": source["publisher"] if source else "",
                "published": source.when if source else "",
                "reliability": source["reliability"] if source else "",
                "origins": count.independent,
            }
        )
    own = [name for name in positions.columns if name not in ("dispute_id", "note")]
    looked_up = ["source_id", "publisher", "published", "reliability", "origins"]
    table = Comparison(rows, columns=[*own, *looked_up])
    dispute = disputes.loc[dispute_id]
    table.attrs = {name: dispute[name] for name in ("question", "reading", "confidence", "teaches")}
    if said := one_origin(counts):
        table.attrs["one_origin"] = said
    return table


def as_of(frames: Mapping[str, pd.DataFrame], day: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """Return the tables that differ on a day: memberships, offices, events and what hangs on."""
    cut: dict[str, pd.DataFrame] = {}
    for name in ("memberships", "offices"):
        frame = frames[name]
        begun = frame["start"].isna() | (frame["start"] <= day)
        cut[name] = frame[begun & (frame["end"].isna() | (frame["end"] > day))]
    events = frames["events"]
    later = set(events.loc[events["start"] > day, "event_id"])
    for name, column in (
        ("events", "event_id"),
        ("participants", "event_id"),
        ("evidence", "record_id"),
    ):
        cut[name] = frames[name][~frames[name][column].isin(later)]
    return {name: frame.reset_index(drop=True) for name, frame in cut.items()}

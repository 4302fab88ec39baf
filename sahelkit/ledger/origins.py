"""Independent origins: reposts and reworkings of one text count once."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sahelkit.errors import UnknownName
from sahelkit.ledger.names import fold

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit
    from sahelkit.ledger.record import Record


_BEARINGS = {"supports": "supports", "partly": "in part", "contradicts": "contradicts"}
_VERBS = {"supports": "supported by", "partly": "in part by", "contradicts": "contradicted by"}
_HEADS = ("Bearing", "Origin", "Pages that carry it")


@dataclass(frozen=True)
class Corroboration:
    """Who says the same, and who says otherwise, counted by origin.

    Attributes
    ----------
    record_id : str
        The record.
    supports, partly, contradicts : dict of str to tuple of str
        For each bearing, the origins (a source or an agency) and the sources that carry the
        text of that origin.
    publishers : dict of str to str
        Publisher of each source and of each origin that is one.
    title : str
        The record in few words.
    """

    record_id: str
    supports: dict[str, tuple[str, ...]]
    partly: dict[str, tuple[str, ...]]
    contradicts: dict[str, tuple[str, ...]]
    publishers: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    title: str = field(default="", compare=False, repr=False)

    @property
    def independent(self) -> int:
        """Number of independent origins that support the record in full."""
        return len(self.supports)

    def _repr_html_(self) -> str:
        cell = "style='text-align:left;vertical-align:top;padding:4px 18px 4px 0'"
        rows = "".join(
            f"<tr><th scope='row' {cell}>{said}</th>"
            f"<td {cell}>{html.escape(self.called(name))}</td>"
            f"<td {cell}>{self._pages(name, sources)}</td></tr>"
            for bearing, said in _BEARINGS.items()
            for name, sources in getattr(self, bearing).items()
        )
        head = "".join(f"<th scope='col' {cell}>{name}</th>" for name in _HEADS)
        title = f"{self.title} ({self.record_id})" if self.title else self.record_id
        table = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>" if rows else ""
        return (
            f"<div class='sahelkit-corroboration'><table style='border-collapse:collapse'>"
            f"<caption style='text-align:left;caption-side:top'><b>{html.escape(title)}</b><br>"
            f"{self._counted()}</caption>{table}</table></div>"
        )

    def _pages(self, origin: str, sources: tuple[str, ...]) -> str:
        """Name the pages that carry an origin's text, as HTML."""
        own = self.called(origin)
        return ", ".join(
            f"{'its own page' if self.called(name) == own else html.escape(self.called(name))} "
            f"<span style='white-space:nowrap'>({html.escape(name)})</span>"
            for name in sources
        )

    def _counted(self) -> str:
        """Say in a sentence how many origins are for and against."""
        said: list[str] = []
        for bearing, verb in _VERBS.items():
            group = getattr(self, bearing)
            if not group:
                continue
            pages = sum(len(sources) for sources in group.values())
            of = f" (on {pages} pages)" if pages > len(group) else ""
            kind = "" if said else " independent origin" + ("s" if len(group) > 1 else "")
            said.append(f"{verb} {len(group)}{kind}{of}")
        return f"{', '.join(said).capitalize()}." if said else "No evidence on record."

    def called(self, origin: str) -> str:
        """Return the name of an origin: a publisher or an agency."""
        return self.publishers.get(origin, origin.removeprefix("agency "))

    def __str__(self) -> str:
        words = []
        for name in ("supports", "partly", "contradicts"):
            group = getattr(self, name)
            count = sum(len(sources) for sources in group.values())
            if group:
                words.append(f"{name}: {len(group)} independent of {count} found")
        return f"{self.record_id}: " + ("; ".join(words) or "no evidence on record")


def origin(kit: Kit, source_id: str) -> str:
    """Return where a source's text comes from: an agency, the text it reworks, or itself."""
    seen = {source_id}
    source = kit.record(source_id)
    while source["origin"] and source["origin"] not in seen:
        seen.add(source["origin"])
        source = kit.record(source["origin"])
    return f"agency {source['agency']}" if source["agency"] else source.id


def corroborate(kit: Kit, record_id: str) -> Corroboration:
    """Group the evidence on a record by origin.

    A seed document does not corroborate its own claim, and neither does the text it was made
    from: both are the same voice.

    Raises
    ------
    UnknownName
        For a record that the ledger does not have, and for a question, a source or a judgement
        of ours: they are not corroborated, and the error says what to ask instead.
    """
    record = kit.record(record_id)
    if reason := _ask_instead(kit, record):
        raise UnknownName("record to corroborate", record.id, reason=reason)
    own = set()
    if record.table == "claims":
        own = {fold(origin(kit, record["source_id"])), fold(record["source_id"])}
    groups: dict[str, dict[str, list[str]]] = {"supports": {}, "partly": {}, "contradicts": {}}
    for link in record.sources:
        where = origin(kit, link.source_id)
        if link.bearing not in groups or fold(where) in own or fold(link.source_id) in own:
            continue
        name = next((k for k in groups[link.bearing] if fold(k) == fold(where)), where)
        groups[link.bearing].setdefault(name, []).append(link.source_id)
    tupled = {k: {o: tuple(s) for o, s in g.items()} for k, g in groups.items()}
    named = {
        name for group in tupled.values() for item in group.items() for name in (item[0], *item[1])
    }
    publishers = {
        name: kit.record(name)["publisher"]
        for name in sorted(named)
        if not name.startswith("agency ")
    }
    return Corroboration(record.id, **tupled, publishers=publishers, title=str(record.title))


def _ask_instead(kit: Kit, record: Record) -> str:
    """Say what to ask in place of a record that sources do not support or contradict."""
    name = record.id
    if record.table == "disputes":
        rows = kit._frame("positions")
        answers = ", ".join(rows.loc[rows["dispute_id"] == name, "position_id"])
        asked = f"ask its answers ({answers}), or " if answers else "ask "
        return f"{name} is a question; {asked}kit.compare({name!r})"
    if record.table == "sources":
        rows = kit._frame("evidence")
        borne = list(rows.loc[rows["source_id"] == name, "record_id"])
        such = f", such as {borne[0]}" if borne else ""
        return f"{name} is a source, and has none itself; ask a record that it bears on{such}"
    if record.table == "judgements":
        rows = kit._frame("judgement_records")
        rests = ", ".join(rows.loc[rows["judgement_id"] == name, "record_id"])
        return f"{name} is a judgement of ours; ask what it rests on: {rests or 'nothing'}"
    if record.table in ("bottom_lines", "indicators"):
        named = record.get("judgement_ids") or record["record_id"]
        return f"{name} is our own wording; ask what it names: {named}"
    return ""

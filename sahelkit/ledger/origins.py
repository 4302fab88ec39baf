"""Independent origins: reposts and reworkings of one text count once."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sahelkit.ledger.names import fold

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit


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
    """

    record_id: str
    supports: dict[str, tuple[str, ...]]
    partly: dict[str, tuple[str, ...]]
    contradicts: dict[str, tuple[str, ...]]
    publishers: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def independent(self) -> int:
        """Number of independent origins that support the record in full."""
        return len(self.supports)

    def _repr_html_(self) -> str:
        cell = "style='text-align:left;vertical-align:top;padding:4px 10px 4px 0'"
        rows = "".join(
            f"<tr><th scope='row' {cell}>{bearing}</th>"
            f"<td {cell}>{html.escape(self._called(name))}</td>"
            f"<td {cell}>{html.escape(', '.join(sources))}</td></tr>"
            for bearing in ("supports", "partly", "contradicts")
            for name, sources in getattr(self, bearing).items()
        )
        head = "".join(
            f"<th scope='col' {cell}>{name}</th>" for name in ("Bearing", "Origin", "Sources")
        )
        return (
            f"<div class='sahelkit-corroboration'><table style='border-collapse:collapse'>"
            f"<caption style='text-align:left;caption-side:top'><b>{html.escape(str(self))}</b>"
            f"</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def _called(self, origin: str) -> str:
        return self.publishers.get(origin, origin)

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
    """
    record = kit.record(record_id)
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
    return Corroboration(record.id, **tupled, publishers=publishers)

"""The notes and the sources at the end of a brief."""

from __future__ import annotations

from collections.abc import Sequence

from sahelkit.ledger.judgements import Judgement
from sahelkit.ledger.record import Record
from sahelkit.publish.brief.content import Note, Sourced
from sahelkit.publish.brief.desk import Desk
from sahelkit.publish.notes import printed
from sahelkit.words import words

SOURCES = 14  # as many at most
SHORT = 80  # characters of a record in a note


def notes(desk: Desk) -> tuple[Note, ...]:
    """Return the notes by number, when all have been called for."""
    return tuple(
        Note(number, name, _short(desk, desk.kit.record(name)))
        for name, number in desk.numbers.items()
    )


def _short(desk: Desk, record: Record) -> str:
    text = desk.called(record) if record.table == "sources" else record.title
    text = " ".join(text.split())
    if len(text) > SHORT:
        text = text[:SHORT].rsplit(" ", 1)[0].rstrip(" ,;:–") + " …"
    dated = record.table in ("events", "sources", "memberships")
    date = desk.date(record) if dated else ""
    return ", ".join(filter(None, (text.rstrip("."), date)))


def sources(desk: Desk, chosen: Sequence[Judgement]) -> tuple[list[Sourced], int]:
    """Return the sources to list, and how many are left out."""
    points: dict[str, int] = {}
    for item in chosen:
        for ground in item.grounds:
            direct = ground.record.table == "sources"
            worth = 3 if direct else 2 if ground.bearing == "contradicts" else 1
            names = [ground.record.id] if direct else _sources_of(ground.record)
            for name in names:
                points[name] = points.get(name, 0) + worth
    found = [desk.kit.record(name) for name in points]
    found.sort(key=lambda r: (-points[r.id], r["reliability"], len(r.id), r.id))
    return [_source(desk, record) for record in found[:SOURCES]], max(0, len(found) - SOURCES)


def _source(desk: Desk, record: Record) -> Sourced:
    url = str(record["url"])
    known = url.startswith(("https://", "http://"))
    return Sourced(
        record.id,
        str(record["publisher"]).strip(),
        desk.date(record) or words(desk.lang)["no_date"],
        str(record["reliability"]),
        url if known else "",
        printed(url) if known else "",
    )


def _sources_of(record: Record) -> list[str]:
    return list(dict.fromkeys(link.source_id for link in record.sources))

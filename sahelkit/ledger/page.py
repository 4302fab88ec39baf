"""The evidence page: every record with its sources, as one Markdown file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sahelkit.ledger.cite import source_text
from sahelkit.ledger.names import split_list
from sahelkit.ledger.record import Record, SourceLink, rows_of, show

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit

NAME = "EVIDENCE.md"
_HEAD = """# The evidence

Every record of the ledger, with the sources it rests on. This page is written from the tables
by `make evidence`; edit the tables, not this page. How to read the grades: [README](README.md).
"""
_UNSAFE = r"[\s<>\\\x00-\x1f\x7f]"  # what ends an address in angle brackets, and backslashes
SECTIONS = {
    "events": "Events",
    "disputes": "Disputes",
    "memberships": "Memberships",
    "offices": "Offices and ranks",
    "specs": "Specifications",
    "judgements": "Judgements",
    "bottom_lines": "Bottom lines",
    "indicators": "Indicators",
    "hypotheses": "Hypotheses",
    "ach_evidence": "Items of evidence",
    "wordings": "Words of framing",
    "claims": "Claims of the five documents",
    "entities": "Names",
    "glossary": "Glossary",
    "sources": "Sources",
}


def write_evidence(kit: Kit) -> str:
    """Return the text of the evidence page.

    Each record has a heading that is its identifier in lower case, so that ``#ev-043`` leads to
    it in JupyterLab, on GitHub and in a rendered page alike.
    """
    parts = [_HEAD]
    for table, title in SECTIONS.items():
        if table not in kit.schema:
            continue  # an optional one
        parts.append(f"\n## {title}\n")
        column = kit.schema[table].id_column
        for record_id in kit.table(table)[column]:
            parts.append("\n".join(_section(kit, kit.record(record_id))))
    return "\n".join(parts).rstrip() + "\n"


_FOLD = "What the sources say, and our reading (decide first)"


def is_stale(kit: Kit, path: Path) -> bool:
    """Say whether the page on disk differs from what the tables give."""
    return not path.exists() or path.read_text("utf-8", errors="replace") != write_evidence(kit)


def _section(kit: Kit, record: Record) -> Iterator[str]:
    yield f"#### {record.id.lower()}\n"
    if record.table == "sources":
        address = f" {_address(record['url'])}" if record["url"] else ""
        yield f"{_plain(source_text(record, address=False))}{address}\n"
        yield (
            f"Reliability {record['reliability']}: {_plain(record['reliability_reason'])}"
            + "".join(
                f" {label}: {_plain(record[column])}."
                for column, label in (("origin", "Reworks"), ("agency", "Agency"))
                if record[column]
            )
            + (f" Note: {_plain(record['note'])}" if record["note"] else "")
            + "\n"
        )
        return
    date = f" ({record.when})" if record.when else ""
    if record.table == "claims":
        source = kit.record(record["source_id"])
        yield f"**{_plain(record.title)}**{date}\n"
        yield (
            f"{record['kind'].capitalize()} in {source.id} ({_plain(source['publisher'])}), line "
            f"{record['paragraph']}, sentence {record['sentence']}; asserted by "
            f"{_plain(record['asserted_by'])}. Credibility {record['credibility']}: "
            f"{_plain(record['credibility_reason'])}\n"
        )
    elif record.table == "disputes":
        yield f"**{_plain(record.title)}**\n"
        rows = kit.positions
        for name in rows.loc[rows["dispute_id"] == record.id, "position_id"]:
            yield from _position(kit, kit.record(name))
        # folded, so that a link from a lesson does not decide before the reader has
        yield f"\n<details><summary>{_FOLD}</summary>\n\n{_plain(record['evidence_summary'])}\n"
        yield f"*Our reading ({record['confidence']} confidence):* {_plain(record['reading'])}\n"
        yield "</details>\n"
    elif record.table == "judgements":
        yield from _judgement(kit, record)
    elif record.table in ("bottom_lines", "indicators"):
        yield f"**{_plain(record.title)}**\n"
        yield f"{_plain(record.text)} See {', '.join(map(_anchor, _named(record)))}.\n"
    else:
        yield f"**{_plain(record.title)}**{date}\n"
        if record.text:
            yield f"{_plain(record.text)}\n"
        if record.get("qualifier"):
            yield f"*Given as:* {_plain(record['qualifier'])}\n"
        if record.get("date_note"):
            yield f"*Date:* {_plain(record['date_note'])}\n"
    links = [link for link in record.sources if link.bearing not in ("states", "bears on it")]
    if links:
        yield from (f"- {_link(kit, link)}" for link in links)
        yield ""


def _position(kit: Kit, record: Record) -> Iterator[str]:
    figure = show(record["value"])
    if show(record["value_high"]):
        figure += f"–{show(record['value_high'])}"
    figure = f" [{figure} {record['unit']}]".replace(" ]", "]") if figure else ""
    held = ", ".join(
        f"[{link.source_id}](#{link.source_id.lower()}) ({link.bearing})" for link in record.sources
    )
    holder = record["held_by"]
    known = [link.source_id for link in record.sources]
    mark = "" if holder in known else f" [{holder}](#{holder.lower()})"
    answer = _plain(record.title.removesuffix("."))
    yield f"- **{record.id}** {answer}{figure}: {held}{mark}"


def _judgement(kit: Kit, record: Record) -> Iterator[str]:
    likelihood = f", {record['likelihood']}" if record["likelihood"] else ""
    yield f"**{_plain(record.title)}**\n"
    yield (
        f"{record['kind'].capitalize()}{likelihood}; it speaks of {show(record['since'])} to "
        f"{show(record['until'])}. {_plain(record.text)}\n"
    )
    yield f"*Confidence: {record['confidence']}.* {_plain(record['confidence_reason'])}\n"
    rows = kit._frame("judgement_records")
    for row in rows_of(rows[rows["judgement_id"] == record.id]):
        title = _plain(kit.record(row["record_id"]).title)
        yield f"- {row['bearing']}: {_anchor(row['record_id'])} {title}"
    yield ""


def _named(record: Record) -> tuple[str, ...]:
    """Return the records that a bottom line or an indicator names."""
    if record.table == "bottom_lines":
        return split_list(record["judgement_ids"])
    return record["judgement_id"], record["record_id"]


def _anchor(record_id: str) -> str:
    return f"[{record_id}](#{record_id.lower()})"


def _link(kit: Kit, link: SourceLink) -> str:
    source = kit.record(link.source_id)
    date = f", {source.when}" if source.when else ""
    name = _plain(source["publisher"])
    note = f": {_plain(link.note)}" if link.note else ""
    where = f"[{source.id}](#{source.id.lower()})"
    return f"{link.bearing}: {where} {name}{date} ({source['reliability']}){note}"


def _address(url: str) -> str:
    """Write an address so that it stays one: Markdown undoes no escape within a bare address."""
    if not re.match("https?://", url):
        return _plain(url)
    return f"<{re.sub(_UNSAFE, lambda found: quote(found[0]), url)}>"


def _plain(text: str) -> str:
    """Escape what Markdown or HTML would take for markup, and keep it in one line."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    for mark in "\\`*_[]|~":
        escaped = escaped.replace(mark, "\\" + mark)
    return escaped

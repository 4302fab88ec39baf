"""Citations of records and sources: plain text, HTML, BibTeX and CSL-JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sahelkit.ledger.names import fold
from sahelkit.ledger.record import Record

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit

# braces by name: BibTeX counts them even after a backslash
_TEX = {c: f"\\{c}" for c in "%&#$_"} | {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """How to cite a record.

    Attributes
    ----------
    id : str
        The record.
    text, html : str
        One citation: what the record says, and the sources it rests on.
    bibtex : str
        A BibTeX entry for each of its sources (for the source itself, if it is one).
    csl : list of dict
        The same as CSL-JSON items.
    """

    id: str
    text: str
    html: str
    bibtex: str
    csl: list[dict[str, Any]]

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<p>{self.html}</p>"


def source_text(source: Record, *, address: bool = True) -> str:
    """Cite a source in one line: publisher, title, date and, if wanted, address."""
    title = source["title"].rstrip(".")
    parts = [source["publisher"].rstrip("."), f"“{title}”", source.when or "no date"]
    return ", ".join(parts) + "." + (f" {source['url']}" if address and source["url"] else "")


def source_html(source: Record) -> str:
    """Cite a source in one line of HTML, with its address as a link."""
    title = f"“{html.escape(source['title'].rstrip('.'))}”"
    url = source["url"]
    if url.startswith(("https://", "http://")):
        title = f'<a href="{html.escape(url)}" rel="noopener noreferrer">{title}</a>'
    date = source.when or "no date"
    return f"{html.escape(source['publisher'].rstrip('.'))}, {title}, {date}."


def cite(kit: Kit, record: Record) -> Citation:
    """Build the citation of a record."""
    if record.table == "sources":
        sources: Sequence[Record] = (record,)
        text, markup = source_text(record), source_html(record)
    else:
        links = [link for link in record.sources if link.bearing != "contradicts"]
        against = [link for link in record.sources if link.bearing == "contradicts"]
        sources = [kit.record(link.source_id) for link in (*links, *against)]
        text = f"{record.id}: {record.title.rstrip('.')}"
        markup = f"<b>{html.escape(record.id)}</b>: {html.escape(record.title.rstrip('.'))}"
        if record.when and record.table != "claims":
            text, markup = f"{text} ({record.when})", f"{markup} ({record.when})"
        stop = "" if text.endswith(("?", "!", "…")) else "."
        text, markup = text + stop, markup + stop
        for word, group in (("According to", links), ("Against", against)):
            if group:
                cited = [kit.record(link.source_id) for link in group]
                text += f" {word}: " + " · ".join(source_text(s) for s in cited)
                markup += f" {word}: " + " · ".join(source_html(s) for s in cited)
    return Citation(
        record.id,
        text,
        markup,
        "\n\n".join(_bibtex(s) for s in sources),
        [_csl(s) for s in sources],
    )


def _bibtex(source: Record) -> str:
    def safe(text: str) -> str:
        return "".join(_TEX.get(c, c) for c in text)

    day = source["published"]
    lines = [
        f"  title = {{{{{safe(source['title'])}}}}}",
        f"  organization = {{{{{safe(source['publisher'])}}}}}",
        f"  language = {{{source['language']}}}",
    ]
    if source.when:
        lines.append(f"  date = {{{_iso(day, source['published_precision'])}}}")
    if source["url"]:
        url = source["url"].replace("{", "%7B").replace("}", "%7D")
        lines.append(f"  url = {{{url}}}")
    publisher = re.findall("[a-z0-9]+", fold(source["publisher"]))
    key = [*publisher[:1], source.id.lower().replace("-", "")]
    return "@online{" + "".join(key) + ",\n" + ",\n".join(lines) + "\n}"


def _csl(source: Record) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": source.id,
        "type": "webpage",
        "title": source["title"],
        "publisher": source["publisher"],
        "language": source["language"],
    }
    if source.when:
        iso = _iso(source["published"], source["published_precision"])
        item["issued"] = {"date-parts": [[int(part) for part in iso.split("-")]]}
    if source["url"]:
        item["URL"] = source["url"]
    return item


def _iso(day: Any, precision: str) -> str:
    return str(day.strftime({"day": "%Y-%m-%d", "month": "%Y-%m"}.get(precision, "%Y")))

"""Citations of records and sources: plain text, HTML, BibTeX and CSL-JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sahelkit.ledger.names import fold
from sahelkit.ledger.record import Record, SourceLink

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

_ORDER = {"partly": 1, "contradicts": 2}
_OURS = ("entities", "glossary", "hypotheses")  # what nobody else need have said
_OUR_WORDING = "(no source: our wording)"


@dataclass(frozen=True)
class Citation:
    """How to cite a record, or several.

    Attributes
    ----------
    id : str
        The record; several are divided by commas.
    text, html : str
        What the record says, and the sources it rests on; a line for each record.
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
        text = f"{record.id}: {record.title.rstrip('.')}"
        markup = f"<b>{html.escape(record.id)}</b>: {html.escape(record.title.rstrip('.'))}"
        if record.when and record.table != "claims":
            text, markup = f"{text} ({record.when})", f"{markup} ({record.when})"
        stop = "" if text.endswith(("?", "!", "…")) else "."
        text, markup = text + stop, markup + stop
        groups = {
            words: [kit.record(link.source_id) for link in links]
            for words, links in _by_bearing(record).items()
        }
        sources = [source for group in groups.values() for source in group]
        for words, group in groups.items():
            text += f" {words}: " + " · ".join(source_text(s) for s in group)
            markup += f" {words}: " + " · ".join(source_html(s) for s in group)
        if record.table == "bottom_lines":
            rests = f"Rests on: {record['judgement_ids'].replace(';', ',')}."
            text, markup = f"{text} {rests}", f"{markup} {html.escape(rests)}"
        elif not groups:
            none = _OUR_WORDING if record.table in _OURS else "(no source on record)"
            text, markup = f"{text} {none}", f"{markup} {none}"
    return Citation(
        record.id,
        text,
        markup,
        "\n\n".join(_bibtex(s) for s in sources),
        [_csl(s) for s in sources],
    )


def _by_bearing(record: Record) -> dict[str, list[SourceLink]]:
    """Return the sources of a record by how they bear on it, under the words that say so."""
    whole = {"disputes": "Answers by", "judgements": "Rests on", "indicators": "Rests on"}
    if record.sources and record.table in whole:
        return {whole[record.table]: list(record.sources)}
    groups: dict[str, list[SourceLink]] = {}
    for link in sorted(record.sources, key=lambda link: _ORDER.get(link.bearing, 0)):
        words = ("According to", "In part", "Against")[_ORDER.get(link.bearing, 0)]
        groups.setdefault(words, []).append(link)
    return groups


def join(citations: Iterable[Citation]) -> Citation:
    """Make one citation of several, a line each; a source has one entry for all of them."""
    found = list(citations)
    if len(found) == 1:
        return found[0]
    entries = [entry for each in found for entry in each.bibtex.split("\n\n") if entry]
    items = {item["id"]: item for each in found for item in each.csl}
    return Citation(
        ", ".join(each.id for each in found),
        "\n".join(each.text for each in found),
        "<br>".join(each.html for each in found),
        "\n\n".join(dict.fromkeys(entries)),
        list(items.values()),
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

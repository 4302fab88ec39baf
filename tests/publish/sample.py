"""A small lesson and a small ledger, made up, for the tests of decks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger.record import Record, SourceLink

PNG = (  # one grey pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)

SVG = (
    '<svg viewBox="0 0 1000 360" role="img" aria-label="Three bars, the last one longest">'
    "<title>Three bars, the last one longest</title>"
    '<g font-size="30" font-family="sans-serif" fill="#1c2733">'
    '<rect x="150" y="30" width="240" height="70" fill="#0d5c63"/>'
    '<text x="20" y="74">Alpha</text>'
    '<rect x="150" y="140" width="430" height="70" fill="#9a5a0a"/>'
    '<text x="20" y="184">Beta</text>'
    '<rect x="150" y="250" width="760" height="70" fill="#4a5561"/>'
    '<text x="20" y="294">Gamma</text>'
    "</g></svg>"
)

EXPLORER = (
    '<div class="sahelkit-explorer" data-kind="fake" lang="en">'
    '<script type="application/json" class="sahelkit-data">'
    '{"note": "<\\/script> \\u003c!--"}</script>'
    '<div class="sk-controls"><label>Year <input type="range" min="0" max="9" value="0" '
    'name="year"></label> <output>0</output></div>'
    '<div class="sk-body"><div class="sk-picture" tabindex="0">' + SVG + "</div></div></div>"
)

EXPLORER_SCRIPT = """(() => {
  // a fake: "</script>" and "<!--" must not end the element that holds this
  document.querySelectorAll(".sahelkit-explorer").forEach((root) => {
    const note = JSON.parse(root.querySelector(".sahelkit-data").textContent).note;
    root.dataset.live = note === "</script> <!--" ? "yes" : "broken";
    const input = root.querySelector("input");
    const output = root.querySelector("output");
    input.addEventListener("input", () => { output.textContent = input.value; });
  });
})();"""


def cell(kind: str, source: str, slide: str = "", **more: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {"slideshow": {"slide_type": slide}} if slide else {}
    made = {"cell_type": kind, "id": f"c{abs(hash(source)) % 10**8}", "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return {**made, "metadata": metadata, **more}


def notebook(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}


def save(path: Path, made: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def shows(markup: str) -> str:
    """Code that shows a piece of HTML."""
    return f"from IPython.display import HTML\nHTML({markup!r})"


def cite(record_id: str, words: str = "") -> str:
    return f"[{words or record_id}](../seeds/EVIDENCE.md#{record_id.lower()})"


def lesson() -> dict[str, Any]:
    """A lesson with every sort of slide."""
    return notebook(
        cell("markdown", "# How does a bridge come to be?\n\nAs of: 22 November 2026\n", "slide"),
        cell(
            "markdown",
            "**By the end you will be able to**\n\n"
            "- tell a plan from a promise\n- count origins, not copies\n- weigh two rival dates\n",
        ),
        cell("markdown", f"Welcome the class. The plan is old {cite('EV-001')}.", "notes"),
        cell("code", "secret_number = 41 + 1  # never shown", "skip"),
        cell(
            "markdown",
            "## Three bridges, three lengths\n\n"
            f"Gamma opened last {cite('EV-002')}, and is the longest ({cite('S1-03')}, "
            f"{cite('EV-001')}).",
            "slide",
        ),
        cell("code", shows(f"<figure>{SVG}</figure>")),
        cell("markdown", "Running prose that only the reader of the notebook sees."),
        cell("markdown", "Which bar is **Beta**?", "fragment"),
        cell(
            "markdown",
            f"Ask first, then show. The figure is disputed {cite('C-01')}.\n\n- wait\n- listen",
            "notes",
        ),
        cell(
            "markdown", "## Who says so\n\n- the builder: 1 200 m\n- the town: 1 150 m", "subslide"
        ),
        cell("markdown", f"> “It is the longest.” {cite('S1-03', 'the builder')}", "fragment"),
        cell("markdown", "## Look for yourself", "slide"),
        cell("code", shows(EXPLORER), "-"),
        cell("markdown", "## A table", "slide"),
        cell(
            "code",
            "import pandas as pd\n"
            'pd.DataFrame({"bridge": ["Alpha", "Beta"], "length": [240, 430]})',
        ),
        cell("markdown", "## An upright picture\n\nWords stand beside it, not above.", "slide"),
        cell(
            "code",
            shows(
                '<svg viewBox="0 0 300 300"><circle cx="150" cy="150" r="120" '
                'fill="#0d5c63"/></svg>'
            ),
        ),
        title="How does a bridge come to be?",
    )


class FakeKit:
    """As much of a Kit as decks need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = None
        self.records = {record.id: record for record in [*_sources(), *_records()]}

    def record(self, record_id: str) -> Record:
        if record_id not in self.records:
            raise UnknownName("record", record_id, ("EV-001",))
        return self.records[record_id]


def _sources() -> list[Record]:
    def source(number: int, publisher: str, title: str, day: str, url: str) -> Record:
        values = {
            "source_id": f"SRC-{number:03d}",
            "publisher": publisher,
            "title": title,
            "published": pd.Timestamp(day) if day else pd.NaT,
            "published_precision": "day" if day else "unknown",
            "url": url,
        }
        return Record(values["source_id"], "sources", values, f"{publisher}: {title}")

    return [
        source(1, "Bridge Times", "A bridge & its makers", "2024-07-06", "https://example.org/a"),
        source(2, "Town Hall", "Minutes", "2023-01-31", "https://example.org/" + "long/" * 24),
        source(3, "The Builder", "Leaflet", "", ""),
    ]


def _records() -> list[Record]:
    def record(record_id: str, table: str, title: str, *links: tuple[str, str]) -> Record:
        return Record(
            record_id, table, {}, title, "", tuple(SourceLink(name, how) for name, how in links)
        )

    return [
        record("EV-001", "events", "The bridge is planned.", ("SRC-001", "supports")),
        record(
            "EV-002",
            "events",
            "The bridge opens",
            ("SRC-002", "supports"),
            ("SRC-001", "contradicts"),
        ),
        record("S1-03", "claims", "It is <the> longest bridge", ("SRC-003", "states")),
        record("C-01", "disputes", "How long is it?", ("SRC-001", "partly"), ("SRC-002", "")),
    ]

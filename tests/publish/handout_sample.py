"""A small made-up lesson with all that a handout treats in its own way."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pandas as pd

from publish import sample
from publish.sample import cite
from sahelkit.ledger.record import Record, SourceLink

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def cell(kind: str, source: str, slide: str = "", tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """A cell with tags."""
    made = sample.cell(kind, source, slide)
    made["metadata"]["tags"] = list(tags)
    return made


def explorer(kind: str, count: int, *, questions: dict[str, str] | None = None) -> str:
    """An explorer as `sahelkit.explorer.page.render` writes it, with so many records."""
    asked = {name: {"text": text} for name, text in (questions or {}).items()}
    state = {"controls": [{"name": "judgements", "data": {"questions": asked}}]} if asked else {}
    names = list(questions or [""])
    rows = "".join(
        f'<tr data-id="{record_id(kind, n)}" data-question="{names[n * len(names) // count]}"'
        f"{' hidden' if n == 1 else ''}>"
        f"<th scope='row'>{record_id(kind, n)}</th><td></td>"
        f"<td><b dir='auto'>{html.escape(f'Thing {n} {HOSTILE}')}</b><div>Text of {n}</div></td>"
        f'<td><span data-when="grades=true" hidden>reliability C</span></td>'
        f"<td><ul><li>what the explorer says</li></ul></td></tr>"
        for n in range(count)
    )
    heads = ("Record", "Date", "What", "What it rests on", "Sources")
    head = "".join(f"<th scope='col'>{each}</th>" for each in heads)
    source = (
        '<g ><text style="font-size: 9px; fill: #5b6570" x="716" y="306">'
        "Source: the town</text></g></svg>"
    )
    svg = sample.SVG.replace("</svg>", source)
    data = json.dumps(state).replace("<", "\\u003c")
    return (
        f'<div class="sahelkit-explorer" data-kind="{kind}" lang="en">'
        f'<script type="application/json" class="sahelkit-data">{data}</script>'
        f'<div class="sk-title">Explorer &lt;{kind}&gt;</div><div class="sk-controls" hidden></div>'
        f'<div class="sk-body"><div class="sk-picture">{svg}\n</div></div>'
        '<p class="sk-caption"><span class="sk-first">First line.</span> '
        '<span class="sk-more">Second line.</span></p>'
        f'<div class="sk-records"><table><caption>t</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></div>"
    )


def record_id(kind: str, number: int) -> str:
    return f"{kind[:2].upper()}-{number:03d}"


def lesson() -> dict[str, Any]:
    """The lesson."""
    return sample.notebook(
        cell("markdown", "# Why a bridge?\n\nLesson 1 · The bridge", "slide", tags=("teaching",)),
        cell(
            "markdown",
            "**As of** 22 November 2026.\n\n**Objectives.** You will be able to\n\n"
            "- tell a plan from a promise;\n- count origins, not copies.\n\n"
            f"**Prerequisites:** none, or [Lesson 00](00-start.ipynb) {cite('EV-002')}.",
            "notes",
            tags=("teaching",),
        ),
        cell(
            "markdown",
            "<details><summary>Plans for 50 and for 90 minutes</summary>\n\n"
            "| Section | Of 50 |\n|---|---|\n| Vote | 4 |\n\n</details>",
            "skip",
            tags=("teaching",),
        ),
        cell("markdown", "## Vote first", "slide"),
        cell(
            "markdown",
            "*4 of 50 minutes · 4 of 90.* Write down one word for the bridge.",
            "notes",
            tags=("teaching",),
        ),
        cell("code", sample.shows(explorer("timeline", 4)), "-"),
        cell(
            "markdown",
            f"A [span](../seeds/EVIDENCE.md#g-01) is long {cite('G-01')}. Gamma opened last "
            f"{cite('EV-002')}; see [the town](https://example.org/town).",
            "notes",
        ),
        cell("markdown", "## Which day? Decide.\n\n- Beta\n- Gamma", "slide"),
        cell(
            "code",
            sample.shows(
                explorer("disputes", 4, questions={"C-01": "How long?", "C-02": f"Why {HOSTILE}?"})
            ),
            "-",
        ),
        cell(
            "markdown",
            "<details><summary>After you have committed</summary>\n\n"
            f"It was the builder {cite('S1-03')}.\n\n</details>",
            "notes",
            tags=("teaching",),
        ),
        cell("markdown", "**Discuss:** who counts?", "notes", tags=("teaching",)),
        cell("markdown", "*5 of 50 minutes.* Draw a line of time.", "notes", tags=("teaching",)),
        cell("markdown", "## A table", "slide"),
        cell(
            "code",
            'import pandas as pd\npd.DataFrame({"name_of": ["Alpha"], "long": [240]}, '
            'index=pd.Index(["B-1"], name="bridge_id"))',
        ),
        cell("code", sample.shows(explorer("network", 40)), "-"),
        cell("code", sample.shows(explorer("timeline", 4)), "-"),
        cell(
            "markdown",
            "### Template\n\n**To:** …\n\n…\n\n| A | |\n|---|---|\n| First: … | |",
            "skip",
        ),
        cell(
            "markdown",
            "## Check yourself\n\n**Question one.** How long?\n\n"
            "<details><summary>Answer</summary>\n\nNobody knows.\n\n</details>",
            "skip",
            tags=("teaching",),
        ),
        title="Why a bridge?",
    )


class Kit(sample.FakeKit):
    """The small ledger of decks, with a term, disputes and the records of the explorers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        values = {"term": "span", "term_fr": "portée"}
        more = [
            Record("G-01", "glossary", values, "span", "How far a bridge reaches."),
            Record(
                "C-01",
                "disputes",
                {"reading": "We read 1,200 m.", "confidence": "high", "teaches": "Ask twice."},
                "How long is it?",
            ),
            Record(
                "C-02", "disputes", {"reading": "Both.", "confidence": "low"}, f"Why {HOSTILE}?"
            ),
        ]
        for kind, count in (("timeline", 4), ("disputes", 4), ("network", 40)):
            more += [
                Record(
                    record_id(kind, n), "events", {}, f"Thing {n}", "", (
                        SourceLink("SRC-001", "supports"),
                        SourceLink("SRC-004", "contradicts"),
                    ),
                )
                for n in range(count)
            ]  # fmt: skip
        source = dict(self.records["SRC-001"]) | {
            "source_id": "SRC-004",
            "publisher": f"The Ferry {HOSTILE}",
            "reliability": "D",
            "url": "https://example.org/ferry",
        }
        more.append(Record("SRC-004", "sources", source, "The Ferry: Times"))
        self.records |= {record.id: record for record in more}

    @property
    def sources(self) -> pd.DataFrame:
        """The sources as a table."""
        names = [record.id for record in self.records.values() if record.table == "sources"]
        return pd.DataFrame({"source_id": names})

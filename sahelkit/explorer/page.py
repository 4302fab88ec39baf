"""An explorer as HTML: picture, caption and table of records, ready to be brought to life."""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelkit.ledger.record import Record
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.style import Picture


class Option(NamedTuple):
    """One choice of a control: its value, its label and its colour (or empty text)."""

    value: str
    label: str
    colour: str = ""


@dataclass(frozen=True)
class Control:
    """One native form control and the rule by which it shows records.

    Attributes
    ----------
    name : str
        Key of its state in the explorer's ``value``.
    kind : {"window", "day", "set"}
        ``window``: two sliders over months; shows records that touch the window.
        ``day``: one slider over days; shows records that hold on the day (start <= day < end).
        ``set``: check boxes; shows records whose ``field`` is ticked.
    label : str
        What it is called.
    field : str
        For a set, the attribute of the records that it filters.
    options : sequence of Option
        The months (YYYY-MM), days (YYYY-MM-DD, with what changed as ``colour`` text) or choices.
    """

    name: str
    kind: str
    label: str
    field: str = ""
    options: Sequence[Option] = ()

    def shows(self, marks: Mapping[str, str], state: Any) -> bool:
        """Say whether a record with these attributes is shown in a state of the control."""
        start, end = marks.get("start", ""), marks.get("end", "")
        if self.kind == "window":
            return start <= f"{state[1]}-31" and (end or start) >= f"{state[0]}-01"
        if self.kind == "day":
            return start <= state and (not end or state < end)
        return marks.get(self.field, "") in state


@dataclass(frozen=True)
class View:
    """All that an explorer shows.

    Attributes
    ----------
    kind, title, caption : str
        Which explorer it is, its heading and the line beneath.
    picture : Picture
        Drawn once, with its parts tagged by record identifier.
    records : sequence of (Record, mapping)
        The records, in the order in which one steps through them, each with the attributes
        that the controls look at (text; ISO dates as ``start`` and ``end``).
    controls : sequence of Control
        In the order in which they stand on the page.
    value : mapping
        The state at the beginning: control name to state.
    lang : str
        Language of the interface.
    """

    kind: str
    title: str
    caption: str
    picture: Picture
    records: Sequence[tuple[Record, Mapping[str, str]]]
    controls: Sequence[Control]
    value: Mapping[str, Any] = field(default_factory=dict)
    lang: str = "en"


def shown(view: View, value: Mapping[str, Any]) -> list[str]:
    """Return the identifiers of the records that a state of the controls shows."""
    return [
        record.id
        for record, marks in view.records
        if all(control.shows(marks, value[control.name]) for control in view.controls)
    ]


def render(kit: Kit, view: View) -> str:
    """Write a view as HTML.

    The text of records is escaped; nothing in it can become markup or script.
    """
    on = set(shown(view, view.value))
    texts = words(view.lang)
    rows = "".join(_row(kit, r, marks, r.id in on, texts) for r, marks in view.records)
    state = {
        "value": dict(view.value),
        "controls": [
            {
                "name": c.name,
                "kind": c.kind,
                "label": c.label,
                "field": c.field,
                "options": [list(o) for o in c.options],
            }
            for c in view.controls
        ],
        "words": {key: texts[key] for key in _WORDS},
    }
    data = json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")
    svg = re.sub(
        r'data-record="([^"]+)"',
        lambda m: m.group(0) + ("" if m.group(1) in on else ' style="display:none"'),
        view.picture.svg(view.kind + data),
    )
    head = "".join(
        f"<th scope='col'>{texts[k]}</th>" for k in ("record", "date", "what", "sources")
    )
    note = f" {texts['english_only']}" if texts["english_only"] else ""
    return (
        f'<div class="sahelkit-explorer" data-kind="{view.kind}" lang="{view.lang}">'
        f'<script type="application/json" class="sahelkit-data">{data}</script>'
        f'<div class="sk-title">{html.escape(view.title)}</div>'
        f'<div class="sk-controls" hidden></div>'
        f'<div class="sk-body"><div class="sk-picture">{svg}</div>'
        f'<div class="sk-panel" hidden></div></div>'
        f'<p class="sk-caption">{html.escape(view.caption)}{note}</p>'
        f'<div class="sk-records"><table><caption>{html.escape(view.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


_WORDS = (
    "from",
    "to",
    "previous",
    "next",
    "picture_keys",
    "shown",
    "show_table",
    "hide_table",
    "nothing_chosen",
    "record",
    "sources",
)


def _row(
    kit: Kit, record: Record, marks: Mapping[str, str], on: bool, texts: Mapping[str, str]
) -> str:
    attributes = "".join(f' data-{k}="{html.escape(v)}"' for k, v in marks.items() if v)
    text = f"<div>{html.escape(record.text)}</div>" if record.text else ""
    links = "".join(f"<li>{_link(kit, link, texts)}</li>" for link in record.sources)
    return (
        f'<tr data-id="{html.escape(record.id)}"{attributes}{"" if on else " hidden"}>'
        f"<th scope='row'>{html.escape(record.id)}</th><td>{html.escape(record.when)}</td>"
        f"<td><b dir='auto'>{html.escape(record.title)}</b>{text}</td>"
        f"<td><ul>{links}</ul></td></tr>"
    )


def _link(kit: Kit, link: Any, texts: Mapping[str, str]) -> str:
    source = kit.record(link.source_id)
    name = f"<bdi>{html.escape(source['publisher'])}</bdi>"
    if source["url"].startswith(("https://", "http://")):
        name = (
            f'<a href="{html.escape(source["url"])}" target="_blank" '
            f'rel="noopener noreferrer">{name}</a>'
        )
    date = html.escape(source.when)
    bearing = html.escape(texts.get(link.bearing, link.bearing))
    detail = f"{bearing}; {texts['grade']} {source['reliability']}"
    return f"{name}{', ' + date if date else ''} <small>({detail})</small>"


@functools.cache
def script() -> str:
    """Return the component's JavaScript for a page without a kernel (once a page)."""
    code = asset("explorer.js").replace("export default", "const sahelkitWidget =")
    return (
        "(() => {\n"
        + code
        + '\nconst start = () => document.querySelectorAll(".sahelkit-explorer")'
        ".forEach((root) => enhance(root));\n"
        'if (document.readyState === "loading") '
        'document.addEventListener("DOMContentLoaded", start); else start();\n})();'
    )


def stylesheet() -> str:
    """Return the component's style sheet."""
    return asset("explorer.css")


@functools.cache
def asset(name: str) -> str:
    """Return the text of one of the component's files."""
    return resources.files("sahelkit.explorer").joinpath(name).read_text(encoding="utf-8")

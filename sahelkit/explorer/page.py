"""An explorer as HTML: picture, caption and table of records, ready to be brought to life."""

from __future__ import annotations

import base64
import dataclasses
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sahelkit.explorer.assets import stylesheet
from sahelkit.explorer.controls import Control
from sahelkit.explorer.crop import cropped, height_in
from sahelkit.ledger.record import Record
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.style import Picture


@dataclass(frozen=True)
class Column:
    """A further column of the table of records.

    Attributes
    ----------
    head : str
        What stands in its head.
    cells : mapping
        Identifier of a record to text, or to texts by the state in which each is shown
        (``{"units=metric": "5,486 m", "units=imperial": "18,000 ft"}``).
    """

    head: str
    cells: Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True)
class Axis:
    """The axis of time of a picture, for zooming: its ends in the picture and in time.

    Attributes
    ----------
    left, right : float
        Ends of the axis, in parts of the picture's width (0 to 1).
    first, last : str
        The days at these ends (ISO).
    """

    left: float
    right: float
    first: str
    last: str


@dataclass(frozen=True)
class View:
    """All that an explorer shows.

    Attributes
    ----------
    kind, title, caption : str
        Which explorer it is, its heading and the line beneath.
    picture : Picture
        Drawn once, with its parts tagged (`sahelkit.style.Picture.svg`).
    records : sequence of (Record, mapping)
        The records, in the order in which one steps through them, each with the attributes
        that the controls look at: text; ISO dates as ``start`` and ``end``; ``groups`` for the
        keys of the groups it belongs to, divided by spaces.
    controls : sequence of Control
        In the order in which they stand on the page.
    value : mapping
        The state at the beginning: control name to state.
    lang : str
        Language of the interface.
    groups : mapping
        Key to label of the groups of records that a part of the picture can stand for (a state,
        a pair of states, a cell of a matrix). Keys have no spaces.
    steps : {"records", "groups"}
        What Previous, Next and the arrow keys step through.
    story : str
        Attribute by which the records of one thing are told one after the other beneath the
        record that is being read, whether they are shown now or not.
    beside : str
        Attribute by which the records of a group stand side by side.
    columns : sequence of Column
        Further columns of the table.
    axis : Axis, optional
        Where the picture has an axis of time that can be zoomed.
    heights : mapping
        State of a control (``show=bamex``) to the height in points that the picture has in it,
        from its top; where no state holds, the whole picture is shown.
    """

    kind: str
    title: str
    caption: str
    picture: Picture
    records: Sequence[tuple[Record, Mapping[str, str]]]
    controls: Sequence[Control]
    value: Mapping[str, Any] = field(default_factory=dict)
    lang: str = "en"
    groups: Mapping[str, str] = field(default_factory=dict)
    steps: str = "records"
    story: str = ""
    beside: str = ""
    columns: Sequence[Column] = ()
    axis: Axis | None = None
    heights: Mapping[str, float] = field(default_factory=dict)


def shown(view: View, value: Mapping[str, Any]) -> list[str]:
    """Return the identifiers of the records that a state of the controls shows."""
    return [
        record.id
        for record, marks in view.records
        if all(control.shows(marks, value[control.name]) for control in view.controls)
    ]


def holds(condition: str, value: Mapping[str, Any]) -> bool:
    """Say whether conditions such as ``units=metric view=a|b`` hold in a state."""
    for term in condition.split():
        name, _, wanted = term.partition("=")
        state = value.get(name, "")
        states = state if isinstance(state, (list, tuple)) else [state]
        said = ["true" if s is True else "false" if s is False else str(s) for s in states]
        if not set(said) & set(wanted.split("|")):
            return False
    return True


def render(kit: Kit, view: View, *, model: str = "", still: bool = False) -> str:
    """Write a view as HTML.

    The text of records is escaped; nothing in it can become markup or script.

    Parameters
    ----------
    kit : Kit
        The ledger.
    view : View
        What to show.
    model : str
        Key of the widget that will bring the page to life, where there is one.
    still : bool
        Hold the picture as an image, which pages that let no drawing pass still show, and
        bring the style sheet along.
    """
    on = set(shown(view, view.value))
    texts = words(view.lang)
    rows = "".join(_row(kit, view, r, marks, r.id in on, texts) for r, marks in view.records)
    data = json.dumps(_state(view, texts), ensure_ascii=False).replace("<", "\\u003c")
    keys = {
        key for r, marks in view.records if r.id in on for key in marks.get("groups", "").split()
    }
    svg = _SHOWN_IF.sub(
        lambda m: _hide(m, on, keys, view.value), view.picture.svg(view.kind + data)
    )
    svg = cropped(svg, height_in(view.heights, view.value))
    picture = _image(svg, view.picture.alt) if still else svg
    names = ("record", "date", "what", "sources")
    heads = [texts[k] for k in names[:3]] + [c.head for c in view.columns] + [texts["sources"]]
    head = "".join(f"<th scope='col'>{html.escape(text)}</th>" for text in heads)
    note = f" {texts['english_only']}" if texts["english_only"] else ""
    style = f"<style>{stylesheet()}</style>" if still else ""
    owner = f' data-model="{html.escape(model)}"' if model else ""
    title = html.escape(view.title)
    return (
        f'<div class="sahelkit-explorer tex2jax_ignore mathjax_ignore" data-kind="{view.kind}" '
        f'lang="{view.lang}"{owner}>{style}'
        f'<script type="application/json" class="sahelkit-data">{data}</script>'
        f'<div class="sk-title">{title}</div>'
        f'<div class="sk-controls" hidden></div>'
        f'<div class="sk-body"><div class="sk-picture">{picture}</div>'
        f'<div class="sk-panel" hidden></div></div>'
        f'<p class="sk-caption">{_caption(view.caption + note)}</p>'
        f'<div class="sk-records"><table><caption>{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


_SENTENCE = re.compile(r"(?<=[^.][.!?])\s+(?=[^\W\d_a-zß-ÿ])")  # before a capital letter


def _caption(text: str) -> str:
    """Divide a caption after its first sentence, which is all that a slide has room for."""
    first, *more = _SENTENCE.split(text, maxsplit=1)
    rest = f' <span class="sk-more">{html.escape(more[0])}</span>' if more else ""
    return f'<span class="sk-first">{html.escape(first)}</span>{rest}'


_SHOWN_IF = re.compile(
    r'(?<=<g )data-(record|group|when)="([^"]+)"( data-always="yes")?(?: data-when="([^"]+)")?'
)


def _hide(match: re.Match[str], on: set[str], keys: set[str], value: Mapping[str, Any]) -> str:
    """Hide a part of the picture that is not shown at the beginning."""
    kind, name, always, condition = match.groups()
    seen = {"record": name in on, "group": name in keys, "when": holds(name, value)}[kind]
    if (seen or always) and (not condition or holds(condition, value)):
        return match[0]
    return f'{match[0]} style="display:none"'


def _image(svg: str, alt: str) -> str:
    code = base64.b64encode(_alone(svg).encode()).decode()
    return (
        f'<img class="sk-still" width="960" alt="{html.escape(alt)}" '
        f'src="data:image/svg+xml;base64,{code}">'
    )


def _alone(svg: str) -> str:
    """Make the drawing fit to stand in a file of its own."""
    names = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    head, _, rest = svg.partition(">")
    for name in ("xmlns:xlink", "xmlns"):
        head = re.sub(rf' {name}="[^"]*"', "", head)
    return f"{head}{names}>{rest}"


def _state(view: View, texts: Mapping[str, str]) -> dict[str, Any]:
    """Gather what the script needs to know, besides what stands in the table."""
    state: dict[str, Any] = {
        "value": dict(view.value),
        "controls": [
            {
                "name": c.name,
                "kind": c.kind,
                "label": c.label,
                "field": c.field,
                "options": [list(o) for o in c.options],
                **({"data": dict(c.data)} if c.data else {}),
            }
            for c in view.controls
        ],
        "words": {
            key: text
            for key, text in texts.items()
            if key in _WORDS or key.startswith(f"js_{view.kind}_")
        },
        "lang": view.lang,
    }
    if view.groups:
        state["groups"] = dict(view.groups)
    state |= {k: getattr(view, k) for k in ("steps", "story", "beside") if getattr(view, k)}
    if view.heights:
        state["heights"] = {name: round(height, 2) for name, height in view.heights.items()}
    if view.axis:
        state["axis"] = dataclasses.asdict(view.axis)
    return state


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
    "back",
    "records_of",
    "records_one",
    "more_in_table",
    "story",
    "read",
)


def _row(
    kit: Kit,
    view: View,
    record: Record,
    marks: Mapping[str, str],
    on: bool,
    texts: Mapping[str, str],
) -> str:
    if "groups" in marks:
        marks = {**marks, "groups": short_groups(marks["groups"])}
    attributes = "".join(f' data-{k}="{html.escape(v)}"' for k, v in marks.items() if v)
    text = f"<div>{html.escape(record.text)}</div>" if record.text else ""
    links = "".join(f"<li>{_link(kit, link, texts)}</li>" for link in record.sources)
    more = "".join(
        f"<td>{_cell(c.cells.get(record.id, ''), view.value)}</td>" for c in view.columns
    )
    return (
        f'<tr data-id="{html.escape(record.id)}"{attributes}{"" if on else " hidden"}>'
        f"<th scope='row'>{html.escape(record.id)}</th><td>{html.escape(record.when)}</td>"
        f"<td><b{_direction(record.title)}>{html.escape(record.title)}</b>{text}</td>{more}"
        f"<td><ul>{links}</ul></td></tr>"
    )


def short_groups(text: str) -> str:
    """Write the keys of groups shorter: ``a S0.* b c`` for ``a b c S0.b S0.c``."""
    keys = text.split()
    for key in keys:
        head, dot, rest = key.partition(".")
        crossed = [k.partition(".")[2] for k in keys if k.startswith(f"{head}.")]
        if dot and rest in keys and set(crossed) < set(keys):
            plain = [k for k in keys if k not in crossed and not k.startswith(f"{head}.")]
            return " ".join([*plain, f"{head}.*", *crossed])
    return text


def _direction(text: str) -> str:
    """Let the browser find the direction of a text that may not run from left to right."""
    return "" if text.isascii() else " dir='auto'"


def _cell(cell: str | Mapping[str, str], value: Mapping[str, Any]) -> str:
    if isinstance(cell, str):
        return html.escape(cell)
    return "".join(
        f'<span data-when="{html.escape(condition)}"{"" if holds(condition, value) else " hidden"}>'
        f"{html.escape(text)}</span>"
        for condition, text in cell.items()
    )


def _link(kit: Kit, link: Any, texts: Mapping[str, str]) -> str:
    source = kit.record(link.source_id)
    publisher = html.escape(source["publisher"])
    name = publisher if publisher.isascii() else f"<bdi>{publisher}</bdi>"
    if source["url"].startswith(("https://", "http://")):
        name = f'<a href="{html.escape(source["url"])}">{name}</a>'
    date = html.escape(source.when)
    bearing = html.escape(texts.get(link.bearing, link.bearing))
    grade = f"<i>; {texts['grade']} {source['reliability']}</i>"
    return f"{name}{', ' + date if date else ''} <small>({bearing}{grade})</small>"

"""Cells as HTML: prose, and the best form of each output."""

from __future__ import annotations

import base64
import functools
import html
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sahelkit.errors import BadLesson
from sahelkit.lessons.notebook import Cell
from sahelkit.lessons.parts import require

WIDGET = "application/vnd.jupyter.widget-view+json"

_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_SRC = re.compile(r"""(\ssrc\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"""<(?:script|img|iframe|video|audio|source|embed|object|link|image|use)\b[^>]*?
        \s(?:src|srcset|poster|data|(?:xlink:)?href)\s*=\s*["']?\s*(?:https?:)?//
        |url\(\s*["']?\s*(?:https?:)?// | @import\b""",
    re.IGNORECASE | re.VERBOSE,
)
_VIEWBOX = re.compile(r'<svg\b[^>]*\bviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')
_PLAIN_REPR = re.compile(r"<[^<>]*>|\[<[^<>]*>(?:,\s*<[^<>]*>)*\]")
_CODE = re.compile(r"<script\b(?![^>]*application/json)[^>]*>.*?</script\s*>", re.I | re.S)


@dataclass(frozen=True)
class Block:
    """A piece of a slide.

    Attributes
    ----------
    kind : {"text", "figure", "explorer", "question", "table"}
        How it is laid out.
    html : str
        The piece.
    aspect : float
        Width by height of a figure, 0 if not known.
    """

    kind: str
    html: str
    aspect: float = 0.0


def prose(cell: Cell, lesson: Path, *, heading: int = 2) -> str:
    """Render the Markdown of a cell.

    The first heading becomes one of the given level, later ones the level below, so that every
    slide has exactly one title. Pictures are put into the page.

    Raises
    ------
    BadLesson
        If a picture is missing or lies on the network.
    """
    page = str(_markdown()(cell.source))
    level = heading

    def retitle(match: re.Match[str]) -> str:
        nonlocal level
        mark, level = level, heading + 1
        return f"<h{mark}>{match[1]}</h{mark}>"

    page = re.sub(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", retitle, page, flags=re.DOTALL)
    page = embed_pictures(page, cell, lesson)
    return re.sub(r"<p>\s*(<img\b[^>]*>)\s*</p>", r"<figure>\1</figure>", page)


def outputs(cell: Cell, lesson: Path, title: str) -> list[Block]:
    """Render what a code cell gave, without its code.

    Raises
    ------
    BadLesson
        If an output loads something from the network, or is a live widget and nothing else.
    """
    blocks = [block for out in cell.outputs if (block := _output(out, cell, lesson, title))]
    for block in blocks:
        refuse_requests(block.html, cell, lesson)
    return blocks


def refuse_requests(page: str, cell: Cell, lesson: Path) -> None:
    """Raise BadLesson if a piece of HTML would load something from the network."""
    if found := _OUTSIDE.search(page):
        problem = f"loads something from the network, which a deck must not: {found[0][:100]}"
        raise BadLesson(lesson.name, cell.number, problem)


def embed_pictures(page: str, cell: Cell, lesson: Path) -> str:
    """Replace the addresses of pictures by the pictures themselves."""

    def embed(match: re.Match[str]) -> str:
        address = html.unescape(match[2] or match[3] or "")
        return f'{match[1]}"{_data_uri(address, cell, lesson)}"'

    return _IMG.sub(lambda tag: _SRC.sub(embed, tag[0]), page)


def _data_uri(address: str, cell: Cell, lesson: Path) -> str:
    if address.startswith("data:"):
        return address
    if address.startswith("attachment:"):
        bundle = cell.attachments.get(unquote(address.removeprefix("attachment:"))) or {}
        for kind, content in bundle.items():
            return f"data:{kind};base64,{_join(content)}"
        raise BadLesson(lesson.name, cell.number, f"the picture {address} is not attached")
    if "//" in address[:9]:
        problem = f"shows a picture from the network, which a deck must not: {address}"
        raise BadLesson(lesson.name, cell.number, problem)
    file = lesson.parent / unquote(address)
    kind = mimetypes.guess_type(file.name)[0] or "image/png"
    try:
        content = base64.b64encode(file.read_bytes()).decode()
    except OSError:
        raise BadLesson(lesson.name, cell.number, f"the picture {address} is missing") from None
    return f"data:{kind};base64,{content}"


def _output(out: Mapping[str, Any], cell: Cell, lesson: Path, title: str) -> Block | None:
    kind = out.get("output_type")
    if kind == "stream":
        text = _join(out.get("text", "")).strip("\n")
        shown = out.get("name") == "stdout" and text
        return Block("text", f"<pre>{html.escape(text)}</pre>") if shown else None
    if kind == "error":  # only where the cell is tagged raises-exception
        text = html.escape(f"{out.get('ename')}: {out.get('evalue')}")
        return Block("text", f"<pre>{text}</pre>")
    data: Mapping[str, Any] = out.get("data") or {}
    if "text/html" in data:
        return _page(_join(data["text/html"]), cell, lesson)
    if "image/svg+xml" in data:
        svg = _join(data["image/svg+xml"])
        return Block("figure", f"<figure>{svg[max(svg.find('<svg'), 0) :]}</figure>", aspect(svg))
    for mime in ("image/png", "image/jpeg"):
        if mime in data:
            metadata = out.get("metadata") or {}
            own = metadata.get(mime) or {}
            alt = (own if isinstance(own, dict) else {}).get("alt") or metadata.get("alt")
            uri = f"data:{mime};base64,{''.join(_join(data[mime]).split())}"
            image = f'<img src="{uri}" alt="{html.escape(str(alt or "Figure: " + title))}">'
            return Block("figure", f"<figure>{image}</figure>", aspect(image))
    if "text/markdown" in data:
        return Block("text", str(_markdown()(_join(data["text/markdown"]))))
    if WIDGET in data:
        problem = "shows a live widget, which a deck cannot; show an explorer or a picture"
        raise BadLesson(lesson.name, cell.number, problem)
    text = _join(data.get("text/plain", "")).strip()
    if not text or _PLAIN_REPR.fullmatch(text):
        return None
    return Block("text", f"<pre>{html.escape(text)}</pre>")


def _page(page: str, cell: Cell, lesson: Path) -> Block:
    if "sahelkit-question" in page:
        return Block("question", _CODE.sub("", page))
    if "sahelkit-explorer" in page:
        return Block("explorer", _CODE.sub("", page))
    page = embed_pictures(page, cell, lesson)
    if re.match(r"\s*(<div>\s*)?(<style\b.*?</style>\s*)?<table", page, re.DOTALL):
        return Block("table", page)
    if re.match(r"\s*<(figure|svg|img)\b", page):
        wrapped = page if re.match(r"\s*<figure", page) else f"<figure>{page}</figure>"
        return Block("figure", wrapped, aspect(page))
    return Block("text", page)


def aspect(page: str) -> float:
    """Return width by height of the first picture of a piece of HTML, 0 if not known."""
    if match := _VIEWBOX.search(page):
        return float(match[1]) / max(float(match[2]), 1.0)
    if match := re.search(r"data:image/png;base64,([A-Za-z0-9+/]{32})", page):
        header = base64.b64decode(match[1])
        wide, high = (int.from_bytes(header[i : i + 4], "big") for i in (16, 20))
        return wide / max(high, 1)
    return 0.0


def _join(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


@functools.cache
def _markdown() -> Any:
    mistune = require("mistune")
    # pictures pasted into a cell have addresses that mistune does not know
    renderer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=["attachment:"])
    return mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough"])

"""A lesson as a presentation that PowerPoint and its likes open, all of it editable."""

from __future__ import annotations

import html
import importlib.metadata
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sahelkit.lessons import notebook
from sahelkit.lessons.notebook import Lesson
from sahelkit.lessons.parts import require
from sahelkit.publish.deck import Deck, contents
from sahelkit.publish.notes import Notes
from sahelkit.publish.once import Running, make
from sahelkit.publish.outline import outline
from sahelkit.publish.pptx.model import Image, Item, Paragraph, Run, Text, legal, words
from sahelkit.publish.pptx.pages import compose
from sahelkit.publish.pptx.sources import listings
from sahelkit.publish.pptx.text import inline, read
from sahelkit.publish.pptx.write import Writer, ready
from sahelkit.publish.stamp import identifier
from sahelkit.publish.words import page_words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

_PICTURE = re.compile(r"\s*(<div[^>]*>\s*)?<(figure|svg)\b")
_TITLE = re.compile(r'<div class="sk-title">(.*?)</div>', re.DOTALL)
_CAPTION = re.compile(r'<p class="sk-caption">.*?</p>', re.DOTALL)
_ALT = re.compile(r'<svg\b[^>]*\baria-label="([^"]*)"')
_NUMBER = re.compile(r'\s*<sup class="note">(.*?)</sup>', re.DOTALL)


def build_pptx(
    lesson: Path,
    out: Path,
    kit: Kit,
    *,
    lang: str | None = None,
    **running: Unpack[Running],
) -> Deck:
    """Build the presentation of a lesson, if it is not there already.

    Titles, text, tables and speaker notes are native, explorers are pictures as they stand at
    the beginning, citations lead to the sources on the last slides.

    Parameters
    ----------
    lesson : Path
        The notebook.
    out : Path
        The file to write. A build that fails leaves an older file as it was.
    kit : Kit
        The ledger that citations are looked up in.
    lang : str, optional
        Language of the words around the lesson, by default the lesson's own.
    **running
        How the lesson is run, see `sahelkit.publish.once.Running`.

    Raises
    ------
    BadLesson
        If the notebook cannot be read, a cell fails, or it cites a record that does not exist.
    UnknownName
        If the kit does not speak the language.
    MissingPart
        If a library that presentations need is not installed.
    """
    require("pptx")
    source = notebook.read(lesson)
    said = page_words(lang, source.lang, "deck")
    slides, cached = make(
        source,
        out,
        kit,
        "pptx",
        lambda done, stamp: write(done, kit, stamp, lang),
        form="slide png",
        extra=(said["lang"], importlib.metadata.version("python-pptx")),
        **running,
    )
    return Deck(out, slides, cached)


def write(
    lesson: Lesson, kit: Kit, stamp: str = "0" * 32, lang: str | None = None
) -> tuple[bytes, int]:
    """Write a lesson that has been run; return the file and its number of slides."""
    said = page_words(lang, lesson.lang, "deck")
    notes = Notes(kit)
    writer = Writer(lesson.lang, lesson.title)
    places: dict[str, Any] = {}  # what links lead to
    stills = with_stills(lesson)
    for number, slide in enumerate(outline(stills), start=1):
        page = contents(slide, stills, notes, number)
        places[page["name"]] = _slides(writer, page, lesson, said)
    pages = listings(notes, said)
    for number, listing in enumerate(pages, start=1):
        title = said["sources"] + (f" {number}/{len(pages)}" if len(pages) > 1 else "")
        slide = writer.listing(title, listing.columns)
        places |= {f"note-{number}": slide for number in listing.begun}
    writer.link(places)
    _label(writer.presentation, lesson, stamp)
    buffer = io.BytesIO()
    writer.presentation.save(buffer)
    return buffer.getvalue(), len(writer.presentation.slides)


def with_stills(lesson: Lesson) -> Lesson:
    """Return a lesson whose explorers and charts are pictures with alternative text."""
    cells = (replace(c, outputs=tuple(map(_still, c.outputs))) for c in lesson.cells)
    return replace(lesson, cells=tuple(cells))


def _still(out: Mapping[str, Any]) -> Mapping[str, Any]:
    data: Mapping[str, Any] = out.get("data") or {}
    page, png = ("".join(data.get(kind, "")) for kind in ("text/html", "image/png"))
    explorer = "sahelkit-explorer" in page
    if not explorer and not (png and _PICTURE.match(page)):
        return out
    own = (out.get("metadata") or {}).get("image/png")
    alt = str(own.get("alt") or "") if isinstance(own, dict) else ""
    if not alt and (found := _ALT.search(page)):
        alt = html.unescape(found[1])
    title = found[1] if (found := _TITLE.search(page)) else ""
    caption = found[0] if (found := _CAPTION.search(page)) else ""
    image = f'<img src="data:image/png;base64,{png}" alt="{html.escape(alt)}">'
    figure = f"<figure>{image}<figcaption>{title}</figcaption></figure>{caption}"
    return {**out, "data": {"text/html": figure}}


def _slides(
    writer: Writer, page: Mapping[str, Any], lesson: Lesson, said: Mapping[str, str]
) -> Any:
    """Write a slide of the lesson, on several if it is long; return the first."""
    opening = page["number"] == 1
    title = inline(page["heading"] or html.escape(lesson.title))
    shown: list[Item] = []
    hidden: list[Item] = []
    for block in page["blocks"]:
        one, other = read(_CAPTION.sub("", block["html"]))
        shown += one
        hidden += other
    if hidden and not shown:  # a slide that is an answer, and nothing else
        shown, hidden = hidden, []
    if page["objectives"]:
        items = "".join(f"<li>{aim}</li>" for aim in page["objectives"])
        shown += read(f"<h3>{said['objectives']}</h3><ul>{items}</ul>")[0]
    shown = [_described(item, words(title)) for item in ready(_joined(shown))]
    foot = None
    if opening:
        day = f"{said['as_of']} {page['as_of']} · " if page["as_of"] else ""
        foot = day + said["licence"]
    spoken, _ = read(_NUMBER.sub(_bracketed, page["notes"]))
    first = None
    for number, part in enumerate(compose(shown, opening=opening), start=1):
        named = title if number == 1 else (*title, Run(f" ({number})"))
        slide = writer.slide(part, named, foot=foot if opening and number == 1 else None)
        first = first or slide
    writer.notes(first, [*_long(title), *spoken, *hidden])
    return first


def _joined(items: Sequence[Item]) -> list[Item]:
    """Return pieces with neighbouring plain text in one piece."""
    made: list[Item] = []
    for item in items:
        last = made[-1] if made else None
        if isinstance(item, Text) and isinstance(last, Text) and item.look == last.look:
            made[-1] = Text((*last.paragraphs, *item.paragraphs), item.look)
        else:
            made.append(item)
    return made


def _long(title: Sequence[Run]) -> list[Item]:
    """Return a title that a slide may have cut off, for the notes."""
    return [Text((Paragraph(tuple(title), "head"),))] if len(words(title)) > 160 else []


def _described(item: Item, title: str) -> Item:
    """Return a picture with text for those who do not see it, and no caption said elsewhere."""
    if not isinstance(item, Image):
        return item
    said = item.caption.casefold() == title.casefold() or f"“{item.caption}”" in item.alt
    caption = "" if said else item.caption
    return replace(item, alt=item.alt or item.caption or title, caption=caption)


def _bracketed(found: re.Match[str]) -> str:
    return f"\u00a0[{re.sub(r'<[^>]*>', '', found[1])}]"


def _label(presentation: Any, lesson: Lesson, stamp: str) -> None:
    """Write what the file says about itself; the format allows 255 characters for each."""
    core = presentation.core_properties
    core.title = legal(lesson.title)[:255]
    core.author = core.last_modified_by = "sahelkit"
    core.subject = core.comments = ""
    core.language = lesson.lang
    core.category = "lesson"
    core.identifier = identifier("pptx", stamp, len(presentation.slides))
    core.created = core.modified = datetime.now(UTC).replace(tzinfo=None)

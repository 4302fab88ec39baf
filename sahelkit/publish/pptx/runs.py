"""Writes runs of text into the paragraphs of a presentation, with their links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from sahelkit.lessons.parts import require
from sahelkit.publish.pptx import master
from sahelkit.publish.pptx.model import Run, legal

HINT = 250  # characters beneath the pointer
LONGEST = 2000  # characters of an address that programs for presentations follow


class Pen:
    """Writes runs, and remembers those that lead to slides which are not there yet.

    Parameters
    ----------
    lang : str
        Language of what is written, such as ``en-GB``.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._waiting: list[tuple[Any, Any, Run]] = []  # a run, its slide, where it leads to

    def write(
        self,
        paragraph: Any,
        runs: Sequence[Run],
        slide: Any,
        size: float | None = None,
        colour: Any = None,
        face: str | None = None,
    ) -> None:
        """Write runs at the end of a paragraph.

        Parameters
        ----------
        paragraph : pptx.text.text._Paragraph
            Where.
        runs : sequence of Run
            What.
        slide : pptx.slide.Slide
            The slide that the paragraph is on.
        size : float, optional
            Size of the text in points, by default that of its place.
        colour : pptx.enum.dml.MSO_THEME_COLOR, optional
            Its colour, by default that of its place.
        face : str, optional
            Its font, by default that of its place.
        """
        for run in _spaced(runs):
            for index, text in enumerate(re.split(r"[\n\r\v]", legal(run.text))):
                if index:
                    paragraph.add_line_break()
                if not text:
                    continue
                made = paragraph.add_run()
                made.text = text
                put(made._r.get_or_add_rPr(), {"lang": self.lang})
                leads = bool(run.jump or usable(run.link))
                _dress(made, run, size, colours().ACCENT_1 if leads else colour, face)
                if run.jump:
                    self._waiting.append((made, slide, run))
                elif leads:
                    made.hyperlink.address = usable(run.link)
        for old in paragraph._p.xpath("./a:endParaRPr"):
            paragraph._p.remove(old)
        given = {"sz": str(round(size * 100))} if size else {}
        paragraph._p.append(new("a:endParaRPr", lang=self.lang, **given))

    def link(self, places: Mapping[str, Any]) -> None:
        """Lead every run that names a place to the slide there."""
        relation = require("pptx.opc.constants").RELATIONSHIP_TYPE.SLIDE
        for made, slide, run in self._waiting:
            if (target := places.get(run.jump)) is not None:
                key = slide.part.relate_to(target.part, relation)
                click = made._r.get_or_add_rPr().add_hlinkClick(key)
                click.set("action", "ppaction://hlinksldjump")
                if run.hint:
                    click.set("tooltip", legal(run.hint)[:HINT])
        self._waiting.clear()


def usable(address: str) -> str:
    """Return an address as the format takes it; empty text if it cannot be followed."""
    text = quote(legal(address).strip(), safe="%/:=&?~#+!$,;'@()*[]")
    try:
        parts = urlsplit(text)
        known = parts.hostname if parts.scheme in ("http", "https") else parts.scheme == "mailto"
    except ValueError:
        return ""
    return text if known and len(text) <= LONGEST else ""


def new(tag: str, **attributes: str) -> Any:
    """Return a new element, its tag written as ``a:buNone``."""
    element = require("pptx.oxml.xmlchemy").OxmlElement(tag)
    put(element, attributes)
    return element


def put(element: Any, attributes: Mapping[str, str]) -> None:
    """Set attributes of an element."""
    for name, value in attributes.items():
        element.set(name, value)


def colours() -> Any:
    """Return the names of the colours of a theme."""
    return require("pptx.enum.dml").MSO_THEME_COLOR


def _spaced(runs: Sequence[Run]) -> Iterator[Run]:
    """Put a hair's breadth before raised numbers.

    Without it LibreOffice does not raise the first of several numbers that are links.
    """
    before = False
    for run in runs:
        if run.jump and run.raised and not before:
            yield Run("\u200a", raised=True)
        before = run.raised
        yield run


def _dress(made: Any, run: Run, size: float | None, colour: Any, face: str | None) -> None:
    font = made.font
    if size:
        font.size = round(size * master.POINT)
    if run.bold:
        font.bold = True
    if run.italic:
        font.italic = True
    if run.strike:
        put(made._r.rPr, {"strike": "sngStrike"})
    if run.raised:
        put(made._r.rPr, {"baseline": "30000"})
    if colour is not None:
        font.color.theme_color = colour
    if run.code or face:
        font.name = master.MONO if run.code else face

"""A brief as a document that Word and its likes open, all of it editable."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sahelkit.lessons.parts import require
from sahelkit.publish.brief import fit
from sahelkit.publish.brief.content import Brief, Disputed, Held
from sahelkit.publish.brief.docx_style import (
    LANGUAGES,
    LINE,
    OCHRE,
    SOFT,
    TEAL,
    WASH,
    WORDS,
    edge,
    field,
    mark,
    new,
    page,
    styles,
)  # fmt: skip
from sahelkit.publish.brief.text import rested
from sahelkit.publish.pptx.model import legal
from sahelkit.publish.stamp import identifier


def write(brief: Brief, stamp: str = "0" * 32) -> bytes:
    """Return the document of a brief: native headings, table, numbered notes, picture.

    Raises
    ------
    MissingPart
        If python-docx is not installed.
    """
    desk = _Desk(brief)
    desk.front()
    desk.judgements()
    desk.timeline()
    desk.disputes()
    desk.indicators()
    desk.classroom()
    desk.notes()
    desk.sources()
    desk.foot()
    desk.label(stamp)
    buffer = io.BytesIO()
    desk.document.save(buffer)
    return buffer.getvalue()


class _Desk:
    """The document while it is written, part after part."""

    def __init__(self, brief: Brief) -> None:
        self.brief, self.words = brief, brief.words
        docx = require("docx")
        self.shared = require("docx.shared")
        self.document: Any = docx.Document()
        styles(self.document, brief.lang)
        page(self.document.sections[0])
        self._footer(self.document.sections[0])

    # parts

    def front(self) -> None:
        brief = self.brief
        self.text([(brief.kicker, "b")], colour=TEAL, after=0)
        title = self.document.add_paragraph(style="Title")
        self._run(title, brief.title)
        self.text([(" · ".join(brief.facts), "")], colour=SOFT, after=4)
        self.heading(self.words["bottom_line"], "bottom")
        self.text([(brief.bottom_line, "")], size=fit.MAIN, after=2, shade=True)
        self.text([(brief.limits, "")], colour=SOFT, after=2, shade=True)

    def judgements(self) -> None:
        said = self.words
        self.heading(said["judgements"], "judgements")
        self.text([(said["dials"], "")], colour=SOFT, after=2)
        for item in self.brief.judgements:
            self._judgement(item)
        if self.brief.more_judgements:
            self.text([(self.brief.more_judgements, "")], colour=SOFT)

    def _judgement(self, item: Held) -> None:
        said = self.words
        name = f"judgement-{item.number}"
        head = self.document.add_paragraph(style="Judgement")
        head.paragraph_format.page_break_before = self.brief.turn == name
        self._run(head, f"{item.number}. {item.statement}", bold=True, size=fit.TEXT)
        if item.likelihood:
            band = said["band"].format(low=item.band[0], high=item.band[1])
            likely = [
                (f"{said['likelihood']} ", ""), (item.likelihood, "b"), (f" ({band})", ""),
            ]  # fmt: skip
        else:
            likely = [(said["finding"].capitalize(), "b"), (f", {said['settled']}", "")]
        self.text(likely, indent=14, after=0, keep=True)
        sure = [
            (f"{said['confidence']} ", ""), (item.confidence, "b"), (f". {item.reason}", ""),
        ]  # fmt: skip
        self.text(sure, indent=14, after=0, keep=True)
        if item.reasoning:
            why = [(f"{said['reasoning']} ", "b"), (item.reasoning, "")]
            self.text(why, indent=14, after=0, keep=True)
        parts: list[tuple[str, str]] = []
        for key, names in item.voices:
            parts += [(f"{said[key]} ", "b"), (f"{names}. ", "")]
        parts.append((rested(self.brief, item.rests), ""))
        self.text(parts, indent=14, colour=SOFT, after=3)

    def timeline(self) -> None:
        picture = self.brief.picture
        if picture is None:
            return
        self.heading(self.words["timeline"], "timeline")
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        wide = self.shared.Pt(504)
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.png()), width=wide)
        shape._inline.docPr.set("descr", legal(picture.alt))
        shape._inline.docPr.set("title", legal(self.words["timeline"]))
        self.text([(self.brief.events, "")], colour=SOFT)

    def disputes(self) -> None:
        if not self.brief.disputes:
            return
        self.heading(self.words["disputed"], "disputes")
        for number, item in enumerate(self.brief.disputes, start=1):
            self._dispute(item, number)
        if self.brief.more_disputes:
            self.text([(self.brief.more_disputes, "")], colour=SOFT)

    def _dispute(self, item: Disputed, number: int) -> None:
        said = self.words
        head = self.document.add_heading(level=2)
        turn = self.brief.turn == f"dispute-{number}"
        head.paragraph_format.page_break_before = turn
        self._run(head, f"{item.id} {item.question}", lang="en")
        parts: list[tuple[str, str]] = []
        for place, rival in enumerate(item.rivals):
            parts += [(" ▸ ", "")] if place else []
            if self.brief.audience == "newsroom":
                grade = f" [{rival.grade}]" if rival.grade else ""
                parts += [(f"{rival.who}{grade}: ", "b"), (rival.statement, "")]
            else:
                parts.append((f"{rival.statement} ({rival.who})", ""))
        self.text(parts, after=0, keep=True, lang="en")
        reading = [
            (f"{said['reading']} ", "b"), (f"{item.reading} ", "en"), (item.confidence, "b"),
        ]  # fmt: skip
        self.text(reading, after=0 if item.teaches else 3)
        if item.teaches:
            self.text([(f"{said['teaches']} ", "b"), (item.teaches, "en")], after=3)

    def indicators(self) -> None:
        brief, said = self.brief, self.words
        if not brief.indicators:
            return
        self.heading(said["indicators"], "indicators")
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        widths = [self.shared.Pt(fit.WIDE * part) for part in (0.45, 0.55)]
        rows = [(said["seen"], said["meaning"])]
        rows += [(item.text, fit.seen_before(brief, item)) for item in brief.indicators]
        for index, texts in enumerate(rows):
            row = table.rows[0] if not index else table.add_row()
            self._no_break(row)
            for cell, text, wide in zip(row.cells, texts, widths, strict=True):
                cell.width = wide
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = self.shared.Pt(1)
                self._run(paragraph, text, bold=not index, colour=TEAL if not index else "")
                self._under(cell)
        self._repeat(table.rows[0])

    def classroom(self) -> None:
        brief, said = self.brief, self.words
        if brief.terms:
            self.heading(said["terms"], "terms")
            parts: list[tuple[str, str]] = []
            for item in brief.terms:
                parts += [(item.term, "b"), (f": {item.definition} ", "")]
            self.text(parts)
        if brief.questions:
            self.heading(said["questions"], "questions")
            for question in brief.questions:
                paragraph = self.document.add_paragraph(style="List Bullet")
                self._run(paragraph, question)

    def notes(self) -> None:
        self.heading(self.words["notes"], "notes")
        self._columns(2)
        foreign = "en" if self.brief.lang != "en" else ""
        for note in self.brief.notes:
            paragraph = self.document.add_paragraph(style="List Number")
            self._run(paragraph, f"{note.id} ", bold=True)
            self._run(paragraph, self.brief.says(note), lang=foreign)
        self._columns(1)

    def sources(self) -> None:
        said = self.words
        self.heading(said["sources"], "sources")
        self._columns(2)
        for item in self.brief.sources:
            paragraph = self.document.add_paragraph(style="Listed")
            self._run(paragraph, f"{item.id} ", bold=True)
            self._run(paragraph, f"{item.publisher}, {item.date}, ")
            self._run(paragraph, said["grade"].format(grade=item.grade), bold=True)
            if item.url:
                self._run(paragraph, ". ")
                self._link(paragraph, item.url, item.address)
        self._columns(1)
        self.text([(f"{said['grades']} {self.brief.more_sources}", "")], colour=SOFT)

    def foot(self) -> None:
        said = self.words
        text = " ".join(filter(None, (*self.brief.coverage, said["english"])))
        self.text([(f"{said['limits']}. ", "b"), (text, "")], colour=SOFT, after=0, over=True)

    def label(self, stamp: str) -> None:
        core = self.document.core_properties
        core.title = legal(self.brief.title)[:255]
        core.author = core.last_modified_by = "sahelkit"
        core.comments = ""
        core.subject = legal(self.brief.kicker)[:255]
        core.language = LANGUAGES[self.brief.lang]
        core.identifier = identifier("brief-docx", stamp, 2)
        core.created = core.modified = datetime(2026, 11, 22)

    # pieces

    def heading(self, text: str, name: str) -> None:
        """Write a heading; it begins page two if that is what the brief says."""
        paragraph = self.document.add_heading(level=1)
        paragraph.paragraph_format.page_break_before = self.brief.turn == name
        self._run(paragraph, text)

    def text(
        self,
        parts: Sequence[tuple[str, str]],
        *,
        size: float = 0,
        colour: str = "",
        indent: float = 0,
        after: float = 2,
        keep: bool = False,
        shade: bool = False,
        over: bool = False,
        lang: str = "",
    ) -> None:
        """Write a paragraph of runs: pairs of text and look (``b`` for bold, or a language)."""
        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_after = self.shared.Pt(after)
        form.left_indent = self.shared.Pt(indent)
        form.keep_with_next = keep
        form.keep_together = True
        if shade:
            form.left_indent = form.right_indent = self.shared.Pt(8)
            mark(paragraph, "shd", val="clear", color="auto", fill=WASH)
        if over:
            edge(paragraph, "top", OCHRE, 12)
        for words, look in parts:
            spoken = look if look in LANGUAGES else lang
            self._run(paragraph, words, bold=look == "b", size=size, colour=colour, lang=spoken)

    def _run(
        self,
        paragraph: Any,
        text: str,
        *,
        bold: bool = False,
        size: float = 0,
        colour: str = "",
        lang: str = "",
    ) -> Any:
        run = paragraph.add_run(legal(text))
        if bold:
            run.bold = True
        if size:
            run.font.size = self.shared.Pt(size)
        if colour:
            run.font.color.rgb = self.shared.RGBColor.from_string(colour)
        if lang and lang != self.brief.lang:
            mark(run, "lang", val=LANGUAGES[lang])
        return run

    def _link(self, paragraph: Any, url: str, text: str) -> None:
        kind = require("docx.opc.constants").RELATIONSHIP_TYPE.HYPERLINK
        key = paragraph.part.relate_to(legal(url), kind, is_external=True)
        element = new("w:hyperlink", {})
        element.set(require("docx.oxml.ns").qn("r:id"), key)
        # an address may break after a slash or a hyphen, as it does in a browser
        run = self._run(paragraph, text.replace("/", "/\u200b").replace("-", "-\u200b"))
        run.font.color.rgb = self.shared.RGBColor.from_string(TEAL)
        element.append(run._r)
        paragraph._p.append(element)

    def _columns(self, number: int) -> None:
        """Begin a part in so many columns on the same page."""
        kind = require("docx.enum.section").WD_SECTION.CONTINUOUS
        section = self.document.add_section(kind)
        page(section)
        (columns,) = section._sectPr.xpath("./w:cols") or [None]
        if columns is None:
            columns = new("w:cols", {})
            section._sectPr.append(columns)
        columns.set(f"{{{WORDS}}}num", str(number))
        columns.set(f"{{{WORDS}}}space", str(16 * 20))

    def _footer(self, section: Any) -> None:
        """Write title and page number at the foot of each page."""
        paragraph = section.footer.paragraphs[0]
        tabs = paragraph.paragraph_format.tab_stops
        for stop in list(paragraph.style.paragraph_format.tab_stops):
            tabs.add_tab_stop(stop.position, require("docx.enum.text").WD_TAB_ALIGNMENT.CLEAR)
        right = require("docx.enum.text").WD_TAB_ALIGNMENT.RIGHT
        tabs.add_tab_stop(self.shared.Mm(180), right)
        self._run(paragraph, f"{self.brief.kicker} · {self.brief.title}\t")
        for piece in re.split(r"\{(\w+)\}", self.words["page"]):
            if piece in ("page", "pages"):
                field(paragraph, {"page": "PAGE", "pages": "NUMPAGES"}[piece])
            elif piece:
                self._run(paragraph, piece)

    def _under(self, cell: Any) -> None:
        borders = new("w:tcBorders", {})
        borders.append(new("w:bottom", {"val": "single", "sz": "4", "color": LINE}))
        cell._tc.get_or_add_tcPr().append(borders)

    def _no_break(self, row: Any) -> None:
        row._tr.get_or_add_trPr().append(new("w:cantSplit", {}))

    def _repeat(self, row: Any) -> None:
        row._tr.get_or_add_trPr().append(new("w:tblHeader", {}))

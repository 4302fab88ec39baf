"""Writes slides: native titles, text, tables, pictures and notes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sahelkit.lessons.parts import require
from sahelkit.publish.pptx import master
from sahelkit.publish.pptx.fit import BETWEEN, DEEPEST, PAD, fit_title, indent, one_line
from sahelkit.publish.pptx.grid import GUTTER, MARGIN, columns, heights
from sahelkit.publish.pptx.image import prepare
from sahelkit.publish.pptx.model import (
    Image,
    Item,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
    legal,
    words,
)
from sahelkit.publish.pptx.pages import CAPTION, GAP, GRID, Box, Page, Placed
from sahelkit.publish.pptx.runs import Pen, colours, new, put
from sahelkit.publish.pptx.speech import spoken

LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
TITLES = (32, 28, 24, 22, 20)
COVERS = (44, 40, 36, 32, 28, 24, 20)


class Writer:
    """A presentation that is being written.

    Parameters
    ----------
    lang : str
        Language of the lesson, for the spelling checker.
    foot : str
        What stands in the foot of every slide.
    """

    def __init__(self, lang: str, foot: str) -> None:
        self.lang = LANGUAGES.get(lang, lang)
        self.presentation = master.blank(self.lang)
        self.foot = foot
        self._pen = Pen(self.lang)

    def slide(self, page: Page, title: Runs, *, foot: str | None = None) -> Any:
        """Add a slide."""
        slide = self._begin(page.layout, title)
        body = _holder(slide, 1)
        for piece in page.pieces:
            item = piece.item
            if isinstance(item, Text):
                if item.look == "plain" and body is not None:
                    _place(body, piece.box)
                    self._paragraphs(body.text_frame, slide, item, piece.size, holder=True)
                    body = None
                else:
                    shape = self._text_box(slide, piece.box, item.look)
                    self._paragraphs(shape.text_frame, slide, item, piece.size)
            elif isinstance(item, Table):
                self._table(slide, item, piece)
            else:
                self._picture(slide, item, piece.box, page.layout)
        self._end(slide, page.layout, foot)
        return slide

    def listing(
        self, title: str, lists: Sequence[Sequence[Paragraph]], size: float = master.LIST
    ) -> Any:
        """Add a slide of the list of sources, of one column or two."""
        explicit = None if size == master.LIST else size
        slide = self._begin("Sources", (Run(title),))
        for index, entries in enumerate(lists, start=1):
            frame = _holder(slide, index).text_frame
            for place, entry in enumerate(entries):
                paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
                if entry.kind == "plain":  # what a source says of itself, beneath its note
                    shift = {"marL": str(master.emu(master.NUMBERED)), "indent": "0"}
                    put(paragraph._p.get_or_add_pPr(), shift)
                    paragraph.space_before = 0
                self._pen.write(paragraph, entry.runs, slide, explicit)
        self._end(slide, "Sources", None)
        return slide

    def notes(self, slide: Any, items: Sequence[Item]) -> None:
        """Write what the speaker reads; nothing if there is nothing."""
        said = spoken(items)
        if not said:
            return
        page = slide.notes_slide
        for shape in list(page.placeholders):
            if shape.placeholder_format.type == _kinds().SLIDE_NUMBER:
                shape._element.getparent().remove(shape._element)
        frame = page.notes_text_frame
        for index, runs in enumerate(said):
            paragraph = frame.paragraphs[0] if not index else frame.add_paragraph()
            self._pen.write(paragraph, runs, page)

    def link(self, places: Mapping[str, Any]) -> None:
        """Lead every run that names a place to the slide there."""
        self._pen.link(places)

    # a slide and its parts

    def _begin(self, layout: str, title: Runs) -> Any:
        slide = self.presentation.slides.add_slide(master.layout(self.presentation, layout))
        cover = layout == "Title"
        box = master.COVER_HEADING if cover else master.HEADING
        title = tuple(replace(run, text=run.text.replace("\n", " ")) for run in title)
        size: float = 24
        if layout != "Sources":
            title, size, _ = fit_title(title, box.w, box.h, COVERS if cover else TITLES)
        paragraph = slide.shapes.title.text_frame.paragraphs[0]
        usual = {"Title": COVERS[0], "Sources": 24}.get(layout, TITLES[0])
        self._pen.write(paragraph, title, slide, None if size == usual else size)
        return slide

    def _end(self, slide: Any, layout: str, foot: str | None) -> None:
        """Add the foot, which is read last, and remove what was left empty."""
        cover = layout == "Title"
        parse = require("pptx.oxml").parse_xml
        said = self.foot if foot is None else foot
        tree = slide.shapes._spTree
        if not cover:
            tree.append(parse(master.foot_xml(
                slide.shapes._next_shape_id, "sldNum", 11,
                str(len(self.presentation.slides)), self.lang,
            )))  # fmt: skip
        if said:
            place = master.COVER_FOOT if cover else master.FOOT
            text = one_line(legal(said), place.w, CAPTION)
            number = slide.shapes._next_shape_id
            tree.append(parse(master.foot_xml(number, "ftr", 12, text, self.lang)))
        _without_empty(slide)

    def _text_box(self, slide: Any, box: Box, look: str) -> Any:
        shape = slide.shapes.add_textbox(*_emu(box))
        frame = shape.text_frame
        frame.word_wrap = True
        pad = 0 if look == "plain" else master.emu(PAD)
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = pad
        if look != "plain":
            shape.fill.solid()
            shape.fill.fore_color.theme_color = colours().BACKGROUND_2
        return shape

    def _paragraphs(
        self, frame: Any, slide: Any, text: Text, size: float, *, holder: bool = False
    ) -> None:
        for index, made in enumerate(text.paragraphs):
            paragraph = frame.paragraphs[0] if not index else frame.add_paragraph()
            element = paragraph._p.get_or_add_pPr()
            if made.kind in ("bullet", "number"):
                paragraph.level = min(made.level, DEEPEST)
                if made.kind == "number":
                    self._numbered(element, made)
                elif not holder:
                    self._bulleted(element, made.level)
            else:
                put(element, {"marL": "0", "indent": "0"})
                element.append(new("a:buNone"))
            if not holder:
                paragraph.space_before = master.emu(BETWEEN * size) if index else 0
            runs = made.runs
            if made.kind == "head":
                runs = tuple(replace(run, bold=True) for run in runs)
            if text.look == "code":
                runs = tuple(replace(run, code=True) for run in runs)
            colour = colours().ACCENT_1 if made.kind == "head" else None
            explicit = None if holder and size == master.TEXT and not made.level else size
            face = master.SERIF if text.look == "quote" else None
            self._pen.write(paragraph, runs, slide, explicit, colour, face)

    def _numbered(self, element: Any, made: Paragraph) -> None:
        left, hang = master.emu(indent("number", made.level)), master.emu(indent("number", 0))
        put(element, {"marL": str(left), "indent": str(-hang)})
        colour = new("a:buClr")
        colour.append(new("a:schemeClr", val="accent2"))
        element.append(colour)
        element.append(new("a:buFont", typeface="+mj-lt"))
        look = "alphaLcPeriod" if made.lettered else "arabicPeriod"
        element.append(new("a:buAutoNum", type=look, startAt=str(made.number)))

    def _bulleted(self, element: Any, level: int) -> None:
        left, hang = master.emu(indent("bullet", level)), master.emu(indent("bullet", 0))
        put(element, {"marL": str(left), "indent": str(-hang)})
        element.append(new("a:buFont", typeface="Arial"))
        element.append(new("a:buChar", char="•"))

    def _picture(self, slide: Any, image: Image, box: Box, layout: str) -> None:
        caption = image.caption
        if caption:
            box = Box(box.x, box.y, box.w, box.h - CAPTION * 1.2 - GAP / 2)
        wide = min(box.w, box.h * image.aspect)
        high = wide / image.aspect
        left = box.x + (box.w - wide) / 2
        top = box.y
        place = Box(left, top, wide, high)
        file = io.BytesIO(image.data)
        holder = _holder(slide, master.PICTURE) if "icture" in layout else None
        if holder is not None:
            picture = holder.insert_picture(file)
            picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
            _place(picture, place)
        else:
            picture = slide.shapes.add_picture(file, *_emu(place))
        picture._element.nvPicPr.cNvPr.set("descr", legal(image.alt))
        if caption:
            under = Box(box.x, top + high + GAP / 2, box.w, CAPTION * 1.2)
            shape = _holder(slide, master.CAPTIONED)
            if shape is None:
                shape = self._text_box(slide, under, "plain")
            else:
                _place(shape, under)
            text = one_line(caption, under.w, CAPTION)
            paragraph = shape.text_frame.paragraphs[0]
            paragraph.alignment = require("pptx.enum.text").PP_ALIGN.CENTER
            self._pen.write(paragraph, (Run(text),), slide, CAPTION, colours().TEXT_2)

    def _table(self, slide: Any, table: Table, piece: Placed) -> None:
        size = min(piece.size, GRID)
        widths = columns(table, piece.box.w, size)
        tall = heights(table, widths, size)
        rows = [table.head, *table.rows] if table.head else list(table.rows)
        apart = max(0.0, (piece.box.h - sum(tall)) / len(tall))  # what the slide has to spare
        tall = [high + apart for high in tall]
        box = Box(piece.box.x, piece.box.y, sum(widths), sum(tall))
        frame = slide.shapes.add_table(len(rows), len(widths), *_emu(box))
        grid = frame.table
        grid.first_row, grid.horz_banding = bool(table.head), False
        grid.first_col = table.stub
        (style,) = frame._element.xpath(".//a:tableStyleId")
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
        for index, wide in enumerate(widths):
            grid.columns[index].width = master.emu(wide)
        for index, (row, high) in enumerate(zip(rows, tall, strict=True)):
            grid.rows[index].height = master.emu(high)
            top = bool(table.head) and not index
            for place, runs in enumerate(row):
                cell = grid.cell(index, place)
                cell.margin_left, cell.margin_right = 0, master.emu(GUTTER)
                cell.margin_top = cell.margin_bottom = master.emu(MARGIN + apart / 2)
                strong = top or (table.stub and not place)
                said = tuple(replace(run, bold=run.bold or strong) for run in runs)
                colour = colours().ACCENT_1 if top else colours().TEXT_1
                self._pen.write(cell.text_frame.paragraphs[0], said, slide, size, colour)
                _underline(cell, "accent1" if top else "accent4", 1.5 if top else 0.75)
        head = " · ".join(filter(None, map(words, table.head)))
        frame._element.nvGraphicFramePr.cNvPr.set("descr", legal(head or words(rows[0][0])))


def ready(items: Sequence[Item]) -> list[Item]:
    """Return pieces with their pictures made ready."""
    return [prepare(item) if isinstance(item, Image) and item.data else item for item in items]


def _holder(slide: Any, index: int) -> Any:
    for shape in slide.placeholders:
        if shape.placeholder_format.idx == index:
            return shape
    return None


def _without_empty(slide: Any) -> None:
    """Remove the placeholders that nothing was put into."""
    for shape in list(slide.placeholders):
        kind = shape.placeholder_format.type
        blank = shape.has_text_frame and not shape.text_frame.text.strip()
        if blank or (kind == _kinds().PICTURE and not hasattr(shape, "image")):
            shape._element.getparent().remove(shape._element)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _emu(box)


def _emu(box: Box) -> tuple[int, int, int, int]:
    return master.emu(box.x), master.emu(box.y), master.emu(box.w), master.emu(box.h)


def _underline(cell: Any, colour: str, wide: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = new("a:lnB", w=str(master.emu(wide)), cap="flat", cmpd="sng", algn="ctr")
    fill = new("a:solidFill")
    fill.append(new("a:schemeClr", val=colour))
    line.append(fill)
    properties.insert(0, line)


def _kinds() -> Any:
    return require("pptx.enum.shapes").PP_PLACEHOLDER

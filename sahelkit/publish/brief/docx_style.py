"""How a brief looks as a document: page, styles, and what python-docx has no word for."""

from __future__ import annotations

from typing import Any

from sahelkit.lessons.parts import require
from sahelkit.publish.brief import fit

FACE, TITLES = "Arial", "Georgia"
INK, SOFT, TEAL, OCHRE, LINE, WASH = (
    "1C2733", "4A5561", "0D5C63", "8A4F06", "C9C2B2", "F6F1E6",
)  # fmt: skip
LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
MARGINS = {"top_margin": 12, "bottom_margin": 14, "left_margin": 15, "right_margin": 15}  # mm
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def page(section: Any) -> None:
    """Make a section a page of A4."""
    section.page_width, section.page_height = _shared().Mm(210), _shared().Mm(297)
    for name, wide in MARGINS.items():
        setattr(section, name, _shared().Mm(wide))
    section.header_distance = section.footer_distance = _shared().Mm(6)


def styles(document: Any, lang: str) -> None:
    """Give the document our faces, sizes and colours."""
    known = document.styles
    kinds = require("docx.enum.style").WD_STYLE_TYPE
    normal = known["Normal"]
    _face(normal, FACE, fit.SMALL, INK)
    normal.paragraph_format.space_after = _shared().Pt(2)
    normal.paragraph_format.line_spacing = 1.06
    mark(normal.element.get_or_add_rPr(), "lang", val=LANGUAGES[lang])
    title = known["Title"]
    _face(title, TITLES, fit.TITLE, INK, bold=True)
    title.paragraph_format.space_after = _shared().Pt(2)
    for border in title.element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    _face(known["Heading 1"], FACE, 9.5, OCHRE, bold=True)
    _face(known["Heading 2"], FACE, 9.5, INK, bold=True)
    for name, before, after in (("Heading 1", 7, 3), ("Heading 2", 2, 1)):
        form = known[name].paragraph_format
        form.space_before, form.space_after = _shared().Pt(before), _shared().Pt(after)
        form.keep_with_next = True
    known["Heading 1"].font.all_caps = True
    edge(known["Heading 1"].element, "bottom", OCHRE, 6)
    for name in ("Judgement", "Listed"):
        style = known.add_style(name, kinds.PARAGRAPH)
        style.base_style = normal
        style.paragraph_format.space_after = _shared().Pt(1)
        style.paragraph_format.keep_with_next = name == "Judgement"
        style.paragraph_format.keep_together = True
    for name in ("List Number", "List Bullet"):
        known[name].paragraph_format.space_after = _shared().Pt(1)
        known[name].paragraph_format.line_spacing = 1.0
    known["Listed"].paragraph_format.line_spacing = 1.0


def _face(style: Any, name: str, size: float, colour: str, *, bold: bool = False) -> None:
    font = style.font
    font.name, font.size, font.bold = name, _shared().Pt(size), bold
    font.color.rgb = _shared().RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{{{WORDS}}}{key}", name)


def mark(part: Any, tag: str, **values: str) -> None:
    """Set a property of a paragraph, a run or a style that python-docx has no word for."""
    if hasattr(part, "_p"):
        place = part._p.get_or_add_pPr()
    elif hasattr(part, "_r"):
        place = part._r.get_or_add_rPr()
    else:
        place = part
    for old in place.xpath(f"./w:{tag}"):
        place.remove(old)
    element = new(f"w:{tag}", values)
    after = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
    followers = after if tag in ("shd", "pBdr") else ()
    for child in place:
        if child.tag in [_name(name) for name in followers]:
            child.addprevious(element)
            return
    place.append(element)


def edge(part: Any, side: str, colour: str, wide: int) -> None:
    """Draw a line along a side of a paragraph or of a style's paragraphs."""
    place = part._p.get_or_add_pPr() if hasattr(part, "_p") else part.get_or_add_pPr()
    mark(place, "pBdr")
    (border,) = place.xpath("./w:pBdr")
    border.append(
        new(f"w:{side}", {"val": "single", "sz": str(wide), "space": "2", "color": colour})
    )


def new(tag: str, values: dict[str, str]) -> Any:
    """Make an element with attributes, all in the namespace of the format."""
    element = require("docx.oxml").OxmlElement(tag)
    for key, value in values.items():
        element.set(f"{{{WORDS}}}{key}", value)
    return element


def _name(tag: str) -> str:
    return f"{{{WORDS}}}{tag.removeprefix('w:')}"


def field(paragraph: Any, name: str) -> None:
    """Add a field to a paragraph: ``PAGE``, ``NUMPAGES``."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("", "2"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            run._r.append(new("w:fldChar", {"fldCharType": kind}))
        elif text == name:
            code = new("w:instrText", {})
            code.text = f" {name} "
            run._r.append(code)
        else:
            run.text = text


def _shared() -> Any:
    return require("docx.shared")

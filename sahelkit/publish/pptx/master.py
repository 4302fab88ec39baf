"""The look of the presentations: theme, master and layouts, made from python-pptx's template."""

from __future__ import annotations

import html
import re
from typing import Any

from sahelkit.lessons.parts import require
from sahelkit.publish.pptx.pages import BESIDE, BODY, CAPTION, OPENING, SLIDE, Box

POINT = 12_700  # EMU, the unit of length of the format, in a point
SERIF, SANS, MONO = "Georgia", "Arial", "Consolas"  # on Windows and Macs alike
TITLE, COVER, TEXT, LIST = 32, 44, 24, 12  # sizes of text in points
NUMBERED, APART = 30.0, 4.0  # of the list of sources: points that its text is set in, and between

# the colours of theme.css
COLOURS = {
    "dk1": "1C2733", "lt1": "FAF6ED", "dk2": "4A5561", "lt2": "F1E9D8",
    "accent1": "0D5C63", "accent2": "9A5A0A", "accent3": "D69A3A", "accent4": "DDD3BF",
    "accent5": "8A3B73", "accent6": "00659F", "hlink": "0D5C63", "folHlink": "4A5561",
}  # fmt: skip

HEADING = Box(48, 28, 864, 58)
COVER_HEADING = Box(78, 40, 800, 158)
CAPTION_BOX = Box(48, 468, 864, 24)
NUMBER, FOOT = Box(48, 503, 40, 22), Box(92, 503, 740, 22)
COVER_FOOT = Box(78, 496, 800, 22)
LISTS = Box(48, 20, 864, 36)  # title of the list of sources
COLUMNS = (Box(48, 76, 420, 414), Box(492, 76, 420, 414))  # of it

PICTURE, CAPTIONED = 13, 14  # indices of placeholders

_NAMES = ("a", "p", "r")
_BOUND = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
NAMESPACES = " ".join(f'xmlns:{name}="{_BOUND[name]}"' for name in _NAMES)


def emu(points: float) -> int:
    """Return a length in the unit of the format."""
    return round(points * POINT)


def blank(lang: str) -> Any:
    """Return an empty presentation, 16:9, in our look, with the layouts of `LAYOUTS`.

    Parameters
    ----------
    lang : str
        Language of the text for the spelling checker, such as ``en-GB``.
    """
    made = require("pptx").Presentation()
    made.slide_width, made.slide_height = emu(SLIDE[0]), emu(SLIDE[1])
    master = made.slide_master
    for layout in list(made.slide_layouts)[len(LAYOUTS) :]:
        made.slide_layouts.remove(layout)
    _dress(master, _master_shapes(), "sahelkit")
    _styles(master, lang)
    for layout, (name, shapes) in zip(made.slide_layouts, LAYOUTS.items(), strict=True):
        _dress(layout, "".join(shapes), name)
        layout._element.attrib.pop("type", None)
        given = {"type": _TYPES.get(name), "userDrawn": "1"}
        given["showMasterSp"] = "0" if name in ("Title", "Sources") else None  # its own bars
        for key, value in given.items():
            if value:
                layout._element.set(key, value)
    _theme(master)
    _without_leftovers(made)
    return made


def layout(presentation: Any, name: str) -> Any:
    """Return a layout by its name."""
    return presentation.slide_layouts.get_by_name(name)


def shape_xml(number: int, name: str, box: Box, fill: str, *, paragraph: str = "") -> str:
    """Return a plain rectangle of a colour of the theme."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:schemeClr val="{fill}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{paragraph}</a:p></p:txBody></p:sp>"
    )


def foot_xml(number: int, kind: str, index: int, text: str, lang: str) -> str:
    """Return the placeholder of a slide for its number or its foot."""
    name = {"sldNum": "Slide Number", "ftr": "Footer"}[kind]
    # LibreOffice does not look into the layout for these
    bold, colour = (' b="1"', "accent2") if kind == "sldNum" else ("", "tx2")
    look = (
        f'{bold} sz="{CAPTION * 100:.0f}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/>'
    )
    said = f'<a:rPr lang="{lang}"{look}</a:rPr><a:t>{html.escape(text)}</a:t>'
    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    run = f"{field}{said}</a:fld>" if kind == "sldNum" else f"<a:r>{said}</a:r>"
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number - 1}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" '
        f'sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f'<a:lstStyle/><a:p><a:pPr algn="l"/>{run}</a:p></p:txBody></p:sp>'
    )


def _place(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></a:xfrm>'
    )


def _holder(name: str, kind: str, index: int, box: Box, text: str, style: str = "") -> str:
    """Return a placeholder of the master or a layout; its number is put in later."""
    at = f' idx="{index}"' if index else ""
    level = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
        if kind == "sldNum"
        else f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'
    )
    sized = ' sz="quarter"' if kind in ("ftr", "sldNum") else ""
    anchor = {"title": "b", "ctrTitle": "b", "ftr": "ctr", "sldNum": "ctr"}.get(kind, "t")
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}"{sized}{at}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>'
        f"<a:p>{level}</a:p></p:txBody></p:sp>"
    )


def _rule(box: Box, wide: float) -> str:
    return shape_xml(0, "Rule", Box(box.x, box.y + box.h + 6, wide, 3), "accent3")


def _bar(wide: float) -> str:
    cut = round(SLIDE[1] * 0.64)
    return shape_xml(0, "Bar", Box(0, 0, wide, cut), "accent2") + shape_xml(
        0, "Bar", Box(0, cut, wide, SLIDE[1] - cut), "accent1"
    )


_SMALL = (
    f'<a:lvl1pPr algn="l"><a:defRPr sz="{CAPTION * 100:.0f}"><a:solidFill>'
    '<a:schemeClr val="tx2"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
)
_AT = _SMALL.replace(' sz="', ' b="1" sz="').replace("tx2", "accent2")


def _plain_level(size: float, colour: str) -> str:
    return (
        '<a:lvl1pPr marL="0" indent="0"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size * 100:.0f}"><a:solidFill><a:schemeClr val="{colour}"/>'
        "</a:solidFill></a:defRPr></a:lvl1pPr>"
    )


_LISTED = (
    f'<a:lvl1pPr marL="{emu(NUMBERED)}" indent="{-emu(NUMBERED)}">'
    f'<a:spcBef><a:spcPts val="{APART * 100:.0f}"/></a:spcBef><a:buNone/><a:tabLst>'
    f'<a:tab pos="{emu(NUMBERED)}" algn="l"/></a:tabLst><a:defRPr sz="{LIST * 100}"/></a:lvl1pPr>'
)
_FEET = _holder("Slide Number", "sldNum", 11, NUMBER, "", _AT) + _holder(
    "Footer", "ftr", 12, FOOT, "", _SMALL
)
_TITLE = _holder("Title", "title", 0, HEADING, "Title")
_COVER = f'<a:lvl1pPr algn="l"><a:defRPr sz="{COVER * 100}"/></a:lvl1pPr>'
_LISTS_TITLE = '<a:lvl1pPr algn="l"><a:defRPr sz="2400"/></a:lvl1pPr>'

# names of the layouts and the shapes in each
LAYOUTS = {
    "Title": (
        _bar(30),
        _rule(COVER_HEADING, 90),
        _holder("Title", "ctrTitle", 0, COVER_HEADING, "Title", _COVER),
        _holder("Subtitle", "subTitle", 1, OPENING, "What the lesson is about"),
        _holder("Footer", "ftr", 12, COVER_FOOT, "", _SMALL),
    ),
    "Content": (_TITLE, _holder("Text", "body", 1, BODY, "Text"), _FEET),
    "Table": (_TITLE, _FEET),
    "Picture": (
        _TITLE,
        _holder("Picture", "pic", PICTURE, Box(BODY.x, BODY.y, BODY.w, 358), "Picture"),
        _holder("Caption", "body", CAPTIONED, CAPTION_BOX, "Caption", _plain_level(15, "tx2")),
        _FEET,
    ),
    "Words and picture": (
        _TITLE,
        _holder("Text", "body", 1, BESIDE[0], "Text"),
        _holder("Picture", "pic", PICTURE, BESIDE[1], "Picture"),
        _FEET,
    ),
    "Sources": (
        _bar(9),
        _rule(LISTS, 54),
        _holder("Title", "title", 0, LISTS, "Sources", _LISTS_TITLE),
        _holder("Left column", "body", 1, COLUMNS[0], "Sources", _LISTED),
        _holder("Right column", "body", 2, COLUMNS[1], "Sources", _LISTED),
        _FEET,
    ),
}
_TYPES = {"Title": "title", "Content": "obj", "Table": "titleOnly"}


def _master_shapes() -> str:
    return (
        _bar(9)
        + _rule(HEADING, 54)
        + _TITLE
        + _holder("Text", "body", 1, BODY, "Text")
        + _holder("Slide Number", "sldNum", 4, NUMBER, "", _AT)
        + _holder("Footer", "ftr", 3, FOOT, "", _SMALL)
    )


def _dress(part: Any, shapes: str, name: str) -> None:
    """Put shapes into the master or a layout in place of its own."""
    parse = require("pptx.oxml").parse_xml
    tree = part.shapes._spTree
    for old in list(tree)[2:]:
        tree.remove(old)
    for number, shape in enumerate(parse(f"<x {NAMESPACES}>{shapes}</x>"), start=2):
        (inner,) = shape.xpath("./p:nvSpPr/p:cNvPr")
        inner.set("id", str(number))
        tree.append(shape)
    part._element.cSld.set("name", name)


def _styles(master: Any, lang: str) -> None:
    """Set fonts, sizes, bullets and background of the master."""
    parse = require("pptx.oxml").parse_xml
    element = master._element
    (old,) = element.xpath("./p:txStyles")
    bodies = "".join(_level(number, lang) for number in range(1, 10))
    new = parse(
        f'<p:txStyles {NAMESPACES}><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc>'
        '<a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr lang="{lang}" sz="{TITLE * 100}" b="1" kern="1200"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/>'
        '<a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
        f"</p:titleStyle><p:bodyStyle>{bodies}</p:bodyStyle>"
        f'<p:otherStyle><a:defPPr><a:defRPr lang="{lang}"/></a:defPPr></p:otherStyle>'
        "</p:txStyles>"
    )
    element.replace(old, new)
    for background in element.cSld.xpath("./p:bg"):
        element.cSld.remove(background)
    element.cSld.insert(
        0,
        parse(
            f'<p:bg {NAMESPACES}><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
            "<a:effectLst/></p:bgPr></p:bg>"
        ),
    )


def _level(number: int, lang: str) -> str:
    """Return how text of a level of lists is set."""
    left, size = emu(20 * number), TEXT if number == 1 else TEXT - 2
    return (
        f'<a:lvl{number}pPr marL="{left}" indent="{-emu(20)}" algn="l"><a:spcBef>'
        f'<a:spcPct val="35000"/></a:spcBef><a:buClr><a:schemeClr val="accent3"/></a:buClr>'
        f'<a:buFont typeface="Arial"/><a:buChar char="•"/><a:defRPr lang="{lang}" '
        f'sz="{size * 100}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
        f"</a:defRPr></a:lvl{number}pPr>"
    )


def _theme(master: Any) -> None:
    """Write our colours and fonts into the theme."""
    relation = require("pptx.opc.constants").RELATIONSHIP_TYPE.THEME
    part = master.part.part_related_by(relation)
    text = part.blob.decode("utf-8")
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS.items()
    )
    scheme = f'<a:clrScheme name="sahelkit">{colours}</a:clrScheme>'
    text = re.sub(r"<a:clrScheme\b.*?</a:clrScheme>", scheme, text, flags=re.DOTALL)
    text = re.sub(r'(<a:theme\b[^>]*\bname=)"[^"]*"', r'\1"sahelkit"', text)
    text = re.sub(r'(<a:fontScheme\b[^>]*\bname=)"[^"]*"', r'\1"sahelkit"', text)
    for role, face in (("majorFont", SERIF), ("minorFont", SANS)):
        text = re.sub(
            rf'(<a:{role}>\s*<a:latin typeface=)"[^"]*"', rf'\1"{face}"', text, flags=re.DOTALL
        )
    part._blob = text.encode("utf-8")


def _without_leftovers(made: Any) -> None:
    """Drop what the template carries besides: a picture of it, and settings of a printer."""
    for package in (made.part.package, made.part):
        for key, relation in list(package._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                package._rels.pop(key)

"""How pictures look: palette, type sizes, and the Picture that carries its own alt text."""

from __future__ import annotations

import hashlib
import html
import io
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from sahelkit.medium import is_static, medium, wants_png

RESOLUTION = 220  # dots per inch of pictures in documents that hold no SVG
INK, PAPER, MUTED, FAINT = "#1d2733", "#ffffff", "#5b6570", "#e4e0d8"
# Okabe and Ito's colours for colour-blind readers, darkened to 4.5:1 against white, where needed
THEME_COLOURS = {
    "formation": "#b4540a",
    "ecowas": "#00659f",
    "russia": "#8a3b73",
    "turkey": "#007355",
    "bamex": "#7a6000",
    "security": "#a3260b",
    "west": "#6f2dbd",
    "domestic": "#4d5560",
}
THEME_MARKERS = {
    "formation": "o",
    "ecowas": "s",
    "russia": "^",
    "turkey": "v",
    "bamex": "D",
    "security": "X",
    "west": "P",
    "domestic": "h",
}
_RC: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "sans-serif"],
    "font.size": 12,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "svg.fonttype": "none",
    "svg.hashsalt": "sahelkit",
    "hatch.linewidth": 1.1,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
}


class Picture(Figure):
    """A matplotlib figure with alternative text and a source line.

    Parameters
    ----------
    alt : str
        What the picture shows, for readers who do not see it.
    source : str
        Where its data come from; written along the lower edge (not on a slide, see `medium`).

    Notes
    -----
    Parts carry in their ``gid`` what they stand for, as words divided by spaces: the identifier
    of a record (``EV-043``) or ``group:KEY`` for a group of records; besides, ``when:NAME=VALUE``
    (also ``VALUE|VALUE``) for a part that only one state of a control shows, ``count``, ``width``
    or ``shade`` for a part of a group that shows how many of its records are shown, ``always``
    for a part of a group that is seen even while none of them is (and then tells the group's
    whole story), ``mark`` for a small part that wears a ring when it is chosen, and ``axis`` for
    the axis of time that a zoom draws anew.
    """

    def __init__(self, *args: Any, alt: str = "", source: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alt = alt
        self.source = source
        if source and medium().notes:
            self.text(0.995, 0.008, source, ha="right", va="bottom", fontsize=9, color=MUTED)

    def svg(self, scope: str = "") -> str:
        """Return the picture as an SVG element with real text.

        What parts stand for becomes the attributes ``data-record``, ``data-group``,
        ``data-when``, ``data-weigh`` and the class ``sk-axis``; all other identifiers are made
        unique by a prefix that depends on the content and ``scope``, so that many pictures on
        one page do not disturb each other.
        """
        buffer = io.StringIO()
        with theme():
            self.savefig(buffer, format="svg", facecolor=PAPER, metadata={"Date": None})
        return _tidy(buffer.getvalue(), self.alt, scope)

    def _repr_html_(self) -> str:
        # the same picture may stand in two open notebooks, which are one page to the browser
        scope = "" if is_static() else secrets.token_hex(4)
        return f'<figure class="sahelkit-picture" style="margin:0">{self.svg(scope)}</figure>'

    def _repr_png_(self) -> tuple[bytes, dict[str, str]] | None:
        return (self.png(), {"alt": self.alt}) if wants_png() else None

    def png(self, height: float | None = None) -> bytes:
        """Return the picture as PNG, sharp enough for paper and projectors.

        Parameters
        ----------
        height : float, optional
            Only so many points of it, from its top.
        """
        buffer = io.BytesIO()
        width, whole = self.get_size_inches()
        part = None if height is None else Bbox([[0, whole - height / 72], [width, whole]])
        with theme():
            self.savefig(buffer, format="png", facecolor=PAPER, dpi=RESOLUTION, bbox_inches=part)
        return buffer.getvalue()


@contextmanager
def theme() -> Iterator[None]:
    """Draw in the kit's style, whatever the reader's own settings are."""
    settings: dict[Any, Any] = {
        **dict(mpl.rcParamsDefault),
        **_RC,
        "backend": mpl.rcParams["backend"],
    }
    with mpl.rc_context(settings):
        yield


_FAMILY = ", ".join(f if f == "sans-serif" else f"'{f}'" for f in _RC["font.sans-serif"])
_RECORD_ID = re.compile(r"[A-Z]+[0-9]*-[0-9]+(?:-[a-z])?|S[0-9]")
_ID = re.compile(r'(<(?:g|path|clipPath)\s|<pattern\s[^<>]*?)id="([^"]*)"')  # not in the text
_SHAPE = re.compile(r'<path d="([^"]{400,})"')
_EVERYTHING = '<style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>'
_LOOK = re.compile(r'<(path|use)\b([^<>]*) style="(fill: [^"]*)"/>')
# a mark that is one plain shape needs no group around it, which counts with thousands of them
_LONE_MARK = re.compile(
    r'<g ([^<>]*class="sk-mark")>\s*<path d="([^"]*)" style="fill: (#\w+)"/>\s*</g>'
)


def _tidy(svg: str, alt: str, scope: str) -> str:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"(?<=\d\.\d\d)\d+", "", svg)  # a hundredth of a point is fine enough
    svg = _SHAPE.sub(_coarse, svg)
    prefix = "k" + hashlib.sha256((scope + svg).encode()).hexdigest()[:8] + "-"
    svg = _share_shapes(svg)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))

    def identifier(match: re.Match[str]) -> str:
        name = match.group(2)
        return match[1] + (_tag(name) or (f'id="{prefix}{name}"' if name in used else ""))

    svg = _ID.sub(identifier, svg)
    svg = re.sub(r'(href="#|url\(#)([^")]+)', rf"\g<1>{prefix}\g<2>", svg)
    svg = _share_looks(_LONE_MARK.sub(r'<path \1 fill="\3" d="\2"/>', _light(svg)), prefix)
    label = html.escape(alt)
    return re.sub(
        r"<svg\b([^>]*)>",
        lambda m: (
            f'<svg role="img" aria-label="{label}" font-family="{_FAMILY}"'
            + re.sub(r'\s(?:width|height)="[^"]*"', "", m.group(1))
            + f"><title>{label}</title>"
        ),
        svg,
        count=1,
    )


def _light(svg: str) -> str:
    """Leave out what is so anyway: our font (the picture names it once), joins, turns by nought."""
    svg = svg.replace(f"font-family: {_FAMILY}; ", "").replace("; stroke-linejoin: miter", "")
    svg = re.sub(r' transform="rotate\(-?0 [^"]*\)"', "", svg)
    svg = svg.replace(_EVERYTHING, "")  # would rule the whole page
    return re.sub(r">\s*\n\s*<", ">\n<", svg)


def _share_looks(svg: str, prefix: str) -> str:
    """Write the look of shapes that occurs often once, as a class of this picture's own."""
    counts = Counter(look for _, _, look in _LOOK.findall(svg))
    # (a look that refers to a pattern stays with its shape: a page may rename the pattern)
    often = [k for k, n in counts.items() if n > 3 and len(k) > 30 and "url(" not in k]
    names = {look: f"{prefix}{number}" for number, look in enumerate(often)}

    def name(match: re.Match[str]) -> str:
        element, marks, look = match.groups()
        if look not in names:
            return match[0]
        if ' class="' in marks:  # an element has one list of classes
            marks = marks.replace(' class="', f' class="{names[look]} ', 1)
            return f"<{element}{marks}/>"
        return f'<{element}{marks} class="{names[look]}"/>'

    if not names:
        return svg
    rules = "".join(f".{name}{{{look}}}" for look, name in names.items())
    return re.sub(r"(<svg\b[^>]*>)", rf"\g<1><style>{rules}</style>", _LOOK.sub(name, svg), count=1)


def _coarse(match: re.Match[str]) -> str:
    """Write a border to a tenth of a point, its lines without the letter that is understood."""
    outline = re.sub(r"(?<=\d\.\d)\d", "", match[0])
    if set("CQ") & set(outline):
        return outline
    outline = re.sub(r"\s+L ", " ", outline)
    return re.sub(r"(?<= )([-\d.]+ [-\d.]+)(?: \1(?= ))+", r"\1", outline)


def _tag(gid: str) -> str:
    """Write what a part stands for as attributes; empty text where it is a plain identifier."""
    found: dict[str, list[str]] = {}
    for word in gid.split():
        head, colon, rest = word.partition(":")
        if _RECORD_ID.fullmatch(word):
            found["data-record"] = [word]
        elif colon and head in ("group", "when"):
            found.setdefault(f"data-{head}", []).append(html.unescape(rest))
        elif word in ("count", "width", "shade"):
            found.setdefault("data-weigh", []).append(word)
        elif word == "always":
            found["data-always"] = ["yes"]
        elif word in ("axis", "mark"):
            found["class"] = [f"sk-{word}"]
    order = ("data-record", "data-group", "data-always", "data-when", "data-weigh", "class")
    return " ".join(f'{k}="{html.escape(" ".join(found[k]))}"' for k in order if k in found)


def _share_shapes(svg: str) -> str:
    """Draw a long outline that occurs several times from one definition."""
    counts = Counter(_SHAPE.findall(svg))
    shared = {d: f"shape{n}" for n, (d, count) in enumerate(counts.items()) if count > 1}
    if not shared:
        return svg

    def use(match: re.Match[str]) -> str:
        name = shared.get(match[1])
        return f'<use class="sk-shape" href="#{name}"' if name else match[0]

    svg = _SHAPE.sub(use, svg)
    shapes = "".join(f'<path id="{name}" d="{d}"/>' for d, name in shared.items())
    return re.sub(r"(<svg\b[^>]*>)", rf"\g<1><defs>{shapes}</defs>", svg, count=1)

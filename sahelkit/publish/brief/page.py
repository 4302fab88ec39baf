"""A brief as one HTML file without scripts and network, which prints on two pages of A4."""

from __future__ import annotations

import re

from sahelkit.publish import assets
from sahelkit.publish.brief.content import Brief
from sahelkit.publish.stamp import mark

TEMPLATE = "brief.html.jinja"


def write(brief: Brief, stamp: str = "0" * 32) -> str:
    """Return the page of a brief.

    Parameters
    ----------
    brief : Brief
        What stands in it.
    stamp : str
        `sahelkit.lessons.hashing.fingerprint` of all that it depends on.

    Raises
    ------
    MissingPart
        If jinja2 is not installed.
    """
    template = assets.template(TEMPLATE)
    safe = template.environment.filters["safe"]
    style = assets.own("brief/brief.css") + _foot(brief)
    return str(
        template.render(
            brief=brief,
            mark=safe(mark("brief", stamp, 2)),
            style=safe(assets.inline_style(style)),
            pieces=_pieces,
            picture=safe(brief.picture.svg("brief") if brief.picture else ""),
        )
    )


def _pieces(words: str) -> list[str]:
    """Cut words at their blanks; a blank is given by its name alone."""
    return [piece for piece in re.split(r"\{(\w+)\}", words) if piece]


def _foot(brief: Brief) -> str:
    """Return the style rules that print title and number at the foot of each page."""
    before, between, after = re.split(r"\{page\}|\{pages\}", brief.words["page"])
    pages = f"{_css(before)} counter(page) {_css(between)} counter(pages) {_css(after)}"
    title = f"{brief.kicker} · {brief.title}"
    return (
        f"@page {{ @bottom-left {{ content: {_css(title)} }} "
        f"@bottom-right {{ content: {pages} }} }}\n"
    )


def _css(text: str) -> str:
    """Write a text as a string of a style sheet."""
    return '"' + re.sub(r'[\\"<>\n\r\f{}]', lambda m: f"\\{ord(m[0]):x} ", text) + '"'

"""Briefs as files: HTML, PDF, DOCX and PPTX, each written only when something has changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sahelkit.errors import UnknownName
from sahelkit.files import write_whole
from sahelkit.ledger.names import nearest
from sahelkit.lessons.hashing import fingerprint
from sahelkit.publish.brief import text
from sahelkit.publish.brief.compose import compose
from sahelkit.publish.brief.content import Brief
from sahelkit.publish.stamp import built, built_document

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

FORMS = ("html", "pdf", "docx", "pptx")
PAGES = 2


@dataclass(frozen=True)
class Built:
    """A brief that was built.

    Attributes
    ----------
    path : Path
        The file.
    pages : int
        Its pages, or slides.
    cached : bool
        Whether it was there already, from the same records and the same package.
    """

    path: Path
    pages: int
    cached: bool


def build_brief(
    kit: Kit,
    theme: str,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    audience: str = "minister",
    lang: str = "en",
    form: str = "html",
    out: Path = Path("build/briefs"),
    *,
    progress: Callable[[str], object] | None = None,
) -> Built:
    """Build a brief as a file, if it is not there already.

    Parameters
    ----------
    kit, theme, since, until, audience, lang
        As for `sahelkit.publish.brief.compose.compose`.
    form : {"html", "pdf", "docx", "pptx"}
        The format.
    out : Path
        The folder to write to. A build that fails leaves an older file as it was.
    progress : callable, optional
        Gets a line of text at each step that takes a while.

    Raises
    ------
    UnknownName
        For an unknown format, or what `compose` does not know.
    MissingPart
        If a library or the browser that a format needs is not installed.
    """
    known_form(form)
    brief = compose(kit, theme, since, until, audience, lang)
    return write_brief(kit, brief, form, out / file_name(brief, form), progress=progress)


def known_form(form: str) -> str:
    """Return a format that briefs have.

    Raises
    ------
    UnknownName
        If they do not have it.
    """
    if form not in FORMS:
        raise UnknownName("format", form, nearest(form, FORMS), ", ".join(FORMS))
    return form


def file_name(brief: Brief, form: str) -> str:
    """Return the name of a brief's file: theme, period, audience, language."""
    span = f"{brief.since}-to-{brief.until}"
    return f"{brief.theme}-{span}-{brief.audience}-{brief.lang}.{form}"


def write_brief(
    kit: Kit,
    brief: Brief,
    form: str,
    out: Path,
    *,
    progress: Callable[[str], object] | None = None,
) -> Built:
    """Write a composed brief to a file, if it is not there already."""
    stamp = _stamp(kit, brief, form)
    if form == "html":
        pages = built(out, "brief", stamp)
        if pages is None:
            write_whole(out, content(brief, form, stamp))
        return Built(out, pages or PAGES, pages is not None)
    if form == "pdf":
        return _print(brief, out, stamp, progress)
    kind = f"brief-{form}"
    if (pages := built_document(out, kind, stamp)) is not None:
        return Built(out, pages, cached=True)
    write_whole(out, content(brief, form, stamp))
    return Built(out, built_document(out, kind, stamp) or PAGES, cached=False)


def content(brief: Brief, form: str, stamp: str = "0" * 32) -> bytes:
    """Return a brief as the content of a file."""
    if form == "html":
        from sahelkit.publish.brief import page

        return page.write(brief, stamp).encode("utf-8")
    if form == "docx":
        from sahelkit.publish.brief import docx

        return docx.write(brief, stamp)
    if form == "pptx":
        from sahelkit.publish.brief import slides

        return slides.write(brief, stamp)[0]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "brief.pdf"
        _print(brief, made, stamp, None)
        return made.read_bytes()


def _print(brief: Brief, out: Path, stamp: str, progress: Callable[[str], object] | None) -> Built:
    from sahelkit.publish.pdf import print_pdf

    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / f"{out.stem}.html"
        sheet.write_bytes(content(brief, "html", stamp))
        printed = print_pdf(sheet, out, progress=progress)
    return Built(out, printed.pages, printed.cached)


def _stamp(kit: Kit, brief: Brief, form: str) -> str:
    """Hash all that a file depends on: text, ledger, package, format."""
    said = hashlib.sha256(text.plain(brief).encode()).hexdigest()
    template = Path(__file__).parents[1] / "templates" / "brief.html.jinja"
    extra = ("brief", form, brief.theme, brief.audience, brief.lang, str(kit.day), said)
    return fingerprint(template, kit.folder, extra)

"""A handout or a deck as PDF, printed by Chromium without a network."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.files import write_whole
from sahelkit.publish.browser import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KINDS = ("page", "deck")
PAPERS = ("A4", "Letter")
SLIDE = (1280, 720)  # px of a slide, and of the page it is printed on
LIMIT = 60_000  # milliseconds that the browser may take for one step

_PAGE = re.compile(rb"/Type\s*/Page\b")
_MARK = re.compile(rb"%sahelkit ([0-9a-f]{64}) (\d+)\n\Z")


@dataclass(frozen=True)
class Printed:
    """A PDF that was printed.

    Attributes
    ----------
    path : Path
        The file.
    pages : int
        How many pages it has.
    cached : bool
        Whether it was there already, printed from the same page.
    """

    path: Path
    pages: int
    cached: bool


def print_pdf(
    page: Path,
    out: Path,
    kind: str = "page",
    *,
    paper: str = "A4",
    chromium: Browser | None = None,
    progress: Callable[[str], object] | None = None,
) -> Printed:
    """Print an HTML file, if its PDF is not there already.

    Parameters
    ----------
    page : Path
        The file: one page that holds all it needs. What it asks of the network is refused.
    out : Path
        The PDF to write. A print that fails leaves an older file as it was.
    kind : {"page", "deck"}
        A document on sheets of paper, or a deck, of which each slide becomes a page with all its
        fragments and without speaker notes.
    paper : {"A4", "Letter"}
        Paper of a document.
    chromium : playwright browser, optional
        A browser that runs already, in this thread; by default one is started.
    progress : callable, optional
        Gets a line of text before the browser starts.

    Raises
    ------
    UnknownName
        If the kind or the paper is none of these.
    MissingPart
        If there is no playwright or no Chromium.
    BadLesson
        If the browser could not open or print the page.
    """
    for what, name, known in (("kind of page", kind, KINDS), ("paper", paper, PAPERS)):
        if name not in known:
            raise UnknownName(what, name, expected=", ".join(known))
    mark = _mark(page, kind, paper)
    if (pages := _printed(out, mark)) is not None:
        return Printed(out, pages, cached=True)
    if progress:
        progress(f"{page.stem}: printing")
    if chromium is None:
        with browser() as started:
            content = _print(started, page, kind, paper)
    else:
        content = _print(chromium, page, kind, paper)
    pages = _count(content)
    # a comment after the end of the file is read by nobody but us
    write_whole(out, content.rstrip(b"\n") + f"\n%sahelkit {mark} {pages}\n".encode())
    return Printed(out, pages, cached=False)


def _print(chromium: Browser, file: Path, kind: str, paper: str) -> bytes:
    from playwright.sync_api import Error

    context = chromium.new_context(
        viewport={"width": SLIDE[0], "height": SLIDE[1]}, offline=True, reduced_motion="reduce"
    )
    context.set_default_timeout(LIMIT)
    try:
        sheet = context.new_page()
        sheet.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        if kind == "deck":
            return _deck(sheet, file)
        sheet.goto(file.resolve().as_uri())
        content = _sheets(sheet, paper)
        if sheet.locator(".apparatus").count() and (pages := _count(content)) > 1:
            # a few lines that would stand on a last page of their own may fit, set tighter
            sheet.evaluate("document.documentElement.classList.add('tight')")
            tight = _sheets(sheet, paper)
            return tight if _count(tight) < pages else content
        return content
    except Error as error:
        raise BadLesson(
            file.name, None, f"cannot be printed: {error.message.splitlines()[0]}"
        ) from None
    finally:
        context.close()


def _sheets(sheet: Page, paper: str) -> bytes:
    return bytes(sheet.pdf(format=paper, print_background=True, tagged=True, outline=True))


def _count(content: bytes) -> int:
    return len(_PAGE.findall(content))


def _deck(sheet: Page, file: Path) -> bytes:
    sheet.goto(f"{file.resolve().as_uri()}?print-pdf")
    # no wait_for_function: asking again and again would break the deck's own security policy
    sheet.locator("html[data-deck='ready']").wait_for(state="attached")
    sheet.locator(".pdf-page").last.wait_for(state="attached")
    wide, high = SLIDE
    return bytes(
        sheet.pdf(
            width=f"{wide}px",
            height=f"{high}px",
            margin={"top": "0", "right": "0", "bottom": "0", "left": "0"},
            print_background=True,
            tagged=True,
            outline=True,
        )
    )


def _mark(page: Path, kind: str, paper: str) -> str:
    """Hash all that the print depends on."""
    digest = hashlib.sha256(page.read_bytes())
    for text in (kind, paper, _version(), Path(__file__).read_text(encoding="utf-8")):
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()


def _version() -> str:
    try:
        return importlib.metadata.version("playwright")
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _printed(out: Path, mark: str) -> int | None:
    """Return how many pages a PDF has, if it is there with this mark."""
    try:
        with out.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 200))
            found = _MARK.search(file.read())
    except OSError:
        return None
    return int(found[2]) if found and found[1].decode() == mark else None

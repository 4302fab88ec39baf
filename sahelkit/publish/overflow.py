"""Does every slide fit its screen, and can it be read? Looked at in a real browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelkit.publish.assets import own
from sahelkit.publish.browser import browser as browser

SIZES = ((1280, 720), (1920, 1080))  # screens
SMALLEST = 20  # px on a slide
SMALLEST_LIST = 16  # px in the list of sources at the end


@dataclass(frozen=True)
class Overflow:
    """Something on a slide that does not fit or is too small.

    Attributes
    ----------
    slide : int
        The slide, counted from 1.
    title : str
        Its heading.
    what : str
        What is wrong.
    """

    slide: int
    title: str
    what: str

    def __str__(self) -> str:
        return f"slide {self.slide} “{self.title}”: {self.what}"


def check(path: Path, chromium: Any = None) -> list[Overflow]:
    """Open every slide of a deck on two screens, with all fragments shown, and look at it.

    Parameters
    ----------
    path : Path
        The deck.
    chromium : playwright browser, optional
        A browser that runs already; by default one is started (see `browser`).

    Returns
    -------
    list of Overflow
        For every slide as it is, and once more with every answer opened: content that exceeds
        its slide, is cut off or squeezed, text that is too small, and text whose contrast is
        less than WCAG 2 asks for (4.5:1; 3:1 for text of 24 px, or of 18.66 px and bold), with
        its colour and the one behind it. Disabled controls are excepted. What is found on the
        larger screen only says so. Of text over a bitmap it can say no more than that it lies
        there; text within a bitmap is not seen (see ``look.js``).

    Raises
    ------
    MissingPart
        If there is no playwright or no Chromium.
    """
    if chromium is None:
        with browser() as started:
            return check(path, started)
    look = own("look.js")
    found: dict[tuple[int, str], Overflow] = {}
    context = chromium.new_context(offline=True, reduced_motion="reduce")
    page = context.new_page()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path.resolve().as_uri())
        # no wait_for_function: asking again and again would break the deck's own security policy
        page.locator("html[data-deck='ready']").wait_for(state="attached", timeout=30_000)
        index = 0
        while index < page.evaluate("Reveal.getSlides().length"):  # pages of sources may merge
            title, faults = page.evaluate(look, [index, SMALLEST, SMALLEST_LIST, False])
            faults += page.evaluate(look, [index, SMALLEST, SMALLEST_LIST, True])[1]
            for what in faults:
                words = what if (width, height) == SIZES[0] else f"{what} (at {width}×{height})"
                found.setdefault((index, what), Overflow(index + 1, title, words))
            index += 1
    context.close()
    return sorted(found.values(), key=lambda one: one.slide)

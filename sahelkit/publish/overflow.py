"""Does every slide fit its screen? Looked at in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelkit.errors import MissingPart

WIDTH, HEIGHT = 1280, 720
SMALLEST = 20  # px on a slide
SMALLEST_LIST = 16  # px in the list of sources and in the controls of an explorer

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


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
    """Open every slide of a deck at 1280×720, with all fragments shown, and look at it.

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
        its slide, is cut off or squeezed, and text that is too small.

    Raises
    ------
    MissingPart
        If there is no playwright or no Chromium.
    """
    if chromium is None:
        with browser() as started:
            return check(path, started)
    found: list[Overflow] = []
    context = chromium.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(path.resolve().as_uri())
    # no wait_for_function: asking again and again would break the deck's own security policy
    page.locator("html[data-deck='ready']").wait_for(state="attached", timeout=30_000)
    index = 0
    while index < page.evaluate("Reveal.getSlides().length"):  # pages of sources may still merge
        title, faults = page.evaluate(_LOOK, [index, SMALLEST, SMALLEST_LIST, False])
        _, opened = page.evaluate(_LOOK, [index, SMALLEST, SMALLEST_LIST, True])
        faults += [what for what in opened if what not in faults]
        found += [Overflow(index + 1, title, what) for what in faults]
        index += 1
    context.close()
    return found


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium without a window.

    Raises
    ------
    MissingPart
        If there is no playwright or no Chromium.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise MissingPart(
            "this check needs playwright, which is not installed: pip install 'sahelkit[test]'"
        ) from None
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        except Error:
            raise MissingPart(
                "this check needs the browser Chromium: install it, or run: "
                "playwright install chromium"
            ) from None
        try:
            yield chromium
        finally:
            chromium.close()


_LOOK = r"""async ([index, smallest, smallestList, opened]) => {
  const slide = Reveal.getSlides()[index];
  const { h, v } = Reveal.getIndices(slide);
  Reveal.slide(h, v, 999);
  const answers = [...slide.querySelectorAll(".page details")];
  if (opened && !answers.length) return ["", []];
  for (const answer of answers) answer.open = opened;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const faults = [];
  const clip = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const name = (element) => {
    const text = clip(element.textContent || "");
    return `<${element.localName}>` + (text ? ` “${text}”` : "");
  };
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== slide; up = up.parentElement) {
      if (/auto|scroll|hidden/.test(getComputedStyle(up).overflowY)) return true;
    }
    return false;
  };
  const room = (slide.querySelector(".body") || slide).getBoundingClientRect();
  const screen = slide.getBoundingClientRect();
  const content = [...slide.querySelectorAll(".page *")].filter(
    (e) => seen(e) && !e.closest("aside"));
  let worst = null;
  for (const element of content) {
    if (element.closest("svg") && element.localName !== "svg") continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || scrolls(element)) continue;
    const inBody = element.closest(".body") && !element.matches(".body");
    const over = Math.max(
      box.bottom - (inBody ? room.bottom : screen.bottom), box.right - screen.right,
      screen.left - box.left, screen.top - box.top);
    if (over > 1 && (!worst || over >= worst.over)) worst = { over, element };
    if (/hidden|clip/.test(getComputedStyle(element).overflowY) && !element.matches(".foot")
        && element.scrollHeight > element.clientHeight + 1) {
      const lost = element.scrollHeight - element.clientHeight;
      faults.push(`${lost} px are cut off: ${name(element)}`);
    }
    if (element.matches("figure > svg, figure > img, .sk-picture > svg") && box.height < 150) {
      faults.push(`a picture is squeezed to a height of ${Math.round(box.height)} px`);
    }
  }
  if (worst)
    faults.push(`exceeds the slide by ${Math.ceil(worst.over)} px: ${name(worst.element)}`);
  for (const answer of opened ? answers : []) {
    const box = answer.getBoundingClientRect();
    const lost = Math.ceil(Math.max(
      box.bottom - room.bottom, room.top - box.top, answer.scrollHeight - answer.clientHeight));
    if (lost > 1) faults.push(`${lost} px of an opened answer do not fit: ${name(answer)}`);
  }
  const small = new Map();
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("aside, script, style, title, desc"))
      continue;
    const box = element.getBoundingClientRect();
    if (!seen(element) || box.width < 2 || box.height < 2) continue;
    let size = parseFloat(getComputedStyle(element).fontSize);
    const matrix = element.closest("svg") && element.getScreenCTM && element.getScreenCTM();
    if (matrix) size *= Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
    const list = element.closest(".sources") || (element.closest(".sahelkit-explorer") &&
      element.closest("label, legend, button, select, output, input, .sk-controls, .sk-steps"));
    const least = list ? smallestList : smallest;
    if (size < least - 0.05) {
      const key = `${size.toFixed(1)} px (at least ${least})`;
      if (!small.has(key)) small.set(key, clip(texts.currentNode.data));
    }
  }
  for (const [size, text] of small) faults.push(`text of ${size}: “${text}”`);
  const heading = slide.querySelector("h1, h2");
  return [heading ? clip(heading.textContent) : "", faults];
}"""

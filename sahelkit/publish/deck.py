"""A lesson as one HTML file of slides that works without a network."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.lessons import notebook
from sahelkit.lessons.notebook import Lesson
from sahelkit.publish import assets, questions, render
from sahelkit.publish.notes import Notes
from sahelkit.publish.once import Running, make
from sahelkit.publish.outline import Slide, outline
from sahelkit.publish.sources import paginate
from sahelkit.publish.stamp import mark
from sahelkit.publish.words import page_words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

TEMPLATE = "deck.html.jinja"
NARROW = 1.3  # pictures less wide than this stand beside the words, wider ones beneath

_CAPTION = re.compile(r'<p class="sk-caption">(.*?)</p>', re.S)
_AS_OF = re.compile(r"<p>(?:As of|À jour au)\b[^<]{0,40}</p>")  # the title slide's foot has it


@dataclass(frozen=True)
class Deck:
    """A deck that was built.

    Attributes
    ----------
    path : Path
        The file.
    slides : int
        How many slides it has.
    cached : bool
        Whether it was there already, built from the same lesson, package and ledger.
    """

    path: Path
    slides: int
    cached: bool


def build_deck(
    lesson: Path,
    out: Path,
    kit: Kit,
    *,
    lang: str | None = None,
    **running: Unpack[Running],
) -> Deck:
    """Build the deck of a lesson, if it is not there already.

    Parameters
    ----------
    lesson : Path
        The notebook.
    out : Path
        The HTML file to write. A build that fails leaves an older file as it was.
    kit : Kit
        The ledger that citations are looked up in.
    lang : str, optional
        Language of the words around the lesson, by default the lesson's own.
    **running
        How the lesson is run, see `sahelkit.publish.once.Running`.

    Raises
    ------
    BadLesson
        If the notebook cannot be read, a cell fails, or it cites a record that does not exist.
    MissingPart
        If a library that decks need is not installed.
    UnknownName
        If the kit does not speak the language that was asked for.
    """
    source = notebook.read(lesson)
    words = page_words(lang, source.lang, "deck")
    slides, cached = make(
        source,
        out,
        kit,
        "deck",
        lambda ready, stamp: write(ready, kit, stamp, lang),
        form="slide",
        extra=(words["lang"],),
        **running,
    )
    return Deck(out, slides, cached)


def write(
    lesson: Lesson, kit: Kit, stamp: str = "0" * 32, lang: str | None = None
) -> tuple[str, int]:
    """Write a lesson that has been run as a deck; return the page and its number of slides."""
    template = assets.template(TEMPLATE)
    words = page_words(lang, lesson.lang, "deck")
    notes = Notes(kit)
    pages = [
        contents(slide, lesson, notes, number)
        for number, slide in enumerate(outline(lesson), start=1)
    ]
    sources = paginate(notes.all)
    explorers = any(block["kind"] == "explorer" for page in pages for block in page["blocks"])
    count = len(pages) + len(sources)
    script, style, layout = _explorer_parts() if explorers else ("", "", "")
    asking = any(block["kind"] == "question" for page in pages for block in page["blocks"])
    asked, asked_style = questions.parts() if asking else ("", "")
    safe = template.environment.filters["safe"]
    page = template.render(
        lesson=lesson,
        words=words,
        mark=safe(mark("deck", stamp, count)),
        count=count,
        stacks=_stacks(pages),
        sources=sources,
        first_slide=notes.first_slide,
        styles=[
            safe(css)
            for css in (
                assets.style_of("dist/reset.css"),
                assets.style_of("dist/reveal.css"),
                assets.inline_style(style),
                assets.inline_style(assets.own("theme.css")),
                assets.inline_style(layout),
                assets.inline_style(asked_style),
            )
        ],
        reveal=safe(assets.script_of("dist/reveal.js")),
        speaker=safe(assets.script_of("plugin/notes/notes.js")),
        deck=safe(assets.inline_script(assets.own("deck.js"))),
        explorer=safe(assets.inline_script(script)),
        questions=safe(assets.inline_script(asked)),
    )
    return page, count


def contents(slide: Slide, lesson: Lesson, notes: Notes, number: int) -> dict[str, Any]:
    """Return what stands on a slide: its heading and blocks, its notes, all of it as HTML."""
    first = number == 1
    name = f"slide-{number}"
    title = lesson.title if first else ""
    heading = ""
    blocks: list[dict[str, Any]] = []
    for part in slide.parts:
        cell = part.cell
        try:
            if cell.kind == "markdown":
                page = render.prose(cell, lesson.path, heading=1 if first else 2)
                render.refuse_requests(page, cell, lesson.path)
                page = notes.in_slide(page, name)
                if not heading and (found := re.match(r"\s*<h[12]>(.*?)</h[12]>", page, re.S)):
                    heading, page = found[1], page[found.end() :]
                    title = title or re.sub(r"<sup.*?</sup>|<[^>]*>", "", found[1])
                found_blocks = _split(_AS_OF.sub("", page) if first else page)
            elif cell.kind == "code":
                found_blocks = [
                    # an explorer opens its own links, thousands of them
                    b if b.kind == "explorer" else replace(b, html=notes.in_slide(b.html, name))
                    for b in render.outputs(cell, lesson.path, title or lesson.title)
                ]
            else:
                continue
        except UnknownName as error:
            raise BadLesson(lesson.path.name, cell.number, f"cites an {error}") from None
        blocks += [_block(block, part.fragment) for block in found_blocks]
    speech = [_speech(cell, lesson, notes) for cell in slide.notes]
    # a slide has room for the first sentence of an explorer's caption alone
    speech += [f"<p>{text}</p>" for block in blocks for text in _CAPTION.findall(block["html"])]
    body = "".join(block["html"] for block in blocks)
    return {
        "name": name,
        "number": number,
        "title": title,
        "heading": heading,
        "blocks": blocks,
        "beside": _beside(blocks),
        "objectives": [_inline(aim, notes, name) for aim in lesson.objectives]
        if first and "<li>" not in body
        else [],
        "as_of": lesson.as_of if first and lesson.as_of not in body else "",
        "notes": "\n".join(speech),
        "below": slide.below,
        "home": any("home" in part.cell.tags for part in slide.parts),
    }


def _split(page: str) -> list[render.Block]:
    """Cut rendered prose at its pictures and tables, which are laid out by themselves."""
    cut = re.split(r"(<figure>.*?</figure>|<table>.*?</table>)", page, flags=re.DOTALL)
    kinds = {"<figure": "figure", "<table>": "table"}
    return [
        render.Block(kinds.get(piece[:7], "text"), piece, render.aspect(piece))
        for piece in cut
        if piece.strip()
    ]


def _block(block: render.Block, fragment: bool) -> dict[str, Any]:
    return {**vars(block), "fragment": fragment}


def _beside(blocks: list[dict[str, Any]]) -> bool:
    """Say whether words and picture stand side by side: one upright picture, some words."""
    pictures = [block for block in blocks if block["kind"] == "figure"]
    others = [block["kind"] for block in blocks if block["kind"] != "figure"]
    return len(pictures) == 1 and 0 < pictures[0]["aspect"] < NARROW and set(others) == {"text"}


def _inline(markdown: str, notes: Notes, name: str) -> str:
    page = render.prose(notebook.Cell(0, "markdown", markdown), Path())
    return notes.in_slide(re.sub(r"^<p>|</p>\s*$", "", page), name)


def _speech(cell: notebook.Cell, lesson: Lesson, notes: Notes) -> str:
    try:
        page = render.prose(cell, lesson.path, heading=3)
        render.refuse_requests(page, cell, lesson.path)
        return notes.in_speech(page)
    except UnknownName as error:
        raise BadLesson(lesson.path.name, cell.number, f"cites an {error}") from None


def _stacks(pages: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    stacks: list[list[dict[str, Any]]] = []
    for page in pages:
        if page["below"] and stacks:
            stacks[-1].append(page)
        else:
            stacks.append([page])
    return stacks


def _explorer_parts() -> tuple[str, str, str]:
    from sahelkit import explorer  # here, since it loads matplotlib

    return explorer.script(), explorer.stylesheet(), assets.own("explorers.css")

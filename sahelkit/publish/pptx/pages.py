"""What stands where on the slides of a presentation, in points of a slide of 960×540."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sahelkit.publish.pptx.fit import LINE, split_text, text_height
from sahelkit.publish.pptx.grid import columns, heights, split_table
from sahelkit.publish.pptx.model import Image, Item, Paragraph, Run, Table, Text

SLIDE = (960.0, 540.0)
SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)  # of text, the largest that fits is taken
SPLIT = 18.0  # size of text that fits on no single slide
GRID = 22.0  # largest size of text in a table
AIRY = 12.0  # points that a row of a table gets at most of what its slide has to spare
CAPTION = 15.0
GAP = 12.0  # between pieces
NARROW = 1.3  # pictures less wide than this stand beside the words, wider ones beneath
LOW = 170.0  # points that a picture is high at least


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width and height in points."""

    x: float
    y: float
    w: float
    h: float


BODY = Box(48, 104, 864, 388)
OPENING = Box(78, 226, 800, 258)
BESIDE = (Box(48, 104, 347, 388), Box(425, 104, 487, 388))


@dataclass(frozen=True)
class Placed:
    """A piece and its place; ``size`` is that of its text, in points."""

    item: Item
    box: Box
    size: float = CAPTION


@dataclass
class Page:
    """The pieces of a slide; ``layout`` is a name of `sahelkit.publish.pptx.master.LAYOUTS`."""

    pieces: list[Placed] = field(default_factory=list)
    layout: str = "Content"


def compose(items: Sequence[Item], *, opening: bool = False) -> list[Page]:
    """Lay pieces out on one slide, or on several if they are many.

    Text is set in the largest size in which all fits on one slide; if even the smallest is too
    large, text and tables are cut and run on. At least one page is returned.
    """
    items = [_shown(item) for item in items]
    room = OPENING if opening else BODY
    for size in SIZES:
        if page := (None if opening else _beside(items, size)) or _one(items, room, size):
            return [_named(page, opening)]
    pages = _many(items, room)
    return [_named(page, opening and not index) for index, page in enumerate(pages)]


def _shown(item: Item) -> Item:
    """Return a piece, or words for a picture that a presentation cannot hold."""
    if isinstance(item, Image) and not item.data:
        text = " ".join(filter(None, (item.caption, item.alt))) or "…"
        return Text((Paragraph((Run(text, italic=True),)),), "quote")
    return item


def _named(page: Page, opening: bool) -> Page:
    kinds = [type(piece.item) for piece in page.pieces]
    if opening:
        page.layout = "Title"
    elif kinds == [Image]:
        page.layout = "Picture"
    elif page.layout != "Words and picture":
        plain = any(isinstance(p.item, Text) and p.item.look == "plain" for p in page.pieces)
        page.layout = "Content" if plain else "Table"
    return page


def _beside(items: Sequence[Item], size: float) -> Page | None:
    """Lay out words beside one upright picture, if that is what there is."""
    pictures = [item for item in items if isinstance(item, Image)]
    texts = [item for item in items if isinstance(item, Text)]
    upright = len(pictures) == 1 and pictures[0].aspect < NARROW
    if not upright or not texts or len(texts) + 1 != len(items):
        return None
    left, right = BESIDE
    if (page := _one(texts, left, size)) is None:
        return None
    page.pieces.append(Placed(pictures[0], right))
    page.layout = "Words and picture"
    return page


def _one(items: Sequence[Item], room: Box, size: float) -> Page | None:
    """Lay pieces out one beneath the other, or return None if there is not the room."""
    need = sum(_height(item, room.w, size) for item in items) + GAP * max(0, len(items) - 1)
    return _stack(items, room, size) if need <= room.h + 0.1 else None


def _stack(items: Sequence[Item], room: Box, size: float) -> Page:
    """Lay pieces out one beneath the other; pictures, or else tables, take what is to spare."""
    need = [_height(item, room.w, size) for item in items]
    free = max(0.0, room.h - sum(need) - GAP * max(0, len(items) - 1))
    pictures = sum(isinstance(item, Image) for item in items)
    rows = sum(_rows(item) for item in items)
    page = Page()
    top = room.y
    for item, high in zip(items, need, strict=True):
        given = high
        if isinstance(item, Image):
            given += free / pictures
        elif not pictures and isinstance(item, Table):
            given += min(AIRY, free / rows) * _rows(item)
        page.pieces.append(Placed(item, Box(room.x, top, room.w, given), _size(item, size)))
        top += given + GAP
    return page


def _many(items: Sequence[Item], room: Box) -> list[Page]:
    """Lay pieces out over as many slides as they need."""
    pages: list[Page] = []
    lot: list[Item] = []
    rest = list(items)
    while rest:
        used = sum(_height(item, room.w, SPLIT) + GAP for item in lot)
        first, after = _cut(rest[0], room.w, room.h - used, BODY.h)
        if first is None and lot:
            pages.append(_stack(lot, room, SPLIT))
            lot, room = [], BODY
            continue
        if first is None and room != BODY:  # the opening has little room
            pages.append(Page())
            room = BODY
            continue
        lot.append(first or rest[0])
        rest = [after, *rest[1:]] if first is not None and after is not None else rest[1:]
        if after is not None:
            pages.append(_stack(lot, room, SPLIT))
            lot, room = [], BODY
    if lot:
        pages.append(_stack(lot, room, SPLIT))
    return pages or [Page()]


def _cut(item: Item, wide: float, high: float, whole: float) -> tuple[Item | None, Item | None]:
    """Return as much of a piece as fits (None: nothing), and what is left (None: nothing)."""
    if _height(item, wide, SPLIT) <= high:
        return item, None
    if isinstance(item, Text) and high > 2 * SPLIT * LINE:
        kept, rest = split_text(item, wide, SPLIT, high)
        return kept, rest if rest.paragraphs else None
    if isinstance(item, Table) and high > 4 * SPLIT * LINE:
        first, after = split_table(item, wide, SPLIT, high, whole)
        return first, after if after.rows else None
    return None, item


def _height(item: Item, wide: float, size: float) -> float:
    if isinstance(item, Text):
        return text_height(item, wide, size)
    if isinstance(item, Table):
        size = _size(item, size)
        return sum(heights(item, columns(item, wide, size), size))
    return LOW


def _rows(item: Item) -> int:
    return len(item.rows) + bool(item.head) if isinstance(item, Table) else 0


def _size(item: Item, size: float) -> float:
    return min(size, GRID) if isinstance(item, Table) else size

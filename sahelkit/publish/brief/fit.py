"""A brief is two pages: how high its parts are, where page two begins, what is left out.

The timeline gets fewer rows (two at least) if it then stands on page one. As many disputes
as can be stand beside five sources, and no fewer than three in a newsroom, two for a minister,
one in a classroom. To keep that, sources go down to three, then terms go, then the reasoning of
judgements, from the last one on; then disputes, down to one. Room that is left is filled with
sources. Print never gets smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sahelkit.publish.brief.content import Brief, Disputed, Held, Sourced, Watched
from sahelkit.publish.brief.picture import height
from sahelkit.publish.brief.text import rested
from sahelkit.publish.pptx.fit import lines
from sahelkit.publish.pptx.model import Run

WIDE, HIGH = 510.0, 765.0  # points of a page of A4 between its margins (brief.css, docx.py)
NARROW, BOLD = 0.94, 0.9  # parts that Arial and its like take of what `lines` counts with
SAFE = 0.99  # part of a page that may be filled by this reckoning

TITLE, MAIN, TEXT, SMALL = 20.0, 11.0, 10.0, 9.0  # sizes in points; nothing is smaller
LEADING = 1.3
COLUMN = 247.0  # points that a column of the notes is wide
ROWS = range(7, 1, -1)  # of the timeline


@dataclass(frozen=True)
class Block:
    """A part that stays in one piece; ``name`` is what `Brief.turn` calls it."""

    name: str
    height: float


def fitted(brief: Brief) -> Brief:
    """Return a brief that is shortened as far as need be, and knows where page two begins."""
    made = brief
    for made in _shorter(brief):
        made = _drawn(made)
        if _fits(made):
            break
    made = _filled(made, brief.sources)
    return replace(made, turn=_second(made)[0])


def _filled(brief: Brief, sources: Sequence[Sourced]) -> Brief:
    """Return a brief with as many of some sources as there is room for."""
    for number in range(len(brief.sources) + 1, len(sources) + 1):
        left = brief.sources_left - 1
        more = replace(brief, sources=tuple(sources[:number]), sources_left=left)
        if not _fits(more):
            break
        brief = more
    return brief


def _fits(brief: Brief) -> bool:
    return _second(brief)[1] <= SAFE * HIGH


def rich(brief: Brief) -> bool:
    """Say whether a brief fits two pages and little had to be left out."""
    disputes = min(KEPT[brief.audience], len(brief.disputes) + brief.disputes_left)
    sources = min(5, len(brief.sources) + brief.sources_left)
    whole = brief.audience != "classroom" or all(item.reasoning for item in brief.judgements)
    kept = len(brief.disputes) >= disputes and len(brief.sources) >= sources
    return _fits(brief) and kept and whole


def _drawn(brief: Brief) -> Brief:
    """Return a brief whose timeline has as many rows as let it stand on page one."""
    if not brief.rows:
        return brief
    most = max(2, min(ROWS[0], brief.marks))
    for rows in ROWS:
        made = replace(brief, rows=min(rows, most))
        names = [part.name for part in blocks(made)]
        if names.index("timeline") < names.index(_second(made)[0]):
            return made
    return replace(brief, rows=min(ROWS[-1], most))


def _second(brief: Brief) -> tuple[str, float]:
    """Return what begins the second page, and how high all is from there on."""
    parts = list(blocks(brief))
    used = 0.0
    turn = next(i for i, part in enumerate(parts) if part.name in ("disputes", "notes"))
    for index, part in enumerate(parts):
        if used + part.height > SAFE * HIGH:
            turn = index
            break
        used += part.height
    return parts[turn].name, sum(part.height for part in parts[turn:])


KEPT = {"newsroom": 3, "minister": 2, "classroom": 1}  # disputes, as long as can be


def _disputes(brief: Brief) -> int:
    return min(KEPT[brief.audience], len(brief.disputes))


def _shorter(brief: Brief) -> Iterator[Brief]:
    """Yield ever shorter briefs."""
    most, least = len(brief.disputes), _disputes(brief)
    reasoned = sum(bool(item.reasoning) for item in brief.judgements)
    for kept in range(reasoned, -1, -1):
        held = tuple(
            item if index < kept else replace(item, reasoning="")
            for index, item in enumerate(brief.judgements)
        )
        base = replace(brief, judgements=held)
        for count in range(most, least - 1, -1):
            yield _with(base, 5, count)
        for number in (4, 3):
            yield _with(base, number, least)
        for terms in dict.fromkeys((brief.terms[:2], ())):
            yield _with(replace(base, terms=terms), 3, least)
    for count in range(least - 1, 0, -1):
        for number in (5, 4, 3):
            yield _with(replace(base, terms=()), number, count)


def _with(brief: Brief, sources: int, disputes: int) -> Brief:
    """Return a brief with so many sources and disputes, which counts those that it lacks."""
    lost = max(0, len(brief.disputes) - disputes), max(0, len(brief.sources) - sources)
    return replace(
        brief,
        disputes=brief.disputes[:disputes],
        disputes_left=brief.disputes_left + lost[0],
        sources=brief.sources[:sources],
        sources_left=brief.sources_left + lost[1],
    )


def blocks(brief: Brief) -> Iterator[Block]:
    """Yield the parts of a brief in order; the first of a section holds its heading."""
    said = brief.words
    facts = " · ".join(brief.facts)
    yield Block("head", 16 + _high(brief.title, TITLE, WIDE) + _high(facts, SMALL, WIDE))
    main = _high(brief.bottom_line, MAIN, WIDE - 26) + _high(brief.limits, SMALL, WIDE - 26)
    yield Block("bottom", 40 + main)
    for index, item in enumerate(brief.judgements):
        head = 0.0 if index else _HEADING + _high(said["dials"], SMALL, WIDE)
        name = f"judgement-{item.number}" if index else "judgements"
        left = brief.more_judgements if item is brief.judgements[-1] else ""
        yield Block(name, head + _held(brief, item) + _high(left, SMALL, WIDE))
    if brief.rows:
        caption = _high(brief.events, SMALL, WIDE)
        yield Block("timeline", _HEADING + height(brief.rows) * 72 * WIDE / 504 + caption)
    for index, asked in enumerate(brief.disputes):
        head = 0.0 if index else _HEADING
        more = _high(brief.more_disputes, SMALL, WIDE) if asked is brief.disputes[-1] else 0.0
        name = f"dispute-{index + 1}" if index else "disputes"
        yield Block(name, head + _disputed(brief, asked) + more)
    if brief.indicators:
        rows = sum(
            5 + max(_high(item.text, SMALL, 222), _high(seen_before(brief, item), SMALL, 272))
            for item in brief.indicators
        )
        yield Block("indicators", _HEADING + 16 + rows)
    if brief.terms:
        terms = "  ".join(f"{item.term}: {item.definition}" for item in brief.terms)
        yield Block("terms", _HEADING + _high(terms, SMALL, WIDE))
    if brief.questions:
        asks = sum(_high(question, SMALL, WIDE - 14) for question in brief.questions)
        yield Block("questions", _HEADING + asks)
    notes = [f"{note.id} {brief.says(note)}" for note in brief.notes]
    yield Block("notes", _HEADING + _columns(notes))
    listed = [
        f"{item.id} {item.publisher}, {item.date}, "
        f"{said['grade'].format(grade=item.grade)}. {item.address}"
        for item in brief.sources
    ]
    foot = f"{said['grades']} {brief.more_sources}"
    yield Block("sources", _HEADING + _columns(listed) + _high(foot, SMALL, WIDE))
    limits = f"{said['limits']}. {' '.join(brief.coverage)} {said['english']}"
    yield Block("limits", 12 + _high(limits, SMALL, WIDE))


_HEADING = 27.0


def seen_before(brief: Brief, item: Watched) -> str:
    """Return what an indicator would mean, with its judgement and the record of a like thing."""
    said = brief.words
    place = said["refers"].format(judgement=item.judgement, note=item.note)
    return f"{item.meaning} ({place})"


def _held(brief: Brief, item: Held) -> float:
    said = brief.words
    reason = f"{said['confidence']} {item.confidence} {item.reason}"
    dials = max(2.6 * SMALL * LEADING, _high(reason, SMALL, WIDE - 20 - 158))
    voices = "  ".join(f"{said[key]} {names}" for key, names in item.voices)
    rests = _high(f"{voices} {rested(brief, item.rests)}", SMALL, WIDE - 20)
    why = _high(f"{said['reasoning']} {item.reasoning}", SMALL, WIDE - 20) if item.reasoning else 0
    return _high(item.statement, TEXT, WIDE - 20, bold=True) + dials + rests + why + 11


def _disputed(brief: Brief, item: Disputed) -> float:
    said = brief.words
    text = " / ".join(f"{rival.statement} ({rival.who}, {rival.grade})" for rival in item.rivals)
    answers = _high(text, SMALL, WIDE)
    reading = _high(f"{said['reading']}: {item.reading} {item.confidence}", SMALL, WIDE)
    teaches = _high(f"{said['teaches']}: {item.teaches}", SMALL, WIDE) if item.teaches else 0.0
    return (
        _high(f"{item.id} {item.question}", TEXT, WIDE, bold=True) + answers + reading + teaches + 7
    )


def _columns(texts: Sequence[str]) -> float:
    """Return how high a list in two columns is, the longer of the two."""
    heights = [_high(text, SMALL, COLUMN - 18, leading=1.22) + 1.5 for text in texts]
    return sum(heights) / 2 + max(heights, default=0.0) / 4


def _high(
    text: str, size: float, wide: float, *, bold: bool = False, leading: float = LEADING
) -> float:
    if not text:
        return 0.0
    return (
        len(lines((Run(text),), wide / (BOLD if bold else NARROW), size, bold=bold))
        * size
        * leading
    )

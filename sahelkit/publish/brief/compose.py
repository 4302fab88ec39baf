"""A brief is composed: its judgements are chosen, and all that they touch is gathered."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sahelkit.errors import UnknownName
from sahelkit.ledger import dates
from sahelkit.ledger.judgements import (
    AUDIENCES,
    BottomLine,
    Judgement,
    bottom_line,
    indicators,
    judgements,
)  # fmt: skip
from sahelkit.ledger.names import nearest
from sahelkit.ledger.record import rows_of
from sahelkit.publish.brief import fit, judged, picture
from sahelkit.publish.brief.content import Brief
from sahelkit.publish.brief.desk import Desk
from sahelkit.publish.brief.disputed import disputes
from sahelkit.publish.brief.listed import notes, sources

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

LEAST, MOST = 3, 6  # judgements of a brief, where the ledger has as many


def compose(
    kit: Kit,
    theme: str,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    audience: str = "minister",
    lang: str = "en",
) -> Brief:
    """Compose the brief on a theme and a period.

    Its judging words are curated rows of the ledger, word for word. The audience changes what is
    chosen and how much is explained, never the facts:

    - *minister*: the judgements that the bottom line sums up; disputed questions in few lines;
    - *newsroom*: every judgement (six at most), under each who says so and who says otherwise;
      more disputed questions, each answer led by who gives it;
    - *classroom*: the judgements of the bottom line with the author's reasoning and the best
      case of the other side; what each dispute teaches, terms, and two questions to discuss.

    Where the bottom line has fewer than three judgements in the period, others of the theme fill
    up. Disputed questions are those that the judgements rest on, then those of the theme that a
    claim or source of the period takes a side in. Indicators are those of the judgements chosen.
    Judgements that the bottom line sums up always stand in the brief; others are left out, from
    the last rank on, where there is not the room. Of the sources behind the notes those are listed
    that judgements name, then those that speak against one, then those that most notes share, then
    the more reliable. What is too long for two pages is shortened as `sahelkit.publish.brief.fit`
    says.

    Parameters
    ----------
    kit : Kit
        The ledger.
    theme : str
        A theme of the events that has judgements.
    since, until : str or date, optional
        The period, both ends included; from the first day that a judgement speaks of, up to the
        as-of date, if not given.
    audience : {"minister", "newsroom", "classroom"}
        Whom it is for.
    lang : {"en", "fr"}
        Language of judgements and interface; the text of the other records is English.

    Raises
    ------
    UnknownName
        For an unknown theme, audience, language or date, a period that ends before it begins,
        or a theme and period without judgements (names those that have some).
    """
    if audience not in AUDIENCES:
        expected = f"one of {', '.join(AUDIENCES)}"
        raise UnknownName("audience", audience, nearest(audience, AUDIENCES), expected)
    found = judgements(kit, theme, since, until, audience, lang)
    line = bottom_line(kit, theme, lang)
    if not found or line is None:
        span = f"{since or 'the beginning'} to {until or 'the end'}"
        what = f"{theme}, {span}, {audience}"
        raise UnknownName("theme and period for a brief", what, expected=_available(kit))
    known = {item.id for item in judgements(kit, theme)}
    if missing := [name for name in line.judgements if name not in known]:
        raise UnknownName(
            "day for a brief", kit.day, expected=f"a later one: {missing[0]} rests on later events"
        )
    first = dates.parse_day(since, end=False) if since is not None else _first(kit, theme)
    last = dates.parse_day(until) if until is not None else line.as_of
    chosen = _chosen(found, line.judgements, audience)
    while True:
        desk = Desk(kit, theme, first, last, audience, lang)
        brief = fit.fitted(_whole(desk, line, chosen, len(found) - len(chosen)))
        more = [item for item in chosen if item.id not in line.judgements]
        if fit.rich(brief) or len(chosen) <= LEAST or not more:
            break
        chosen.remove(more[-1])
    return brief


def available(kit: Kit) -> dict[str, tuple[dt.date, dt.date]]:
    """Return the themes that have a brief, each with the period that its judgements speak of."""
    if "judgements" not in kit.schema:
        return {}
    found: dict[str, tuple[dt.date, dt.date]] = {}
    for row in rows_of(kit.judgements):
        a, b = row["since"].date(), row["until"].date()
        low, high = found.get(row["theme"], (a, b))
        found[row["theme"]] = min(a, low), max(b, high)
    return found


def _available(kit: Kit) -> str:
    spans = [f"{theme} ({a} to {b})" for theme, (a, b) in available(kit).items()]
    return f"one that has judgements: {', '.join(spans) or 'this ledger has none'}"


def _first(kit: Kit, theme: str) -> dt.date:
    return min(item.since for item in judgements(kit, theme))


def _chosen(found: Sequence[Judgement], named: Sequence[str], audience: str) -> list[Judgement]:
    """Choose those that the bottom line names, and others: all in a newsroom, else up to three."""
    kept = [item for item in found if item.id in named]
    others = [item for item in found if item.id not in named]
    most = MOST if audience == "newsroom" else LEAST
    kept += others[: max(0, most - len(kept))]
    return sorted(kept, key=lambda item: item.rank)[:MOST]


def _whole(desk: Desk, line: BottomLine, chosen: Sequence[Judgement], left: int) -> Brief:
    """Gather a brief that holds all it could."""
    held = [judged.judgement(desk, item, number) for number, item in enumerate(chosen, start=1)]
    asked, more = disputes(desk, chosen)
    watched = [
        judged.indicator(desk, item, chosen) for item in indicators(desk.kit, desk.theme, desk.lang)
    ]
    cited, unlisted = sources(desk, chosen)
    classroom = desk.audience == "classroom"
    said, lang = desk.words, desk.lang
    grounds = {ground.record.id for item in chosen for ground in item.grounds}
    events = picture.events_of(desk.kit, desk.theme, desk.since, desk.until, grounds)
    texts = [line.text, *(text for item in held for text in (item.statement, item.reason))]
    return Brief(
        desk.theme,
        desk.audience,
        lang,
        desk.since,
        desk.until,
        said,
        said[f"title_{desk.theme}"],
        said[f"kicker_{desk.audience}"],
        desk.facts(line.as_of, chosen),
        desk.set(line.text),
        desk.limits(line),
        tuple(held),
        tuple(asked),
        tuple(item for item in watched if item),
        notes(desk),
        tuple(cited),
        (desk.coverage(),),
        terms=tuple(judged.terms(desk, texts)) if classroom else (),
        questions=judged.questions(desk, asked, held) if classroom else (),
        sources_left=unlisted,
        disputes_left=more,
        judgements_left=left,
        rows=0 if events.empty else 1,
        marks=len(events),
        draw=functools.cache(lambda rows: picture.draw(events, desk.theme, grounds, rows, lang)),
        events=desk.set(picture.line(events, lang)),
        alt=desk.set(picture.alt(events, lang)),
    )

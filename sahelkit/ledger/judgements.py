"""The judgements of a brief: what we hold on a theme, how likely it is and how well known.

They are curated rows, never generated. *Likelihood* says how probable a thing is, *confidence*
how good the evidence is; the two never stand in one sentence, as ICD 203 asks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sahelkit.errors import UnknownName
from sahelkit.ledger import dates
from sahelkit.ledger.names import nearest, split_list
from sahelkit.ledger.record import Record, rows_of
from sahelkit.words import word, words

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit

LIKELIHOODS = (
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely",
    "very likely", "almost certain",
)  # fmt: skip
"""The words of likelihood, from the least likely on: the first row of terms in ICD 203."""

AUDIENCES = ("minister", "newsroom", "classroom")


@dataclass(frozen=True)
class Ground:
    """A record that a judgement rests on, and its bearing: supports, partly or contradicts."""

    record: Record
    bearing: str


@dataclass(frozen=True)
class Judgement:
    """One judgement, in the language that was asked for.

    Attributes
    ----------
    id, theme, kind : str
        Identifier, theme, and ``finding``, ``estimate`` or ``forecast``.
    rank : int
        Its place in the brief, from 1.
    statement : str
        The judgement in one sentence; it holds the word of likelihood, if there is one.
    likelihood, confidence : str
        One of `LIKELIHOODS`, empty for a finding; and ``low``, ``moderate`` or ``high``. Both
        are English whatever the language: `likelihood_word` gives the word for a reader.
    confidence_reason, reasoning : str
        Why that confidence; and how we got there, with the best case of the other side.
    since, until : datetime.date
        The period that it speaks about.
    audience : tuple of str
        Whom it is for, some of `AUDIENCES`.
    review_by : datetime.date
        The day by which it should be looked at again.
    author : str
        Who makes it.
    grounds : tuple of Ground
        What it rests on, and what speaks against it, in the order of the ledger.
    """

    id: str
    theme: str
    rank: int
    kind: str
    statement: str
    likelihood: str
    confidence: str
    confidence_reason: str
    reasoning: str
    since: dt.date
    until: dt.date
    audience: tuple[str, ...]
    review_by: dt.date
    author: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class BottomLine:
    """The bottom line of a theme, its limits, and the identifiers of what it sums up."""

    id: str
    theme: str
    text: str
    limits: str
    as_of: dt.date
    review_by: dt.date
    judgements: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """Something that could be seen and that would move a judgement.

    ``seen`` is a record of a like thing before.
    """

    id: str
    theme: str
    judgement: str
    text: str
    would_mean: str
    seen: Record


def judgements(
    kit: Kit,
    theme: str,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    audience: str | None = None,
    lang: str = "en",
) -> tuple[Judgement, ...]:
    """Return the judgements on a theme, the first in rank first.

    Parameters
    ----------
    kit : Kit
        The ledger. In one that stands at a day (`Kit.as_of`) a judgement that rests on a later
        event is left out.
    theme : str
        A theme of the events. Some of them have no judgements.
    since, until : str or date, optional
        A period: a judgement counts if the period that it speaks about touches this one. A
        month or a year stands for its first day in ``since`` and its last in ``until``.
    audience : str, optional
        Only those for one of `AUDIENCES`; the default is everybody.
    lang : str
        ``"en"`` or ``"fr"``.

    Returns
    -------
    tuple of Judgement
        Empty where the theme, or the period, has none.

    Raises
    ------
    UnknownName
        If the theme, a date, the audience or the language is unknown, or the period ends before
        it begins.
    """
    _known(kit, theme, lang)
    if audience is not None and audience not in AUDIENCES:
        near = nearest(audience, AUDIENCES)
        raise UnknownName("audience", audience, near, f"one of {', '.join(AUDIENCES)}")
    first = dt.date.min if since is None else dates.parse_day(since, end=False)
    last = dt.date.max if until is None else dates.parse_day(until)
    if last < first:
        raise UnknownName("period", f"{first} to {last}", (), "an end on or after its start")
    grounds = _grounds(kit)
    found = []
    for row in _rows(kit, "judgements", theme):
        audiences = _audiences(row["audience"])
        in_time = row["since"].date() <= last and row["until"].date() >= first
        rests = grounds.get(row["judgement_id"], ())
        if not in_time or rests is None or audience not in (None, *audiences):
            continue
        found.append(_judgement(row, audiences, rests, lang))
    return tuple(sorted(found, key=lambda item: item.rank))


def bottom_line(kit: Kit, theme: str, lang: str = "en") -> BottomLine | None:
    """Return the bottom line of a theme, or None where it has none.

    Raises
    ------
    UnknownName
        If the theme or the language is unknown.
    """
    _known(kit, theme, lang)
    for row in _rows(kit, "bottom_lines", theme):
        return BottomLine(
            row["bottom_line_id"],
            theme,
            _in(row, "text", lang),
            _in(row, "limits", lang),
            row["as_of"].date(),
            row["review_by"].date(),
            split_list(row["judgement_ids"]),
        )
    return None


def indicators(kit: Kit, theme: str, lang: str = "en") -> tuple[Indicator, ...]:
    """Return the indicators of a theme in the order of the ledger.

    In a kit that stands at a day (`Kit.as_of`) those that name a later event are left out.

    Raises
    ------
    UnknownName
        If the theme or the language is unknown.
    """
    _known(kit, theme, lang)
    return tuple(
        Indicator(
            row["indicator_id"],
            theme,
            row["judgement_id"],
            _in(row, "text", lang),
            _in(row, "would_mean", lang),
            seen,
        )
        for row in _rows(kit, "indicators", theme)
        if (seen := _record(kit, row["record_id"])) is not None
    )


def likelihood_word(likelihood: str, lang: str = "en") -> str:
    """Return a word of `LIKELIHOODS` as a reader of a language knows it; empty for none.

    Raises
    ------
    UnknownName
        If it is not on the scale, or the language is unknown.
    """
    if not likelihood:
        return ""
    if likelihood not in LIKELIHOODS:
        near = nearest(likelihood, LIKELIHOODS)
        raise UnknownName("likelihood", likelihood, near, f"one of {', '.join(LIKELIHOODS)}")
    return word(f"likelihood_{likelihood.replace(' ', '_')}", lang)


def _judgement(
    row: dict[str, Any], audiences: tuple[str, ...], grounds: tuple[Ground, ...], lang: str
) -> Judgement:
    return Judgement(
        row["judgement_id"],
        row["theme"],
        int(row["rank"]),
        row["kind"],
        _in(row, "statement", lang),
        row["likelihood"],
        row["confidence"],
        _in(row, "confidence_reason", lang),
        _in(row, "reasoning", lang),
        row["since"].date(),
        row["until"].date(),
        audiences,
        row["review_by"].date(),
        row["author"],
        grounds,
    )


def _known(kit: Kit, theme: str, lang: str) -> None:
    words(lang)
    fields = kit.schema["events"].fields
    themes = next((field.enum for field in fields if field.name == "theme"), ())
    if theme not in themes:
        near = nearest(theme, themes)
        raise UnknownName("theme", theme, near, f"one of {', '.join(themes)}")


def _rows(kit: Kit, table: str, theme: str) -> list[dict[str, Any]]:
    """Return the rows of a theme; none in a ledger without the tables of the briefs."""
    if table not in kit.schema:
        return []
    frame = kit._frame(table)
    return rows_of(frame[frame["theme"] == theme])


def _in(row: dict[str, Any], column: str, lang: str) -> str:
    return str(row[column if lang == "en" else f"{column}_{lang}"])


def _audiences(cell: str) -> tuple[str, ...]:
    return AUDIENCES if cell == "all" else tuple(part.strip() for part in cell.split(","))


def _record(kit: Kit, name: str) -> Record | None:
    """Return a record, or None if it is later than the day that the kit stands at."""
    try:
        return kit.record(name)
    except UnknownName:
        if kit.day is None:
            raise
        return None


def _grounds(kit: Kit) -> dict[str, tuple[Ground, ...] | None]:
    """Return the grounds of each judgement; None where one is later than the day of the kit."""
    found: dict[str, tuple[Ground, ...] | None] = {}
    if "judgement_records" not in kit.schema:
        return found
    for row in rows_of(kit._frame("judgement_records")):
        record, name = _record(kit, row["record_id"]), row["judgement_id"]
        before = found.get(name, ())
        if record is None or before is None:
            found[name] = None
        else:
            found[name] = (*before, Ground(record, row["bearing"]))
    return found

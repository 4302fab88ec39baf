"""The rival answers to disputed questions, as charts and explorers show them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger.lookup import identifier
from sahelkit.ledger.names import fold, nearest
from sahelkit.ledger.origins import Corroboration
from sahelkit.ledger.record import Record, rows_of, show, when
from sahelkit.medium import medium
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

BEARINGS = ("supports", "partly", "contradicts")


@dataclass(frozen=True)
class Answer:
    """One answer to a question, as it is drawn.

    Attributes
    ----------
    id, letter : str
        Position identifier, and the letter at its end.
    statement, figure, unit, who, grade : str
        The answer, its figure and unit (or empty text), who gives it (the agency or government
        whose text it is, and the publisher that carries it) and when, and the reliability of
        that source.
    count : Corroboration
        Its independent origins, for and against.
    """

    id: str
    letter: str
    statement: str
    figure: str
    unit: str
    who: str
    grade: str
    count: Corroboration


def questions_of(
    kit: Kit,
    questions: str | Iterable[str] | None = None,
    themes: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return disputed questions that have answers: as named, or by theme and number.

    Parameters
    ----------
    kit : Kit
        The ledger.
    questions : str or iterable of str, optional
        Identifiers (``C-12``), in the order wanted; all, if not given.
    themes : str or iterable of str, optional
        Only the questions of these themes.

    Raises
    ------
    UnknownName
        For a question or theme that does not exist, or if no question is left.
    """
    frame = kit.disputes
    frame = frame[frame["dispute_id"].isin(set(kit.positions["dispute_id"]))]
    order = next(f.enum for f in kit.schema["disputes"].fields if f.name == "theme")
    if themes is not None:
        wanted = [themes] if isinstance(themes, str) else list(themes)
        for theme in wanted:
            if theme not in order:
                raise UnknownName("theme", theme, nearest(theme, order) or order)
        frame = frame[frame["theme"].isin(wanted)]
    if questions is None:
        rank = frame["theme"].map(order.index)
        frame = frame.assign(rank=rank, length=frame["dispute_id"].str.len())
        frame = frame.sort_values(["rank", "length", "dispute_id"]).drop(columns=["rank", "length"])
    else:
        asked = [questions] if isinstance(questions, str) else list(dict.fromkeys(questions))
        known = list(frame["dispute_id"])
        asked = [identifier(kit, name) for name in asked]
        for name in asked:
            if name not in known:
                raise UnknownName("question", name, nearest(name, known) or known[:3])
        frame = frame.set_index("dispute_id", drop=False).loc[asked]
    if frame.empty:
        raise UnknownName("choice of questions", themes, expected="a theme with a question")
    return frame.reset_index(drop=True)


def answers_to(kit: Kit, question: str, lang: str = "en") -> list[Answer]:
    """Return the answers to a question in the order of the ledger."""
    found = []
    for row in rows_of(kit.compare(question)):
        source = row["source_id"]
        date = when(kit.record(source), lang) if source else ""
        speaker = _speaker(kit, kit.record(source), lang) if source else ""
        who = f"{speaker} ({row['held_by']})" if speaker else row["held_by"]
        found.append(
            Answer(
                row["position_id"],
                row["position_id"].rsplit("-", 1)[-1],
                row["statement"],
                *figure_of(row, lang),
                f"{who}, {date or word('no_date', lang)}",
                row["reliability"],
                kit.corroboration(row["position_id"]),
            )
        )
    return found


def _speaker(kit: Kit, source: Record, lang: str) -> str:
    """Name who speaks in a source: its publisher, or whose text the publisher carries.

    The five documents and blogs rewrite what they have from an agency: they speak for themselves.
    """
    agency, publisher = source["agency"], source["publisher"]
    carrier = re.sub(r"\s*\([^()]*\)$", "", publisher)
    if not agency or _same(agency, publisher):
        return publisher if medium().notes else carrier
    rewritten = source["kind"] == "blog" or source.id in set(kit.claims["source_id"])
    key = "disputes_rewritten" if rewritten else "disputes_carried"
    return word(key, lang).format(agency=agency, publisher=carrier)


def _same(agency: str, publisher: str) -> bool:
    """Say whether an agency and a publisher are one, perhaps in initials."""
    short, words = fold(agency), fold(publisher).split()
    initials = "".join(name[0] for name in words)
    return set(short.split()) <= set(words) or initials.startswith(short)


def figure_of(row: Any, lang: str = "en") -> tuple[str, str]:
    """Return the figure of an answer and its unit; empty texts where it has none."""
    unit = row["unit"]

    def number(value: Any) -> str:
        if not show(value):
            return ""
        whole = float(value).is_integer()
        text = show(value) if unit == "year" else f"{int(value) if whole else value:,}"
        return text.translate({ord(","): "\u202f", ord("."): ","}) if lang == "fr" else text

    low, high = number(row["value"]), number(row["value_high"])
    return (f"{low}–{high}" if high else low), (unit if low and unit != "year" else "")


def basis_of(answer: Answer, lang: str = "en") -> str:
    """Say in words how reliable its source is and which origins bear on the answer."""
    grade = f"{word('grade', lang)} {answer.grade}" if answer.grade else ""
    parts = [
        f"{len(getattr(answer.count, bearing))} {word(f'disputes_{bearing}', lang)}"
        for bearing in BEARINGS
        if getattr(answer.count, bearing)
    ]
    origins = word("disputes_bearing", lang).format(parts=", ".join(parts)) if parts else ""
    return "; ".join(filter(None, (grade, origins)))

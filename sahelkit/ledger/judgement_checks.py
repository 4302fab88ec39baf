"""Checks of the judgements: their grounds, their words of likelihood, and what they state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from sahelkit.errors import BadSeed
from sahelkit.ledger.figures import Day, days_in, numbers_in, outside_quotes, quotes_in, stands_in
from sahelkit.ledger.judgements import LIKELIHOODS, likelihood_word
from sahelkit.ledger.names import nearest, split_list
from sahelkit.ledger.page import SECTIONS
from sahelkit.ledger.record import rows_of
from sahelkit.ledger.schema import Table
from sahelkit.ledger.stated import Contents

Frames = Mapping[str, pd.DataFrame]
Row = dict[str, Any]

FEWEST, MOST = 3, 6  # judgements on a theme: what two pages hold
SENTENCES = 3  # of a bottom line
OUTSIDE = (
    "remote", "highly improbable", "improbable", "improbably", "roughly even odds", "probable",
    "probably", "highly probable", "almost certainly", "nearly certain", "nearly certainly",
    "possibly", "perhaps", "maybe", "presumably", "conceivably", "in all likelihood",
    "good chance", "fair chance", "small chance", "chances are", "might well", "may well",
    "could well", "most likely", "highly likely", "extremely likely", "quite likely",
    "more likely than not", "bound to", "without doubt", "undoubtedly", "in all probability",
    "virtually certain",
)  # fmt: skip
"""Words of likelihood that a judgement does not use: ICD 203's second row, and those it lacks."""

_CONFIDENCE = re.compile(r"\bconfiden(?:ce|t|tly)\b|\bconfiance\b", re.IGNORECASE)
_ORDER = ("low", "moderate", "high")
_OWN = ("judgements", "bottom_lines", "indicators")
_PAIRS = {
    "judgements": ("statement", "confidence_reason", "reasoning"),
    "bottom_lines": ("text", "limits"),
    "indicators": ("text", "would_mean"),
}


def _scale(lang: str) -> re.Pattern[str]:
    known = [likelihood_word(name, lang) for name in LIKELIHOODS]
    found = sorted([*known, *(OUTSIDE if lang == "en" else ())], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b", re.IGNORECASE)


_SCALES = {lang: _scale(lang) for lang in ("en", "fr")}


def wrong_judgements(frames: Frames, schema: Mapping[str, Table]) -> Iterator[BadSeed]:
    """Yield a fault for each judgement, bottom line or indicator that a brief could not use.

    Parameters
    ----------
    frames, schema : mapping
        The tables and their descriptions; a ledger without the tables of the briefs has no
        faults.
    """
    if "judgements" not in frames:
        return
    contents = Contents(frames, schema)
    rows = rows_of(frames["judgements"])
    known = {row["judgement_id"]: row for row in rows}
    grounds: dict[str, list[Row]] = {}
    for ground in rows_of(frames["judgement_records"]):
        grounds.setdefault(ground["judgement_id"], []).append(ground)
    last = frames["events"]["end"].max()
    for number, row in enumerate(rows, start=2):
        own = grounds.get(row["judgement_id"], [])
        yield from _words(number, row)
        yield from _evidence(number, row, own, frames)
        yield from _period(number, row, last)
        names = [ground["record_id"] for ground in own]
        for column in _PAIRS["judgements"]:
            yield from _stated("judgements", number, row, column, names, contents)
    yield from _themes(rows)
    yield from _grounds(frames, contents)
    cited = {name: [g["record_id"] for g in own] for name, own in grounds.items()}
    yield from _bottom_lines(frames, known, cited, contents)
    yield from _indicators(frames, known, cited, contents)
    for table, columns in _PAIRS.items():
        yield from _translations(table, frames[table], columns)


def _words(number: int, row: Row) -> Iterator[BadSeed]:
    """One word of likelihood in the statement, the one of its column, and none of confidence."""
    likelihood, kind = row["likelihood"], row["kind"]
    if kind == "finding" and likelihood:
        expected = "no likelihood, since a finding is settled by the evidence"
        yield BadSeed("judgements.csv", number, "likelihood", likelihood, expected)
    if kind in ("estimate", "forecast") and not likelihood:
        expected = f"a likelihood, since this is a{'n' if kind == 'estimate' else ''} {kind}"
        yield BadSeed("judgements.csv", number, "likelihood", likelihood, expected)
    for column, lang in (("statement", "en"), ("statement_fr", "fr")):
        text = outside_quotes(row[column])
        wanted = [likelihood_word(likelihood, lang)] if likelihood in LIKELIHOODS else []
        if _likelihoods(text, lang) != wanted:
            expected = f"the word of likelihood {wanted[0]!r}, once" if wanted else "no likelihood"
            found = ", ".join(_likelihoods(text, lang)) or text
            yield BadSeed("judgements.csv", number, column, found, f"{expected}, and no other")
        yield from _no_confidence(number, column, text)
    for column, lang in (("confidence_reason", "en"), ("confidence_reason_fr", "fr")):
        for found in _likelihoods(outside_quotes(row[column]), lang):
            expected = "no word of likelihood beside the confidence"
            yield BadSeed("judgements.csv", number, column, found, expected)
    for found in _likelihoods(outside_quotes(row["reasoning"]), "en"):
        if found not in LIKELIHOODS:
            expected = f"a word of the scale ({', '.join(LIKELIHOODS)}), or none"
            yield BadSeed("judgements.csv", number, "reasoning", found, expected)


def _likelihoods(text: str, lang: str) -> list[str]:
    return [found.casefold() for found in _SCALES[lang].findall(text)]


def _no_confidence(number: int, column: str, text: str) -> Iterator[BadSeed]:
    found = _CONFIDENCE.search(text)
    if found:
        expected = "no word of confidence, which has its own column"
        yield BadSeed("judgements.csv", number, column, found[0], expected)


def _evidence(number: int, row: Row, grounds: list[Row], frames: Frames) -> Iterator[BadSeed]:
    name = row["judgement_id"]
    if len(grounds) < 2 or all(ground["bearing"] == "contradicts" for ground in grounds):
        expected = "at least two records in judgement_records.csv, one of them for it"
        yield BadSeed("judgements.csv", number, "judgement_id", name, expected)
    disputes = frames["disputes"]
    sure = dict(zip(disputes["dispute_id"], disputes["confidence"], strict=True))
    for ground in grounds:
        limit = sure.get(ground["record_id"], "high")
        if ground["bearing"] != "supports" or not {limit, row["confidence"]} <= set(_ORDER):
            continue
        if _ORDER.index(row["confidence"]) > _ORDER.index(limit):
            expected = f"at most {limit}, the confidence of {ground['record_id']}"
            yield BadSeed("judgements.csv", number, "confidence", row["confidence"], expected)


def _period(number: int, row: Row, last: pd.Timestamp) -> Iterator[BadSeed]:
    since, until = row["since"], row["until"]
    if until < since:
        expected = f"a day on or after {since.date()}"
        yield BadSeed("judgements.csv", number, "until", str(until.date()), expected)
    if row["kind"] != "forecast" and until > last:
        expected = f"a day until {last.date()}, where the events end, since this is no forecast"
        yield BadSeed("judgements.csv", number, "until", str(until.date()), expected)


def _themes(rows: list[Row]) -> Iterator[BadSeed]:
    """Each theme has three to six judgements, ranked from 1 without a gap."""
    themes: dict[str, list[tuple[int, Row]]] = {}
    for number, row in enumerate(rows, start=2):
        themes.setdefault(row["theme"], []).append((number, row))
    for theme, group in themes.items():
        if not FEWEST <= len(group) <= MOST:
            expected = f"{FEWEST} to {MOST} judgements on {theme}, not {len(group)}"
            yield BadSeed("judgements.csv", group[-1][0], "theme", theme, expected)
        ranks = [row["rank"] for _, row in group]
        for number, row in group:
            if ranks.count(row["rank"]) > 1 or row["rank"] > len(group):
                expected = f"each rank from 1 to {len(group)} once on {theme}"
                yield BadSeed("judgements.csv", number, "rank", row["rank"], expected)


def _grounds(frames: Frames, contents: Contents) -> Iterator[BadSeed]:
    """Demand grounds that can be looked up, are no judgements, and bring their dispute along."""
    rows = rows_of(frames["judgement_records"])
    cited: dict[str, set[str]] = {}
    for row in rows:
        cited.setdefault(row["judgement_id"], set()).add(row["record_id"])
    answers: dict[str, set[str]] = {}
    for row in rows_of(frames["positions"]):
        answers.setdefault(row["held_by"], set()).add(row["dispute_id"])
    for number, row in enumerate(rows, start=2):
        name = row["record_id"]
        yield from _has_heading("judgement_records.csv", number, name, contents)
        disputes = answers.get(name, set()) if contents.table(name) == "claims" else set()
        if disputes and not disputes & cited[row["judgement_id"]]:
            expected = f"{', '.join(sorted(disputes))} beside it, where {name} is one answer"
            yield BadSeed("judgement_records.csv", number, "record_id", name, expected)


def _has_heading(file: str, number: int, name: str, contents: Contents) -> Iterator[BadSeed]:
    table = contents.table(name)
    if table and (table in _OWN or table not in SECTIONS):
        headed = ", ".join(section for section in SECTIONS if section not in _OWN)
        yield BadSeed(file, number, "record_id", name, f"a record of one of {headed}")


def _bottom_lines(
    frames: Frames, known: Mapping[str, Row], cited: Mapping[str, list[str]], contents: Contents
) -> Iterator[BadSeed]:
    file, seen = "bottom_lines.csv", set()
    events = frames["events"]
    for number, row in enumerate(rows_of(frames["bottom_lines"]), start=2):
        theme, names = row["theme"], split_list(row["judgement_ids"])
        if theme in seen:
            yield BadSeed(file, number, "theme", theme, f"one bottom line on {theme}")
        seen.add(theme)
        for name in names:
            if known.get(name, {}).get("theme") != theme:
                own = [key for key, item in known.items() if item["theme"] == theme]
                near = nearest(name, own)
                tail = f" (nearest: {', '.join(near)})" if near else ""
                expected = f"judgements on {theme}{tail}"
                yield BadSeed(file, number, "judgement_ids", name, expected)
        allowed = {known[name]["likelihood"] for name in names if name in known}
        for column, lang in (("text", "en"), ("text_fr", "fr")):
            text = outside_quotes(row[column])
            said = {likelihood_word(name, lang) for name in allowed & set(LIKELIHOODS)}
            for found in _likelihoods(text, lang):
                if found not in said:
                    expected = f"a likelihood of its judgements ({', '.join(sorted(said))})"
                    yield BadSeed(file, number, column, found, expected)
            for found in _CONFIDENCE.findall(text):
                expected = "no word of confidence, which the judgements have"
                yield BadSeed(file, number, column, found, expected)
            if len(re.findall(r"[.!?](?=\s|$)", text)) > SENTENCES:
                yield BadSeed(file, number, column, row[column], f"at most {SENTENCES} sentences")
        records = [record for name in names for record in (name, *cited.get(name, ()))]
        yield from _stated("bottom_lines", number, row, "text", records, contents)
        last = events.loc[events["theme"] == theme, "end"].max()
        if (
            not pd.isna(last)
            and Day(last.year, last.month, last.day) not in days_in(row["limits"])[0]
        ):
            expected = f"the day of the last event on {theme}, {last.date()}"
            yield BadSeed(file, number, "limits", row["limits"], expected)
    for number, item in enumerate(known.values(), start=2):
        if item["theme"] not in seen:
            expected = f"a bottom line on {item['theme']} in {file}"
            yield BadSeed("judgements.csv", number, "theme", item["theme"], expected)
            seen.add(item["theme"])


def _indicators(
    frames: Frames, known: Mapping[str, Row], cited: Mapping[str, list[str]], contents: Contents
) -> Iterator[BadSeed]:
    for number, row in enumerate(rows_of(frames["indicators"]), start=2):
        name, theme = row["judgement_id"], row["theme"]
        if name in known and known[name]["theme"] != theme:
            expected = f"{known[name]['theme']}, the theme of {name}"
            yield BadSeed("indicators.csv", number, "theme", theme, expected)
        yield from _has_heading("indicators.csv", number, row["record_id"], contents)
        records = [name, row["record_id"], *cited.get(name, ())]
        for column in _PAIRS["indicators"]:
            yield from _stated("indicators", number, row, column, records, contents)


def _stated(
    table: str, number: int, row: Row, column: str, names: Iterable[str], contents: Contents
) -> Iterator[BadSeed]:
    """Each date, number and quotation stands in one of the records."""
    names = list(names)
    text = contents.of(names)
    known_days, rest = days_in(text)
    known_numbers = numbers_in(rest)
    days, plain = days_in(row[column])
    tail = f"in one of the records it rests on ({', '.join(names)})"
    for day in days:
        if not any(day.fits(other) for other in known_days):
            shown = "-".join(f"{part:02d}" for part in day if part is not None)
            yield BadSeed(f"{table}.csv", number, column, shown, f"a date that stands {tail}")
    small = numbers_in(plain, words=False)
    for figure in sorted((small | {n for n in numbers_in(plain) if n >= 10}) - known_numbers):
        yield BadSeed(f"{table}.csv", number, column, figure, f"a number that stands {tail}")
    for quote in quotes_in(row[column]):
        if not stands_in(quote, text):
            yield BadSeed(f"{table}.csv", number, column, quote, f"words that stand {tail}")


def _translations(table: str, frame: pd.DataFrame, columns: Iterable[str]) -> Iterator[BadSeed]:
    """Demand the same figures in French and in English."""
    for number, row in enumerate(rows_of(frame), start=2):
        for column in columns:
            ours, other = (
                sorted(re.findall(r"\d+", row[name])) for name in (column, f"{column}_fr")
            )
            if ours != other:
                expected = f"the figures of the column {column}: {', '.join(ours) or 'none'}"
                shown = ", ".join(other)
                yield BadSeed(f"{table}.csv", number, f"{column}_fr", shown, expected)

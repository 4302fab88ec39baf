"""Comparing the claims with the original texts, which are not part of the kit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from sahelkit.errors import BadSeed
from sahelkit.ledger.figures import Day, days_in, numbers_in, outside_quotes, quotes_in, stands_in
from sahelkit.ledger.framing import unread_claims, wrong_counts
from sahelkit.ledger.names import fold
from sahelkit.ledger.record import rows_of, show

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit

RUN = 7  # so many words in a row, outside quotation marks, count as copied
_ABBREVIATION = re.compile(r"\b(?:Gen|Col|Lt|Capt|Mr|Mrs|Ms|Dr|St|No|vs|etc)\.$")
_END = re.compile(r"[.!?][”’\"')\]]*(?=\s+[“‘\"'(]*[A-ZÀ-Ý0-9])")


@dataclass
class Verification:
    """What a comparison with the originals found.

    Attributes
    ----------
    faults : list of BadSeed
        Each with table, row and what was expected.
    claims, sentences, covered : int
        Claims compared; sentences of the originals; those with at least one claim.
    uncovered : list of str
        Locators of the sentences without a claim (headings, site furniture, phrases that state
        nothing checkable).
    """

    faults: list[BadSeed] = field(default_factory=list)
    claims: int = 0
    sentences: int = 0
    uncovered: list[str] = field(default_factory=list)

    @property
    def covered(self) -> int:
        """Number of sentences with at least one claim."""
        return self.sentences - len(self.uncovered)


def sentences(line: str) -> list[str]:
    """Split a line of an original into its sentences."""
    parts, start = [], 0
    for match in _END.finditer(line):
        if _ABBREVIATION.search(line[start : match.start() + 1]):
            continue
        parts.append(line[start : match.end()].strip())
        start = match.end()
    return [part for part in [*parts, line[start:].strip()] if part]


def verify(kit: Kit, folder: Path) -> Verification:
    """Compare every claim with the sentence it comes from, and recount the words of framing.

    Checked are: the file's SHA-256; that the locator exists; that words in double curly
    quotation marks stand in that sentence; that figures and dates stand in it, or are named in
    the column ``inferred``; that each word of framing stands in its text as often as its row
    says, and in the sentence of the claim beside it; and that no table copies seven words in a
    row.

    Parameters
    ----------
    kit : Kit
        The ledger.
    folder : Path
        Folder with the original texts (``.txt``, found by their SHA-256).

    Raises
    ------
    BadSeed
        If the folder is missing or holds no text.
    """
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        raise BadSeed(str(folder), None, "", None, "a folder with the original texts (.txt)")
    texts = {hashlib.sha256(p.read_bytes()).hexdigest(): _text(p) for p in files}
    result = Verification()
    whole: dict[str, str] = {}
    for row, source in enumerate(rows_of(kit.sources), start=2):
        if not source["sha256"]:
            continue
        if source["sha256"] not in texts:
            result.faults.append(
                BadSeed(
                    "sources.csv",
                    row,
                    "sha256",
                    source["sha256"],
                    f"the SHA-256 of one of the texts ({source['source_id']} is lost or changed)",
                )
            )
            continue
        whole[source["source_id"]] = texts[source["sha256"]]
    originals = {
        source_id: [sentences(line) for line in text.split("\n")]
        for source_id, text in whole.items()
    }
    seen = set()
    for row, claim in enumerate(rows_of(kit.claims), start=2):
        if claim["source_id"] not in originals:
            continue
        result.claims += 1
        place = (claim["source_id"], int(claim["paragraph"]), int(claim["sentence"]))
        seen.add(place)
        result.faults += [
            BadSeed("claims.csv", row, column, value, f"{expected} ({claim['claim_id']})")
            for column, value, expected in _compare(claim, originals[claim["source_id"]], place)
        ]
    for source_id, lines in originals.items():
        for p, line in enumerate(lines, start=1):
            for s, _ in enumerate(line, start=1):
                result.sentences += 1
                if (source_id, p, s) not in seen:
                    result.uncovered.append(f"{source_id} paragraph {p} sentence {s}")
    result.faults += wrong_counts(kit.wordings, whole)
    result.faults += unread_claims(kit.wordings, kit.claims, originals)
    runs = _runs(" ".join(s for line in lines for s in line) for lines in originals.values())
    result.faults += _copied(kit, runs)
    return result


def _compare(
    claim: dict[str, Any], lines: list[list[str]], place: tuple[str, int, int]
) -> Iterator[tuple[str, Any, str]]:
    source, paragraph, number = place
    if paragraph > len(lines) or number > len(lines[paragraph - 1]):
        count = len(lines[paragraph - 1]) if paragraph <= len(lines) else 0
        where = f"{len(lines)} lines" if not count else f"{count} sentences in that line"
        yield "sentence", f"{paragraph}, {number}", f"a sentence of {source}, which has {where}"
        return
    sentence = lines[paragraph - 1][number - 1]
    text = f"{sentence} {claim['inferred']}"
    for quote in quotes_in(claim["claim"]):
        if not stands_in(quote, sentence):
            yield "claim", quote, "words that stand in the sentence"
    stated, rest = days_in(claim["claim"])
    known, sentence_rest = days_in(text)
    known += _spans(claim)
    have = numbers_in(sentence_rest) | {
        float(part) for day in known for part in (day.year, day.day) if part
    }
    for figure in sorted(numbers_in(rest) - have):
        yield "claim", show(figure), "a figure of the sentence, or its derivation in 'inferred'"
    for day in stated:
        if not _stated(day, known):
            yield "claim", _iso(day), "a date of the sentence, or its derivation in 'inferred'"
    words, _ = days_in(text)
    for column in ("start", "end"):
        for part, name in _missing(claim[column], claim["precision"], words, text):
            yield column, claim[column].date(), f"the {name} ({part}) in the sentence or 'inferred'"


def _stated(day: Day, known: list[Day]) -> bool:
    """Say whether known dates hold a date: its finest part, the rest there or in another."""
    finest = max(part for part, value in enumerate(day) if value is not None)

    def holds(other: Day) -> bool:
        return other[finest] is not None and all(
            mine is None
            or mine == theirs
            or (theirs is None and any(mine == more[part] for more in known))
            for part, (mine, theirs) in enumerate(zip(day, other, strict=True))
        )

    return any(holds(other) for other in known)


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


def _spans(claim: dict[str, Any]) -> list[Day]:
    return [
        Day(day.year, day.month, day.day)
        for day in (claim["start"], claim["end"])
        if not pd.isna(day)
    ]


def _missing(
    day: Any, precision: str, words: list[Day], text: str
) -> Iterator[tuple[int | str, str]]:
    if pd.isna(day):
        return
    if not any(w.year == day.year for w in words):
        yield day.year, "year"
    if precision in ("month", "day") and not any(w.month == day.month for w in words):
        named = fold(day.month_name()) in fold(text).split()
        if not named:
            yield day.month_name(), "month"
    if precision == "day" and not any(w.day == day.day for w in words):
        named = re.search(rf"\b{day.day}\b", text) is not None
        if not named:
            yield day.day, "day"


def _iso(day: Day) -> str:
    return "-".join(f"{part:02d}" for part in day if part is not None)


def _runs(texts: Iterator[str]) -> set[tuple[str, ...]]:
    return {
        run
        for text in texts
        for words in (fold(text).split(),)
        for run in zip(*(words[n:] for n in range(RUN)), strict=False)
    }


def copied_run(text: str, runs: set[tuple[str, ...]]) -> str | None:
    """Return the first run of words outside quotation marks that the originals have too."""
    for piece in outside_quotes(text).split("“”"):
        words = fold(piece).split()
        for run in zip(*(words[n:] for n in range(RUN)), strict=False):
            if run in runs:
                return " ".join(run)
    return None


def original_runs(kit: Kit, folder: Path) -> set[tuple[str, ...]]:
    """Return every run of seven words in the original texts of a folder."""
    return _runs(_text(p) for p in sorted(folder.glob("*.txt")))


def _copied(kit: Kit, runs: set[tuple[str, ...]]) -> Iterator[BadSeed]:
    for name, table in kit.schema.items():
        if name in ("sources", "changes"):
            continue
        frame = kit.table(name)
        columns = [
            f.name
            for f in table.fields
            if f.type == "string" and not f.enum and f.name != "variants"  # names are no prose
        ]
        for column in columns:
            for row, text in enumerate(frame[column], start=2):
                copied = copied_run(text, runs)
                if copied:
                    yield BadSeed(
                        table.path, row, column, copied, f"our own words, not {RUN} in a row"
                    )

"""Finding the figures, dates and quotations that a sentence states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sahelkit.ledger.dates import MONTHS
from sahelkit.ledger.names import fold

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: float(n) for n, word in enumerate(_UNITS.split())}
_SMALL |= {word: 10.0 * n for n, word in enumerate(_TENS.split(), start=2)}
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_MONTH = {name: n for n, name in enumerate(MONTHS["en"], start=1)}
_MONTH |= {name[:3]: n for n, name in enumerate(MONTHS["en"], start=1)} | {"Sept": 9}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?\b")
_YEARS = re.compile(r"\b((?:19|20)\d\d)[–-](\d\d)\b(?![\d-])")
_RANGE = re.compile(
    rf"\b{_DAY}\s*(?:[–-]|and|to)\s*(?={_DAY}\s+(?:of\s+)?({_NAMES})\b(?:,?\s+(\d{{4}}))?)"
)
_MDY_RANGE = re.compile(
    rf"\b({_NAMES})\.?\s+{_DAY}\s*(?:[–-]|to|through)\s*{_DAY}\b(?![,.]?\d|%)"
    rf"(?:,?\s+(\d{{4}})\b)?"
)
_DMY = re.compile(rf"\b{_DAY}\s+(?:of\s+)?({_NAMES})\b\.?(?:,?\s+(\d{{4}})\b)?")
_MDY = re.compile(rf"\b({_NAMES})\.?\s+{_DAY}\b(?!\d)(?:,?\s+(\d{{4}})\b)?")
_MY = re.compile(rf"\b({_NAMES})\b\.?,?\s+(?:of\s+)?(\d{{4}})\b")
_MONTH_ALONE = re.compile(rf"\b({'|'.join(MONTHS['en'])})\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_GROUP = "[,\\u00a0\\u2009\\u202f]"  # a comma, or a space that does not break
_NUMBER = re.compile(
    rf"(?<![\w.,’'×-])(\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)|\d+)(\.\d+)?(?:st|nd|rd|th)?(?![\w’'×])"
    r"(?:[\s‑-]*(hundred|thousand|million|billion)\b)?"
)
_HYPHEN_RANGE = re.compile(r"(?<![\w.,’'-])(\d[\d,.]*)-(?=\d)")
_TOKEN = re.compile(r"[a-z]+")
_QUOTE = re.compile(r"“([^”]+)”")


class Day(NamedTuple):
    """A date as a text states it; what the text leaves out is None."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def fits(self, other: Day) -> bool:
        """Say whether the other date, which may be finer, is one that this one may mean."""
        return all(a is None or a == b for a, b in zip(self, other, strict=True))


def days_in(text: str) -> tuple[list[Day], str]:
    """Return the dates that a text states, and the text without them.

    Month names on their own (``in July``) count as dates; ``May`` and ``March`` only beside a
    day or a year, since both are ordinary words too.
    """
    found: list[Day] = []

    def take(year: str | None, month: str | int | None, day: str | None) -> str:
        number = _MONTH[month] if isinstance(month, str) and month in _MONTH else month
        found.append(Day(*(int(part) if part else None for part in (year, number, day))))
        return " ¤ "

    def first(match: re.Match[str]) -> str:
        take(match[4], match[3], match[1])
        return ""

    def both(match: re.Match[str]) -> str:
        take(match[4], match[1], match[2])
        return take(match[4], match[1], match[3])

    def years(match: re.Match[str]) -> str:
        take(match[1], None, None)
        return take(match[1][:2] + match[2], None, None)

    text = _ISO.sub(lambda m: take(m[1], int(m[2]), m[3]), text)
    text = _YEARS.sub(years, text)
    text = _RANGE.sub(first, text)
    text = _MDY_RANGE.sub(both, text)
    text = _DMY.sub(lambda m: take(m[3], m[2], m[1]), text)
    text = _MDY.sub(lambda m: take(m[3], m[1], m[2]), text)
    text = _MY.sub(lambda m: take(m[2], m[1], None), text)
    text = _YEAR.sub(lambda m: take(m[1], None, None), text)
    text = _MONTH_ALONE.sub(
        lambda m: m[0] if m[1] in ("May", "March") else take(None, m[1], None), text
    )
    return found, text


def numbers_in(text: str, *, words: bool = True) -> set[float]:
    """Return the numbers that a text states (after `days_in` has taken out its dates).

    Digits, digits with a scale (``5 million``), ordinals (``64th``), and, with ``words``,
    number words from two upwards (``one`` is too often a pronoun). Digits inside a name, such
    as TB2 or 4×4, are no number.
    """
    found: set[float] = set()
    for match in _NUMBER.finditer(_HYPHEN_RANGE.sub(r"\1–", text)):
        digits = re.sub(r"\D", "", match[1]) + (match[2] or "")
        found.add(float(digits) * _SCALES.get(match[3] or "", 1.0))
    if words:
        found.update(value for value in _spelt_out(text.casefold()) if value != 1.0)
    return found


def _spelt_out(text: str) -> Iterator[float]:
    """Yield the numbers that are written as words: ``two hundred and fifty``, ``a dozen``."""
    whole, part, last, end = 0.0, None, "", 0
    before = ""  # the word before, which may be an article or "half"
    for match in _TOKEN.finditer(text + " ¤ end"):
        name, gap = match[0], text[end : match.start()]
        joined = re.fullmatch(r"[\s‑-]*", gap) is not None
        if name == "and" and joined and last in _SCALES:
            end = match.end()
            continue
        if part is not None and not (joined and _continues(name, part)):
            yield whole + part
            whole, part = 0.0, None
        if name in _SMALL:
            part = (part or 0.0) + _SMALL[name]
        elif name == "dozen":
            part = (6.0 if before == "half a" else 12.0) if part is None else part * 12.0
        elif name in _SCALES and (part is not None or before == "a"):
            part = (1.0 if part is None else part) * _SCALES[name]
            if name != "hundred":
                whole, part = whole + part, 0.0
        last, end = name, match.end()
        before = "half a" if before == "half" and name == "a" else name


def _continues(name: str, part: float) -> bool:
    if name in _SCALES or name == "dozen":
        return True
    if name not in _SMALL:
        return False
    value = _SMALL[name]
    return part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and 0 < value < 10)


def quotes_in(text: str) -> list[str]:
    """Return what stands between double curly quotation marks."""
    return _QUOTE.findall(text)


def outside_quotes(text: str) -> str:
    """Return the text without its quotations."""
    return _QUOTE.sub(" “” ", text)


def stands_in(quote: str, text: str) -> bool:
    """Say whether quoted words stand in a text, but for case, accents and punctuation."""
    return f" {fold(quote)} " in f" {fold(text)} "

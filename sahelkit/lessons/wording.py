"""Words of likelihood and of confidence, after the US Intelligence Community Directive 203."""

from __future__ import annotations

import re
from collections.abc import Iterator

# ICD 203 (2 January 2015), section D.6.e(2)(a): the two rows of terms for each band
BANDS = (
    "almost no chance", "remote",
    "very unlikely", "highly improbable",
    "unlikely", "improbable", "improbably",
    "roughly even chance", "roughly even odds",
    "likely", "probable", "probably",
    "very likely", "highly probable",
    "almost certain", "almost certainly", "nearly certain", "nearly certainly",
)  # fmt: skip
_OUTSIDE = (
    "possibly", "perhaps", "maybe", "presumably", "conceivably", "in all likelihood",
    "good chance", "fair chance", "small chance", "chances are", "might well", "may well",
    "could well", "most likely", "highly likely", "extremely likely", "quite likely",
    "more likely than not", "bound to", "without doubt", "undoubtedly", "in all probability",
    "virtually certain",
)  # fmt: skip
_BREAK = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”)]))\s+(?=[“(]?[A-ZÀ-Ý])")


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b", re.IGNORECASE)


_BAND, _STRAY = _any(BANDS), _any(_OUTSIDE)
_CONFIDENCE = re.compile(
    r"\b(?:low|moderate|high)\s+confidence\b|\b(?:highly|moderately|very|fairly)\s+confident\b"
    r"|\bconfidence(?:\s+\w+){0,5}?(?:\s+is|:)\s+(?:low|moderate|high)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; a quotation is never split."""
    found, start = [], 0
    for gap in _BREAK.finditer(text):
        piece = text[start : gap.start()]
        if piece.count("“") == piece.count("”"):
            found.append(piece)
            start = gap.end()
    return [*found, text[start:]]


def problems(text: str) -> Iterator[str]:
    """Yield what is wrong with the words of likelihood in a paragraph (quotations are exempt)."""
    for sentence in sentences(text):
        plain = re.sub(r"“[^”]*”", "“”", sentence)
        stray = _STRAY.search(plain)
        if stray:
            yield (
                f"the likelihood word “{stray[0]}” is outside the bands of ICD 203, in "
                f"“{sentence[:90]}”; expected one of {', '.join(BANDS[:4])} … "
                f"{', '.join(BANDS[-6:-2])}, or none"
            )
        band, confidence = _BAND.search(plain), _CONFIDENCE.search(plain)
        if band and confidence:
            yield (
                f"likelihood (“{band[0]}”) and confidence (“{confidence[0]}”) stand in one "
                f"sentence, in “{sentence[:90]}”; expected two sentences"
            )

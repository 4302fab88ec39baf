"""Comparing names the way a reader does: without case, accents or punctuation."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_WORD = 0.75  # likeness from which on a word of a name counts
_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "œ": "oe", "Œ": "OE"})


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with single spaces for punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’‘`ʼ]", "", plain)
    return " ".join(re.sub(r"[^\w]+", " ", plain).replace("_", " ").split())


def nearest(name: object, choices: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to ``count`` of the choices that look most like the name, best first.

    A single word is compared with each word of a choice as well: a surname is enough.
    """
    wanted = fold(str(name))
    by_fold: dict[str, str] = {}
    for choice in choices:
        by_fold.setdefault(fold(choice), choice)
    ranked = difflib.get_close_matches(wanted, list(by_fold), n=count, cutoff=0.5)
    if wanted and " " not in wanted:
        ranked = _by_word(wanted, ranked, by_fold)[:count]
    return tuple(by_fold[key] for key in ranked)


def _by_word(wanted: str, ranked: list[str], choices: Iterable[str]) -> list[str]:
    """Put the choices of which one word is closer than those ranked before them."""
    holders: dict[str, list[str]] = {}
    for key in choices:
        words = key.split()
        for word in words if len(words) > 1 else ():
            holders.setdefault(word, []).append(key)
    scores = {key: _alike(wanted, key) for key in ranked}
    for word in difflib.get_close_matches(wanted, list(holders), cutoff=_WORD):
        for key in holders[word]:
            scores[key] = max(scores.get(key, 0.0), _alike(wanted, word))
    return sorted(scores, key=lambda key: -scores[key])


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, other, one).ratio()


def split_list(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several names, separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def name_in(entity: Mapping[str, Any], lang: str) -> str:
    """Return an entity's name in a language; the English one where there is no other."""
    return str((entity["name_fr"] if lang == "fr" else "") or entity["name"])

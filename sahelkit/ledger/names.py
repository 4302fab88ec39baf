"""Comparing names the way a reader does: without case, accents or punctuation."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "œ": "oe", "Œ": "OE"})


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with single spaces for punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’‘`ʼ]", "", plain)
    return " ".join(re.sub(r"[^\w]+", " ", plain).replace("_", " ").split())


def nearest(name: object, choices: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to ``count`` of the choices that look most like the name, best first."""
    wanted = fold(str(name))
    by_fold: dict[str, str] = {}
    for choice in choices:
        by_fold.setdefault(fold(choice), choice)
    ranked = difflib.get_close_matches(wanted, list(by_fold), n=count, cutoff=0.5)
    if not ranked:
        ranked = [key for key in by_fold if wanted and wanted in key.split()][:count]
    return tuple(by_fold[key] for key in ranked)


def split_list(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several names, separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def name_in(entity: Mapping[str, Any], lang: str) -> str:
    """Return an entity's name in a language; the English one where there is no other."""
    return str((entity["name_fr"] if lang == "fr" else "") or entity["name"])

"""The words of the interface, from one table (``words.csv``), in English and French."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from sahelkit.errors import UnknownName

LANGUAGES = ("en", "fr")


@functools.cache
def words(lang: str = "en") -> Mapping[str, str]:
    """Return all interface words of a language by key.

    Raises
    ------
    UnknownName
        If the kit does not speak the language.
    """
    if lang not in LANGUAGES:
        raise UnknownName("language", lang, LANGUAGES)
    table = resources.files("sahelkit").joinpath("words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return MappingProxyType({row["key"]: row[lang] for row in rows})


def word(key: str, lang: str = "en") -> str:
    """Return one word or phrase of the interface."""
    return words(lang)[key]

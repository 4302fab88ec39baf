"""Who handed in, from names of files and folders; nobody's name leads out of a folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from sahelkit.ledger.names import fold

LONGEST = 120
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d{1,18})_assignsubmission_\w*?_?(?:/|$|(?=[^_/]*\.))")
_ENDING = re.compile(r"\.(?:ipynb|zip|json|txt|docx|pdf|odt)$", re.IGNORECASE)


def clean(name: object) -> str:
    """Return a name without control characters and double spaces, and not too long.

    Letters of all scripts, emoji, slashes and signs stay: the name is shown, never used as a
    path.
    """
    text = unicodedata.normalize("NFC", name) if isinstance(name, str) else ""
    kept = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c
        for c in text[: 4 * LONGEST]
        if c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
    return " ".join(kept.split())[:LONGEST]


def of_platform(name: str) -> tuple[str, str] | None:
    """Return name and number of a student, from a file or folder as Moodle names it.

    ``Awa Traoré_12345_assignsubmission_file_`` gives ``("Awa Traoré", "12345")``; other names
    give None.
    """
    found = _MOODLE.match(name)
    return (clean(found["name"]), found["id"]) if found else None


def of_file(name: str) -> str:
    """Return the name of a student who named a file after themselves."""
    return clean(_ENDING.sub("", name)) or "(no name)"


def same(name: str) -> str:
    """Return what two ways to write one name have in common."""
    return fold(name) or name


def slug(name: str, origin: str, part: str = "") -> str:
    """Return a name for files: letters of any script, and a number that no other hand-in has.

    Parameters
    ----------
    name : str
        Name of the student.
    origin : str
        Where the hand-in came from, as a path.
    part : str
        What stands between name and number, such as that of the set of exercises.
    """
    letters = unicodedata.normalize("NFC", re.sub(r"[\W_]+", "-", fold(name)))[:40].strip("-")
    digest = hashlib.sha256(origin.encode("utf-8", "replace")).hexdigest()[:8]
    return "-".join(filter(None, (letters or "student", part, digest)))

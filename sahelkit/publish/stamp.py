"""The mark by which a file that was built tells what it was built from."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path


def mark(kind: str, stamp: str, count: int) -> str:
    """Return the element that marks a page of a kind (``deck``, ``handout``).

    Parameters
    ----------
    kind : str
        What the page is.
    stamp : str
        `sahelkit.lessons.hashing.fingerprint` of all that it depends on.
    count : int
        How many parts (slides, sections) it has.
    """
    return f'<meta name="sahelkit-{kind}" content="{stamp} {count}">'


def built(out: Path, kind: str, stamp: str) -> int | None:
    """Return how many parts a page has, if it is there with this stamp, else None."""
    try:
        with out.open(encoding="utf-8") as file:
            head = file.read(2000)
    except (OSError, UnicodeDecodeError):
        return None
    found = re.search(rf'<meta name="sahelkit-{kind}" content="([0-9a-f]{{32}}) (\d+)">', head)
    return int(found[2]) if found and found[1] == stamp else None


def identifier(kind: str, stamp: str, count: int) -> str:
    """Return what marks an office document of a kind, as the identifier in its properties."""
    return f"sahelkit-{kind} {stamp} {count}"


def built_document(out: Path, kind: str, stamp: str) -> int | None:
    """Return how many parts an office document has, if it is there with this stamp, else None."""
    try:
        with zipfile.ZipFile(out) as package:
            core = package.read("docProps/core.xml").decode("utf-8")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return None
    found = re.search(rf">sahelkit-{kind} ([0-9a-f]{{32}}) (\d+)<", core)
    return int(found[2]) if found and found[1] == stamp else None

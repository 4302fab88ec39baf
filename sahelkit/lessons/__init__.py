"""Lessons as files: read a notebook, run it, find what it cites."""

from sahelkit.lessons.citations import Citation, find_citations
from sahelkit.lessons.execute import run
from sahelkit.lessons.hashing import fingerprint
from sahelkit.lessons.notebook import Cell, Lesson, list_lessons, read, resolve

__all__ = [
    "Cell",
    "Citation",
    "Lesson",
    "find_citations",
    "fingerprint",
    "list_lessons",
    "read",
    "resolve",
    "run",
]

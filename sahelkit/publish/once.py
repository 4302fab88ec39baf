"""A lesson is run and written once: a file that is there already, of the same, is left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from sahelkit.files import write_whole
from sahelkit.lessons import execute
from sahelkit.lessons.hashing import fingerprint
from sahelkit.lessons.notebook import Lesson
from sahelkit.publish.stamp import built, built_document

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

CALLED = {"deck": "deck", "handout": "handout", "pptx": "presentation"}


class Running(TypedDict, total=False):
    """How a lesson is run, as `sahelkit.lessons.execute.run` takes it.

    Attributes
    ----------
    progress : callable
        Gets a line of text at each step.
    cache : Path
        Where outputs of lessons are remembered, by default ``build/cache``.
    timeout : int
        Seconds that one cell may take.
    stop : threading.Event
        Ends the build as soon as it is set.
    """

    progress: Callable[[str], object] | None
    cache: Path | None
    timeout: int
    stop: threading.Event | None


def make(
    source: Lesson,
    out: Path,
    kit: Kit,
    kind: str,
    write: Callable[[Lesson, str], tuple[str | bytes, int]],
    *,
    form: str,
    extra: tuple[str, ...],
    **running: Unpack[Running],
) -> tuple[int, bool]:
    """Make a file of a lesson, unless it is there; return its number of parts, and if it was.

    Parameters
    ----------
    source : Lesson
        The notebook as it was read.
    out : Path
        The file to write. A build that fails leaves an older file as it was.
    kit : Kit
        The ledger that citations are looked up in.
    kind : {"deck", "handout", "pptx"}
        What is made.
    write : callable
        Takes the lesson with its outputs and the stamp to carry; returns what to write and how
        many parts (slides, sections) it has.
    form : str
        What pictures are drawn for (`sahelkit.medium`).
    extra : tuple of str
        Whatever the file depends on besides lesson, package, ledger and its day.
    **running
        How the lesson is run, see `Running`.

    Raises
    ------
    BadLesson
        If a cell fails, takes too long or ends the kernel, or the run was stopped.
    MissingPart
        If nbclient or ipykernel is not installed.
    """
    ledger = getattr(kit, "folder", None)
    stamp = fingerprint(source, ledger, (kind, str(getattr(kit, "day", None)), *extra))
    there = built_document if kind == "pptx" else built
    if (parts := there(out, kind, stamp)) is not None:
        return parts, True
    ready = execute.run(source, ledger=ledger, form=form, **running)
    if say := running.get("progress"):
        say(f"{source.name}: writing the {CALLED[kind]}")
    content, parts = write(ready, stamp)
    write_whole(out, content)
    return parts, False

"""Many files at once: lessons as decks and handouts, two or more at a time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelkit.errors import SahelkitError, UnknownName
from sahelkit.ledger.names import nearest
from sahelkit.lessons import execute

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

FORMATS = {"slides": ("html", "pdf", "pptx"), "handout": ("html", "pdf")}

Progress = Callable[[str, str], object]


@dataclass(frozen=True)
class Job:
    """A file to build.

    Attributes
    ----------
    lesson : Path
        The notebook.
    kind : {"slides", "handout"}
        What is made of it.
    form : str
        The format, one of ``FORMATS[kind]``.
    out : Path
        The file to write.
    lang : str
        Language of the words around the lesson; empty text for the lesson's own.
    answers : {"end", "no"}
        Where a handout has its answers.
    """

    lesson: Path
    kind: str
    form: str
    out: Path
    lang: str = ""
    answers: str = "end"


@dataclass(frozen=True)
class Made:
    """What became of a job.

    Attributes
    ----------
    job : Job
        The job.
    parts : int
        Slides or pages, 0 if it failed.
    cached : bool
        Whether the file was there already, built from the same lesson, package and ledger.
    seconds : float
        How long it took.
    problem : Exception, optional
        Why it failed; an older file is then as it was.
    """

    job: Job
    parts: int = 0
    cached: bool = False
    seconds: float = 0.0
    problem: Exception | None = None


def jobs_for(
    lessons: Sequence[Path],
    kind: str,
    forms: Sequence[str],
    folder: Path,
    lang: str = "",
    answers: str = "end",
) -> list[Job]:
    """List what has to be built.

    Raises
    ------
    UnknownName
        For a format that this kind of output does not have.
    """
    known = FORMATS[kind]
    for form in forms:
        if form not in known:
            raise UnknownName("format", form, nearest(form, known), ", ".join(known))
    ending = "" if kind == "slides" else f"-{kind}"
    return [
        Job(lesson, kind, form, folder / f"{lesson.stem}{ending}.{form}", lang, answers)
        for lesson in lessons
        for form in dict.fromkeys(forms)
    ]


def build(
    jobs: Sequence[Job],
    kit: Kit,
    *,
    workers: int | None = None,
    cache: Path | None = None,
    timeout: int = execute.TIMEOUT,
    progress: Progress | None = None,
) -> Iterator[Made]:
    """Build files, several at a time; yield each when it is done.

    A job that fails does not keep the others from being built. Whoever stops in the middle (by
    Ctrl-C, or by closing the iterator) ends the kernels too.

    Parameters
    ----------
    jobs : sequence of Job
        What to build.
    kit : Kit
        The ledger that citations are looked up in.
    workers : int, optional
        How many at a time, by default two for each processor: a kernel that starts or ends
        leaves its processor idle for a while.
    cache : Path, optional
        Where outputs of lessons are remembered, by default ``build/cache``.
    timeout : int, optional
        Seconds that one cell may take.
    progress : callable, optional
        Gets the name of a lesson and a line of text at each step, from several threads.
    """
    stop = threading.Event()
    locks = {job.lesson: threading.Lock() for job in jobs}  # what two formats share is made once

    def work(job: Job) -> Made:
        begin = time.monotonic()

        def say(text: str) -> None:
            if progress:
                progress(job.out.name, text)

        try:
            with locks[job.lesson]:
                parts, cached = _make(job, kit, cache, timeout, say, stop)
        except (SahelkitError, OSError) as error:
            return Made(job, seconds=time.monotonic() - begin, problem=error)
        return Made(job, parts, cached, time.monotonic() - begin)

    pool = ThreadPoolExecutor(max_workers=workers or 2 * (os.cpu_count() or 1))
    try:
        left: set[Future[Made]] = {pool.submit(work, job) for job in jobs}
        while left:
            done, left = wait(left, timeout=0.5, return_when=FIRST_COMPLETED)
            for each in done:
                yield each.result()
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def _make(
    job: Job,
    kit: Kit,
    cache: Path | None,
    timeout: int,
    say: Callable[[str], object],
    stop: threading.Event,
) -> tuple[int, bool]:
    """Build one file; return its number of slides or pages, and whether it was there already."""
    from sahelkit.publish.pdf import print_pdf

    out, lang = job.out, job.lang or None
    pages = cache or execute.cache_folder(job.lesson)
    if job.form == "pdf":  # printed from a page, which is remembered
        out = pages / f"{job.lesson.stem}-{job.kind}{job.lang and '-' + job.lang}.html"
    options: dict[str, Any] = {
        "lang": lang, "cache": cache, "timeout": timeout, "progress": say, "stop": stop
    }  # fmt: skip
    parts, cached = _written(job, out, kit, options)
    if job.form != "pdf":
        return parts, cached
    printed = print_pdf(out, job.out, "deck" if job.kind == "slides" else "page", progress=say)
    return printed.pages, printed.cached


def _written(job: Job, out: Path, kit: Kit, options: dict[str, Any]) -> tuple[int, bool]:
    if job.form == "pptx":
        from sahelkit.publish.pptx.build import build_pptx

        deck = build_pptx(job.lesson, out, kit, **options)
        return deck.slides, deck.cached
    if job.kind == "handout":
        from sahelkit.publish.handout import build_handout

        handout = build_handout(job.lesson, out, kit, answers=job.answers, **options)
        return 0, handout.cached
    from sahelkit.publish.deck import build_deck

    deck = build_deck(job.lesson, out, kit, **options)
    return deck.slides, deck.cached

"""Marking one hand-in: run it in the sandbox, have its answers judged outside."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sahelkit
from sahelkit.files import write_whole
from sahelkit.marking import plain, sandbox, submission
from sahelkit.marking.collect import HAND_INS, HandIn
from sahelkit.marking.parcels import MARKING
from sahelkit.marking.reading import in_words
from sahelkit.marking.result import (
    BY_HAND,
    DID_NOT_RUN,
    MISSING,
    NOT_ATTEMPTED,
    RIGHT,
    Mark,
    Result,
)
from sahelkit.marking.sandbox import Limits
from sahelkit.marking.sets import ExerciseSet
from sahelkit.study.judge import judge

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.study.questions import Question

AT_ONCE = 2  # notebooks that run side by side
_TRIES = 3  # how often a notebook is begun anew without the cell that ended it
_form_kinds = ("choice", "choices", "order", "match", "number", "date", "source", "confidence")
_one_judge = threading.Lock()


@dataclass(frozen=True)
class Course:
    """What hand-ins are marked by.

    Attributes
    ----------
    sets : mapping of str to ExerciseSet
        The sets of exercises.
    kit : Kit
        The ledger that knows the answers.
    limits : Limits
        What a submission may use.
    trust : bool
        Run submissions without a sandbox.
    lang : str
        Language of what is said to students.
    only : str
        The set that was asked for; hand-ins of others are not marked. Empty for all.
    """

    sets: Mapping[str, ExerciseSet]
    kit: Kit
    limits: Limits = field(default_factory=Limits)
    trust: bool = False
    lang: str = "en"
    only: str = ""


def grade(
    folder: Path, hand_ins: list[HandIn], course: Course, *, again: bool = False
) -> Iterator[Result]:
    """Mark hand-ins, two at a time; yield each as it is done.

    What was marked before and has not changed since is not run again.

    Parameters
    ----------
    folder : Path
        The folder in which they were collected.
    hand_ins : list of HandIn
        What to mark.
    course : Course
        By what.
    again : bool
        Mark all anew.

    Raises
    ------
    MissingPart
        If there is no sandbox and submissions are not trusted.
    """
    if not course.trust:
        sandbox.require()
    ledger = _ledger_digest(course.kit)
    waiting = iter(hand_ins)
    running: set[Future[Result]] = set()
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="marking")
    try:
        while True:
            for one in waiting:
                home = folder / MARKING / HAND_INS / one.key
                running.add(pool.submit(_one, home, one, course, ledger, again))
                if len(running) > AT_ONCE:
                    break
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                yield each.result()
    finally:
        pool.shutdown(cancel_futures=True)


def graded(folder: Path, hand_ins: list[HandIn]) -> list[Result]:
    """Return what is known of hand-ins that were marked earlier."""
    found = [_earlier(folder / MARKING / HAND_INS / one.key) for one in hand_ins]
    return [one for one in found if one is not None]


def _one(home: Path, one: HandIn, course: Course, ledger: str, again: bool) -> Result:
    begun = time.monotonic()
    stamp = _stamp(home, one, course, ledger)
    before = None if again else _earlier(home)
    if before is not None and before.stamp == stamp:
        return replace(before, cached=True)
    made = replace(_mark(home, one, course), stamp=stamp, seconds=time.monotonic() - begun)
    text = json.dumps({**asdict(made), "cached": False}, ensure_ascii=True, indent=1)
    write_whole(home / "result.json", text)
    return made


def _earlier(home: Path) -> Result | None:
    try:
        read = json.loads((home / "result.json").read_text(encoding="utf-8"))
        return Result(**{**read, "marks": tuple(Mark(**mark) for mark in read["marks"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _stamp(home: Path, one: HandIn, course: Course, ledger: str) -> str:
    digest = hashlib.sha256()
    known = course.sets.get(one.set)
    words = (sahelkit.__version__, course.lang, course.only, repr(course.limits), ledger)
    for word in (*words, repr(one), known.digest if known else ""):
        digest.update(word.encode("utf-8", "replace") + b"\0")
    for name in ("notebook.ipynb", "answers.json"):
        path = home / name
        digest.update(path.read_bytes() if path.is_file() else b"-")
    return digest.hexdigest()[:32]


def _ledger_digest(kit: Kit) -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(kit.folder).glob("*.csv")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _mark(home: Path, one: HandIn, course: Course) -> Result:
    result = Result(one.key, one.student, one.file, one.set, "", handed_in=one.handed_in)
    if one.problem:
        return replace(result, happened="; ".join((f"not marked: {one.problem}", *one.notes)))
    if course.only and one.set != course.only:
        return replace(result, happened=f"not marked: handed in {one.set}, not {course.only}")
    known = course.sets[one.set]
    forms = json.loads((home / "answers.json").read_text(encoding="utf-8"))
    parts, outcome = submission.Parts(), _Outcome()
    if (home / "notebook.ipynb").is_file():
        book = submission.read((home / "notebook.ipynb").read_bytes())
        parts = submission.take_apart(book, known.essays)
        outcome = _execute(parts, known, course)
    with _one_judge:  # tables are read when first touched
        marks = tuple(
            _verdict(question, forms, parts, outcome, course)
            for question in known.questions.values()
        )
    said = ["marked", *one.notes, *parts.notes, *outcome.told()]
    lost = [mark.question for mark in marks if mark.state == MISSING]
    if lost:
        said.append(f"nothing in it for {', '.join(lost)}")
    return replace(result, happened="; ".join(said), marks=marks)


@dataclass
class _Outcome:
    """What a notebook answered when it was run."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)  # by number of the cell
    failed: dict[str, str] = field(default_factory=dict)  # by question
    ends: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        said = list(self.ends)
        if self.errors:
            first, text = next(iter(self.errors.items()))
            count = f"{len(self.errors)} cells" if len(self.errors) > 1 else "1 cell"
            said.append(f"{count} did not run (cell {first}: {' '.join(text.split())[:150]})")
        return said


def _execute(parts: submission.Parts, known: ExerciseSet, course: Course) -> _Outcome:
    """Run a notebook; where a cell ends the whole program, run it again without that cell."""
    outcome = _Outcome()
    asked = [name for name, essay in known.essays.items() if not essay]
    if not any(cell["question"] for cell in parts.cells):
        return outcome  # nothing to be had by running it
    cells = list(parts.cells)
    if known.released is not None:
        lost = submission.lost_set_up(known.released, parts, asked)
        cells[:0] = [
            {"number": -n, "code": code, "question": None} for n, code in enumerate(lost, start=1)
        ]
    owners = {cell["number"]: cell["question"] for cell in cells}
    job: dict[str, Any] = {"cells": cells, "wanted": sandbox.names(asked), "skip": []}
    deadline = time.monotonic() + 2 * course.limits.seconds
    for _ in range(_TRIES):
        run = sandbox.run(job, course.limits, trust=course.trust)
        _hear(run, outcome, owners, set(asked))
        last = run.last_started
        if run.ended or last is None or last not in owners or last in job["skip"]:
            break
        job["skip"].append(last)
        outcome.errors[last] = run.why
        if time.monotonic() > deadline:
            break
    if not run.ended:
        outcome.ends.append(run.why)
    for number, text in outcome.errors.items():
        if (question := owners.get(number)) is not None:
            outcome.failed[question] = text
    return outcome


def _hear(
    run: sandbox.Run, outcome: _Outcome, owners: Mapping[int, str | None], asked: set[str]
) -> None:
    """Take answers and errors out of what the runner wrote; anything else is passed over."""
    for line in run.lines:
        question, number, begun = line.get("answer"), line.get("error"), line.get("start")
        if type(begun) is int and begun in owners:
            outcome.errors.pop(begun, None)  # tried again
        if isinstance(question, str) and question in asked:
            answer = plain.decode(line.get("value"))
            if answer is not ... or question not in outcome.answers:
                outcome.answers[question] = answer
        elif type(number) is int and number in owners:
            outcome.errors[number] = str(line.get("text"))[:300]


def _verdict(
    question: Question,
    forms: Mapping[str, Any],
    parts: submission.Parts,
    outcome: _Outcome,
    course: Course,
) -> Mark:
    name = question.id
    if question.kind == "text":
        return _essay(question, str(forms.get(name) or parts.essays.get(name, "")), parts)
    answer = outcome.answers.get(name, ...)
    if name in forms and question.kind in _form_kinds:
        answer = forms[name]
    of = float(question.points)
    if answer is ...:
        if name in outcome.failed:
            return Mark(name, DID_NOT_RUN, 0, of, message=outcome.failed[name])
        if name not in parts.seen:
            return Mark(name, MISSING, 0, of)
    verdict = judge(question, answer, course.kit, lang=course.lang)
    points = of if verdict.state == RIGHT else 0
    shown = in_words(question, answer, course.kit, course.lang)
    return Mark(name, verdict.state, points, of, shown, verdict.text, verdict.record)


def _essay(question: Question, text: str, parts: submission.Parts) -> Mark:
    of = float(sum(row["points"] for row in question.rubric) or question.points)
    if text.strip():
        return Mark(question.id, BY_HAND, None, of, text.strip())
    state = NOT_ATTEMPTED if question.id in parts.seen else MISSING
    return Mark(question.id, state, 0, of)

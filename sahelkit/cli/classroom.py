"""Commands for exercises: build, hand out, hand in, collect, grade, merge."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelkit.cli.report import fail, say
from sahelkit.errors import MissingPart
from sahelkit.words import LANGUAGES

if TYPE_CHECKING:
    from sahelkit.marking.merge import Merged
    from sahelkit.marking.result import Result

_SAFE = """Each submission runs in a sandbox (bubblewrap): no network, nothing of yours to read or
to change, limits on time and memory. Exit code 1 if a hand-in could not be marked."""


def add(commands: Any) -> None:
    """Add the command exercises."""
    group = commands.add_parser("exercises", help="hand out, collect and mark exercises")
    group.add_argument("--exercises", type=Path, help="folder of the exercises (the kit's own)")
    steps = group.add_subparsers(title="steps", metavar="STEP", required=True)

    step = steps.add_parser("build", help="write student, solution and instructor versions")
    step.set_defaults(run=_build)

    step = steps.add_parser("release", help="write a zip for students, without solutions")
    step.add_argument("folder", type=Path, metavar="DIR", help="folder to write to")
    step.add_argument("sets", nargs="*", metavar="SET", help="for example 01 (all)")
    step.set_defaults(run=_release)

    step = steps.add_parser("hand-in", help="for students: pack a notebook to hand in")
    step.add_argument("notebook", metavar="SET", help="for example 01, or a notebook")
    step.add_argument("--name", help="your name, as your teacher knows it")
    step.add_argument("--out", type=Path, default=Path(), help="folder to write to (here)")
    step.set_defaults(run=_hand_in)

    step = steps.add_parser("progress", help="for students: what is tried and solved here")
    step.add_argument("--export", type=Path, metavar="FILE", help="write a .csv or .json of it")
    step.add_argument("--erase", action="store_true", help="erase it for good")
    step.add_argument("--yes", action="store_true", help="erase without asking")
    step.add_argument("--lang", choices=LANGUAGES, default="en", help="language (en)")
    step.set_defaults(run=_kept)

    step = steps.add_parser("collect", help="look at what was handed in; change nothing of it")
    step.add_argument("folder", type=Path, metavar="DIR", help="folder where the hand-ins lie")
    step.add_argument("--nbgrader", type=Path, metavar="COURSE", help="lay out for nbgrader too")
    step.set_defaults(run=_collect)

    step = steps.add_parser("grade", help="collect and mark", description=_SAFE)
    step.add_argument("folder", type=Path, metavar="DIR", help="folder where the hand-ins lie")
    step.add_argument("--set", dest="only", metavar="SET", help="the set that was asked for")
    step.add_argument("--again", action="store_true", help="mark those too that have not changed")
    step.add_argument(
        "--trust-submissions",
        action="store_true",
        help="run without a sandbox: a submission can then do whatever you can do",
    )
    step.add_argument("--lang", choices=LANGUAGES, default="en", help="language of feedback (en)")
    step.add_argument(
        "--seconds", type=_whole, default=60, help="time for one notebook (60); a cell has a third"
    )
    step.add_argument("--memory", type=_whole, default=1024, help="memory for one, in MB (1024)")
    step.set_defaults(run=_grade)

    step = steps.add_parser("merge", help="bring the points for essays into the marks")
    step.add_argument("folder", type=Path, metavar="DIR", help="folder where the hand-ins lie")
    step.add_argument("--lang", choices=LANGUAGES, default="en", help="language of feedback (en)")
    step.set_defaults(run=_merge)


def _whole(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number, at least 1; found {text!r}")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    from sahelkit.study.versions import build_versions

    made = build_versions(options.exercises)
    for path in made:
        print(path)
    say(f"{len(made)} files written" if made else "nothing has changed")
    return 0


def _release(options: argparse.Namespace) -> int:
    from sahelkit.files import check_folder
    from sahelkit.marking.release import release
    from sahelkit.marking.sets import choose, load_sets

    sets = load_sets(options.exercises)
    chosen = [choose(name, sets) for name in options.sets] or list(sets)
    check_folder(options.folder)
    for path in release(options.folder, [sets[name] for name in chosen], options.exercises):
        print(path)
    return 0


def _hand_in(options: argparse.Namespace) -> int:
    import sahelkit.study
    from sahelkit.marking.release import hand_in, unanswered
    from sahelkit.marking.sets import choose, load_sets, student_file
    from sahelkit.study.keeper import keeper

    sets = load_sets(options.exercises)
    path = Path(options.notebook)
    if path.suffix == ".ipynb":
        name = path.stem if path.stem in sets else ""
    else:
        name = choose(options.notebook, sets)
        here = [Path(f"{name}.ipynb"), Path(name) / f"{name}.ipynb"]  # beside it, or above
        found = [one for one in here if one.is_file()]
        path = found[0] if found else student_file(options.exercises, name)
    student = options.name
    if not student and sys.stdin is not None and sys.stdin.isatty():
        student = input("Your name: ")
    if not (student or "").strip():
        return fail("say who you are: --name 'First Last'", 2)
    asked = sets[name].questions if name else {}
    kept: Callable[..., dict[str, Any]] | None = getattr(sahelkit.study, "kept_answers", None)
    answers = kept(list(asked), path.parent) if kept is not None else {}
    if problem := keeper(path.parent).problem:
        say(problem)
    print(hand_in(path, student, answers, options.out))
    if name:
        empty = unanswered(path, answers, sets[name])
        say(f"It holds {path.resolve()}:")
        say(f"answers to {len(asked) - len(empty)} of {len(asked)} questions.")
        if len(empty) == len(asked):
            say("Nothing is answered in it. Have you saved the notebook, and is it this one?")
        elif empty:
            say(f"Without an answer: {', '.join(empty)}.")
    say("Nothing was sent. Give this file to your teacher.")
    return 0


def _kept(options: argparse.Namespace) -> int:
    from sahelkit.study.dashboard import progress

    kept = progress(options.exercises, lang=options.lang)
    if options.export:
        print(kept.export(options.export))
        say("Nothing was sent. Give this file to your teacher if you want to.")
    if options.erase:
        asked = sys.stdin is not None and sys.stdin.isatty() and not options.yes
        if asked:
            options.yes = input(f"Erase all of {kept.path}? [y/N] ").casefold() in ("y", "yes")
        if not options.yes:
            return fail("nothing was erased; to erase it without being asked: --erase --yes")
        kept.erase(sure=True)
        say(f"erased: {kept.path}")
    if not options.export and not options.erase:
        print(kept)
    return 0


def _collect(options: argparse.Namespace) -> int:
    from sahelkit.marking.collect import collect
    from sahelkit.marking.interchange import export
    from sahelkit.marking.marks import moment, write_collected
    from sahelkit.marking.sets import load_sets

    sets = load_sets(options.exercises)
    found = collect(options.folder, {name: one.essays for name, one in sets.items()})
    for one in found:
        when = f", packed {moment(one.handed_in)}" if one.handed_in else ""
        notes = f" ({'; '.join(one.notes)})" if one.notes else ""
        print(f"{one.student}: {one.problem or one.set}{when}{notes}")
    path = write_collected(options.folder, found)
    if options.nbgrader is not None:
        laid = export(options.folder, options.nbgrader, found, sets, options.exercises)
        say(f"{len(laid)} notebooks for nbgrader in {options.nbgrader}; it has no sandbox")
    bad = sum(bool(one.problem) for one in found)
    say(f"{len(found)} hand-ins, {bad or 'none'} of them cannot be marked; listed in {path}")
    return 1 if bad else 0


def _grade(options: argparse.Namespace) -> int:
    from sahelkit.ledger import load
    from sahelkit.marking import sandbox
    from sahelkit.marking.collect import collect
    from sahelkit.marking.grade import Course, grade
    from sahelkit.marking.marks import write_collected
    from sahelkit.marking.merge import merge
    from sahelkit.marking.sets import choose, load_sets

    if not options.trust_submissions:
        sandbox.require()
    sets = load_sets(options.exercises)
    only = choose(options.only, sets) if options.only else ""
    limits = sandbox.Limits(
        seconds=options.seconds,
        cell_seconds=max(1, options.seconds / 3),
        memory=options.memory,
    )
    course = Course(sets, load(), limits, options.trust_submissions, options.lang, only)
    found = collect(options.folder, {name: one.essays for name, one in sets.items()})
    write_collected(options.folder, found)
    if not found:
        return fail(f"there is nothing to mark in {options.folder}")
    done: dict[str, Result] = {}
    with _progress(len(found)) as tell:
        for one in grade(options.folder, found, course, again=options.again):
            done[one.key] = one
            tell(_line(one))
    results = [done[one.key] for one in found]
    merged = merge(options.folder, results, sets, options.lang)
    bad = sum(not one.marked for one in results)
    say(f"{len(results) - bad} of {len(results)} hand-ins marked, in {merged.marks}")
    say(f"pages for students in {merged.feedback}")
    return _told(merged, options.folder) or (1 if bad else 0)


def _line(one: Result) -> str:
    """Return what a teacher reads of a hand-in that is done."""
    from sahelkit.marking.sums import add_up

    how = "unchanged" if one.cached else f"{one.seconds:.1f} s"
    if not one.marked:
        return f"{one.student}: {one.happened} ({how})"
    points = add_up(one, one.marks, {})
    said = f"{points.points:g} of {points.of - points.waiting_of:g} points"
    said += f", {points.waiting} to mark by hand" if points.waiting else ""
    said += one.happened.removeprefix("marked")
    return f"{one.student}, {one.set}: {said} ({how})"


@contextlib.contextmanager
def _progress(total: int) -> Any:
    """Give a function that tells of a hand-in that is done, with a bar where there can be one."""
    from sahelkit.cli.progress import Progress

    try:
        bar = Progress(total)
    except MissingPart:  # a teacher needs no publishing tools
        yield say
        return
    with bar:
        yield lambda line: bar.done("", line)


def _merge(options: argparse.Namespace) -> int:
    from sahelkit.marking.collect import collected
    from sahelkit.marking.grade import graded
    from sahelkit.marking.merge import merge
    from sahelkit.marking.sets import load_sets

    results = graded(options.folder, collected(options.folder))
    if not results:
        return fail(f"nothing is graded in {options.folder}; first: sahelkit exercises grade")
    merged = merge(options.folder, results, load_sets(options.exercises), options.lang)
    say(f"marks in {merged.marks}")
    say(f"pages for students in {merged.feedback}")
    return _told(merged, options.folder)


def _told(merged: Merged, folder: Path) -> int:
    from sahelkit.marking.essays import essays_file

    for problem in merged.problems:
        print(problem)
    if merged.waiting or merged.marked:
        say(f"essays: {merged.marked} marked, {merged.waiting} to mark")
    if merged.waiting:
        say(f"read {merged.essays}")
        say(f"fill the columns points and comment in {essays_file(folder)}")
        say(f'then run: sahelkit exercises merge "{folder}"')
    return 1 if merged.problems else 0

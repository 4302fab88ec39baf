"""Commands that look at the ledger and the prose of the lessons."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import Any

from sahelkit.cli.report import close, fail, say
from sahelkit.errors import BadLesson, UnknownName

_DAY = re.compile(r"\d{4}-\d{1,2}(-\d{1,2})?|\d{1,2}[./]\d{1,2}[./]\d{4}")
_STALE = "missing, or older than the tables; expected what `sahelkit evidence` writes"


def add(commands: Any) -> None:
    """Add the commands check, verify and evidence."""
    check = commands.add_parser("check", help="check the ledger and the prose of the lessons")
    lessons = "lessons, or notes such as my-note.md, to read (all lessons, if none is named)"
    check.add_argument("lessons", nargs="*", help=lessons)
    check.add_argument("--stale", action="store_true", help="instead, list what is due for review")
    check.add_argument("--on", metavar="DATE", help="with --stale: as of this day (today)")
    check.add_argument("--seeds", type=Path, help="folder of the ledger (the kit's own)")
    check.set_defaults(run=_check)

    verify = commands.add_parser("verify", help="compare the claims with the original texts")
    verify.add_argument("--originals", type=Path, required=True, help="folder with the texts")
    verify.add_argument("--seeds", type=Path, help="folder of the ledger (the kit's own)")
    verify.set_defaults(run=_verify)

    evidence = commands.add_parser("evidence", help="write seeds/EVIDENCE.md from the tables")
    evidence.add_argument("--check", action="store_true", help="only say whether it is stale")
    evidence.add_argument("--seeds", type=Path, help="folder of the ledger (the kit's own)")
    evidence.set_defaults(run=_evidence)


def _check(options: argparse.Namespace) -> int:
    if options.stale:
        return _stale(options)
    if options.on is not None:
        return fail("--on goes with --stale", 2)
    from sahelkit.ledger import open_folder
    from sahelkit.ledger.checks import check_ledger
    from sahelkit.ledger.page import NAME, is_stale
    from sahelkit.ledger.schema import seeds_folder
    from sahelkit.lessons import read
    from sahelkit.lessons.prose import check_prose

    folder = options.seeds or seeds_folder()
    ledger = check_ledger(folder)
    faults: list[object] = list(ledger.faults)
    count = 0
    if not faults:
        kit = open_folder(folder)
        lessons = []
        for path in [_lesson(name) for name in options.lessons] or _all_lessons():
            try:
                lessons.append(read(path))
            except BadLesson as error:
                faults.append(error)
        prose = check_prose(kit, lessons)
        faults += prose.faults
        count = prose.paragraphs
        asked = _questions(kit, [lesson.name for lesson in lessons] if options.lessons else None)
        faults += asked.faults
        count += asked.paragraphs
        if is_stale(kit, folder / NAME):
            faults.append(f"{NAME}: {_STALE}")
    else:
        say("the prose of the lessons is checked once the ledger is whole")
    return close(faults, f"{ledger.records} records and {count} paragraphs checked")


def _questions(kit: Any, lessons: list[str] | None) -> Any:
    """Check the questions of some lessons, or all; a file that cannot be read is a fault too."""
    from sahelkit.errors import BadQuestion
    from sahelkit.study.prose import QuestionReport, check_questions
    from sahelkit.study.questions import load

    try:
        asked = load(kit.folder.parent / "exercises").values()  # beside the ledger they speak of
        return check_questions(kit, [q for q in asked if lessons is None or q.lesson in lessons])
    except BadQuestion as error:
        return QuestionReport([error])


def _stale(options: argparse.Namespace) -> int:
    from sahelkit.ledger import open_folder
    from sahelkit.ledger.dates import label, parse_day
    from sahelkit.ledger.ending import distance
    from sahelkit.ledger.review import due_records
    from sahelkit.ledger.schema import seeds_folder
    from sahelkit.lessons import read
    from sahelkit.lessons.review import due_lesson

    day = dt.date.today() if options.on is None else parse_day(options.on)
    kit = open_folder(options.seeds or seeds_folder())
    due: list[object] = list(due_records(kit, day))
    for path in [_lesson(name) for name in options.lessons] or _all_lessons(exercises=False):
        try:
            due += filter(None, [due_lesson(read(path), day)])
        except BadLesson as error:
            due.append(error)
    for item in due:
        print(item)
    print(f"up to {label(day, None, 'day')}: {len(due) or 'nothing'} to look at")
    print(distance(kit, day))
    return 1 if due else 0


def _lesson(name: str) -> Path:
    """Find a lesson; who gives a day in its place is told where days go."""
    from sahelkit.lessons import resolve

    try:
        return resolve(name)
    except UnknownName as error:
        if not _DAY.fullmatch(name):
            raise
        expected = f"{error.expected}; for a day use --stale --on {name}"
        raise UnknownName(error.what, name, error.near, expected) from None


def _all_lessons(*, exercises: bool = True) -> list[Path]:
    """Return the files whose prose is checked: the lessons, pages and exercises beside them."""
    from sahelkit.lessons import list_lessons

    try:
        lessons = list_lessons()
        folder = lessons[0].parent
        lessons += sorted([*folder.glob("gallery.ipynb"), *folder.glob("*.md")])
        if exercises:
            lessons += sorted((folder.parent / "exercises").glob("**/[0-9][0-9]-*.ipynb"))
        return lessons
    except UnknownName as error:
        say(f"note: only the ledger is checked: {error}")
        return []


def _verify(options: argparse.Namespace) -> int:
    from sahelkit.ledger import open_folder
    from sahelkit.ledger.originals import verify
    from sahelkit.ledger.schema import seeds_folder

    result = verify(open_folder(options.seeds or seeds_folder()), options.originals)
    for place in result.uncovered:
        say(f"no claim: {place}")
    return close(
        result.faults,
        f"{result.claims} claims compared with {result.sentences} sentences, "
        f"of which {result.covered} have a claim",
    )


def _evidence(options: argparse.Namespace) -> int:
    from sahelkit.files import write_whole
    from sahelkit.ledger import open_folder
    from sahelkit.ledger.page import NAME, is_stale, write_evidence
    from sahelkit.ledger.schema import seeds_folder

    kit = open_folder(options.seeds or seeds_folder())
    path = kit.folder / NAME
    if options.check:
        stale = [f"{NAME}: {_STALE}"] if is_stale(kit, path) else []
        return close(stale, "1 page checked")
    write_whole(path, write_evidence(kit))
    say(f"wrote {path.name} ({path.stat().st_size // 1000} kB)")
    return 0

"""The command line: the only place that prints errors and exits."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sahelkit.errors import BadLesson, SahelkitError, SeedWarning, UnknownName

_STALE = "missing, or older than the tables; expected what `sahelkit evidence` writes"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0 all well, 1 faults found, 2 wrong usage."""
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ended:  # argparse has said what it has to say
        return int(ended.code or 0)
    run: Callable[[argparse.Namespace], int] | None = options.run
    if run is None:
        parser.print_help(sys.stderr)
        return 2
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name in Cyrillic is no reason to fail
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("always", SeedWarning)
            warnings.showwarning = _notes()
            return run(options)
    except SahelkitError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("stopped", 130)
    except BrokenPipeError:
        return 1
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _fail(f"{name}{error.strerror or error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sahelkit",
        description="Lessons, slides and sourced data on the Alliance of Sahel States.",
    )
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    lab = commands.add_parser("lab", help="open the lessons in JupyterLab")
    lab.add_argument("--port", type=int, default=8888, help="first port to try (8888)")
    lab.add_argument("--no-browser", action="store_true", help="only print the address")
    lab.set_defaults(run=_lab)

    check = commands.add_parser("check", help="check the ledger and the prose of the lessons")
    check.add_argument("lessons", nargs="*", help="lessons to read (all, if none is named)")
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

    slides = commands.add_parser("slides", help="turn lessons into slide decks")
    slides.add_argument("lessons", nargs="*", help="for example 01 (all, if none is named)")
    slides.add_argument(
        "--out", type=Path, default=Path("build/slides"), help="folder for the decks"
    )
    slides.set_defaults(run=_slides)
    return parser


def _lab(options: argparse.Namespace) -> int:
    from sahelkit.lab import start

    return start(port=options.port, browser=not options.no_browser)


def _check(options: argparse.Namespace) -> int:
    if options.stale:
        return _stale(options)
    if options.on is not None:
        return _fail("--on goes with --stale", 2)
    from sahelkit.ledger import open_folder
    from sahelkit.ledger.checks import check_ledger
    from sahelkit.ledger.page import NAME, is_stale
    from sahelkit.ledger.schema import seeds_folder
    from sahelkit.lessons import read, resolve
    from sahelkit.lessons.prose import check_prose

    folder = options.seeds or seeds_folder()
    ledger = check_ledger(folder)
    faults: list[object] = list(ledger.faults)
    count = 0
    if not faults:
        kit = open_folder(folder)
        lessons = []
        for path in [resolve(name) for name in options.lessons] or _all_lessons():
            try:
                lessons.append(read(path))
            except BadLesson as error:
                faults.append(error)
        prose = check_prose(kit, lessons)
        faults += prose.faults
        count = prose.paragraphs
        if is_stale(kit, folder / NAME):
            faults.append(f"{NAME}: {_STALE}")
    else:
        _say("the prose of the lessons is checked once the ledger is whole")
    return _close(faults, f"{ledger.records} records and {count} paragraphs checked")


def _stale(options: argparse.Namespace) -> int:
    from sahelkit.ledger import open_folder
    from sahelkit.ledger.dates import label, parse_day
    from sahelkit.ledger.review import due_records
    from sahelkit.ledger.schema import seeds_folder
    from sahelkit.lessons import read, resolve
    from sahelkit.lessons.review import due_lesson

    day = dt.date.today() if options.on is None else parse_day(options.on)
    kit = open_folder(options.seeds or seeds_folder())
    due: list[object] = list(due_records(kit, day))
    for path in [resolve(name) for name in options.lessons] or _all_lessons(exercises=False):
        try:
            due += filter(None, [due_lesson(read(path), day)])
        except BadLesson as error:
            due.append(error)
    for item in due:
        print(item)
    print(f"up to {label(day, None, 'day')}: {len(due) or 'nothing'} to look at")
    return 1 if due else 0


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
        _say(f"note: only the ledger is checked: {error}")
        return []


def _verify(options: argparse.Namespace) -> int:
    from sahelkit.ledger import open_folder
    from sahelkit.ledger.originals import verify
    from sahelkit.ledger.schema import seeds_folder

    result = verify(open_folder(options.seeds or seeds_folder()), options.originals)
    for place in result.uncovered:
        _say(f"no claim: {place}")
    return _close(
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
        return _close(stale, "1 page checked")
    write_whole(path, write_evidence(kit))
    _say(f"wrote {path.name} ({path.stat().st_size // 1000} kB)")
    return 0


def _slides(options: argparse.Namespace) -> int:
    from sahelkit.ledger import load
    from sahelkit.lessons import list_lessons, resolve
    from sahelkit.publish import build_deck

    paths = [resolve(name) for name in options.lessons] or list_lessons()
    kit = load()
    failed = 0
    for number, path in enumerate(paths, start=1):
        start = time.monotonic()
        out = options.out / f"{path.stem}.html"
        _say(f"[{number}/{len(paths)}] {path.stem} …")
        try:
            deck = build_deck(path, out, kit, progress=_say)
        except SahelkitError as error:
            failed += 1
            _fail(str(error))
            continue
        what = "unchanged" if deck.cached else f"built in {time.monotonic() - start:.1f} s"
        size = deck.path.stat().st_size / 1e6
        _say(f"[{number}/{len(paths)}] {deck.path} ({deck.slides} slides, {size:.2f} MB, {what})")
    return 1 if failed else 0


def _close(faults: Iterable[object], counted: str) -> int:
    listed = [str(fault) for fault in faults]
    for fault in listed:
        print(fault)
    word = "1 fault" if len(listed) == 1 else f"{len(listed) or 'no'} faults"
    print(f"{counted}: {word}")
    return 1 if listed else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _fail(text: str, code: int = 1) -> int:
    print(f"sahelkit: {text}", file=sys.stderr)
    return code


def _notes() -> Callable[..., None]:
    """Return a function that says each warning once, however often a table is read."""
    said: set[str] = set()

    def show(message: Warning | str, *rest: object, **more: object) -> None:
        if str(message) not in said:
            said.add(str(message))
            _say(f"note: {message}")

    return show


if __name__ == "__main__":
    sys.exit(main())

"""Commands that turn lessons and records into files: slides, handout, brief."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelkit.cli.report import fail, say
from sahelkit.errors import UnknownName

if TYPE_CHECKING:
    from sahelkit.publish.build import Job, Made

LANGUAGES = ("en", "fr")


def add(commands: Any) -> None:
    """Add the commands slides, handout and brief."""
    slides = commands.add_parser("slides", help="turn lessons into slide decks")
    _lessons(slides, "html, pdf or pptx (html); several with commas", Path("build/slides"))
    slides.add_argument(
        "--check",
        action="store_true",
        help="look at every slide in a browser: does it fit, can it be read?",
    )
    slides.add_argument(
        "--live", action="store_true", help="open one lesson as slides in JupyterLab, to run code"
    )
    slides.add_argument(
        "--port", type=int, default=8888, help="with --live: first port to try (8888)"
    )
    slides.add_argument(
        "--no-browser", action="store_true", help="with --live: print the address only"
    )
    slides.set_defaults(run=_slides)
    brief = commands.add_parser("brief", help="make a two-page brief on a theme and a period")
    brief.add_argument("--theme", required=True, help="for example russia")
    brief.add_argument("--since", metavar="DATE", help="first day, month or year of the period")
    brief.add_argument("--until", metavar="DATE", help="last day, month or year of the period")
    brief.add_argument(
        "--audience", default="minister", help="minister (default), newsroom or classroom"
    )
    brief.add_argument("--lang", default="en", help="en (default) or fr")
    brief.add_argument(
        "--format", default="html", help="html, pdf, docx or pptx (html); several with commas"
    )
    folder = Path("build/briefs")
    brief.add_argument("--out", type=Path, default=folder, help=f"folder to write to ({folder})")
    brief.set_defaults(run=_brief)

    handout = commands.add_parser("handout", help="turn lessons into handouts to print")
    _lessons(handout, "html or pdf (html); both with a comma", Path("build/handouts"))
    handout.add_argument(
        "--answers",
        choices=("end", "no"),
        default="end",
        help="at the end (as is), or not at all",
    )
    handout.set_defaults(run=_handout)


def _lessons(command: argparse.ArgumentParser, formats: str, out: Path) -> None:
    command.add_argument("lessons", nargs="*", help="for example 01 (all, if none is named)")
    command.add_argument("--format", default="html", help=formats)
    command.add_argument("--lang", help="language of the words around the lesson: en or fr")
    command.add_argument("--out", type=Path, default=out, help=f"folder to write to ({out})")
    command.add_argument(
        "--timeout", type=_seconds, default=120, help="seconds that one cell may take (120)"
    )


def _seconds(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected whole seconds, at least 1; found {text!r}")
    return int(text)


def _slides(options: argparse.Namespace) -> int:
    if options.live:
        return _live(options)
    made = _build("slides", options)
    code = 1 if any(each.problem for each in made) else 0
    if options.check:
        code |= _look([each.job for each in made if not each.problem])
    return code


def _live(options: argparse.Namespace) -> int:
    from sahelkit import live
    from sahelkit.lessons import resolve

    if len(options.lessons) != 1:
        return fail("--live opens one lesson; name it, for example: sahelkit slides --live 02", 2)
    return live.start(resolve(options.lessons[0]), options.port, not options.no_browser)


def _handout(options: argparse.Namespace) -> int:
    return 1 if any(each.problem for each in _build("handout", options)) else 0


def _brief(options: argparse.Namespace) -> int:
    import time

    from sahelkit.files import check_folder
    from sahelkit.ledger import load
    from sahelkit.publish.brief.build import file_name, known_form, write_brief
    from sahelkit.publish.brief.compose import compose

    forms = list(dict.fromkeys(known_form(form.strip()) for form in options.format.split(",")))
    language = _language(options.lang)
    kit = load()
    brief = compose(kit, options.theme, options.since, options.until, options.audience, language)
    check_folder(options.out)
    for form in forms:
        begin = time.monotonic()
        out = options.out / file_name(brief, form)
        made = write_brief(kit, brief, form, out)
        parts = f"{made.pages} {'slides' if form == 'pptx' else 'pages'}"
        what = "unchanged" if made.cached else f"built in {time.monotonic() - begin:.1f} s"
        say(f"{out} ({parts}, {out.stat().st_size / 1e6:.2f} MB, {what})")
    return 0


def _build(kind: str, options: argparse.Namespace) -> list[Made]:
    from sahelkit.cli.progress import Progress
    from sahelkit.files import check_folder
    from sahelkit.ledger import load
    from sahelkit.lessons import list_lessons, resolve
    from sahelkit.publish.build import build, jobs_for

    paths = [resolve(name) for name in options.lessons] or list_lessons()
    language = _language(options.lang)
    forms = [form.strip() for form in options.format.split(",")]
    answers = getattr(options, "answers", "end")
    jobs = jobs_for(list(dict.fromkeys(paths)), kind, forms, options.out, language, answers)
    check_folder(options.out)
    made: list[Made] = []
    told: set[str] = set()
    with Progress(len(jobs)) as progress:
        for each in build(jobs, load(), timeout=options.timeout, progress=progress.step):
            made.append(each)
            line = _line(each)  # the fault of a lesson is one, in however many formats
            progress.done(each.job.out.name, "" if line in told else line)
            told.add(line)
    good = [each for each in made if not each.problem]
    size = sum(each.job.out.stat().st_size for each in good) / 1e6
    files = "1 file" if len(good) == 1 else f"{len(good)} files"
    say(f"{files}, {size:.2f} MB, in {options.out}")
    return made


def _line(made: Made) -> str:
    if made.problem:
        problem = made.problem
        reason = f"{problem.strerror}" if isinstance(problem, OSError) else str(problem)
        name = getattr(problem, "filename", None)
        return f"sahelkit: {name}: {reason}" if name else f"sahelkit: {reason}"
    parts = f"{made.parts} {'pages' if made.job.form == 'pdf' else 'slides'}, " * bool(made.parts)
    size = made.job.out.stat().st_size / 1e6
    what = "unchanged" if made.cached else f"built in {made.seconds:.1f} s"
    return f"{made.job.out} ({parts}{size:.2f} MB, {what})"


def _language(name: str | None) -> str:
    if name is None:
        return ""
    if name not in LANGUAGES:
        from sahelkit.ledger.names import nearest

        raise UnknownName("language", name, nearest(name, LANGUAGES), ", ".join(LANGUAGES))
    return name


def _look(jobs: Sequence[Job]) -> int:
    from sahelkit.publish import overflow

    faults = 0
    decks = [job.out for job in jobs if job.form == "html"]
    if not decks:
        return fail("--check looks at decks in html; add --format html", 2)
    with overflow.browser() as chromium:
        for path in decks:
            found = overflow.check(path, chromium)
            for fault in found:
                print(f"{path.name}, {fault}")
            faults += len(found)
    word = "1 fault" if faults == 1 else f"{faults or 'no'} faults"
    print(f"{len(decks)} decks looked at: {word}")
    return 1 if faults else 0

"""The command line: the only place that prints errors and exits."""

from __future__ import annotations

import argparse
import difflib
import io
import sys
import warnings
from collections.abc import Callable, Sequence

import sahelkit
from sahelkit.cli import classroom, outputs, records
from sahelkit.cli.report import fail, notes, say
from sahelkit.errors import SahelkitError, SeedWarning

_COMMAND = "command"  # where the parser keeps which one was asked for


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0 all well, 1 faults found, 2 wrong usage."""
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ended:  # argparse has said what it has to say
        _suggest(parser, sys.argv[1:] if arguments is None else arguments)
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
            warnings.showwarning = notes()
            return run(options)
    except SahelkitError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("stopped", 130)
    except BrokenPipeError:
        return 1
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return fail(f"{name}{error.strerror or error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sahelkit",
        description="Lessons, slides and sourced data on the Alliance of Sahel States.",
    )
    parser.add_argument("--version", action="version", version=f"sahelkit {sahelkit.__version__}")
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest=_COMMAND)
    lab = commands.add_parser("lab", help="open the lessons in JupyterLab")
    lab.add_argument("--port", type=int, default=8888, help="first port to try (8888)")
    lab.add_argument("--no-browser", action="store_true", help="only print the address")
    lab.set_defaults(run=_lab)
    records.add(commands)
    outputs.add(commands)
    classroom.add(commands)
    return parser


def _suggest(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> None:
    """Name the nearest command where the one that was asked for does not exist."""
    asked = next((word for word in arguments if not word.startswith("-")), "")
    known = next((a.choices for a in parser._actions if a.dest == _COMMAND), None) or ()
    if not asked or asked in known:
        return
    near = difflib.get_close_matches(asked.casefold(), list(known), n=2, cutoff=0.5)
    if near:
        say("did you mean " + " or ".join(repr(name) for name in near) + "?")


def _lab(options: argparse.Namespace) -> int:
    from sahelkit.lab import start

    return start(port=options.port, browser=not options.no_browser)

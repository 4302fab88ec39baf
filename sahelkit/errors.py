"""The package's few exceptions. The library raises them; only the command line prints and exits."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

FEW = 5  # faults of one folder that are told at once


class SahelkitError(Exception):
    """Base of every error that this package raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython prints instead of a traceback: the class and the message."""
        public = next(c.__name__ for c in type(self).__mro__ if not c.__name__.startswith("_"))
        return [f"{public}: {self}"]


class UnknownName(SahelkitError, KeyError):
    """A name, identifier, date or choice that the kit does not know.

    Parameters
    ----------
    what : str
        What sort of name was looked up, for example ``"entity"``.
    name : object
        The name as given.
    near : iterable of str, optional
        The nearest names that do exist, best first.
    expected : str, optional
        What would have been understood, where a list of names says too little.
    reason : str, optional
        Why a name that the kit knows well cannot be used here; said in place of "unknown …".
    """

    def __init__(
        self,
        what: str,
        name: object,
        near: Iterable[str] = (),
        expected: str = "",
        reason: str = "",
    ) -> None:
        self.what, self.name, self.near, self.expected = what, name, tuple(near), expected
        self.reason = reason
        super().__init__(what, name, self.near, expected, reason)  # so that pickling keeps them

    def __str__(self) -> str:
        text = self.reason or f"unknown {self.what} {self.name!r}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.near:
            text += "; did you mean " + " or ".join(repr(n) for n in self.near) + "?"
        return text


class BadSeed(SahelkitError, ValueError):
    """A table of the ledger that is missing, damaged or against its description.

    Attributes
    ----------
    file, row, column, value, expected : str, int or None, str, str, str
        Where the fault is and what should stand there. ``row`` counts as a spreadsheet does:
        the header is row 1.
    more : tuple of BadSeed
        Further faults that were found with it; up to five faults are told in all.
    """

    def __init__(
        self,
        file: str,
        row: int | None,
        column: str,
        value: object,
        expected: str,
        more: Iterable[BadSeed] = (),
    ) -> None:
        self.file, self.row, self.column, self.value, self.expected = (
            file,
            row,
            column,
            value,
            expected,
        )
        self.more = tuple(more)
        super().__init__(file, row, column, value, expected, self.more)

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column}"
        found = "" if self.value is None else f"found {_short(self.value)}; "
        lines = [f"{where}: {found}expected {self.expected}"]
        lines += [str(fault) for fault in self.more[: FEW - 1]]
        if len(self.more) >= FEW:
            lines.append(f"and {len(self.more) - FEW + 1} more")
        return "\n".join(lines)


class BadLesson(SahelkitError, ValueError):
    """A notebook that cannot be read, run or rendered.

    Attributes
    ----------
    file, cell, problem : str, int or None, str
        Where the fault is (cells count from 1) and what it is.
    """

    def __init__(self, file: str, cell: int | None, problem: str) -> None:
        self.file, self.cell, self.problem = file, cell, problem
        super().__init__(file, cell, problem)

    def __str__(self) -> str:
        where = self.file if self.cell is None else f"{self.file}, cell {self.cell}"
        return f"{where}: {self.problem}"


class BadQuestion(SahelkitError, ValueError):
    """A file of questions that cannot be read, or a question that does not hold together.

    Attributes
    ----------
    file, question, field, value, expected : str, str, str, object, str
        Where the fault is, what was found and what should stand there.
    """

    def __init__(self, file: str, question: str, field: str, value: object, expected: str) -> None:
        self.file, self.question, self.field = file, question, field
        self.value, self.expected = value, expected
        super().__init__(file, question, field, value, expected)

    def __str__(self) -> str:
        where = self.file
        if self.question:
            where += f", question {self.question}"
        if self.field:
            where += f", {self.field}"
        found = "" if self.value is None else f"found {_short(self.value)}; "
        return f"{where}: {found}expected {self.expected}"


class MissingPart(SahelkitError, ImportError):
    """An optional part of the kit that is not installed; the message says how to get it."""


def how_to_install(extra: str) -> str:
    """Say how to install an optional part into the Python that runs: what works for this kit.

    In the kit's folder that is a command with its own constraints; elsewhere the package's name.
    """
    python = Path(sys.executable)
    if not (Path(__file__).resolve().parents[1] / "constraints.txt").is_file():
        return f"{python} -m pip install 'sahelkit[{extra}]'"
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    command = f"{python} -m pip install -c constraints.txt -e '.[{extra}]'"
    made = " run `make check`, or there:" if extra == "check" else ""
    return f"in the kit's folder{made} {command}"


class SeedWarning(UserWarning):
    """Something odd in a table that was read all the same.

    A harmless trace of a spreadsheet, or an added event that has no evidence.
    """


class LateDay(UserWarning):
    """A day after the last event of the ledger was asked for.

    The answer holds what stood when the ledger ended, and nobody has looked at what came later.
    It is no `SeedWarning`: nothing is odd in the tables.
    """


def _short(value: object, limit: int = 120) -> str:
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"

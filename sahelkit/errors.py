"""The package's few exceptions. The library raises them; only the command line prints and exits."""

from __future__ import annotations

from collections.abc import Iterable


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
    """

    def __init__(
        self, what: str, name: object, near: Iterable[str] = (), expected: str = ""
    ) -> None:
        self.what, self.name, self.near, self.expected = what, name, tuple(near), expected
        super().__init__(what, name, self.near, expected)  # so that pickling keeps them

    def __str__(self) -> str:
        text = f"unknown {self.what} {self.name!r}"
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
    """

    def __init__(
        self, file: str, row: int | None, column: str, value: object, expected: str
    ) -> None:
        self.file, self.row, self.column, self.value, self.expected = (
            file,
            row,
            column,
            value,
            expected,
        )
        super().__init__(file, row, column, value, expected)

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column}"
        found = "" if self.value is None else f"found {_short(self.value)}; "
        return f"{where}: {found}expected {self.expected}"


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


class MissingPart(SahelkitError, ImportError):
    """An optional part of the kit that is not installed; the message says how to get it."""


class SeedWarning(UserWarning):
    """Something odd in a table that was read all the same.

    A harmless trace of a spreadsheet, or an added event that has no evidence.
    """


def _short(value: object, limit: int = 120) -> str:
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"

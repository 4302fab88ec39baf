"""What has been tried and solved: one plain file beside the lessons, ``progress.json``.

It is JSON to be read by people too, and never leaves the machine. Each change is made under a
lock, on what the file holds then, and the file is replaced as a whole: notebooks may write at
once, and a program may end at any moment.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from sahelkit.files import write_whole
from sahelkit.study.cases import NOT_ATTEMPTED, NOT_YET, RIGHT
from sahelkit.study.lock import locked

NAME = "progress.json"
FORMAT, VERSION = "sahelkit progress", 1
FORM, CODE = "form", "code"
_ABOUT = (
    "What you have tried and solved in the lessons and exercises of sahelkit. It stays on this "
    "machine. To begin anew, delete this file."
)
_LESSONS = ("notebooks", "00-start-here.ipynb")
_LARGEST = 20_000_000  # bytes; all questions together stay far below


@dataclass(frozen=True)
class Tried:
    """A question that was tried.

    Attributes
    ----------
    question : str
        Its id.
    state : {"right", "not yet", "not attempted"}
        The last verdict; *not attempted* where the answer was taken back since.
    tries : int
        How many answers there were; the same one twice in a row counts once.
    first_tried, first_solved : str
        Moments (ISO 8601 with the distance to UTC); empty where it was never solved.
    how : {"form", "code"}
        Whether a form asked it, or code checked an answer.
    answer : JSON value
        The last answer; None where it was taken back, too large or no plain data.
    """

    question: str
    state: str
    tries: int
    first_tried: str
    first_solved: str = ""
    how: str = CODE
    answer: Any = None


Entries = dict[str, Tried]


class Damaged(Exception):
    """A file that is not, or not wholly, what was written; carries what of it is sound."""

    def __init__(self, sound: Entries) -> None:
        self.sound = sound
        super().__init__("damaged")


class Newer(Exception):
    """A file that a later version of the kit wrote, so that this one must not touch it."""


def home(start: Path) -> Path:
    """Return the folder where progress is kept for a notebook in a folder.

    Lessons and exercises of one copy of the kit share ``notebooks/``; a set that was handed out
    alone keeps it beside itself.
    """
    start = start.resolve()
    for folder in (start, *start.parents[:3]):
        if folder.joinpath(*_LESSONS).is_file():
            return folder / _LESSONS[0]
    return start


def parse(content: bytes) -> Entries:
    """Read what `dump` wrote.

    Raises
    ------
    Damaged
        If it is something else, or an entry is.
    Newer
        If a later version of the kit wrote it.
    """
    try:
        table = json.loads(content.decode("utf-8-sig"))
        rows = table["questions"]
        if table["format"] != FORMAT or not isinstance(rows, dict):
            raise Damaged({})
        if table["version"] > VERSION:
            raise Newer
    except (ValueError, TypeError, LookupError, RecursionError):
        raise Damaged({}) from None
    found = {name: one for name, row in rows.items() if (one := _entry(name, row)) is not None}
    if len(found) < len(rows):
        raise Damaged(found)
    return found


def dump(entries: Entries) -> str:
    """Return what the file holds."""
    rows = {name: asdict(one) for name, one in sorted(entries.items())}
    for row in rows.values():
        del row["question"]
    table = {"about": _ABOUT, "format": FORMAT, "version": VERSION, "questions": rows}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _entry(name: str, row: Any) -> Tried | None:
    if not isinstance(row, dict):
        return None
    known = {one.name for one in fields(Tried)} - {"question"}
    try:
        one = Tried(name, **{key: row[key] for key in known & row.keys()})
    except TypeError:
        return None
    texts = (one.state, one.first_tried, one.first_solved, one.how)
    sound = (
        all(isinstance(text, str) for text in texts)
        and one.state in (RIGHT, NOT_YET, NOT_ATTEMPTED)
        and type(one.tries) is int
        and one.tries > 0
    )
    return one if sound else None


class Store:
    """The file; see the module.

    Attributes
    ----------
    path : Path
        Where it is.
    moved : str
        Name of the copy to which a damaged file was moved, once that has happened.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.moved = ""

    def read(self) -> Entries:
        """Return what it holds; a damaged file is moved aside.

        Raises
        ------
        Newer
            If a later version of the kit wrote it.
        OSError
            If it can be neither read nor moved.
        """
        try:
            return parse(self._content())
        except Damaged:
            with self._alone():  # by now another notebook may have seen to it
                return self._load()

    def change(self, by: Callable[[Entries], Entries]) -> None:
        """Change what it holds.

        Raises
        ------
        Newer
            If a later version of the kit wrote it.
        OSError
            If it cannot be written; it is as it was then.
        """
        with self._alone():
            before = self._load()
            after = by(before)
            if after != before:
                write_whole(self.path, dump(after))

    def erase(self) -> int:
        """Delete it, with the copies of damaged files; return how many files that were.

        Raises
        ------
        OSError
            If one cannot be deleted.
        """
        with self._alone():
            stem = self.path.stem
            found = [*self.path.parent.glob(f"{stem}-damaged-*.json"), *self._remnants()]
            found += [self.path] if self.path.exists() else []
            for path in found:
                path.unlink()
        return len(found)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with locked(self.path.with_name(f".{NAME}.lock")):
            yield

    def _remnants(self) -> list[Path]:
        """Return what programs left that were ended while they wrote."""
        return list(self.path.parent.glob(f".{NAME}.*.tmp"))

    def _content(self) -> bytes:
        try:
            if self.path.stat().st_size > _LARGEST:
                raise Damaged({})
            return self.path.read_bytes()
        except FileNotFoundError:
            return dump({}).encode()

    def _load(self) -> Entries:
        """Read it, with the lock held."""
        for path in self._remnants():
            path.unlink(missing_ok=True)
        try:
            return parse(self._content())
        except Damaged as damaged:
            now = f"{dt.datetime.now():%Y%m%d-%H%M%S-%f}"
            aside = self.path.with_name(f"{self.path.stem}-damaged-{now}.json")
            self.path.rename(aside)
            self.moved = aside.name
            if damaged.sound:
                write_whole(self.path, dump(damaged.sound))
            return damaged.sound

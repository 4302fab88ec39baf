"""Points added up: for a whole set, and for each of its tracks, of which a student may do one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sahelkit.marking.essays import Written
from sahelkit.marking.result import BY_HAND, NOT_ATTEMPTED, Mark, Result

TRACKS = {"a": "A", "p": "B"}  # letter in the id of a question: without code, with pandas
_TRACK = re.compile(r"-([ap])\d+$")


@dataclass(frozen=True)
class Sum:
    """Points for some questions.

    Attributes
    ----------
    points, of : float
        What they got so far, and the most that they can get.
    waiting, waiting_of : int, float
        Essays that have no points yet, and the most that these can get.
    attempted : bool
        Whether anything was attempted.
    """

    points: float = 0
    of: float = 0
    waiting: int = 0
    waiting_of: float = 0
    attempted: bool = False

    @property
    def whole(self) -> float | None:
        """The points, once no essay waits for any."""
        return None if self.waiting else self.points


def add_up(one: Result, marks: Iterable[Mark], written: Mapping[tuple[str, str], Written]) -> Sum:
    """Add up the points of some marks of a hand-in, with those that a person gave."""
    points, of, waiting, waiting_of, attempted = 0.0, 0.0, 0, 0.0, False
    for mark in marks:
        got = given(one, mark, written)
        points, of = points + (got or 0), of + mark.of
        if got is None:
            waiting, waiting_of = waiting + 1, waiting_of + mark.of
        attempted = attempted or mark.state != NOT_ATTEMPTED
    return Sum(points, of, waiting, waiting_of, attempted)


def given(one: Result, mark: Mark, written: Mapping[tuple[str, str], Written]) -> float | None:
    """Return the points of a mark, for an essay those that a person gave; None for none yet."""
    if mark.state != BY_HAND:
        return mark.points
    by_hand = written.get((one.key, mark.question))
    return by_hand.points if by_hand is not None else None


def tracks(one: Result) -> dict[str, list[Mark]]:
    """Return the marks of each track; those of questions outside the tracks under ``""``."""
    found: dict[str, list[Mark]] = {}
    for mark in one.marks:
        letter = _TRACK.search(mark.question)
        found.setdefault(letter[1] if letter else "", []).append(mark)
    return found

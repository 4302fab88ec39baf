"""What became of a hand-in: a mark for each question, and what happened to the whole."""

from __future__ import annotations

from dataclasses import dataclass, field

RIGHT, NOT_YET, NOT_ATTEMPTED = "right", "not yet", "not attempted"
DID_NOT_RUN, MISSING, BY_HAND = "did not run", "missing", "by hand"


@dataclass(frozen=True)
class Mark:
    """What a question got.

    Attributes
    ----------
    question, state : str
        Its id; ``right``, ``not yet``, ``not attempted``, ``did not run`` (its cell failed),
        ``missing`` (its cell was deleted) or ``by hand`` (an essay).
    points : float or None
        None as long as a person has not marked it.
    of : float
        The most it can get.
    answer, message, record : str
        What was answered, what is said to it, and the record that this leads to.
    """

    question: str
    state: str
    points: float | None
    of: float
    answer: str = ""
    message: str = ""
    record: str = ""


@dataclass(frozen=True)
class Result:
    """What became of a hand-in.

    Attributes
    ----------
    key, student, file, set, handed_in : str
        As in `HandIn`.
    happened : str
        What happened, in words; begins with ``marked`` if it was.
    marks : tuple of Mark
        One for each question of the set; empty if it could not be marked.
    stamp : str
        Differs as soon as the hand-in, the set, the ledger or the kit do.
    cached : bool
        Whether it was marked earlier.
    seconds : float
        How long it took.
    """

    key: str
    student: str
    file: str
    set: str
    happened: str
    marks: tuple[Mark, ...] = ()
    stamp: str = ""
    handed_in: str = ""
    cached: bool = field(default=False, compare=False)
    seconds: float = field(default=0, compare=False)

    @property
    def marked(self) -> bool:
        """Whether it could be marked."""
        return bool(self.marks)

"""What the command line says, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable


def close(faults: Iterable[object], counted: str) -> int:
    """Print faults and how many there are; return the exit code."""
    listed = [str(fault) for fault in faults]
    for fault in listed:
        print(fault)
    word = "1 fault" if len(listed) == 1 else f"{len(listed) or 'no'} faults"
    print(f"{counted}: {word}")
    return 1 if listed else 0


def say(text: str) -> None:
    """Print a line that tells what is going on."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str, code: int = 1) -> int:
    """Print what went wrong; return the exit code."""
    print(f"sahelkit: {text}", file=sys.stderr)
    return code


def notes() -> Callable[..., None]:
    """Return a function that says each warning once, however often a table is read."""
    said: set[str] = set()

    def show(message: Warning | str, *rest: object, **more: object) -> None:
        if str(message) not in said:
            said.add(str(message))
            say(f"note: {message}")

    return show

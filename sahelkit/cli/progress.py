"""What a long build shows while it goes on."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from sahelkit.lessons.parts import require


class Progress:
    """A bar over many files on a terminal; nothing but the lines of results elsewhere.

    Parameters
    ----------
    total : int
        How many files will be built.
    """

    def __init__(self, total: int) -> None:
        tqdm = require("tqdm")
        tqdm.tqdm.monitor_interval = 0  # no thread of its own
        self._bar: Any = tqdm.tqdm(
            total=total,
            unit="file",
            disable=None,  # unless this is a terminal
            leave=False,
            dynamic_ncols=True,
            bar_format="{n_fmt}/{total_fmt} |{bar:20}| {elapsed} {postfix}",
        )
        self._doing: dict[str, str] = {}

    def __enter__(self) -> Progress:
        """Show the bar."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        self._bar.close()

    def step(self, name: str, text: str) -> None:
        """Say what is being done for a file."""
        self._doing[name] = text
        self._show()

    def done(self, name: str, line: str) -> None:
        """Count a file, and print the line that tells of it, if there is one, above the bar."""
        self._doing.pop(name, None)
        if line:
            self._bar.write(line, file=sys.stderr)
        sys.stderr.flush()
        self._bar.update()
        self._show()

    def _show(self) -> None:
        self._bar.set_postfix_str(" · ".join(list(self._doing.values())))

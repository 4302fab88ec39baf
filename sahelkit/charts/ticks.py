"""Dates along an axis, in the reader's language and never without a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import matplotlib.dates as mdates

from sahelkit.words import word

# as matplotlib writes them, which depends on the reader's machine
_WRITTEN = [dt.date(2000, month, 1).strftime("%b") for month in range(1, 13)]


class ShortDates(mdates.ConciseDateFormatter):
    """Writes years, months or days, as short as can be.

    Parameters
    ----------
    locator : matplotlib.dates.AutoDateLocator
        Chooses the ticks.
    lang : {"en", "fr"}
        Language of the months.
    """

    def __init__(self, locator: mdates.AutoDateLocator, lang: str = "en") -> None:
        super().__init__(locator, show_offset=False)  # type: ignore[no-untyped-call]
        self._months = dict(zip(_WRITTEN, word("months_short", lang).split(), strict=True))

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the labels of the ticks; the first one with its year where no other has one."""
        if not len(values):
            return []
        labels: list[str] = super().format_ticks(values)  # type: ignore[no-untyped-call]
        if not any(re.fullmatch(r"\d{4}", label) for label in labels):
            day = mdates.num2date(values[0])
            month = f" {_WRITTEN[day.month - 1]}" if labels[0].isdigit() else ""
            labels[0] += f"{month} {day.year}"
        months = "|".join(map(re.escape, self._months))
        return [re.sub(months, lambda found: self._months[found[0]], label) for label in labels]

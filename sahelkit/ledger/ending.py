"""Where the ledger ends: its last event, and a word to those who ask beyond it."""

from __future__ import annotations

import datetime as dt
import warnings
from typing import TYPE_CHECKING

from sahelkit.errors import LateDay
from sahelkit.ledger.dates import label

if TYPE_CHECKING:
    from sahelkit.ledger.kit import Kit


def last_day(kit: Kit) -> dt.date | None:
    """Return the day on which the last event of a kit ends; None without an event.

    An event of a month counts as its last day.
    """
    events = kit._frame("events")
    days = events["end"].fillna(events["start"]).dropna()
    return None if days.empty else days.max().date()


def whole(kit: Kit) -> Kit:
    """Return the kit of all days that a kit of one day was made from, or the kit itself."""
    found: Kit = kit._caches.get("whole", kit)
    return found


def warn_if_late(kit: Kit, day: dt.date, *, stacklevel: int = 3) -> None:
    """Warn if a day is later than the last event of the ledger.

    Warns
    -----
    LateDay
        With the day on which the ledger ends.
    """
    last = last_day(whole(kit))
    if last is not None and day > last:
        text = f"the ledger ends on {last}; for {day} it shows what stood then"
        warnings.warn(text, LateDay, stacklevel=stacklevel)


def distance(kit: Kit, day: dt.date) -> str:
    """Say when the last event of the ledger was, and how far a day is from it."""
    last = last_day(whole(kit))
    if last is None:
        return "The ledger has no event."
    days = (day - last).days
    ago = "the same day"
    if days:
        ago = f"{abs(days)} day{'s' * (abs(days) > 1)} {'before' if days > 0 else 'after'}"
    return f"The ledger’s last event is of {label(last, None, 'day')}, {ago}."

"""Right answers to the set on one's own briefing."""

import pandas as pd
import pytest

from sahelkit.study.keys import value_of
from sahelkit.study.sets import briefing


class Ledger:
    """A ledger of a few days."""

    def __init__(self, written):
        self.bottom_lines = pd.DataFrame({"as_of": pd.to_datetime(["2026-01-01", written])})
        self.events = pd.DataFrame(
            {"end": pd.to_datetime(["2025-12-30", "2026-02-12"]), "theme": ["security", "west"]}
        )
        self.sources = pd.DataFrame({"published": pd.to_datetime(["2026-02-20", None])})


@pytest.mark.parametrize(
    ("written", "event", "fuel", "page"),
    [("2026-03-01", 17, 61, 9), ("2027-03-01", 382, 426, 374)],
)
def test_the_age_of_what_is_known_is_counted_from_the_day_of_writing(written, event, fuel, page):
    ledger = Ledger(written)
    found = [
        value_of({"function": f"days_since_the_last_{name}"}, ledger)
        for name in ("event", "fuel_event", "page")
    ]
    assert found == [event, fuel, page]
    assert briefing.days_since_the_last_event(ledger) == event

import datetime as dt

import pytest

from sahelkit.errors import LateDay
from sahelkit.ledger import open_folder
from sahelkit.ledger.ending import distance, last_day, warn_if_late

END = dt.date(2025, 11, 14)


def test_the_last_day_is_that_on_which_the_last_event_ends(small_kit):
    assert last_day(small_kit) == END
    assert last_day(small_kit.as_of("2024-07-06")) == dt.date(2024, 12, 31)  # a hard year


def test_without_events_there_is_no_last_day(ledger, write_table):
    write_table(ledger, "events", [])
    kit = open_folder(ledger)
    assert last_day(kit) is None
    assert distance(kit, END) == "The ledger has no event."
    warn_if_late(kit, END)


def test_only_a_later_day_warns_and_names_the_end(small_kit, recwarn):
    warn_if_late(small_kit, END)
    assert not recwarn.list
    with pytest.warns(LateDay) as caught:
        warn_if_late(small_kit.as_of("2024"), dt.date(2025, 11, 15))
    (text,) = [str(warning.message) for warning in caught]
    assert text == "the ledger ends on 2025-11-14; for 2025-11-15 it shows what stood then"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2025, 11, 24), "10 days before."),
        (dt.date(2025, 11, 15), "1 day before."),
        (END, "the same day."),
        (dt.date(2025, 11, 12), "2 days after."),
    ],
)
def test_distance(small_kit, day, said):
    text = distance(small_kit, day)
    assert text == f"The ledger’s last event is of 14 November 2025, {said}"

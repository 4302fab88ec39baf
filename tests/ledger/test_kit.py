import datetime as dt

import pandas as pd
import pytest

import sahelkit.ledger.kit as kit_module
from sahelkit.errors import BadSeed, LateDay, UnknownName
from sahelkit.ledger import Kit, load, open_folder


def test_every_table_of_the_descriptor_is_an_attribute(small_kit, rows):
    assert list(small_kit) == list(rows)
    for name, content in rows.items():
        assert len(getattr(small_kit, name)) == len(content)
        assert name in dir(small_kit)


def test_a_table_is_read_when_first_touched_and_once(ledger, monkeypatch):
    read = []
    real = kit_module.read_table
    monkeypatch.setattr(
        kit_module,
        "read_table",
        lambda folder, table: read.append(table.name) or real(folder, table),
    )
    kit = open_folder(ledger)
    assert read == []
    assert kit.events.equals(kit.events)
    assert read == ["events"]


def test_a_damaged_table_hurts_only_who_asks_for_it(amend):
    kit = amend("glossary", 0, term="=1")
    assert len(kit.events) == 6
    with pytest.raises(BadSeed, match=r"glossary\.csv, row 2, column term"):
        _ = kit.glossary


def test_an_unknown_table_brings_the_nearest(small_kit):
    with pytest.raises(UnknownName) as caught:
        small_kit.table("event")
    assert caught.value.near[0] == "events"
    assert "sources, claims" in caught.value.expected
    with pytest.raises(UnknownName, match="did you mean 'events'") as caught:
        _ = small_kit.evnts
    assert caught.value.name == "evnts"


def test_an_unknown_attribute_is_an_attribute_error_too(small_kit):
    assert not hasattr(small_kit, "evnts")
    assert not hasattr(small_kit, "_repr_html_")
    assert getattr(small_kit, "__wrapped__", None) is None
    with pytest.raises(AttributeError):  # and no endless search in a kit that is not set up
        _ = Kit.__new__(Kit)._frames


def test_a_kit_is_not_changed_in_place(small_kit):
    with pytest.raises(AttributeError, match="not changed in place"):
        small_kit.day = dt.date(2024, 1, 1)
    with pytest.raises(AttributeError, match="not changed in place"):
        small_kit.events = pd.DataFrame()
    with pytest.raises(AttributeError, match="not changed in place"):
        del small_kit.day
    with pytest.raises(TypeError):
        small_kit.schema["events"] = None
    assert small_kit.day is None


def _assign(frame):
    frame["title"] = "changed"


def _loc(frame):
    frame.loc[0, "title"] = "changed"


def _date(frame):
    frame["start"].array[0] = pd.NaT


def _text(frame):
    frame["title"].array[0] = "changed"


def _drop(frame):
    del frame["title"]


def _columns(frame):
    frame.columns = [name.upper() for name in frame.columns]


def _names(frame):
    frame.index.name = frame.columns.name = "changed"


def _attrs(frame):
    frame.attrs["changed"] = True


@pytest.mark.parametrize("change", [_assign, _loc, _date, _text, _drop, _columns, _names, _attrs])
def test_a_changed_table_does_not_change_the_kit(ledger, small_kit, change):
    kit = open_folder(ledger)
    change(kit.events)
    pd.testing.assert_frame_equal(kit.events, small_kit.events)
    assert kit.events.index.name is None
    assert kit.events.attrs == {}
    assert kit.record("EV-001").title == "Charter signed"


def test_changed_integers_do_not_change_the_kit(ledger):
    kit = open_folder(ledger)
    kit.claims["credibility"].array[0] = 6
    assert kit.claims.loc[0, "credibility"] == 2


def test_a_changed_result_does_not_change_the_kit(ledger):
    kit = open_folder(ledger)
    found = kit.find("Mali")
    found.loc[0, "name"] = "changed"
    found.loc[0, "records"].append("changed")
    assert kit.find("Mali").loc[0, "name"] == "Mali"
    assert "changed" not in kit.find("Mali").loc[0, "records"]
    compared = kit.compare("C-01")
    compared.loc[0, "statement"] = "changed"
    compared.attrs["reading"] = "changed"
    assert kit.compare("C-01").loc[0, "statement"] == "Fifty."
    assert kit.compare("C-01").attrs["reading"] == "Fifty is likelier."
    with pytest.raises(TypeError):
        kit.record("EV-001").row["title"] = "changed"


# as_of


def _ids(frame, column):
    return sorted(frame[column])


def test_as_of_holds_on_the_start_day_and_the_day_before_the_end_but_not_on_the_end_day(small_kit):
    def stretches(day):
        members = small_kit.as_of(day).memberships
        return _ids(members[members["body_id"] == "ecowas"], "membership_id")

    assert stretches("2021-05-29") == ["M-05"]
    assert stretches("2021-05-30") == ["M-01", "M-05"]
    assert stretches("2022-01-27") == ["M-01", "M-05"]
    assert stretches("2022-01-28") == ["M-01"]
    assert stretches("2024-01-27") == ["M-01"]
    assert stretches("2024-01-28") == ["M-02"]
    assert stretches("2025-01-28") == ["M-02"]
    assert stretches("2025-01-29") == []


def test_as_of_a_start_by_a_day_holds_from_that_day(small_kit):
    def members(day):
        frame = small_kit.as_of(day).memberships
        return _ids(frame[frame["body_id"] == "aes"], "membership_id")

    assert members("2024-07-09") == ["M-03"]
    assert members("2024-07-10") == ["M-03", "M-04"]


def test_as_of_offices(small_kit):
    assert _ids(small_kit.as_of("2024-09-30").offices, "office_id") == ["O-01"]
    assert _ids(small_kit.as_of("2024-10-15").offices, "office_id") == ["O-01", "O-02"]
    assert _ids(small_kit.as_of("2024-10-16").offices, "office_id") == ["O-02"]
    assert _ids(small_kit.as_of("2015-12-31").offices, "office_id") == []


def test_as_of_cuts_events_and_what_hangs_on_them(small_kit):
    kit = small_kit.as_of("2024-07-06")
    assert kit.day == dt.date(2024, 7, 6)
    assert _ids(kit.events, "event_id") == ["EV-001", "EV-002", "EV-003", "EV-004"]
    assert set(kit.participants["event_id"]) == {"EV-001", "EV-002"}
    assert "EV-005" not in set(kit.evidence["record_id"])
    assert "S1-01" in set(kit.evidence["record_id"])
    for table in ("events", "memberships", "offices", "participants", "evidence"):
        assert list(kit.table(table).index) == list(range(len(kit.table(table))))
    assert kit.memberships.loc[0, "membership_id"] == "M-02"
    assert len(kit.claims) == len(small_kit.claims)
    assert "2024-07-06" in repr(kit)
    with pytest.raises(UnknownName):
        kit.record("EV-005")
    assert "EV-005" not in kit.find("Niger").loc[0, "records"]
    assert "EV-005" in small_kit.find("Niger").loc[0, "records"]


def test_as_of_the_day_before_an_event(small_kit):
    assert "EV-002" not in set(small_kit.as_of("2024-07-05").events["event_id"])


@pytest.mark.parametrize(
    ("given", "day", "events"),
    [
        ("2024-07", dt.date(2024, 7, 31), 4),
        ("2024", dt.date(2024, 12, 31), 4),
        ("2023", dt.date(2023, 12, 31), 1),
        (dt.date(2025, 1, 29), dt.date(2025, 1, 29), 5),
        (pd.Timestamp("2025-11-11 08:00"), dt.date(2025, 11, 11), 6),
    ],
)
def test_as_of_takes_months_years_and_date_objects(small_kit, given, day, events):
    kit = small_kit.as_of(given)
    assert (kit.day, len(kit.events)) == (day, events)


def test_as_of_what_is_no_date(small_kit):
    with pytest.raises(UnknownName, match="unknown date '6 July 2024'"):
        small_kit.as_of("6 July 2024")
    with pytest.raises(UnknownName, match="did you mean '2023-02-28'"):
        small_kit.as_of("2023-02-30")


def test_as_of_a_day_after_the_last_event_warns_where_it_was_asked(small_kit, recwarn):
    small_kit.as_of("2025-11-14")
    assert not recwarn.list
    with pytest.warns(LateDay, match="the ledger ends on 2025-11-14; for 2030-01-01 it") as caught:
        kit = small_kit.as_of("2030-01-01")
    assert caught[0].filename == __file__
    assert len(kit.events) == 6
    with pytest.warns(LateDay):  # of the whole ledger, not of the events of that kit
        small_kit.as_of("2024").as_of("2030")


def test_a_kit_says_where_its_events_end(small_kit, amend):
    assert repr(small_kit).endswith("changes; events to 2025-11-14>")
    assert repr(small_kit.as_of("2023")).endswith("; events to 2023-09-16>")
    assert repr(amend("events", 0, theme="x")).endswith("changes>")  # damaged: no word of it


def test_as_of_leaves_the_kit_whole_and_can_be_asked_again(small_kit):
    early = small_kit.as_of("2023")
    assert len(small_kit.events) == 6
    assert small_kit.day is None
    late = early.as_of("2025-11-12")
    assert (len(late.events), late.day) == (6, dt.date(2025, 11, 12))
    assert len(early.events) == 1


def test_as_of_keeps_dtypes(small_kit):
    kit = small_kit.as_of("2000")
    assert len(kit.events) == 0
    for name in kit:
        assert list(kit.table(name).dtypes) == list(small_kit.table(name).dtypes)


# opening


def test_load_opens_the_ledger_of_the_package(ledger, monkeypatch):
    monkeypatch.setattr(kit_module, "seeds_folder", lambda: ledger)
    kit = load()
    assert isinstance(kit, Kit)
    assert kit.folder == ledger


def test_a_kit_survives_a_change_of_the_working_folder(ledger, tmp_path, monkeypatch):
    monkeypatch.chdir(ledger.parent)
    kit = open_folder(ledger.name)
    monkeypatch.chdir(tmp_path.parent)
    assert len(kit.events) == 6
    assert kit.folder.is_absolute()


def test_a_folder_without_a_ledger(tmp_path):
    with pytest.raises(BadSeed, match=r"datapackage\.json"):
        open_folder(tmp_path)

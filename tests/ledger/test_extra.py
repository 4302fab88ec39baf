import re
from pathlib import Path

import pandas as pd
import pytest

import sahelkit.ledger.kit as kit_module
from sahelkit.errors import BadSeed, SeedWarning
from sahelkit.ledger import Kit, load


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    folder = tmp_path / "my-tables"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(ledger, extra, monkeypatch):
    """A function that loads the small ledger with the extra folder."""
    monkeypatch.setattr(kit_module, "seeds_folder", lambda: ledger)
    return lambda folder=extra: load(extra=folder)


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


EVENT = "event_id,start,end,precision,place,theme,title,description,tier\n"
ROW = "MY-001,2026-01-05,2026-01-05,day,Gao,domestic,Class visit,We went.,background\n"
LINK = "record_id,source_id,bearing\n"
NAMES = "claim_id,entity_id\n"
PROOF = LINK + "MY-001,SRC-001,supports\n"
ANSWER = "position_id,dispute_id,statement,held_by\n"


def test_rows_are_added_and_columns_that_are_not_required_may_be_left_out(opened, extra, small_kit):
    put(extra, "events.csv", EVENT + ROW)
    put(extra, "evidence.csv", PROOF)
    kit = opened()
    assert isinstance(kit, Kit)
    assert list(kit.events["event_id"])[-1] == "MY-001"
    assert len(kit.events) == len(small_kit.events) + 1
    assert list(kit.events.index) == list(range(7))
    assert kit.record("MY-001")["note"] == ""
    assert kit.record("MY-001").sources[0].source_id == "SRC-001"
    assert list(kit.events.dtypes) == list(small_kit.events.dtypes)
    assert "MY-001" not in set(kit.as_of("2025").events["event_id"])
    assert "MY-001" in set(kit.as_of("2026-01-05").events["event_id"])


def test_dtypes_stay_where_the_added_columns_are_empty(opened, extra, small_kit):
    put(extra, "offices.csv", "office_id,person_id,kind,title\nMY-1,goita,post,Guest\n")
    put(extra, "entities.csv", "entity_id,name,kind,description\nclass,Our class,people,Us.\n")
    kit = opened()
    for name in ("offices", "entities"):
        assert list(kit.table(name).dtypes) == list(small_kit.table(name).dtypes)
    assert kit.find("our class").loc[0, "entity_id"] == "class"


def test_the_kits_own_files_are_untouched(opened, extra, ledger, small_kit):
    before = {p.name: p.read_bytes() for p in ledger.iterdir()}
    put(extra, "events.csv", EVENT + ROW)
    put(extra, "evidence.csv", PROOF)
    mine = {p.name: p.read_bytes() for p in extra.iterdir()}
    kit = opened()
    events = kit.events
    events.loc[0, "title"] = "changed"
    assert {p.name: p.read_bytes() for p in ledger.iterdir()} == before
    assert {p.name: p.read_bytes() for p in extra.iterdir()} == mine
    pd.testing.assert_frame_equal(load().events, small_kit.events)


def test_a_path_may_be_text_or_start_at_home(opened, extra, monkeypatch):
    put(extra, "events.csv", EVENT + ROW)
    put(extra, "evidence.csv", PROOF)
    assert len(opened(str(extra)).events) == 7
    monkeypatch.setenv("HOME", str(extra.parent))
    monkeypatch.setenv("USERPROFILE", str(extra.parent))
    assert len(opened("~/my-tables").events) == 7


@pytest.mark.parametrize(
    "prepare", [lambda f: None, lambda f: put(f, "notes.txt", "x"), Path.rmdir]
)
def test_an_empty_or_missing_folder(opened, extra, prepare):
    prepare(extra)
    with pytest.raises(BadSeed, match="my-tables") as caught:
        opened()
    assert "events.csv" in caught.value.expected


def test_an_unknown_file_name_brings_the_nearest(opened, extra):
    put(extra, "event.csv", EVENT + ROW)
    with pytest.raises(BadSeed) as caught:
        opened()
    assert caught.value.file == "event.csv"
    assert "events.csv" in caught.value.expected


@pytest.mark.parametrize("table", ["events", "claims"])
def test_an_identifier_that_the_kit_has_in_any_table(opened, extra, table):
    text = EVENT + ROW.replace("MY-001", "MY-000") + ROW.replace("MY-001", "EV-001")
    if table == "claims":
        text = EVENT + ROW.replace("MY-001", "MY-000") + ROW.replace("MY-001", "S1-01")
    put(extra, "events.csv", text)
    with pytest.raises(BadSeed) as caught:
        opened()
    error = caught.value
    assert (error.file, error.row, error.column) == ("events.csv", 3, "event_id")
    assert "not taken" in error.expected
    assert table in error.expected


def test_an_identifier_twice_in_the_extra_folder(opened, extra):
    put(extra, "events.csv", EVENT + ROW)
    source = "source_id,publisher,title,published_precision,kind,language,reliability,"
    source += "reliability_reason\nMY-001,Us,Ours,unknown,blog,en,F,New.\n"
    put(extra, "sources.csv", source)
    with pytest.raises(BadSeed, match="not taken"):
        opened()


def test_a_pair_that_the_kit_has(opened, extra):
    put(extra, "mentions.csv", "claim_id,entity_id\nS1-02,mali\nS1-04,mali\n")
    with pytest.raises(BadSeed) as caught:
        opened()
    error = caught.value
    assert (error.file, error.row, error.value) == ("mentions.csv", 3, "S1-04 mali")
    assert error.column == "claim_id, entity_id"
    put(extra, "mentions.csv", "claim_id,entity_id\nS1-02,mali\n")
    assert "S1-02" in opened().find("mali").loc[0, "records"]


@pytest.mark.parametrize(
    ("name", "text", "row", "column", "near"),
    [
        ("mentions.csv", NAMES + "S1-02,mali\nS1-02,nigr\n", 3, "entity_id", "niger"),
        ("evidence.csv", LINK + "EV-01,SRC-001,supports\n", 2, "record_id", "EV-001"),
        ("evidence.csv", LINK + "EV-002,SRC-01,supports\n", 2, "source_id", "SRC-001"),
        ("positions.csv", ANSWER + "C-02-a,C-02,We.,S1-09\n", 2, "held_by", "S1-"),
    ],
)
def test_a_reference_that_leads_nowhere(opened, extra, name, text, row, column, near):
    put(extra, name, text)
    with pytest.raises(BadSeed) as caught:
        opened()
    error = caught.value
    assert (error.file, error.row, error.column) == (name, row, column)
    assert near in error.expected


def test_a_column_that_is_required_may_not_be_left_out(opened, extra):
    put(extra, "events.csv", EVENT.replace(",tier", "") + ROW.replace(",background", ""))
    with pytest.raises(BadSeed, match="column tier: expected this column"):
        opened()


def test_a_spreadsheets_traces_are_read_with_a_warning(opened, extra):
    (extra / "events.csv").write_bytes(
        b"\xef\xbb\xbf" + (EVENT + ROW).replace("\n", "\r\n").encode()
    )
    put(extra, "evidence.csv", PROOF)
    with pytest.warns(SeedWarning):
        assert opened().events.iloc[-1]["tier"] == "background"


OFFICE = "office_id,person_id,kind,title,start,start_precision,end,end_precision\n"
DATES = {
    "end before start": ("events.csv", EVENT, ROW.replace("05,day", "04,day"), "end", "not before"),
    "a month that is one day": ("events.csv", EVENT, ROW.replace("day", "month"), "start", "month"),
    "a month of the end": (
        "offices.csv",
        OFFICE,
        "MY-1,goita,post,Guest,,,2024-07-06,month\n",
        "end",
        "month",
    ),
    "a stretch that runs back": (
        "offices.csv",
        OFFICE,
        "MY-1,goita,post,Guest,2024-07-06,day,2024-07-05,day\n",
        "end",
        "after the start",
    ),
}


@pytest.mark.parametrize("case", DATES)
def test_a_wrong_date_is_named_with_the_row_of_the_extra_file(opened, extra, case):
    name, head, row, column, expected = DATES[case]
    fine = ROW.replace("MY-001", "MY-000") if head == EVENT else "MY-0,goita,post,Guest,,,,\n"
    put(extra, name, head + fine + row)
    with pytest.raises(BadSeed, match=expected) as caught:
        opened()
    error = caught.value
    assert (error.file, error.row, error.column) == (name, 3, column)


def test_an_event_without_evidence_is_added_with_a_warning_that_names_it(opened, extra):
    put(extra, "events.csv", EVENT + ROW + ROW.replace("MY-001", "MY-002"))
    put(extra, "evidence.csv", PROOF)
    with pytest.warns(SeedWarning, match="no evidence") as caught:
        kit = opened()
    (text,) = [str(warning.message) for warning in caught]
    assert "MY-002 (row 3)" in text
    assert "MY-001" not in text
    assert list(kit.events["event_id"])[-2:] == ["MY-001", "MY-002"]


def test_the_warning_points_at_the_line_that_loads(extra):
    put(extra, "events.csv", EVENT + ROW)
    with pytest.warns(SeedWarning, match="MY-001") as caught:
        load(extra=extra)
    assert caught[0].filename == __file__


def test_several_faults_are_told_at_once_and_of_several_files(opened, extra):
    put(extra, "events.csv", EVENT + ROW.replace("MY-001", "my1") + ROW.replace("day", "dya"))
    put(extra, "mentions.csv", NAMES + "S1-02\n")
    with pytest.raises(BadSeed) as caught:
        opened()
    lines = str(caught.value).split("\n")
    assert lines[0] == (
        "events.csv, row 2, column event_id: found 'my1'; expected text written like EV-900"
    )
    assert lines[1].startswith("events.csv, row 3, column precision: found 'dya'; expected one of")
    assert lines[2].startswith("mentions.csv, row 2: ")
    assert 3 <= len(lines) <= 5


def test_faults_that_only_show_beside_the_kit_are_told_at_once(opened, extra):
    put(extra, "events.csv", EVENT + ROW.replace("MY-001", "EV-001"))
    put(extra, "mentions.csv", NAMES + "S1-02,nigr\n")
    put(extra, "evidence.csv", LINK + "".join(f"EV-00{n},SRC-09,supports\n" for n in range(1, 7)))
    with pytest.raises(BadSeed) as caught:
        opened()
    lines = str(caught.value).split("\n")
    assert "not taken" in lines[0]
    assert len(lines) == 6
    assert lines[-1] == "and 3 more"


def test_a_state_has_one_status_in_a_body_at_a_time_there_too(opened, extra):
    head = "membership_id,entity_id,body_id,status,start,start_precision,end,end_precision\n"
    fine = "MY-1,burkina-faso,ecowas,suspended,2022-01-28,day,2024-01-28,day\n"
    put(extra, "memberships.csv", head + fine)
    assert opened().record("MY-1").id == "MY-1"
    wrong = "MY-2,mali,ecowas,member,2025-01-28,day,,\n"
    put(extra, "memberships.csv", head + fine + wrong)
    with pytest.raises(BadSeed, match="a start on or after the end of M-02") as caught:
        opened()
    assert (caught.value.file, caught.value.row) == ("memberships.csv", 3)
    wrong = "MY-2,mali,ecowas,member,2019-01-01,day,,\n"
    put(extra, "memberships.csv", head + wrong)
    with pytest.raises(BadSeed, match="column end: expected an end on or before the start of M-01"):
        opened()


def examples(text):
    """Yield the tables that a text shows: the name of each file and its lines."""
    for name in ("sources.csv", "events.csv", "evidence.csv"):
        found = re.search(rf"``?{name}``?.*?\n\s*\n?(?:```\w*\n)?((?:[ \w].*,.*\n)+)", text)
        yield name, "".join(f"{line.strip()}\n" for line in found[1].splitlines())


@pytest.mark.parametrize("page", ["load", "seeds/README.md"])
def test_the_example_that_is_shown_works(extra, page):
    root = Path(__file__).resolve().parents[2]
    text = load.__doc__ if page == "load" else (root / page).read_text(encoding="utf-8")
    for name, table in examples(text):
        put(extra, name, table)
    kit = load(extra=extra)
    assert len(kit.events) == len(load().events) + 1
    assert ". According to: Our Daily, “A visit”, " in kit.cite("EV-900").text

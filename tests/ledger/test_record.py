from collections.abc import Mapping

import pandas as pd
import pytest

from sahelkit.errors import UnknownName
from sahelkit.ledger import open_folder
from sahelkit.ledger.record import show, when


def test_a_record_reads_like_a_dictionary(small_kit):
    record = small_kit.record("EV-001")
    assert isinstance(record, Mapping)
    assert record["theme"] == "formation"
    assert record["start"] == pd.Timestamp("2023-09-16")
    assert list(record) == list(small_kit.events.columns)
    assert len(record) == len(small_kit.events.columns)
    assert dict(record)["tier"] == "core"
    assert dict(record.items()) == dict(record)
    assert "theme" in record
    assert "nothing" not in record
    assert record.get("nothing", "else") == "else"


def test_a_record_has_the_whole_interface_of_a_mapping(small_kit):
    record = small_kit.record("EV-001")
    assert list(record.values()) == [record[name] for name in record]


def test_an_unknown_column_brings_the_nearest(small_kit):
    with pytest.raises(UnknownName, match="column of events 'precison'") as caught:
        _ = small_kit.record("EV-001")["precison"]
    assert caught.value.near[0] == "precision"


def test_a_record_cannot_be_changed(small_kit):
    record = small_kit.record("EV-001")
    with pytest.raises(AttributeError):
        record.title = "changed"
    with pytest.raises(TypeError):
        record["title"] = "changed"


@pytest.mark.parametrize("record_id", ["SP-03", "M-05", "EV-001", "SRC-007"])
def test_records_with_empty_cells_are_equal_across_kits(small_kit, ledger, record_id):
    one, two = small_kit.record(record_id), open_folder(ledger).record(record_id)
    assert one == two
    assert len({one, two}) == 1
    assert one != small_kit.record("G-01")
    assert one != record_id


def test_records_that_differ_in_a_cell_are_not_equal(small_kit, amend):
    assert small_kit.record("EV-001") != amend("events", 0, tier="background").record("EV-001")


@pytest.mark.parametrize(
    ("record_id", "words"),
    [
        ("EV-001", "16 September 2023"),
        ("EV-003", "July 2024"),
        ("EV-004", "2024"),
        ("EV-006", "11–14 November 2025"),
        ("S1-03", "May 2025"),
        ("S1-02", ""),
        ("SRC-001", "12 November 2025"),
        ("SRC-008", "July 2024"),
        ("SRC-007", ""),
        ("M-01", "from 30 May 2021 until 28 January 2024"),
        ("M-03", "from 16 September 2023"),
        ("M-04", "by 10 July 2024"),
        ("M-05", "until 28 January 2022"),
        ("O-02", "from October 2024"),
        ("CH-01", "20 November 2026"),
        ("mali", ""),
        ("C-01", ""),
    ],
)
def test_when(small_kit, record_id, words):
    assert small_kit.record(record_id).when == words


@pytest.mark.parametrize(
    ("record_id", "words"),
    [
        ("EV-001", "16 septembre 2023"),
        ("M-01", "depuis le 30 mai 2021 jusqu’au 28 janvier 2024"),
        ("M-04", "au plus tard le 10 juillet 2024"),
        ("O-02", "depuis octobre 2024"),
        ("CH-01", "20 novembre 2026"),
    ],
)
def test_when_in_french(small_kit, record_id, words):
    assert when(small_kit.record(record_id), "fr") == words


def test_str_has_identifier_title_and_date(small_kit):
    assert str(small_kit.record("EV-001")) == "EV-001: Charter signed (16 September 2023)"
    assert str(small_kit.record("mali")) == "mali: Mali"


def test_html_is_escaped_and_leaves_out_empty_cells(small_kit):
    html = small_kit.record("EV-006")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fair" in html
    assert "A fair &lt;b&gt;opens&lt;/b&gt;." in html
    assert "date_note" not in html
    assert "SRC-007 (supports)" in html
    assert "2025-11-11" in html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.NA, ""),
        ("", ""),
        (0, "0"),
        (50.0, "50"),
        (5486.4, "5486.4"),
        (pd.Timestamp("2024-07-06"), "2024-07-06"),
    ],
)
def test_show(value, text):
    assert show(value) == text

import pytest

from sahelkit.errors import BadSeed
from sahelkit.ledger.originals import RUN, copied_run, original_runs, sentences, verify


def only(kit, folder):
    (fault,) = verify(kit, folder).faults
    return fault.file, fault.row, fault.column, str(fault.value), fault.expected


def test_a_clean_run(small_kit, originals):
    found = verify(small_kit, originals)
    assert found.faults == []
    assert (found.claims, found.sentences, found.covered) == (4, 5, 4)
    assert found.uncovered == ["S1 paragraph 1 sentence 1"]


def test_the_originals_are_found_by_content_not_by_name(small_kit, originals):
    (originals / "one.txt").rename(originals / "renamed.txt")
    (originals / "latin.txt").write_bytes("été".encode("latin-1"))
    assert verify(small_kit, originals).faults == []


def test_a_missing_or_empty_folder(small_kit, tmp_path):
    for folder in (tmp_path / "nothing", tmp_path):
        with pytest.raises(BadSeed, match="a folder with the original texts"):
            verify(small_kit, folder)


def test_a_changed_original(small_kit, originals):
    path = originals / "one.txt"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    file, row, column, _, expected = only(small_kit, originals)
    assert (file, row, column) == ("sources.csv", 2, "sha256")
    assert "S1 is lost or changed" in expected
    assert verify(small_kit, originals).claims == 0


@pytest.mark.parametrize(("paragraph", "sentence"), [(9, 1), (2, 3), (3, 1)])
def test_a_locator_that_does_not_exist(amend, originals, paragraph, sentence):
    kit = amend("claims", 1, paragraph=paragraph, sentence=sentence)
    file, row, column, value, expected = only(kit, originals)
    assert (file, row, column) == ("claims.csv", 3, "sentence")
    assert value == f"{paragraph}, {sentence}"
    assert "a sentence of S1" in expected
    assert "(S1-02)" in expected


@pytest.mark.parametrize("claim", ["It is “a new day”.", "It is “a dawn”.", "It is “dawn new”."])
def test_a_quotation_that_does_not_stand_in_the_sentence(amend, originals, claim):
    file, row, column, value, expected = only(amend("claims", 1, claim=claim), originals)
    assert (file, row, column) == ("claims.csv", 3, "claim")
    assert value in claim
    assert "words that stand in the sentence" in expected


@pytest.mark.parametrize(
    ("claim", "figure"),
    [
        ("Entry was 6,000 francs.", "6000"),
        ("Entry was 5,000 francs for seven.", "7"),
        ("Entry was 5 francs.", "5"),
        ("Entry was 5,000.5 francs.", "5000.5"),
    ],
)
def test_a_figure_that_does_not_stand_in_the_sentence(amend, originals, claim, figure):
    file, row, column, value, expected = only(amend("claims", 2, claim=claim), originals)
    assert (file, row, column, value) == ("claims.csv", 4, "claim", figure)
    assert "a figure of the sentence" in expected


def test_a_figure_may_be_named_in_inferred(amend, originals):
    inferred = "The year 2025: from the dateline; 8 as 5,000 is 8 times the usual price."
    kit = amend("claims", 2, claim="Entry was 8 times dearer.", inferred=inferred)
    assert verify(kit, originals).faults == []


@pytest.mark.parametrize(
    ("claim", "date"),
    [
        ("Niger came in on 6 July 2024.", "2024-07-06"),
        ("Niger came in in August 2024.", "2024-08"),
        ("Niger came in in July 2023.", "2023-07"),
        ("Niger came in in 2023.", "2023"),
        ("Niger came in on 6 July.", "07-06"),
    ],
)
def test_a_date_that_does_not_stand_in_the_sentence(amend, originals, claim, date):
    file, row, column, value, expected = only(amend("claims", 3, claim=claim), originals)
    assert (file, row, column, value) == ("claims.csv", 5, "claim", date)
    assert "a date of the sentence" in expected


@pytest.mark.parametrize(
    ("claim", "inferred", "faults"),
    [
        ("Niger came in on 6 July 2024.", "The charter is of 6 May 2023.", 1),
        ("Niger came in on 6 July 2023.", "The paper says 6 July.", 1),
        ("Niger came in on 6 July 2024.", "The paper says 6 July.", 0),
        ("Niger came in on 6 July 2024.", "The paper says 6 July 2024.", 0),
    ],
)
def test_a_date_is_put_together_from_its_day_and_a_year_elsewhere_but_no_further(
    amend, originals, claim, inferred, faults
):
    kit = amend("claims", 3, claim=claim, inferred=inferred)
    assert [f.column for f in verify(kit, originals).faults] == ["claim"] * faults


@pytest.mark.parametrize(
    "claim", ["Niger came in during 2024.", "Niger came in in July.", "Niger joined in July 2024."]
)
def test_a_date_may_be_coarser_than_in_the_sentence(amend, originals, claim):
    assert verify(amend("claims", 3, claim=claim), originals).faults == []


@pytest.mark.parametrize(
    ("row", "cells", "column", "expected"),
    [
        (3, {"start": "2023-07-01", "end": "2024-07-31"}, "start", "the year (2023)"),
        (3, {"end": "2024-08-31"}, "end", "the month (August)"),
        (0, {"end": "2025-11-12"}, "end", "the day (12)"),
        (2, {"inferred": ""}, "start", "the year (2025)"),
    ],
)
def test_the_columns_start_and_end_rest_on_the_sentence_too(
    amend, originals, row, cells, column, expected
):
    faults = verify(amend("claims", row, **cells), originals).faults
    assert (faults[0].row, faults[0].column) == (row + 2, column)
    assert expected in faults[0].expected
    assert {fault.column for fault in faults} <= {"start", "end"}


def test_a_word_of_framing_is_counted_again(amend, originals):
    file, row, column, value, expected = only(amend("wordings", 0, count=2), originals)
    assert (file, row, column, value) == ("wordings.csv", 2, "count", "2")
    assert expected.startswith("1, as often as these forms stand in S1")


def test_the_claim_beside_a_word_is_read_again(amend, originals):
    found = only(amend("wordings", 0, claim_id="S1-01"), originals)
    assert found[:4] == ("wordings.csv", 2, "claim_id", "S1-01")
    assert "a form of dawn" in found[4]


COPIED = "We saw that the fair opened in Bamako on November yesterday."


@pytest.mark.parametrize(
    ("table", "row", "column", "file"),
    [
        ("claims", 1, "note", "claims.csv"),
        ("events", 2, "description", "events.csv"),
        ("glossary", 0, "definition", "glossary.csv"),
    ],
)
def test_a_copied_run_of_words_in_any_table(amend, originals, table, row, column, file):
    found = only(amend(table, row, **{column: COPIED}), originals)
    assert found[:3] == (file, row + 2, column)
    assert found[3] == "the fair opened in bamako on november"
    assert "our own words" in found[4]


def test_fewer_words_in_a_row_and_quotations_are_no_copy(amend, originals, small_kit):
    runs = original_runs(small_kit, originals)
    six = "the fair opened in Bamako on"
    assert len(six.split()) + 1 == RUN
    assert copied_run(six, runs) is None
    assert copied_run(f"“{six} November”", runs) is None
    assert copied_run("the fair opened “in” Bamako on November 11", runs) is None
    assert copied_run(f"{six} November", runs) == "the fair opened in bamako on november"
    assert copied_run("The FAIR — opened, in Bamako on November", runs)
    assert verify(amend("events", 0, note=f"“{six} November 11”"), originals).faults == []


def test_titles_of_sources_are_theirs(amend, originals):
    assert verify(amend("sources", 1, title=COPIED), originals).faults == []


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("", []),
        ("   ", []),
        ("A heading", ["A heading"]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("He met Gen. Salif Diarra. He left.", ["He met Gen. Salif Diarra.", "He left."]),
        ("Mr. A and Mrs. B came. Dr. C too.", ["Mr. A and Mrs. B came.", "Dr. C too."]),
        ("It was “far-fetched.” He left.", ["It was “far-fetched.”", "He left."]),
        ("It ended. “Wake up,” he said.", ["It ended.", "“Wake up,” he said."]),
        ("It rose 0.5 percent. 64 came.", ["It rose 0.5 percent.", "64 came."]),
        ("He said (in May.) Then he left.", ["He said (in May.)", "Then he left."]),
        ("Drones, etc. were shown.", ["Drones, etc. were shown."]),
        ("It began at 9 a.m. in Bamako.", ["It began at 9 a.m. in Bamako."]),
        ("He left. Évariste stayed.", ["He left.", "Évariste stayed."]),
    ],
)
def test_sentences(line, parts):
    assert sentences(line) == parts

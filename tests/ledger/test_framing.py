import pandas as pd
import pytest

from sahelkit.ledger.framing import count_forms, unread_claims, wrong_counts, wrong_wordings

TEXT = """A Dawn rose.
The dawn’s light, the pre-dawn cold; no dawns, no dawning.
Military rule, they say."""


@pytest.mark.parametrize(
    ("forms", "count"),
    [
        ("dawn", 3),
        ("DAWN", 3),
        ("dawn; dawns", 4),
        ("dawns; dawn", 4),
        ("daw", 0),
        ("awn", 0),
        ("light", 1),
        ("pre-dawn", 1),
        ("pre-dawn; dawn", 3),
        ("military rule", 1),
        ("military  rule;", 1),
        ("military; military rule", 1),
        ("cold no", 0),
        ("rule they", 0),
        ("dawn.", 0),
        ("", 0),
    ],
)
def test_whole_words_in_any_case_and_each_place_once(forms, count):
    assert count_forms(forms, TEXT) == count


def test_a_phrase_stands_in_one_line_whatever_its_spaces():
    assert count_forms("new dawn", "A new\u00a0dawn, a new  dawn.") == 2
    assert count_forms("new dawn", "A new\ndawn.") == 0


def test_a_longer_form_goes_before_a_shorter_one():
    assert count_forms("dawn; dawn to dawn", "From dawn to dawn.") == 1


def test_letters_with_accents_belong_to_a_word():
    assert count_forms("goïta; ma", "Goïta and Maïga") == 1


def faults(found):
    return [(f.file, f.row, f.column, f.value, f.expected) for f in found]


@pytest.mark.parametrize(("row", "count", "right"), [(0, 2, 1), (0, 0, 1), (1, 1, 0)])
def test_a_wrong_count(amend, row, count, right):
    text = "It is a new dawn."
    wordings = amend("wordings", row, count=count).wordings
    ((file, at, column, value, expected),) = faults(wrong_counts(wordings, {"S1": text}))
    assert (file, at, column, value) == ("wordings.csv", row + 2, "count", count)
    assert expected.startswith(f"{right}, as often")
    assert "S1 (W-0" in expected


def test_right_counts_and_texts_that_are_not_at_hand(small_kit):
    assert not faults(wrong_counts(small_kit.wordings, {"S1": "Dawn."}))
    assert not faults(wrong_counts(small_kit.wordings, {}))


LINES = [["A fair opened."], ["It drew fifty.", "It is a new dawn."], [], ["Dear.", "Niger came."]]


@pytest.mark.parametrize(("claim", "wrong"), [("S1-02", 0), ("S1-01", 1), ("S1-04", 1), ("", 0)])
def test_the_claim_beside_a_word_comes_from_a_sentence_with_it(amend, claim, wrong):
    kit = amend("wordings", 0, claim_id=claim)
    found = faults(unread_claims(kit.wordings, kit.claims, {"S1": LINES}))
    place = ("wordings.csv", 2, "claim_id", claim, "a claim from a sentence with a form of dawn")
    assert found == [place] * wrong
    assert not faults(unread_claims(kit.wordings, kit.claims, {}))


@pytest.mark.parametrize("lines", [[["A fair opened."]], [["A fair opened."], ["One."]]])
def test_a_claim_without_its_sentence_is_judged_elsewhere(small_kit, lines):
    assert not faults(unread_claims(small_kit.wordings, small_kit.claims, {"S1": lines}))


@pytest.fixture
def wrong(small_kit):
    """A function that changes cells of a row of the small table and checks it."""

    def run(row=0, documents=("S1",), more=(), **cells):
        wordings = small_kit.wordings.copy()
        for column, value in cells.items():
            wordings.loc[row, column] = value
        for extra in more:
            added = wordings.iloc[[row]].assign(**extra)
            wordings = pd.concat([wordings, added], ignore_index=True)
        sources = small_kit.sources.copy()
        sources["sha256"] = ["a" if s in documents else "" for s in sources["source_id"]]
        frames = {"wordings": wordings, "claims": small_kit.claims, "sources": sources}
        return faults(wrong_wordings(frames))

    return run


def test_the_small_table_has_no_fault(wrong):
    assert wrong() == []


@pytest.mark.parametrize(
    ("row", "cells", "column", "value", "expected"),
    [
        (0, {"voice": "none"}, "voice", "none", "text, quoted or both, since the count is 1"),
        (1, {"voice": "text"}, "voice", "text", "none, since the count is 0"),
        (1, {"claim_id": "S1-02"}, "claim_id", "S1-02", "no claim, since the count is 0"),
    ],
)
def test_voice_and_claim_go_with_the_count(wrong, row, cells, column, value, expected):
    assert wrong(row, **cells) == [("wordings.csv", row + 2, column, value, expected)]


def test_a_cell_that_could_not_be_read_is_judged_no_further(wrong):
    assert wrong(count=pd.NA) == []
    assert wrong(1, voice="") == []


def test_a_claim_of_another_source(wrong):
    found = wrong(source_id="SRC-001", documents=())
    assert found == [("wordings.csv", 2, "claim_id", "S1-02", "a claim of SRC-001")]


def test_two_rows_for_one_word_and_source(wrong):
    found = wrong(more=[{"wording_id": "W-03"}])
    expected = "one row for dawn in S1 (it stands in row 2 too)"
    assert found == [("wordings.csv", 4, "word", "dawn", expected)]


def test_a_word_that_lacks_a_row_for_a_document(wrong):
    found = wrong(documents=("S1", "SRC-001", "SRC-002"))
    assert found == [
        ("wordings.csv", 2, "word", "dawn", "a row for SRC-001, SRC-002"),
        ("wordings.csv", 3, "word", "collapse", "a row for SRC-001, SRC-002"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("forms", "dawn", "dawn; dawns, as for dawn in row 2"),
        ("family", "threat", "display, as for dawn in row 2"),
    ],
)
def test_rows_of_one_word_have_the_same_forms_and_family(wrong, column, value, expected):
    found = wrong(more=[{"source_id": "S2", "claim_id": "", column: value}])
    assert found == [("wordings.csv", 4, column, value, expected)]

import pytest

from sahelkit.ledger.stated import Contents


@pytest.fixture(scope="module")
def contents(small_kit):
    return Contents({name: small_kit.table(name) for name in small_kit}, small_kit.schema)


def test_the_table_of_a_record(contents):
    assert contents.table("EV-001") == "events"
    assert contents.table("C-01-a") == "positions"
    assert contents.table("EV-999") == ""


@pytest.mark.parametrize(
    ("record", "held"),
    [
        ("EV-001", "16 September 2023"),  # its date in words
        ("EV-001", "a copy"),  # the note of a source
        ("EV-001", "Bamako Hebdo"),  # a source
        ("C-01", "Thirty to forty."),  # an answer
        ("C-01", "A show for arms makers began"),  # the claim that holds it
        ("C-01-a", "Parent Wire"),  # the evidence for that claim
        ("S1-03", "Unnamed outlet"),  # its document
        ("SP-01", "27"),
        ("SRC-008", "July 2024"),
    ],
)
def test_what_a_record_states(contents, record, held):
    assert held in contents.of([record])


def test_a_date_is_as_fine_as_it_is_known(contents):
    assert "2024-07" in contents.of(["EV-003"])
    assert "2024-07-01" not in contents.of(["EV-003"])
    assert "2024-01" not in contents.of(["EV-004"])


def test_several_records_and_unknown_ones(contents):
    text = contents.of(["EV-001", "EV-999", "EV-005"])
    assert "Charter signed" in text
    assert "Withdrawal takes effect" in text
    assert contents.of(["EV-999"]) == ""

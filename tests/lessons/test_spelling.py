import pytest

from sahelkit.lessons.spelling import Speller


@pytest.fixture(scope="module")
def speller(small_kit):
    return Speller(small_kit)


def meant(speller, text):
    return [problem.split("expected ")[1].strip("“”") for problem in speller.problems(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yevkurow", "Yevkurov"),
        ("Bamakko’s streets", "Bamako"),
        ("Burkinna Faso", "Burkina"),
        ("Bayraktaar", "Bayraktar"),
        ("Burkína", "Burkina"),
    ],
)
def test_slips(speller, text, expected):
    assert meant(speller, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Yunus-bek Yevkurov",
        "Evkurov and Evkourov",  # a variant; the French name
        "Goita and Goïta",
        "Bamako’s Bamako's",
        "BAMAKO",
        "Nigerien and Malian",  # longer than the name
        "bamakko",  # no capital: no name
        "Alliances",
        "Монитор reports",
        "Junta",  # a term of the glossary
        "Mail",  # too short to be sure
        "",
    ],
)
def test_no_slips(speller, text):
    assert meant(speller, text) == []


def test_each_slip_is_named_each_time(speller):
    assert meant(speller, "Yevkurow and Bamakko and Yevkurow") == ["Yevkurov", "Bamako", "Yevkurov"]

import pytest

from sahelkit.ledger.figures import Day, days_in, numbers_in, outside_quotes, quotes_in, stands_in


def both(text: str) -> tuple[list[tuple], set[float]]:
    days, rest = days_in(text)
    return [tuple(day) for day in days], numbers_in(rest)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("June 20, 1960", [(1960, 6, 20)]),
        ("20 June 1960", [(1960, 6, 20)]),
        ("20th of June, 1960", [(1960, 6, 20)]),
        ("June 20", [(None, 6, 20)]),
        ("on November 11th and after", [(None, 11, 11)]),
        ("2024-07-06", [(2024, 7, 6)]),
        ("2024-07", [(2024, 7, None)]),
        ("11–14 November 2025", [(2025, 11, 11), (2025, 11, 14)]),
        ("11-14 November 2025", [(2025, 11, 11), (2025, 11, 14)]),
        ("11 to 14 November 2025", [(2025, 11, 11), (2025, 11, 14)]),
        ("from November 11 to 14", [(None, 11, 11), (None, 11, 14)]),
        ("July 25–27, 2024", [(2024, 7, 25), (2024, 7, 27)]),
        ("31 March to 1 April", [(None, 3, 31), (None, 4, 1)]),
        ("Sept. 2023", [(2023, 9, None)]),
        ("September 2025", [(2025, 9, None)]),
        ("In late October, troops", [(None, 10, None)]),
        ("in 2022", [(2022, None, None)]),
        ("2023–24", [(2023, None, None), (2024, None, None)]),
        ("2023-24", [(2023, None, None), (2024, None, None)]),
        ("May 2025", [(2025, 5, None)]),
        ("5 May", [(None, 5, 5)]),
    ],
)
def test_dates(text, days):
    assert both(text) == (days, set())


@pytest.mark.parametrize(
    "text", ["In May", "may", "They may march", "The March on", "augustus", "a decade"]
)
def test_words_that_look_like_months_are_no_dates(text):
    assert both(text) == ([], set())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("64th", {64}),
        ("5,000", {5000}),
        ("1,234,567.5", {1234567.5}),
        ("5\u00a0000 men", {5000}),
        ("5\u202f000 men", {5000}),
        ("500 billion", {5e11}),
        ("3.5 million", {3.5e6}),
        ("$1.2 billion", {1.2e9}),
        ("25,000 feet", {25000}),
        ("0.5%", {0.5}),
        ("20% and 30%", {20, 30}),
        ("5, 6 and 7", {5, 6, 7}),
        ("50 nations, 30 firms", {50, 30}),
        ("10–15 vehicles", {10, 15}),
        ("10-15 vehicles", {10, 15}),
        ("24/7", {24, 7}),
        ("It costs 5. Then", {5}),
        ("a 27-hour flight", {27}),
        ("2,000 fighters", {2000}),
    ],
)
def test_numbers(text, numbers):
    assert both(text) == ([], numbers)


@pytest.mark.parametrize(
    "text",
    ["TB2", "4×4", "the Cobra II 4×4", "Su-30", "Mi-8", "S1-14", "EV-083", "FY2024x", "1960s"],
)
def test_digits_in_a_name_are_no_number(text):
    assert both(text) == ([], set())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("two", {2}),
        ("one", set()),
        ("no one", set()),
        ("Twenty-five", {25}),
        ("twenty five thousand", {25000}),
        ("one hundred", {100}),
        ("two hundred and fifty", {250}),
        ("two thousand three hundred and five men", {2305}),
        ("one million two hundred thousand", {1.2e6}),
        ("two, three or four", {2, 3, 4}),
        ("two and three", {2, 3}),
        ("thirteen out of fourteen", {13, 14}),
        ("twenty twenty-five", {20, 25}),
        ("a dozen", {12}),
        ("half a dozen", {6}),
        ("two dozen", {24}),
        ("a hundred", {100}),
        ("hundreds of men", set()),
        ("someone often", set()),
        ("weighty tension", set()),
    ],
)
def test_numbers_in_words(text, numbers):
    assert numbers_in(text) == numbers
    assert numbers_in(text, words=False) == set()


def test_dates_and_numbers_side_by_side():
    text = "On 6 July 2024, three states with 75 million people met; 14 ministers came in May."
    assert both(text) == ([(2024, 7, 6)], {3, 75e6, 14})


def test_a_date_fits_what_is_as_fine_or_finer():
    assert Day(2024).fits(Day(2024, 7, 6))
    assert Day(2024, 7).fits(Day(2024, 7))
    assert Day(None, 7, 6).fits(Day(2024, 7, 6))
    assert not Day(2024, 7, 6).fits(Day(2024))
    assert not Day(2024, 7).fits(Day(2024, 8))


def test_quotations():
    text = "He said “wake up” and “far-fetched”, not 'this' or \"that\"."
    assert quotes_in(text) == ["wake up", "far-fetched"]
    assert "wake" not in outside_quotes(text)
    assert "He said" in outside_quotes(text)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("a new dawn", True),
        ("A new—dawn", True),
        ("Colonel Goita", True),
        ("new daw", False),
        ("dawn new", False),
    ],
)
def test_a_quotation_stands_in_a_text_but_for_case_accents_and_punctuation(quote, stands):
    assert stands_in(quote, "It is “a new dawn,” said Colonel Goïta.") is stands

import math

import pytest

import sahelkit
from sahelkit.ledger.record import rows_of
from sahelkit.ledger.units import (
    Figure,
    abbreviated,
    factor,
    hours,
    lower_bound,
    number,
    read,
    step,
    unit_in,
    write,
)

NONE = float("nan")


def row(low, unit, published="", *, high=None, qualifier="", text=""):
    high = low if high is None else high
    return {
        "low": low,
        "high": high,
        "unit": unit,
        "published": published,
        "qualifier": qualifier,
        "text": text,
    }


@pytest.mark.parametrize(
    ("published", "figures"),
    [
        ("18,000 ft", [(18000, "ft", 1000)]),
        ("40,000 ft (12,192 m)", [(40000, "ft", 10000), (12192, "m", 1)]),
        ("8 thousand metres", [(8000, "m", 1000)]),
        ("nearly 1.5 tonnes", [(1.5, "t", 0.1)]),
        ("80 kilometres per hour", [(80, "km/h", 10)]),
        ("120 km/h", [(120, "km/h", 10)]),
        ("900 kg external and 450 kg internal", [(900, "kg", 100), (450, "kg", 10)]),
        ("25 h 46 min", [(25, "h", 1)]),
        ("up to nine soldiers", []),
        ("12 months", []),
        ("six TB2", []),
        ("", []),
    ],
)
def test_figures_are_read_from_a_published_text(published, figures):
    assert [(f.value, f.unit, f.step) for f in read(published)] == figures


@pytest.mark.parametrize(
    ("text", "expected"), [("650", 10), ("55", 1), ("1.5", 0.1), (8230.0, 10), (0.0, 1), ("0", 1)]
)
def test_step_is_the_worth_of_the_last_digit(text, expected):
    assert math.isclose(step(text), expected)


@pytest.mark.parametrize(
    ("unit", "target", "expected"),
    [
        ("m", "ft", 1 / 0.3048),
        ("km", "m", 1000),
        ("km", "mi", 1 / 1.609344),
        ("kg", "lb", 1 / 0.45359237),
        ("km/h", "mph", 1 / 1.609344),
        ("persons", "persons", 1),
        ("m", "kg", None),
        ("persons", "m", None),
    ],
)
def test_factors_are_those_of_the_agreement_of_1959(unit, target, expected):
    found = factor(unit, target)
    assert found == expected if expected is None else math.isclose(found, expected)


@pytest.mark.parametrize(
    ("given", "metric", "imperial"),
    [
        # published in feet: the feet as they stand, metres no finer than the feet
        (row(5486, "m", "18,000 ft"), "≈ 5,500 m", "18,000 ft"),
        (row(8239, "m", "27,030 ft"), "≈ 8,239 m", "27,030 ft"),
        (row(11594, "m", "38,039 ft"), "≈ 11,594 m", "38,039 ft"),
        # published in metres or in both
        (row(8000, "m", "8 thousand metres"), "8,000 m", "≈ 26,000 ft"),
        (row(12192, "m", "40,000 ft (12,192 m)"), "12,192 m", "40,000 ft"),
        (row(20, "m", "65 ft / 20 m"), "20 m", "65 ft"),
        (row(12000, "kg", "12 t"), "12,000 kg", "≈ 26,000 lb"),
        (row(5, "km", "5 km"), "5 km", "≈ 3.1 mi"),
        (row(80, "km/h", "80 kilometres per hour"), "80 km/h", "≈ 50 mph"),
        # no figure in the text that is the value: as fine as the ledger has it
        (row(1350, "kg", "900 kg external and 450 kg internal"), "1,350 kg", "≈ 2,980 lb"),
        (row(400, "m"), "400 m", "≈ 1,300 ft"),
        # the same in all
        (row(27, "h", "27 hours"), "27 h", "27 h"),
        (row(25.77, "h", "25 h 46 min"), "25 h 46 min", "25 h 46 min"),
        (row(7.62, "mm", "", high=25), "7.62–25 mm", "7.62–25 mm"),
        (row(6, "aircraft", "six"), "6 aircraft", "6 aircraft"),
        # ranges and bounds
        (row(24, "h", high=27), "24–27 h", "24–27 h"),
        (row(NONE, "km", high=150), "up to 150 km", "up to ≈ 93 mi"),
        (row(20, "h", "over 20 h", qualifier="lower bound"), "at least 20 h", "at least 20 h"),
        (row(NONE, "", text="planned"), "planned", "planned"),
    ],
)
def test_values_in_both_systems(given, metric, imperial):
    assert write(given, "metric") == metric
    assert write(given, "imperial") == imperial


def test_as_published_is_the_sources_own_text():
    assert write(row(5486, "m", "18,000 ft"), "published") == "18,000 ft"
    assert write(row(400, "m"), "published") == "400 m"


def test_no_converted_value_of_the_ledger_is_finer_than_its_source():
    for given in rows_of(sahelkit.load().specs):
        for system, target in (("metric", given["unit"]), ("imperial", "")):
            text = write(given, system)
            if "≈" in text and read(given["published"]):
                target = target or unit_in(given["unit"], "imperial")
                worth = min(f.step * factor(f.unit, target) for f in read(given["published"]))
                assert read(text)[0].step >= worth / 10.01, given


def test_a_bound_can_be_left_out():
    given = row(20, "h", qualifier="lower bound")
    assert lower_bound(given)
    assert write(given, bound=False) == "20 h"


def test_french_digits_and_units():
    assert write(row(5486, "m", "18,000 ft"), "metric", "fr") == "≈ 5\u202f500\u00a0m"
    assert write(row(5, "km", "5 km"), "imperial", "fr") == "≈ 3,1\u00a0mi"
    assert write(row(6, "aircraft"), "metric", "fr") == "6\u00a0appareils"
    assert number(Figure(1.25, "m", 0.01), "fr") == "1,25"


@pytest.mark.parametrize(
    ("value", "text"), [(27, "27 h"), (0.5, "30 min"), (1.75, "1 h 45 min"), (0, "0 h")]
)
def test_hours(value, text):
    assert hours(value) == text


def test_abbreviated():
    assert abbreviated("up to 27 hours") == "up to 27 h"
    assert abbreviated("80 kilometres per hour") == "80 km/h"
    assert abbreviated("8 thousand metres") == "8 thousand m"
    assert abbreviated("half an hour") == "half an hour"

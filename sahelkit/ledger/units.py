"""Published figures in the units of a reader's choice, without inventing precision."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sahelkit.ledger.record import show
from sahelkit.words import words

SYSTEMS = ("metric", "imperial", "published")
# the size of each unit in the first of its kind; feet, miles and pounds have been exact in
# metric units since the international yard and pound agreement of 1959
_SIZES: dict[str, tuple[str, float]] = {
    "m": ("length", 1.0),
    "km": ("length", 1000.0),
    "ft": ("length", 0.3048),
    "mi": ("length", 1609.344),
    "kg": ("mass", 1.0),
    "t": ("mass", 1000.0),
    "lb": ("mass", 0.45359237),
    "km/h": ("speed", 1.0),
    "mph": ("speed", 1.609344),
    "h": ("time", 1.0),
}
_IMPERIAL = {"m": "ft", "km": "mi", "kg": "lb", "km/h": "mph"}
_SPELT = {
    "km/h": r"km/h|kilomet(?:re|er)s? per hour",
    "mph": r"mph|miles? per hour",
    "km": r"km|kilomet(?:re|er)s?",
    "m": r"m|met(?:re|er)s?",
    "ft": r"ft|feet|foot",
    "mi": r"mi|miles?",
    "kg": r"kg|kilograms?",
    "t": r"t|tonnes?",
    "lb": r"lbs?|pounds?",
    "h": r"h|hours?",
}
_NUMBER = r"(\d{1,3}(?:[,  \u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_FIGURE = re.compile(
    rf"{_NUMBER}\s*(thousand\s+)?(?:" + "|".join(f"({s})" for s in _SPELT.values()) + r")(?![\w/])"
)
_CLOSE = 0.01  # two figures for one value may differ by so much, since both may be rounded


@dataclass(frozen=True)
class Figure:
    """A number with its unit, as fine as it was published.

    Attributes
    ----------
    value, unit : float, str
        For example 18000 and ``ft``.
    step : float
        What one more in its last digit that is not zero would be: 1000 for 18,000.
    """

    value: float
    unit: str
    step: float


def read(published: str) -> list[Figure]:
    """Return the figures with a known unit in a published text, in its order.

    Examples
    --------
    >>> read("40,000 ft (12,192 m)")
    [Figure(value=40000.0, unit='ft', step=10000.0), Figure(value=12192.0, unit='m', step=1.0)]
    """
    found = []
    for match in _FIGURE.finditer(published):
        number, thousand, *spellings = match.groups()
        unit = next(u for u, s in zip(_SPELT, spellings, strict=True) if s)
        plain = re.sub(r"[^\d.]", "", number)
        times = 1000.0 if thousand else 1.0
        found.append(Figure(float(plain) * times, unit, step(plain) * times))
    return found


def abbreviated(published: str) -> str:
    """Return a published text with its units in short: ``up to 27 h`` for ``up to 27 hours``."""

    def short(match: re.Match[str]) -> str:
        number, thousand, *spellings = match.groups()
        unit = next(u for u, s in zip(_SPELT, spellings, strict=True) if s)
        return f"{number} {thousand or ''}{unit}"

    return _FIGURE.sub(short, published)


def step(number: str | float) -> float:
    """Return the value of the last digit of a number that is not a zero at its end."""
    text = number if isinstance(number, str) else f"{number:.6f}".rstrip("0").rstrip(".")
    if "." in text:
        return 10.0 ** -len(text.split(".")[1])
    return 10.0 ** (len(text) - len(text.rstrip("0") or text))


def unit_in(unit: str, system: str) -> str:
    """Return the unit in which a system writes what the ledger holds in ``unit``."""
    return _IMPERIAL.get(unit, unit) if system == "imperial" else unit


def factor(unit: str, target: str) -> float | None:
    """Return by what to multiply; None where the units do not measure the same kind of thing."""
    if unit == target:
        return 1.0
    (kind, size), (other, wanted) = _SIZES.get(unit, ("", 0.0)), _SIZES.get(target, ("?", 1.0))
    return size / wanted if kind == other else None


def converted(value: float, unit: str, published: str, system: str) -> tuple[Figure, bool]:
    """Return a value in the units of a system, and whether it is only about that.

    A figure that the source itself gives in the wanted unit is taken as it stands. A figure
    worked out from another unit is rounded to the power of ten at or below the worth of the last
    digit that was published (and never finer than the ledger has it): 18,000 ft become about
    5,500 m, not 5,486 m.

    Parameters
    ----------
    value, unit : float, str
        As the ledger holds them.
    published : str
        The text in which the source gives the figure; may be empty.
    system : {"metric", "imperial"}
    """
    target = unit_in(unit, system)
    given = [
        figure
        for figure in read(published)
        if (times := factor(figure.unit, unit))
        and math.isclose(figure.value * times, value, rel_tol=_CLOSE)
    ]
    for figure in given:
        if figure.unit == target:
            return figure, False
    imperial = set(_IMPERIAL.values())
    alike = [f for f in given if (f.unit in imperial) == (target in imperial)]
    if alike or (target == unit and not given):
        return Figure(value * (factor(unit, target) or 1.0), target, step(value)), False
    source = given[0] if given else Figure(value, unit, step(value))
    times = factor(source.unit, target)
    if times is None or times == 1.0:
        return Figure(value, unit, step(value)), False
    fine = 10.0 ** math.floor(math.log10(source.step * times) + 1e-9)
    if target == unit:
        fine = max(fine, step(value))
    return Figure(round(source.value * times / fine) * fine, target, fine), True


def write(
    row: Mapping[str, Any], system: str = "metric", lang: str = "en", *, bound: bool = True
) -> str:
    """Write the value of a row of ``specs`` in the units of a system.

    Parameters
    ----------
    row : mapping
        With ``low``, ``high``, ``unit``, ``text``, ``published`` and ``qualifier``.
    system : {"metric", "imperial", "published"}
        ``published`` gives the source's own figure. Hours, persons, aircraft and calibres in
        millimetres are the same in all.
    lang : {"en", "fr"}
        Language of digits and units; published text stays as it is.
    bound : bool
        Whether to write "at least" before a lower bound.
    """
    low, high, unit = row["low"], row["high"], row["unit"]
    ends = [value for value in (low, high) if show(value)]
    if not ends:
        return str(row["text"])
    if system == "published" and row["published"]:
        return str(row["published"])
    system = "metric" if system == "published" else system
    done = [converted(value, unit, row["published"], system) for value in dict.fromkeys(ends)]
    texts = [number(figure, lang) for figure, _ in done]
    about = "≈ " if any(rough for _, rough in done) else ""
    if unit == "h" and len(texts) == 1:
        value_text = hours(done[0][0].value)
    else:
        value_text = f"{'–'.join(texts)}{_gap(lang)}{unit_word(done[0][0].unit, lang)}"
    said = "up_to" if not show(low) else "at_least" if bound and lower_bound(row) else ""
    return (f"{words(lang)[said]} " if said else "") + about + value_text


def lower_bound(row: Mapping[str, Any]) -> bool:
    """Say whether the source gives only what the value is at least."""
    return "lower bound" in row["qualifier"]


def hours(value: float) -> str:
    """Write hours with minutes: 25.77 as ``25 h 46 min``."""
    whole, minutes = divmod(round(value * 60), 60)
    return " ".join(f"{n} {u}" for n, u in ((whole, "h"), (minutes, "min")) if n) or "0 h"


def number(figure: Figure | float, lang: str = "en") -> str:
    """Write a number for a reader: 5,486 in English, 5 486 in French."""
    fine, value = (figure.step, figure.value) if isinstance(figure, Figure) else (1.0, figure)
    digits = max(0, -math.floor(math.log10(fine) + 1e-9))
    text = f"{value:,.{digits}f}"
    return text.translate({44: "\u202f", 46: ","}) if lang == "fr" else text


def unit_word(unit: str, lang: str = "en") -> str:
    """Return what a unit is called."""
    return words(lang).get(f"unit_{unit}", unit)


def _gap(lang: str) -> str:
    return "\u00a0" if lang == "fr" else " "

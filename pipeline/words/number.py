"""How an exact number is printed: decimal half-up, ungrouped, no space before the unit (GB/T 15835)."""

from __future__ import annotations

from fractions import Fraction

from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator

__all__ = [
    "change_in_percent",
    "decimal",
    "digits",
    "figure_text",
    "in_column",
    "padded",
    "percent",
    "places_of",
    "printed",
    "rounded",
    "scaled",
    "share_in_percent",
    "signed",
]


def scaled(numerator: int, denominator: int, decimals: int) -> int:
    """A quotient times 10 ** decimals, rounded to a whole number, a half away from zero; the denominator is above 0."""
    size = abs(numerator) * 10**decimals
    whole: int = (2 * size + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def rounded(value: int | Fraction, decimals: int = 0) -> Fraction:
    """The value at so many decimals, a half away from zero."""
    return Fraction(scaled(value.numerator, value.denominator, decimals), 10**decimals)


def digits(number: int, decimals: int) -> str:
    """A whole number of units of the last decimal in digits; zeros at the end are left off: (221, 1) → ``22.1``."""
    if not decimals:
        return str(number)
    text = str(abs(number)).rjust(decimals + 1, "0")
    tail = text[-decimals:].rstrip("0")
    sign = "-" if number < 0 else ""
    return f"{sign}{text[:-decimals]}.{tail}" if tail else sign + text[:-decimals]


def padded(number: int, decimals: int) -> str:
    """As ``digits``, the zeros at the end kept: (220, 1) → ``22.0``."""
    if not decimals:
        return str(number)
    text = str(abs(number)).rjust(decimals + 1, "0")
    return f"{'-' if number < 0 else ''}{text[:-decimals]}.{text[-decimals:]}"


def decimal(value: int | Fraction, decimals: int = 0) -> str:
    """The value in digits with at most so many decimals, zeros at the end left off; as many as show that it is not nothing."""
    if isinstance(value, int):
        return str(value)
    number = scaled(value.numerator, value.denominator, decimals)
    while not number and value:
        decimals += 1
        number = scaled(value.numerator, value.denominator, decimals)
    return digits(number, decimals)


def percent(value: int | Fraction, decimals: int) -> str:
    """A fraction of 1 in percent, without the sign: 0.7486 → ``74.9``."""
    return digits(scaled(value.numerator * 100, value.denominator, decimals), decimals)


def _shown(rate: int | Fraction, decimals: int) -> tuple[int, int]:
    """A rate in percent, in units of its last decimal; and how many decimals it takes."""
    above, below = rate.numerator, rate.denominator
    number = scaled(above * 100, below, decimals)
    while number in (0, 100 * 10**decimals) and above not in (0, below):
        decimals += 1
        number = scaled(above * 100, below, decimals)
    return number, decimals


def change_in_percent(above: int, below: int, decimals: int) -> tuple[int, int]:
    """A change in percent, in units of its last decimal; and how many decimals it takes: none shows as 100 that is less.

    From 3,000 to 1 is 99.97%, never 100%.
    """
    number = scaled(above * 100, below, decimals)
    while abs(number) == 100 * 10**decimals and abs(above) < below:
        decimals += 1
        number = scaled(above * 100, below, decimals)
    return number, decimals


def places_of(rate: int | Fraction, decimals: int) -> int:
    """How many decimals a rate or share takes in percent: so many, or as many as show that it is not all and not nothing.

    29,999 of 30,000 is 99.997%, never 100%; one of 2,001 is 0.05%, never 0%.
    """
    return _shown(rate, decimals)[1]


def share_in_percent(rate: int | Fraction, decimals: int, *, full: bool = False) -> str:
    """A rate or share of 1 in percent, without the sign; ``full``: with all its decimals, as a column shows it."""
    return (padded if full else digits)(*_shown(rate, decimals))


def in_column(value: int | Fraction, indicator: Indicator) -> str:
    """The value without its unit, as a column of a table shows it: a rate always with all its decimals (``100.00``, ``85.71``)."""
    if not indicator.is_rate:
        return decimal(value, indicator.decimals)
    return share_in_percent(value, indicator.decimals, full=True)


def printed(value: int | Fraction, indicator: Indicator) -> str:
    """The value of an indicator with its unit: ``307批``, ``22%``, ``12.5天``."""
    if indicator.unit == "%":
        return share_in_percent(value, indicator.decimals) + "%"
    return decimal(value, indicator.decimals) + indicator.unit


def figure_text(figure: Figure) -> str | None:
    """The value of a figure as printed, or None where the data do not say."""
    return None if figure.value is None else printed(figure.value, figure.indicator)


def signed(change: int | Fraction, decimals: int, unit: str) -> str:
    """A change of 1 with its sign, in percent: ``-22%``, ``+2.1个百分点``, ``0%``."""
    text = digits(*change_in_percent(change.numerator, change.denominator, decimals))
    return ("+" if not text.startswith("-") and text != "0" else "") + text + unit

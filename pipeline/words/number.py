"""How an exact number is printed: decimal half-up, ungrouped, no space before the unit (GB/T 15835)."""

from __future__ import annotations

from fractions import Fraction

from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator

__all__ = ["decimal", "figure_text", "points", "printed", "rounded", "signed"]


def rounded(value: int | Fraction, decimals: int = 0) -> Fraction:
    """The value at so many decimals, a half away from zero."""
    scaled = abs(Fraction(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def decimal(value: int | Fraction, decimals: int = 0) -> str:
    """The value in digits with at most so many decimals; zeros at the end are left off."""
    if isinstance(value, int):
        return str(value)
    scaled = rounded(value, decimals) * 10**decimals
    digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
    head, tail = (digits[:-decimals], digits[-decimals:].rstrip("0")) if decimals else (digits, "")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{head}.{tail}" if tail else sign + head


def printed(value: int | Fraction, indicator: Indicator) -> str:
    """The value of an indicator with its unit: ``307批``, ``22%``, ``12.5天``."""
    if indicator.is_rate:
        return decimal(Fraction(value) * 100, indicator.decimals) + "%"
    return decimal(value, indicator.decimals) + indicator.unit


def figure_text(figure: Figure) -> str | None:
    """The value of a figure as printed, or None where the data do not say."""
    return None if figure.value is None else printed(figure.value, figure.indicator)


def points(change: Fraction, decimals: int) -> str:
    """The size of a difference of two rates: ``2.1个百分点``."""
    return decimal(abs(change) * 100, decimals) + "个百分点"


def signed(change: Fraction, decimals: int, unit: str) -> str:
    """A change for a table cell, with its sign: ``-22%``, ``+2.1个百分点``, ``0%``."""
    text = decimal(Fraction(change) * 100, decimals)
    return ("+" if not text.startswith("-") and text != "0" else "") + text + unit

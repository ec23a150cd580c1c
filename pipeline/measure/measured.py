"""What measuring an indicator for one period and scope gave, before it is compared with other periods."""

from __future__ import annotations

from fractions import Fraction

from pipeline.model.figure import Number
from pipeline.model.shape import shape

__all__ = ["Measured", "exact", "nothing"]


@shape
class Measured:
    """``value`` null: the data do not say, and ``why`` tells why. ``complete`` false: they say it for a part only."""

    value: Number | None = None
    numerator: int | None = None
    denominator: int | None = None
    complete: bool = True
    missing: tuple[str, ...] = ()
    why: str = ""
    evidence: str = ""
    reported: bool = False


def nothing(why: str, missing: tuple[str, ...] = ()) -> Measured:
    """No value, and why."""
    return Measured(complete=False, missing=missing, why=why)


def exact(value: Fraction) -> Number:
    """A whole number as an int."""
    return int(value) if value.denominator == 1 else value

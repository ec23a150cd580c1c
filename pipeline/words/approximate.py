"""Approximations that are true of the exact value; where none is, the exact number."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["APPROXIMATIONS", "approximate"]

APPROXIMATIONS = ("多", "余", "近", "约", "超过", "以上")


def approximate(value: int | Fraction, unit: str, kind: str = "多") -> str | None:
    """``3000多份``, ``近3000份``, ``约3000份``, ``超过3000份``, ``3000份以上``; None where only the exact number is true.

    ``N多``/``N余``: N < x < N + one unit of N's last non-zero digit; ``近N``: 0.95 N ≤ x < N; ``约N``: within 2 % of N;
    ``超过N``: x > N; ``N以上``: x ≥ N. N has one digit that is not zero, two where one is not enough.
    """
    if value < 10:
        return None
    for digits in (1, 2):
        place = 10 ** (len(str(int(value))) - digits)
        if place < 10 and kind in ("多", "余"):
            return None
        floor = int(value) // place * place
        if text := _text(Fraction(value), floor, place, unit, kind):
            return text
        if kind in ("超过", "以上", "多", "余"):
            return None
    return None


def _text(value: Fraction, floor: int, place: int, unit: str, kind: str) -> str | None:
    ceiling = floor + place
    nearest = floor if value - floor < ceiling - value else ceiling
    if kind in ("多", "余"):
        return f"{floor}{kind}{unit}" if floor < value < ceiling else None
    if kind == "近":
        return f"近{ceiling}{unit}" if Fraction(95, 100) * ceiling <= value < ceiling else None
    if kind == "约":
        return f"约{nearest}{unit}" if value != nearest and abs(value - nearest) * 50 <= nearest else None
    if kind == "超过":
        return f"超过{floor}{unit}" if value > floor else None
    return f"{floor}{unit}以上" if value >= floor else None

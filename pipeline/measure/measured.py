"""What measuring an indicator for one period and scope gave; and the figure that it makes beside that of other periods."""

from __future__ import annotations

from fractions import Fraction

from pipeline.model.figure import Figure, Number
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.shape import shape

__all__ = ["Measured", "exact", "figure_of", "nothing"]


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


def figure_of(
    indicator: Indicator,
    period: Period,
    scope: str,
    now: Measured,
    ago: Measured | None = None,
    last: Measured | None = None,
    *,
    over: bool,
) -> Figure:
    """``ago``, ``last``: the same in the spans that it is held against; ``over``: the period is."""
    return Figure(
        indicator,
        period,
        scope,
        now.value,
        now.numerator,
        now.denominator,
        ago.value if ago else None,
        last.value if last else None,
        now.complete,
        over,
        now.missing,
        now.why if now.value is None else "",
        evidence=now.evidence,
        reported=now.reported,
        year_ago_reported=ago.reported if ago else False,
    )

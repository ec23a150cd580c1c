"""A measured number and everything that may be said about it. Exact: ints and Fractions, never floats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.table import Source
from pipeline.model.unit import COUNTY, Unit

__all__ = ["Figure", "Measures", "Number"]

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator, for one period and scope (and, in a breakdown, one member of a dimension).

    ``value`` is null where the data do not say; ``why_null`` then tells in Chinese why. A rate is a fraction of 1.
    ``complete`` is false where only a part of the period is covered or a unit is missing: no claim, comparison or rank then;
    ``missing`` names what lacks. ``year_ago`` and ``previous`` are null where there is no comparable complete span.
    ``numerator`` and ``denominator`` are set for ratios and coverages. ``evidence`` is the 依据 of a reported figure.
    """

    indicator: Indicator
    period: Period
    scope: str = COUNTY
    value: Number | None = None
    numerator: int | None = None
    denominator: int | None = None
    year_ago: Number | None = None
    previous: Number | None = None
    complete: bool = True
    year_over: bool = True
    missing: tuple[str, ...] = ()
    why_null: str = ""
    member: str | None = None
    dimension: str | None = None
    rank: int | None = None
    small_base: bool = False
    evidence: str = ""
    reported: bool = False

    @property
    def change_on_year(self) -> Number | None:
        """Relative change for counts, plain difference for rates; null without a base."""
        return _change(self.value, self.year_ago, is_rate=self.indicator.is_rate)

    @property
    def change_on_previous(self) -> Number | None:
        """As ``change_on_year``, against the span before."""
        return _change(self.value, self.previous, is_rate=self.indicator.is_rate)


def _change(value: Number | None, base: Number | None, *, is_rate: bool) -> Number | None:
    if value is None or base is None:
        return None
    if is_rate:
        return Fraction(value) - Fraction(base)
    return Fraction(value - base) / Fraction(base) if base else None


class Measures(Protocol):
    """What composing may ask of measuring. Figures are made on demand and remembered; asking never reads a file."""

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every declared indicator and every reported one found in 填报数据表, by name, in config order."""
        ...

    def figure(self, name: str, period: Period, scope: str = COUNTY) -> Figure:
        """The figure of an indicator; KeyError for a name that is not declared."""
        ...

    def breakdown(self, name: str, dimension: str, period: Period, scope: str = COUNTY) -> Sequence[Figure]:
        """One figure for each member of a dimension (a column of the table, ``month``, or ``unit``)."""
        ...

    def units(self, kind: str) -> Sequence[Unit]:
        """The units of a kind (乡镇, 县直部门), in the order of 单位台账."""
        ...

    def sources(self, figure: Figure) -> Sequence[Source]:
        """The sheets that a figure counted, with how many rows of each."""
        ...

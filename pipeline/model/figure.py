"""A measured number and everything that may be said about it. Exact: ints and Fractions, never floats."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.table import Source
from pipeline.model.unit import COUNTY, Unit

__all__ = ["Cross", "Entry", "Figure", "Measures", "Number", "Traced"]

Number = int | Fraction


@shape
class Figure:
    """One indicator, for one period and scope (and, in a breakdown, one member of a dimension).

    ``value`` is null where the data do not say; ``why_null`` then tells in Chinese why. A rate is a fraction of 1.
    ``complete`` is false where only a part of the period is covered or a unit is missing: no claim, comparison or rank then;
    ``missing`` names what lacks. ``year_ago`` and ``previous`` are null where there is no comparable complete span.
    ``year_over`` is false where the cut-off cuts the period short: it is then held against the same days a year ago.
    ``numerator`` and ``denominator`` are set for ratios and coverages (met and due). ``evidence`` is the 依据 of a reported
    figure; ``year_ago_reported`` marks a base that exists only as a number in 填报数据表. ``suppressed``: a small cell of a
    public table, its value withheld. ``apart_from``: of a member 其他, the members that stand on lines of their own.
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
    year_ago_reported: bool = False
    suppressed: bool = False
    apart_from: tuple[str, ...] = ()

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
    if not is_rate and isinstance(value, int) and isinstance(base, int):
        return _relative(value, base)
    if is_rate:
        return value - base if isinstance(value, Fraction) else Fraction(value) - base
    return Fraction(value - base) / base if base else None


@functools.lru_cache(maxsize=1 << 14)
def _relative(value: int, base: int) -> Fraction | None:
    """Of counts; a batch asks for the same small numbers again and again."""
    return Fraction(value - base, base) if base else None


Entry = Mapping[str, str | int | Fraction | dt.date | None]


@shape
class Cross:
    """A table of two dimensions: a figure for each pair of members, and the totals of rows, columns and all.

    ``cells[i][j]`` belongs to ``rows[i]`` and ``columns[j]``; a member's name is in ``Figure.member``.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Figure, ...], ...]
    row_totals: tuple[Figure, ...]
    column_totals: tuple[Figure, ...]
    total: Figure


@shape
class Traced:
    """The rows of one sheet that one part of a figure counted, by the numbers that the spreadsheet shows."""

    indicator: str
    table: str
    source: Source
    rows: tuple[int, ...]


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

    def owing(self, name: str) -> Sequence[str]:
        """The units that owe the reports which a coverage of units counts; none for any other indicator."""
        ...

    def sources(self, figure: Figure) -> Sequence[Source]:
        """The sheets that a figure counted, with how many rows of each."""
        ...

    def rows(self, figure: Figure) -> Sequence[Traced]:
        """The rows that a figure counted, sheet by sheet; of a rate, those of numerator and denominator."""
        ...

    def cells(self, traced: Traced) -> Sequence[Entry]:
        """What stands in those rows: declared, non-private columns only."""
        ...

    def bases(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        """The figures that one is held against: of the year before and of the span before, where there are such."""
        ...

    def scope(self, text: str) -> str | None:
        """The name of the scope that a text means (全县, a unit's name or 简称), or None."""
        ...

    def top(self, name: str, dimension: str, period: Period, scope: str = COUNTY, *, most: int = 3) -> Sequence[Figure]:
        """The largest members of a breakdown, and 其他 for the rest where there is one; shares need no more than these."""
        ...

    def cross(self, name: str, rows: str, columns: str, period: Period, scope: str = COUNTY, *, public: bool = False) -> Cross:
        """An additive indicator by two dimensions.

        ``public`` withholds small cells so that totals do not give them away, and compares no cell with another span.
        """
        ...

    def coverage(self, name: str, period: Period, scope: str = COUNTY, *, at_least: int | None = None) -> Figure:
        """A coverage indicator with another n than its own: value and numerator = met, denominator = due (null: no roster)."""
        ...

    def entries(
        self, table: str, period: Period, scope: str = COUNTY, *, where: Mapping[str, str] | None = None
    ) -> Sequence[Entry]:
        """The rows of a table in a period, in order of date: declared, non-private columns only."""
        ...

    def definition(self, name: str) -> str:
        """What an indicator counts, in words: definition, filter, cohort."""
        ...

    def check(self, names: Sequence[str], period: Period, scope: str = COUNTY) -> Sequence[Problem]:
        """What contradicts itself among figures: parts and totals, 批 over 人次, parts of a whole."""
        ...

"""A simple indicator: rows of one table counted, a column added up, averaged, its extremes, its distinct values.

Counts, sums and means of integers come from day cubes; the rest from the rows themselves. Rows of a sheet that lacks a
needed column are unknown: where they are all there is, the value is null, where there are others, it is incomplete.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pipeline.measure.covering import Covered, covering
from pipeline.measure.ground import Ground
from pipeline.measure.measured import Measured, exact, nothing
from pipeline.measure.rows import day_number
from pipeline.measure.selection import select
from pipeline.measure.slices import Slice, site_of
from pipeline.model.figure import Number
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.values import distinct

__all__ = ["not_covered", "simple"]


def simple(ground: Ground, indicator: Indicator, period: Period, cut: Slice) -> Measured:
    """The value for a period and a slice."""
    table = indicator.table or ""
    if table not in ground.rows:
        return nothing(f"没有《{table}》")
    span = ground.span(table, period)
    if span is None:
        return nothing(f"数据截至{ground.inputs.cutoff}，{period.name}还没有到")
    covered = covering(ground, table, span, cut.scope)
    if not covered.at_all:
        return not_covered(table, covered)
    if why := site_of(ground, table, cut).why:
        return nothing(why)
    return _told(_counted(ground, indicator, span, cut), table, covered.missing)


def not_covered(table: str, covered: Covered) -> Measured:
    """Nothing, for the table says nothing of the span."""
    more = "等" if len(covered.missing) > 3 else ""
    return nothing(f"《{table}》没有{'、'.join(covered.missing[:3])}{more}的数据", covered.missing)


def _told(counted: tuple[Number | None, int, int], table: str, missing: tuple[str, ...]) -> Measured:
    value, unknown, known = counted
    if unknown and not known:
        return nothing(f"《{table}》的这些行缺少所需的列")
    if unknown:
        missing += (f"《{table}》有 {unknown} 行缺少所需的列",)
    return Measured(value, complete=not missing, missing=missing, why="没有可算的行" if value is None else "")


def _counted(ground: Ground, indicator: Indicator, span: Period, cut: Slice) -> tuple[Number | None, int, int]:
    """The value; how many rows nothing is known of; how many rows there are that something is known of."""
    if ground.is_additive(indicator):
        return _from_cubes(ground, indicator, span, cut)
    lacking = ground.lacking(indicator)
    all_rows = len(select(ground, indicator, span, cut, all_rows=True)) if lacking else 0
    found = select(ground, indicator, span, cut)
    unknown = _unknown_rows(ground, indicator, span, cut) if lacking else 0
    if lacking and not all_rows:
        return None, unknown, 0
    return _from_rows(ground, indicator, found), unknown, all_rows


def _from_cubes(ground: Ground, indicator: Indicator, span: Period, cut: Slice) -> tuple[Number | None, int, int]:
    found = _look_up(ground, indicator, span, cut)
    unknown, known = 0, 0
    if ground.lacking(indicator):
        every, known = found[-2:]
        unknown = every - known
    if indicator.measure == "mean":
        return (exact(Fraction(found[0], found[1])) if found[1] else None), unknown, known
    return found[0], unknown, known


def _look_up(ground: Ground, indicator: Indicator, span: Period, cut: Slice) -> list[int]:
    """What each tally of the indicator has in the span."""
    site = site_of(ground, indicator.table or "", cut)
    cubes = ground.cubes(indicator, site.dimensions, span)
    if site.place is None:
        return [0] * len(cubes)
    if ground.spec(indicator.table or "").date is None and indicator.cohort is None:
        return [int(cube.totals[site.place, -1]) for cube in cubes]
    start, end = day_number(span.start), day_number(span.end)
    return [cube.at(site.place, start, end) for cube in cubes]


def _unknown_rows(ground: Ground, indicator: Indicator, span: Period, cut: Slice) -> int:
    """Rows of the span in sheets that lack a needed column."""
    every, known = _look_up(ground, indicator, span, cut)[-2:]
    return every - known


def _from_rows(ground: Ground, indicator: Indicator, found: Any) -> Number | None:
    rows, column = ground.rows[indicator.table or ""], indicator.column
    if column is None or not rows.has(column):
        return len(found) if column is None else 0
    declared = ground.spec(indicator.table or "").column(column)
    kind = declared.type if declared else "text"
    if indicator.measure == "count_distinct":
        return _distinct(ground, indicator, found, kind)
    cells = rows.numbers(column)
    values = [_exactly(cells[at]) for at in found if cells[at] is not None]
    if indicator.measure == "count":
        return len(values)
    if indicator.measure == "sum":
        return exact(sum(values, Fraction(0)))
    return exact(Fraction(_OF_VALUES[indicator.measure](values))) if values else None


def _distinct(ground: Ground, indicator: Indicator, found: Any, kind: str) -> int:
    """How many different values; blanks are none."""
    rows, column = ground.rows[indicator.table or ""], indicator.column or ""
    blank = rows.blank(column, kind)[found]
    if kind == "date":
        cells: Any = rows.days(column)
    elif kind == "integer":
        cells = rows.integers(column)[0]
    else:
        cells = rows.codes(column).codes
    return len(distinct(cells[found][~blank]))


def _exactly(value: Any) -> Fraction:
    """The number as it was written: 0.1 is one tenth."""
    return Fraction(value) if isinstance(value, int) else Fraction(Decimal(repr(value)))


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _median(values: Sequence[Fraction]) -> Fraction:
    from statistics import median

    return median(values)


_OF_VALUES: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "mean": _mean,
    "median": _median,
    "min": min,
    "max": max,
}

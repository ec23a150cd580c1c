"""The grid: an indicator in a period for all units of a kind at once, where cubes alone answer it.

A batch asks for the same indicators of hundreds of units in the same periods. What is alike for all of them (the part of the
period that is over, what the table covers, the cubes, the spans held against it) is looked at once, and a unit's number is a
place in a column. Counts and sums, and the rates of them, are answered so; what depends on the unit in another way (tables that
units file, sheets that lack a column, numbers that 填报数据表 may stand in for) is the evaluator's.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.measure.covering import covering
from pipeline.measure.evaluate import no_rate
from pipeline.measure.ground import Ground
from pipeline.measure.measured import Measured, exact
from pipeline.measure.places import Dimension
from pipeline.measure.reported import Reports
from pipeline.measure.rows import day_number
from pipeline.measure.simple import not_covered
from pipeline.model.figure import Figure, Number
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.shape import shape

__all__ = ["Column", "Grid", "Row"]


@shape
class Column:
    """The numbers of all units of a kind, by their place in it; ``told`` holds what is the same for all of them.

    ``values`` is empty where nothing is known of any unit.
    """

    told: Measured
    values: Sequence[Number | None] = ()
    numerators: Sequence[int] = ()
    denominators: Sequence[int] = ()

    def known(self, at: int) -> Number | None:
        """The number of a unit that others may be held against."""
        return self.values[at] if self.values and self.told.complete else None


@shape
class Row:
    """A column with those that it is held against, a year before and the span before."""

    indicator: Indicator
    period: Period
    now: Column
    ago: Column | None
    last: Column | None
    over: bool

    doubtful: Sequence[bool]
    """For each unit, whether its figure may contradict others: only then it is looked into."""

    def figure(self, scope: str, at: int) -> Figure:
        """The figure of the unit at a place."""
        now, told = self.now, self.now.told
        value = now.values[at] if now.values else None
        return Figure(
            self.indicator,
            self.period,
            scope,
            value,
            now.numerators[at] if now.numerators else None,
            now.denominators[at] if now.denominators else None,
            self.ago.known(at) if self.ago and told.complete else None,
            self.last.known(at) if self.last and told.complete else None,
            told.complete,
            self.over,
            told.missing,
            told.why if value is None else "",
        )


@dataclass(slots=True, eq=False)
class Grid:
    """Columns, each found when first asked for; None for what is not answered here."""

    ground: Ground
    reports: Reports
    _columns: dict[tuple[str, Period, str], Column | None] = field(default_factory=dict)

    def column(self, name: str, period: Period, kind: str) -> Column | None:
        """An indicator in a period for the units of a kind."""
        key = (name, period, kind)
        if key not in self._columns:
            indicator = self.ground.indicators[name]
            find = {"simple": self._simple, "ratio": self._ratio}.get(indicator.type)
            self._columns[key] = find(indicator, period, kind) if find and name not in self.reports.units else None
        return self._columns[key]

    def doubtful(self, indicator: Indicator, period: Period, kind: str, column: Column) -> Sequence[bool]:
        """Where a column breaks what the indicator declares (``parts``, ``not_above``), or a rate is none.

        Every unit is in doubt where the numbers to hold it against are not columns themselves.
        """
        numbers = column.values
        parts, above = indicator.options.get("parts", ()), indicator.options.get("not_above")
        others = {name: self.column(name, period, kind) for name in (*parts, *((above,) if above else ()))}
        if None in others.values():
            return [True] * len(numbers)
        found = [False] * len(numbers)
        values = {name: other.values for name, other in others.items() if other and other.values and other.told.complete}
        if parts and len(values.keys() & set(parts)) == len(set(parts)) and column.told.complete:
            sums = [sum(value or 0 for value in each) for each in zip(*(values[name] for name in parts), strict=True)]
            found = [one is not None and total != one for total, one in zip(sums, numbers, strict=True)]
        if above in values:
            found = [was or (one or 0) > (most or 0) for was, one, most in zip(found, numbers, values[above], strict=True)]
        if indicator.is_rate and column.numerators:  # as whole numbers: fractions take ten times as long to compare
            pairs = zip(found, column.numerators, column.denominators, strict=True)
            found = [was or not 0 <= part <= whole for was, part, whole in pairs]
        elif indicator.is_rate:
            found = [was or not 0 <= (one or 0) <= 1 for was, one in zip(found, numbers, strict=True)]
        return found

    def _simple(self, indicator: Indicator, period: Period, kind: str) -> Column | None:
        ground, table = self.ground, indicator.table or ""
        span = ground.span(table, period)
        by_unit = (Dimension("kind", kind),)
        if span is None or not self._is_plain(indicator) or ground.members(table, by_unit) is None:
            return None
        covered = covering(ground, table, span)
        if not covered.at_all:
            return Column(not_covered(table, covered))
        cube = ground.cubes(indicator, by_unit, span)[0]
        timeless = ground.spec(table).date is None and indicator.cohort is None
        found = cube.totals[:, -1] if timeless else cube.across(day_number(span.start), day_number(span.end))
        return Column(Measured(complete=not covered.missing, missing=covered.missing), found.tolist())

    def _is_plain(self, indicator: Indicator) -> bool:
        """A count or a sum that does not depend on anything but rows."""
        ground, table = self.ground, indicator.table or ""
        return (
            table in ground.rows
            and not ground.rows[table].table.coverage.filings
            and indicator.options.get("reported_by") is None
            and indicator.measure != "mean"
            and ground.is_additive(indicator)
            and not ground.lacking(indicator)
        )

    def _ratio(self, indicator: Indicator, period: Period, kind: str) -> Column | None:
        above, below = (self.column(name or "", period, kind) for name in (indicator.numerator, indicator.denominator))
        if above is None or below is None or above.numerators or below.numerators:
            return None
        for lost in (above, below):
            if not lost.values:
                return Column(lost.told)
        whole = Measured(
            complete=above.told.complete and below.told.complete,
            missing=tuple(dict.fromkeys(above.told.missing + below.told.missing)),
            why=no_rate(self.ground.indicators[indicator.denominator or ""]),
        )
        over = _rate if indicator.is_rate else _quotient
        pairs = [(int(a or 0), int(b or 0)) for a, b in zip(above.values, below.values, strict=True)]
        return Column(whole, [over(a, b) for a, b in pairs], [a for a, _ in pairs], [b for _, b in pairs])


@functools.lru_cache(maxsize=1 << 14)
def _rate(above: int, below: int) -> Fraction | None:
    return Fraction(above, below) if below else None


def _quotient(above: int, below: int) -> Number | None:
    return exact(Fraction(above, below)) if below else None

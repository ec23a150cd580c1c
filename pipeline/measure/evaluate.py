"""The value of an indicator of any type, for a period and a slice; remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pipeline.measure.coverage import coverage
from pipeline.measure.ground import Ground, needed
from pipeline.measure.measured import Measured, exact, nothing
from pipeline.measure.reported import Reports, constant
from pipeline.measure.simple import simple
from pipeline.measure.slices import Slice
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period

__all__ = ["Evaluator", "no_rate"]


@dataclass(slots=True, eq=False)
class Evaluator:
    """Asks each type's file for the value; a number that only 填报数据表 has stands in where the registers say nothing."""

    ground: Ground
    reports: Reports
    _known: dict[tuple[str, Period, Slice], Measured] = field(default_factory=dict)

    def value(self, name: str, period: Period, cut: Slice) -> Measured:
        """The value, or why there is none."""
        key = (name, period, cut)
        if key not in self._known:
            self._known[key] = self._measure(self.ground.indicators[name], period, cut)
        return self._known[key]

    def afresh(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        """The value of an indicator that is not declared: a declared one with another n."""
        return self._measure(indicator, period, cut)

    def _measure(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        found = _TYPES[indicator.type](self, indicator, period, cut)
        if found.value is None and not cut.members and indicator.type != "reported":
            return self.reports.measured(indicator.name, period, cut.scope) or found
        return found

    def _simple(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        found = simple(self.ground, indicator, period, cut)
        by = indicator.options.get("reported_by")
        if by is None or found.value is None:
            return found
        filed = self.value(by, period, replace(cut, members=()))
        if filed.denominator is None or filed.numerator == filed.denominator:
            return found
        return replace(found, complete=False, missing=found.missing + filed.missing)

    def _ratio(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        above, below = self._parts(indicator, period, cut)
        if above.value is None or below.value is None:
            lost = above if above.value is None else below
            return nothing(lost.why, lost.missing)
        missing = tuple(dict.fromkeys(above.missing + below.missing))
        whole = isinstance(above.value, int) and isinstance(below.value, int)
        told = Measured(
            None,
            int(above.value) if whole else None,
            int(below.value) if whole else None,
            complete=above.complete and below.complete,
            missing=missing,
        )
        if below.value == 0:
            return replace(told, why=no_rate(self.ground.indicators[indicator.denominator or ""]))
        value = Fraction(above.value) / Fraction(below.value)
        return replace(told, value=value if indicator.is_rate else exact(value))

    def _parts(self, indicator: Indicator, period: Period, cut: Slice) -> tuple[Measured, Measured]:
        """Numerator and denominator, of the same rows: a sheet that lacks a column of the one is left out of both."""
        names = (indicator.numerator or "", indicator.denominator or "")
        above, below = (self.ground.indicators[name] for name in names)
        tables = {above.table, below.table}
        if above.type != "simple" or below.type != "simple" or len(tables) > 1 or above.table not in self.ground.rows:
            return self.value(names[0], period, cut), self.value(names[1], period, cut)
        if self.ground.lacking(above) == self.ground.lacking(below):
            return self.value(names[0], period, cut), self.value(names[1], period, cut)
        needs = alike(self.ground, above, below)
        return self._measure(needing(above, needs), period, cut), self._measure(needing(below, needs), period, cut)

    def _derived(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        plus = [self.value(name, period, cut) for name in indicator.options["plus"]]
        minus = [self.value(name, period, cut) for name in indicator.options.get("minus", ())]
        lost = next((part for part in plus + minus if part.value is None), None)
        if lost is not None:
            return nothing(lost.why, lost.missing)
        total = sum((Fraction(part.value or 0) for part in plus), Fraction(0))
        total -= sum((Fraction(part.value or 0) for part in minus), Fraction(0))
        missing = tuple(dict.fromkeys(text for part in plus + minus for text in part.missing))
        return Measured(exact(total), complete=all(part.complete for part in plus + minus), missing=missing)

    def _cumulative(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        start = Period.of("year", period.end, period.starts).start
        name = f"{start}..{period.end}"
        return self.value(indicator.options["of"], Period(start, period.end, "range", name, period.starts), cut)

    def _coverage(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        return coverage(self.ground, indicator, period, cut)

    def _reported(self, indicator: Indicator, period: Period, cut: Slice) -> Measured:
        if "value" in indicator.options:
            return constant(indicator)
        found = None if cut.members else self.reports.measured(indicator.name, period, cut.scope)
        return found or nothing(f"《填报数据表》没有“{indicator.name}”{period.name}的数")


def no_rate(below: Indicator) -> str:
    """Why there is no rate, where there is nothing to divide by."""
    return f"{below.label}为零，没有比率"


def alike(ground: Ground, above: Indicator, below: Indicator) -> frozenset[str]:
    """The columns that either part of a rate needs."""
    spec = ground.spec(above.table or "")
    return needed(above, spec) | needed(below, spec)


def needing(indicator: Indicator, columns: frozenset[str]) -> Indicator:
    """The same indicator, of rows whose sheet has some more columns."""
    return replace(indicator, options={**indicator.options, "needs": columns})


_TYPES: dict[str, Callable[[Evaluator, Indicator, Period, Slice], Measured]] = {
    "simple": Evaluator._simple,  # noqa: SLF001 - its own table of cases
    "ratio": Evaluator._ratio,  # noqa: SLF001
    "derived": Evaluator._derived,  # noqa: SLF001
    "cumulative": Evaluator._cumulative,  # noqa: SLF001
    "coverage": Evaluator._coverage,  # noqa: SLF001
    "reported": Evaluator._reported,  # noqa: SLF001
}

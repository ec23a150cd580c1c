"""How many rows of each sheet a figure counted: cubes whose members are the sheets, or each pair of unit and sheet that occurs.

What :mod:`trace` finds by going through the rows, for one figure, is a difference of two numbers here, for thousands of them. The
parts of a rate count a row once, a difference counts what is left: see ``Ground.traced``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.measure.counting import Tally
from pipeline.measure.ground import Ground, is_whole_months
from pipeline.measure.places import Dimension, SheetPairs
from pipeline.measure.rows import day_number
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.shape import shape
from pipeline.model.table import Counted, Source

__all__ = ["Sheets", "period_of"]


@shape
class _Counted:
    """For each tally, the rows of each pair of unit and sheet, and (of several tallies) how many those before it have together."""

    pairs: SheetPairs
    sources: Sequence[Source]
    tallies: tuple[tuple[Sequence[int], Sequence[int]], ...]

    def of(self, figure: Figure, at: int) -> Sequence[Source]:
        """The sheets of a unit: those left of a difference, where they are as many as the figure says."""
        begin, end = self.pairs.begins[at], self.pairs.begins[at + 1]
        fitting = (counts for counts, before in self.tallies if before[end] - before[begin] == figure.value)
        counts = next(fitting, self.tallies[-1][0]) if len(self.tallies) > 1 else self.tallies[0][0]
        if end - begin == 1:  # most units file one sheet
            sheet, rows = self.sources[self.pairs.sheets[begin]], counts[begin]
            return (Source(sheet.file, sheet.sheet, rows),) if rows else ()
        return Counted(self.sources, self.pairs.sheets[begin:end], counts[begin:end])


@dataclass(slots=True, eq=False)
class Sheets:
    """Counts by indicator, period and kind of unit (none: the county), each found when first asked for."""

    ground: Ground
    _known: dict[tuple[str, Period, str], _Counted | None] = field(default_factory=dict)

    def of(self, figure: Figure, kind: str, at: int) -> Sequence[Source] | None:
        """The sheets, in order, of the unit at a place among those of its kind; None where cubes do not answer it."""
        key = (figure.indicator.name, figure.period, kind)
        counted = self._known.get(key)
        if counted is None and key not in self._known:
            counted = self._known[key] = self._find(figure.indicator, figure.period, kind)
        return None if counted is None else counted.of(figure, at)

    def _find(self, indicator: Indicator, period: Period, kind: str) -> _Counted | None:
        ground, traced, by = self.ground, self.ground.traced(indicator), (Dimension("sheet", kind),)
        span = ground.span(traced.table, period_of(indicator, period)) if traced else None
        if traced is None or span is None:
            return None
        pairs = ground.coder(traced.table, by)
        if not isinstance(pairs, SheetPairs):
            return None
        found = [self._count(traced.table, tally, by, span) for tally in traced.tallies]
        counts = [count for count in found if count is not None]
        known = tuple((count, [0, *accumulate(count)] if len(counts) > 1 else ()) for count in counts)
        return _Counted(pairs, ground.rows[traced.table].table.sources, known) if known else None

    def _count(self, table: str, tally: Tally, by: tuple[Dimension, ...], span: Period) -> Sequence[int] | None:
        """For each pair the rows counted.

        Where pairs are many they are counted by month, and answer whole months only.
        """
        monthly = self.ground.is_large(table, by)
        if monthly and not is_whole_months(span):
            return None
        cube = self.ground.filled(table, (tally,), by, span.starts if monthly else None)[tally]
        found = cube.across(day_number(span.start), day_number(span.end)) if tally.cohort else cube.totals[:, -1]
        counts: list[int] = found.tolist()
        return counts


def period_of(indicator: Indicator, period: Period) -> Period:
    """A cumulative indicator counts from the start of the year; so does a coverage of years."""
    if indicator.type != "cumulative" and indicator.options.get("every") != "year":
        return period
    first = Period.of("year", period.end if indicator.type == "cumulative" else period.start, period.starts)
    return Period(first.start, period.end, "range", f"{first.start}..{period.end}", period.starts)

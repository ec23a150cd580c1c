"""How many rows of each sheet a figure counted: cubes with a line for each pair of unit and sheet that occurs.

What :mod:`trace` finds by going through the rows, for one figure, is a difference of two numbers here, for thousands of them. The
parts of a rate count a row once: the cube is filled for rows of which either holds. All cubes of a table with the same cohort are
filled together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.measure.cubes import Cube, Tally, fill, is_large
from pipeline.measure.ground import Ground, cohort_of, counted, is_whole_months, month_starts
from pipeline.measure.places import Dimension, Members
from pipeline.measure.rows import day_number
from pipeline.model.condition import AnyOf, Condition, DateRule, Stock
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.table import Source

__all__ = ["Sheets"]

_Asked = tuple[str, DateRule | None, Tally]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The pairs of unit and sheet that have rows, in order; those of a unit begin at ``begins`` of its place."""

    members: Members
    sheets: Sequence[int]
    begins: Sequence[int]


@dataclass(slots=True)
class Sheets:
    """Cubes by table, cohort and kind of unit, each filled when first asked for."""

    ground: Ground
    _asked: dict[str, _Asked | None] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], _Pairs | None] = field(default_factory=dict)
    _cubes: dict[tuple[str, DateRule | None, str, int], Mapping[Tally, Cube] | None] = field(default_factory=dict)
    _counts: dict[tuple[str, Period, str], Sequence[int] | None] = field(default_factory=dict)

    def of(self, indicator: Indicator, period: Period, kind: str, at: int) -> tuple[Source, ...] | None:
        """The sheets, in order, of the unit at a place among those of its kind; None where cubes do not answer it."""
        key = (indicator.name, period, kind)
        if key not in self._counts:
            self._counts[key] = self._count(indicator, period, kind)
        counts = self._counts[key]
        asked = self._asked[indicator.name]
        pairs = self._pairs.get((asked[0], kind)) if asked else None
        if counts is None or asked is None or pairs is None:
            return None
        sheets = self.ground.rows[asked[0]].table.sources
        mine = range(pairs.begins[at], pairs.begins[at + 1])
        found = ((sheets[pairs.sheets[pair]], counts[pair]) for pair in mine if counts[pair])
        return tuple(Source(sheet.file, sheet.sheet, rows) for sheet, rows in found)

    def _count(self, indicator: Indicator, period: Period, kind: str) -> Sequence[int] | None:
        """For each pair, how many rows are counted in the period."""
        asked = self._ask(indicator)
        if asked is None or self._paired(asked[0], kind) is None:
            return None
        table, cohort, tally = asked
        span = self.ground.span(table, period)
        cubes = self._filled(table, cohort, kind, span) if span else None
        if span is None or cubes is None:
            return None
        cube = cubes[tally]
        found = cube.totals[:, -1] if cohort is None else cube.across(day_number(span.start), day_number(span.end))
        counts: list[int] = found.tolist()
        return counts

    def _ask(self, indicator: Indicator) -> _Asked | None:
        if indicator.name not in self._asked:
            self._asked[indicator.name] = _asked_of(self.ground, indicator)
        return self._asked[indicator.name]

    def _paired(self, table: str, kind: str) -> _Pairs | None:
        if (table, kind) not in self._pairs:
            members = self.ground.members(table, (Dimension("kind", kind),))
            self._pairs[table, kind] = _pairs(self.ground, table, members) if members else None
        return self._pairs[table, kind]

    def _filled(self, table: str, cohort: DateRule | None, kind: str, span: Period) -> Mapping[Tally, Cube] | None:
        """Many pairs are counted by month, and answer whole months only."""
        ground, pairs = self.ground, self._pairs[table, kind]
        members = pairs.members if pairs else None
        days = ground.days(table, cohort)
        starts = span.starts if is_large(days, members) else 0
        if starts and not is_whole_months(span):
            return None
        key = (table, cohort, kind, starts)
        if key not in self._cubes:
            asked = [self._ask(indicator) for indicator in ground.indicators.values()]
            tallies = list(dict.fromkeys(one[2] for one in asked if one and one[:2] == (table, cohort)))
            months = month_starts(days, starts) if starts else None
            filled = fill(ground.sieve(table), days, tallies, members, months)
            self._cubes[key] = dict(zip(tallies, filled, strict=True))
        return self._cubes[key]


def _asked_of(ground: Ground, indicator: Indicator) -> _Asked | None:
    """The table, the cohort and the rows that count, where they are one question."""
    names = {"simple": (indicator.name,), "ratio": (indicator.numerator, indicator.denominator)}.get(indicator.type, ())
    parts = [ground.indicators[name] for name in names if name]
    if not parts or any(part.type != "simple" or part.table not in ground.rows for part in parts):
        return None
    table = parts[0].table or ""
    cohorts = {cohort_of(part, ground.spec(part.table or "")) for part in parts}
    stocks = any(isinstance(part.cohort, Stock) for part in parts)
    lacking = {ground.lacking(part) for part in parts}
    if stocks or len(cohorts) > 1 or len(lacking) > 1 or {part.table for part in parts} != {table}:
        return None
    return table, cohorts.pop(), Tally(_either([counted(part)[0] for part in parts]), None, lacking.pop())


def _either(conditions: Sequence[Condition | None]) -> Condition | None:
    """Rows of which one holds; None holds for all."""
    known = tuple(dict.fromkeys(one for one in conditions if one is not None))
    if len(known) < len(set(conditions)) or not known:
        return None
    return known[0] if len(known) == 1 else AnyOf(known)


def _pairs(ground: Ground, table: str, members: Members) -> _Pairs:
    rows = ground.rows[table]
    width = max(len(rows.table.sources), 1)
    every = members.codes.astype(np.int64) * width + rows.sources
    used = np.flatnonzero(np.bincount(every, minlength=1))
    numbers = np.zeros(int(used[-1]) + 1 if used.size else 1, dtype=np.int32)
    numbers[used] = np.arange(len(used), dtype=np.int32)
    names = tuple(f"{unit}\t{sheet}" for unit, sheet in zip(*(part.tolist() for part in np.divmod(used, width)), strict=True))
    begins = np.searchsorted(used, np.arange(len(members.names) + 2) * width)
    return _Pairs(Members(numbers[every], names), (used % width).tolist(), begins.tolist())

"""What every measure stands on: the tables as columns, the units, the cut-off, and the cubes filled so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from pipeline.measure.conditions import Sieve
from pipeline.measure.cubes import Cube, Tally, fill, is_large
from pipeline.measure.places import Dimension, Members, Places, units_from
from pipeline.measure.rows import BLANK_DAY, Days, Rows, day_number, number_day
from pipeline.model.condition import (
    AllOf,
    Blank,
    Condition,
    DateOf,
    DateRule,
    Equals,
    Not,
    Setting,
    Stock,
    columns_of,
    date_columns,
)
from pipeline.model.indicator import Indicator
from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.model.tables import TableSpec

__all__ = ["ADDITIVE", "Ground", "cohort_of", "counted", "lay", "needed"]

_NO_COLUMNS: frozenset[str] = frozenset()
ADDITIVE = ("count", "sum", "mean")
_Name = tuple[str, frozenset[str]]
_Key = tuple[str, DateRule | None, tuple[Dimension, ...], bool]


@dataclass(slots=True)
class Ground:
    """Made once for a run; cubes are filled when first asked for, for all indicators that share them."""

    settings: Settings
    inputs: Inputs
    indicators: Mapping[str, Indicator]
    rows: Mapping[str, Rows]
    places: Places
    parameters: Mapping[str, Any]
    _sieves: dict[str, Sieve] = field(default_factory=dict)
    _cubes: dict[_Key, dict[Tally, Cube]] = field(default_factory=dict)
    _days: dict[tuple[str, DateRule | None], Days] = field(default_factory=dict)
    _large: dict[tuple[_Name, tuple[Dimension, ...]], bool] = field(default_factory=dict)
    _lacking: dict[_Name, frozenset[int]] = field(default_factory=dict)
    _found: dict[tuple[_Name, tuple[Dimension, ...], bool], tuple[Cube, ...]] = field(default_factory=dict)
    _members: dict[tuple[str, tuple[Dimension, ...]], Members | None] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)
    """What the rooms' functions remember of this ground, each under keys of its own."""

    def spec(self, table: str) -> TableSpec:
        """The dictionary of a table."""
        return self.settings.tables[table]

    def sieve(self, table: str) -> Sieve:
        """The conditions of a table, evaluated."""
        if table not in self._sieves:
            self._sieves[table] = Sieve(self.rows[table], self.spec(table), self.parameters)
        return self._sieves[table]

    def span(self, table: str | None, period: Period) -> Period | None:
        """The part of a period that is over by the cut-off, None where nothing is; plans and lists know no cut-off."""
        cutoff = self.inputs.cutoff
        spec = self.settings.tables.get(table) if table else None
        if cutoff is None or (spec is not None and (spec.plan or spec.date is None)):
            return period
        return None if cutoff < period.start else period.until(cutoff)

    def lacking(self, indicator: Indicator) -> frozenset[int]:
        """The sheets that lack a column which the indicator needs."""
        key = _name(indicator)
        if key not in self._lacking:
            rows = self.rows[indicator.table or ""]
            self._lacking[key] = rows.lacking(needed(indicator, self.spec(indicator.table or "")))
        return self._lacking[key]

    def days(self, table: str, cohort: DateRule | None) -> Days:
        """The day that places each row in a period; 0 for all rows of a table without a date.

        A sheet that lacks the cohort's column falls back on the table's own date: its rows are unknown there.
        """
        if (table, cohort) not in self._days:
            self._days[table, cohort] = self._find_days(table, cohort)
        return self._days[table, cohort]

    def _find_days(self, table: str, cohort: DateRule | None) -> Days:
        rows, spec = self.rows[table], self.spec(table)
        if cohort is None:
            return np.zeros(rows.count, dtype=np.int32)
        days = self.sieve(table).days(cohort)
        lacking = rows.lacking(date_columns(cohort))
        if lacking and spec.date and rows.has(spec.date):
            days = np.where(np.isin(rows.sources, sorted(lacking)), rows.days(spec.date), days)
        return days

    def members(self, table: str, dimensions: tuple[Dimension, ...]) -> Members | None:
        """The member of each row; of two dimensions, the pairs in order."""
        key = (table, dimensions)
        if key not in self._members:
            self._members[key] = self._find_members(table, dimensions)
        return self._members[key]

    def _find_members(self, table: str, dimensions: tuple[Dimension, ...]) -> Members | None:
        found = [self.places.members(self.rows[table], self.spec(table), dimension) for dimension in dimensions]
        if any(members is None for members in found):
            return None
        known = [members for members in found if members is not None]
        first = known[0]
        for second in known[1:]:
            width = len(second.names) + 1
            pairs = tuple(f"{a}\t{b}" for a in (*first.names, "") for b in (*second.names, ""))
            first = Members(first.codes * np.int32(width) + second.codes, pairs[:-1])
        return first

    def cubes(
        self, indicator: Indicator, dimensions: tuple[Dimension, ...], span: Period, *, daily: bool = False
    ) -> tuple[Cube, ...]:
        """The cubes of an indicator's tallies; filled together with those of all indicators of the same table and cohort.

        For a large table of many members a span of whole months is answered from a cube of months.
        """
        monthly = not daily and bool(dimensions) and is_whole_months(span) and self._is_large(indicator, dimensions)
        key = (_name(indicator), dimensions, monthly)
        if key not in self._found:
            self._found[key] = self._fill(indicator, dimensions, span.starts if monthly else None)
        return self._found[key]

    def _fill(self, indicator: Indicator, dimensions: tuple[Dimension, ...], starts: int | None) -> tuple[Cube, ...]:
        table, cohort = indicator.table or "", cohort_of(indicator, self.spec(indicator.table or ""))
        filled = self._cubes.setdefault((table, cohort, dimensions, starts is not None), {})
        own = self.tallies(indicator)
        if any(tally not in filled for tally in own):
            members = self.members(table, dimensions) if dimensions else None
            days = self.days(table, cohort)
            together = [indicator] if len(dimensions) > 1 else self._alike(table, cohort)
            wanted = dict.fromkeys([*own, *(t for one in together for t in self.tallies(one))])
            todo = [one for one in wanted if one not in filled]
            months = month_starts(days, starts) if starts is not None else None
            filled.update(zip(todo, fill(self.sieve(table), days, todo, members, months), strict=True))
        return tuple(filled[tally] for tally in own)

    def _is_large(self, indicator: Indicator, dimensions: tuple[Dimension, ...]) -> bool:
        key = (_name(indicator), dimensions)
        if key not in self._large:
            table = indicator.table or ""
            days = self.days(table, cohort_of(indicator, self.spec(table)))
            self._large[key] = is_large(days, self.members(table, dimensions))
        return self._large[key]

    def tallies(self, indicator: Indicator) -> tuple[Tally, ...]:
        """What must be counted for a simple indicator: its value (for a mean, sum and count), all rows, all known rows."""
        lacking = self.lacking(indicator)
        where, column = counted(indicator)
        values = {"count": (None,), "sum": (column,), "mean": (column, None)}.get(indicator.measure, ())
        known = (Tally(None), Tally(None, None, lacking)) if lacking else ()
        return (*(Tally(where, value, lacking) for value in values), *known)

    def _alike(self, table: str, cohort: DateRule | None) -> list[Indicator]:
        return [
            one
            for one in self.indicators.values()
            if one.type == "simple" and one.table == table and one.measure in ADDITIVE
            and self.is_additive(one) and cohort_of(one, self.spec(table)) == cohort
        ]  # fmt: skip

    def is_additive(self, indicator: Indicator) -> bool:
        """Whether it is counted by cubes: counts, and sums and means of integers."""
        if indicator.measure not in ADDITIVE or isinstance(indicator.cohort, Stock):
            return False
        column = self.spec(indicator.table or "").column(indicator.column) if indicator.column else None
        return indicator.measure == "count" or (
            column is not None and column.type == "integer" and self.rows[indicator.table or ""].has(column.name)
        )


def _name(indicator: Indicator) -> _Name:
    """What tells indicators apart: the name, and the columns that the other part of a rate needs."""
    return indicator.name, indicator.options.get("needs", _NO_COLUMNS)


def is_whole_months(span: Period) -> bool:
    after = span.end + dt.timedelta(1)
    return span.start.day == after.day == span.starts


def month_starts(days: Days, starts: int) -> list[int]:
    """The first days of the (statistical) months that some days lie in, and of the one after."""
    real = days[days > BLANK_DAY // 2]
    if real.size == 0:
        return [0, 1]
    months = Period(number_day(real.min()), number_day(real.max()), starts=starts).months()
    first = Period.of("month", number_day(real.min()), starts)
    found = [first]
    while len(found) <= len(months):
        found.append(Period.of("month", found[-1].end + dt.timedelta(1), starts))
    return [day_number(month.start) for month in found]


def counted(indicator: Indicator) -> tuple[Condition | None, str | None]:
    """The condition of the rows that count, and the column that is added up: a count of a column and a mean pass blanks over."""
    if indicator.measure == "count" and indicator.column is None:
        return indicator.where, None
    if indicator.measure == "sum":
        return indicator.where, indicator.column
    filled = Not(Blank(indicator.column or ""))
    return (filled if indicator.where is None else AllOf((indicator.where, filled))), indicator.column


def cohort_of(indicator: Indicator, spec: TableSpec) -> DateRule | None:
    """The date that places a row: the indicator's, else the table's, else none."""
    if isinstance(indicator.cohort, Stock):
        return None
    return indicator.cohort or (DateOf(spec.date) if spec.date else None)


def needed(indicator: Indicator, spec: TableSpec) -> frozenset[str]:
    """The columns without which nothing is known of a row; ``needs`` are those of the other part of a rate."""
    own = frozenset({indicator.column}) if indicator.column else frozenset()
    also: frozenset[str] = indicator.options.get("needs", frozenset())
    return also | columns_of(indicator.where) | own | date_columns(indicator.cohort or cohort_of(indicator, spec))


def lay(inputs: Inputs, settings: Settings, indicators: Mapping[str, Indicator] | None = None) -> Ground:
    """The ground for a state of the inputs, for the declared indicators or for others."""
    rows = {name: Rows(table) for name, table in inputs.tables.items() if name in settings.tables}
    office = settings.organization
    units = inputs.units or office.units
    parameters = {
        "collective_min": settings.collective_min,
        "channels_in_total": office.options.get("channels_in_total"),
    }
    places = Places(units or units_from(rows, settings.tables, office.not_units))
    declared = settings.indicators if indicators is None else indicators
    known = {name: _with_its_parts(one, declared, parameters) for name, one in declared.items()}
    return Ground(settings, inputs, known, rows, places, parameters)


def _with_its_parts(whole: Indicator, indicators: Mapping[str, Indicator], parameters: Mapping[str, Any]) -> Indicator:
    """Without the parts that the office leaves out of the total (来电, where ``channels_in_total`` does not name it)."""
    parts = whole.options.get("parts")
    if not parts or not isinstance(whole.where, Equals) or not isinstance(whole.where.values, Setting):
        return whole
    counted = parameters.get(whole.where.values.name)
    if counted is None:
        return whole
    own = {name: indicators[name].where for name in parts}
    kept = tuple(name for name, where in own.items() if isinstance(where, Equals) and set(_texts(where.values)) <= set(counted))
    return replace(whole, options={**whole.options, "parts": kept})


def _texts(values: tuple[str | int, ...] | Setting) -> tuple[str | int, ...]:
    return () if isinstance(values, Setting) else values

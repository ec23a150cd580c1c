"""What every measure stands on: the tables as columns, the units, the cut-off, and the cubes filled so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.measure.bins import Bins
from pipeline.measure.conditions import UNITS, Sieve
from pipeline.measure.counting import Tally
from pipeline.measure.cubes import Cube, collapsed, fill, is_large
from pipeline.measure.places import AnyCoder, Coder, Dimension, Members, Pairs, Places, SheetPairs, units_from
from pipeline.measure.rows import Days, Rows
from pipeline.model.condition import (
    AllOf,
    AnyOf,
    Blank,
    Condition,
    DateOf,
    DateRule,
    Not,
    Stock,
    columns_of,
    date_columns,
)
from pipeline.model.indicator import Indicator
from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.settings import Settings
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["ADDITIVE", "SHEETS", "Ground", "Traces", "cohort_of", "counted", "is_whole_months", "lay", "needed", "simple_parts"]

_NO_COLUMNS: frozenset[str] = frozenset()
ADDITIVE = ("count", "sum", "mean")
_Name = tuple[str, frozenset[str]]
_Key = tuple[str, tuple[Dimension, ...], bool]
_FEW_SHEETS = 64
SHEETS = (Dimension("sheet", ""),)


@shape
class Traces:
    """Tallies of the rows behind an indicator; of a difference first those that are left, then all that were looked at."""

    table: str
    tallies: tuple[Tally, ...]


@dataclass(slots=True, eq=False)
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
    _coders: dict[tuple[str, tuple[Dimension, ...]], AnyCoder | None] = field(default_factory=dict)
    _traced: dict[str, Traces | None] = field(default_factory=dict)
    _days: dict[tuple[str, DateRule | None], Days] = field(default_factory=dict)
    _large: dict[tuple[str, tuple[Dimension, ...]], bool] = field(default_factory=dict)
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
        """The day that places each row in a period."""
        if (table, cohort) not in self._days:
            self._days[table, cohort] = self.sieve(table).placed(cohort)
        return self._days[table, cohort]

    def coder(self, table: str, dimensions: tuple[Dimension, ...]) -> AnyCoder | None:
        """What tells the member of each row (of two dimensions, the pairs in order); None where the table lacks a column."""
        key = (table, dimensions)
        if key not in self._coders:
            self._coders[key] = self._find_coder(table, dimensions)
        return self._coders[key]

    def _find_coder(self, table: str, dimensions: tuple[Dimension, ...]) -> AnyCoder | None:
        if dimensions[0].sort == "sheet":
            return self._sheet_pairs(table, dimensions[0].name)
        found = [self.places.coder(self.rows[table], self.spec(table), dimension) for dimension in dimensions]
        known = tuple(coder for coder in found if coder is not None)
        if len(known) < len(found):
            return None
        return known[0] if len(known) == 1 else Pairs(known)

    def _sheet_pairs(self, table: str, kind: str) -> SheetPairs | None:
        of = self.coder(table, (Dimension("kind", kind),)) if kind else None
        if kind and not isinstance(of, Coder):
            return None
        return SheetPairs.among(self.rows[table], of if isinstance(of, Coder) else None)

    def members(self, table: str, dimensions: tuple[Dimension, ...]) -> Members | None:
        """The member of each row."""
        key = (table, dimensions)
        if key not in self._members:
            coder = self.coder(table, dimensions)
            self._members[key] = Members(coder.codes(self.rows[table]), tuple(map(str, coder.names))) if coder else None
        return self._members[key]

    def cubes(
        self, indicator: Indicator, dimensions: tuple[Dimension, ...], span: Period, *, daily: bool = False
    ) -> tuple[Cube, ...]:
        """The cubes of an indicator's tallies; filled together with those of all indicators of the same table.

        For a large table of many members a span of whole months is answered from a cube of months.
        """
        table = indicator.table or ""
        monthly = not daily and bool(dimensions) and is_whole_months(span) and self.is_large(table, dimensions)
        key = (_name(indicator), dimensions, monthly)
        if key not in self._found:
            filled = self.filled(table, self.tallies(indicator), dimensions, span.starts if monthly else None)
            self._found[key] = tuple(filled[tally] for tally in self.tallies(indicator))
        return self._found[key]

    def filled(
        self, table: str, own: tuple[Tally, ...], dimensions: tuple[Dimension, ...], starts: int | None
    ) -> Mapping[Tally, Cube]:
        """Cubes of these tallies and of all that may be asked for with them; ``starts``: the day on which months begin."""
        filled = self._cubes.setdefault((table, dimensions, starts is not None), {})
        if any(tally not in filled for tally in own):
            together = () if len(dimensions) > 1 else self._asked(table, dimensions)
            todo = [tally for tally in dict.fromkeys([*own, *together]) if tally not in filled]
            filled |= self._fill(table, todo, dimensions, Bins(starts))
        return filled

    def _fill(self, table: str, tallies: list[Tally], dimensions: tuple[Dimension, ...], bins: Bins) -> dict[Tally, Cube]:
        """The county's are those of its sheets together, where there are few: figures are traced to them."""
        if dimensions or not 1 < len(self.rows[table].table.sources) <= _FEW_SHEETS:
            return fill(self.sieve(table), tallies, self.coder(table, dimensions) if dimensions else None, bins)
        sheets = self.filled(table, tuple(tallies), SHEETS, bins.month_starts)
        return {tally: collapsed(sheets[tally]) for tally in tallies}

    def is_large(self, table: str, dimensions: tuple[Dimension, ...]) -> bool:
        """Whether a table is counted by month for these dimensions, where months will do."""
        key = (table, dimensions)
        if key not in self._large:
            self._large[key] = is_large(len(self.rows[table].table.coverage.months), self.coder(table, dimensions))
        return self._large[key]

    def tallies(self, indicator: Indicator) -> tuple[Tally, ...]:
        """What must be counted for a simple indicator: its value (for a mean, sum and count), all rows, all known rows."""
        lacking = self.lacking(indicator)
        where, column = counted(indicator)
        cohort = cohort_of(indicator, self.spec(indicator.table or ""))
        values = {"count": (None,), "sum": (column,), "mean": (column, None)}.get(indicator.measure, ())
        known = (Tally(cohort, None), Tally(cohort, None, None, lacking)) if lacking else ()
        return (*(Tally(cohort, where, value, lacking) for value in values), *known)

    def _asked(self, table: str, dimensions: tuple[Dimension, ...]) -> list[Tally]:
        """What the indicators of a table may ask for: values, and rows by sheet."""
        traced = [self.traced(one) for one in self.indicators.values()]
        rows = [tally for one in traced if one is not None and one.table == table for tally in one.tallies]
        if dimensions and dimensions[0].sort == "sheet" and dimensions != SHEETS:
            return rows
        simple = [one for one in self.indicators.values() if one.type == "simple" and one.table == table]
        values = [tally for one in simple if self.is_additive(one) for tally in self.tallies(one)]
        return values if dimensions and dimensions != SHEETS else [*values, *rows]

    def traced(self, indicator: Indicator) -> Traces | None:
        """The rows behind an indicator as tallies of one table; None where they have several dates, or none."""
        if indicator.name not in self._traced:
            self._traced[indicator.name] = self._trace(indicator)
        return self._traced[indicator.name]

    def _trace(self, indicator: Indicator) -> Traces | None:
        parts = simple_parts(self.indicators, indicator)
        if any(part.table not in self.rows or isinstance(part.cohort, Stock) for part in parts):
            return None
        alike = {(part.table or "", cohort_of(part, self.spec(part.table or "")), self.lacking(part)) for part in parts}
        if len(alike) != 1:
            return None
        table, cohort, lacking = alike.pop()
        whole = any_of([counted(part)[0] for part in parts])
        minus = [self.indicators[name] for name in indicator.options.get("minus", ())]
        left = AllOf((whole, Not(any_of([counted(one)[0] for one in minus if one.type == "simple"]))))
        wheres = (left, whole) if minus else (whole,)
        return Traces(table, tuple(Tally(cohort, where, None, lacking) for where in wheres))

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
    """Whether a span begins and ends where its (statistical) months do."""
    after = span.end + dt.timedelta(1)
    return span.start.day == after.day == span.starts


def any_of(wheres: Sequence[Condition | None]) -> Condition:
    """The rows that at least one filter lets through."""
    known = tuple(dict.fromkeys(where for where in wheres if where is not None))
    if len(known) < len(set(wheres)):
        return AllOf(())
    return known[0] if len(known) == 1 else AnyOf(known)


def simple_parts(indicators: Mapping[str, Indicator], indicator: Indicator) -> list[Indicator]:
    """The simple indicators that one is made of, itself included."""
    if indicator.type == "simple":
        return [indicator]
    return [part for name in indicator.made_of for part in simple_parts(indicators, indicators[name])]


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
        UNITS: {unit.short: unit.name for unit in units if unit.short},
    }
    places = Places(units or units_from(rows, settings.tables, office.not_units))
    declared = settings.indicators if indicators is None else indicators
    return Ground(settings, inputs, declared, rows, places, parameters)

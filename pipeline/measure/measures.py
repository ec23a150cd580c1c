"""The one that documents ask: figures with their comparisons, breakdowns, traces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import cast

from pipeline.measure.breakdown import leaves, members_of, ranked
from pipeline.measure.consistency import contradictions
from pipeline.measure.coverage import owing
from pipeline.measure.crossing import cross
from pipeline.measure.entries import entries
from pipeline.measure.evaluate import Evaluator
from pipeline.measure.grid import Grid, Row
from pipeline.measure.ground import Ground, cohort_of, lay, simple_parts
from pipeline.measure.leadin import led_in
from pipeline.measure.measured import Measured
from pipeline.measure.places import OTHER, Dimension
from pipeline.measure.reported import TABLE, read_reports
from pipeline.measure.sheets import Sheets
from pipeline.measure.slices import Slice
from pipeline.measure.trace import cells_of, counted_rows, cut_of, sources_of
from pipeline.model.condition import Stock, describe, describe_date
from pipeline.model.figure import Cross, Entry, Figure, Measures, Number, Traced
from pipeline.model.indicator import Indicator
from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.model.table import Source
from pipeline.model.unit import COUNTY, Unit

__all__ = ["open_measures"]

_Lines = tuple[Figure, ...]

_UNKNOWN = object()
_MOST_KEPT = 20_000
"""Figures of units kept at a time: a document asks for the same ones again and again, the next one for others."""


def open_measures(inputs: Inputs, settings: Settings) -> Measures:
    """Measures over a state of the inputs. Nothing is counted before it is asked for."""
    ground = lay(inputs, settings)
    reports = read_reports(ground.rows.get(TABLE), ground.places, settings.calendar.month_starts)
    found = {
        name: Indicator(name, "reported", name, unit=unit, definition="各单位填报（填报数据表）", decimals=2 if unit == "%" else 0)
        for name, unit in reports.units.items()
        if name not in settings.indicators
    }
    ground.indicators = MappingProxyType({**ground.indicators, **found})
    return _Measures(ground, Evaluator(ground, reports), Grid(ground, reports), Sheets(ground))


@dataclass(slots=True, eq=False)
class _Measures:
    ground: Ground
    evaluator: Evaluator
    grid: Grid
    sheets: Sheets
    _figures: dict[tuple[str, Period, Slice], Figure] = field(default_factory=dict)
    _rows: dict[tuple[str, Period, str], Row | None] = field(default_factory=dict)
    _cells: dict[tuple[str, Period, str], Figure] = field(default_factory=dict)
    _seats: dict[str, tuple[str, int]] = field(default_factory=dict)
    _tables: dict[str, str | None] = field(default_factory=dict)
    _bases: dict[tuple[str, Period], tuple[Period | None, Period | None, bool]] = field(default_factory=dict)
    _spans_known: dict[Period, Period] = field(default_factory=dict)
    _lines: dict[tuple[str, Dimension, Period, str], _Lines] = field(default_factory=dict)

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        return self.ground.indicators

    def units(self, kind: str) -> Sequence[Unit]:
        return self.ground.places.of_kind(kind)

    def owing(self, name: str) -> Sequence[str]:
        indicator = self.indicators[name]
        of = self.indicators.get(indicator.options.get("of", ""))
        return owing(self.ground, indicator, of) if of is not None and indicator.options.get("each") == "unit" else ()

    def scope(self, text: str) -> str | None:
        return self.ground.places.scope(text)

    def figure(self, name: str, period: Period, scope: str = COUNTY) -> Figure:
        indicator = self.indicators[name]
        found = self.scope(scope)
        if found is None:
            raise KeyError(scope)
        return self._of(indicator, period, found)

    def _of(self, indicator: Indicator, period: Period, scope: str) -> Figure:
        """The figure of a whole scope: out of the grid where it has it."""
        key = (indicator.name, period, scope)
        figure = self._cells.get(key)
        if figure is None:
            kind, at = self._seat(scope)
            row = self._row(indicator, period, kind) if kind else None
            if row is None:
                return self._figure(indicator, period, Slice(scope))
            if len(self._cells) >= _MOST_KEPT:
                self._cells.clear()
            figure = self._cells[key] = row.figure(scope, at)
        return figure

    def _seat(self, scope: str) -> tuple[str, int]:
        """The kind of a unit, and its place among those of the kind; no kind for the county."""
        seat = self._seats.get(scope)
        if seat is None:
            kind = "" if scope == COUNTY else self.ground.places.kind(scope)
            among = [unit.name for unit in self.ground.places.of_kind(kind)] if kind else [scope]
            seat = self._seats[scope] = (kind, among.index(scope))
        return seat

    def _row(self, indicator: Indicator, period: Period, kind: str) -> Row | None:
        key = (indicator.name, period, kind)
        row = self._rows.get(key, _UNKNOWN)
        if row is _UNKNOWN:
            row = self._rows[key] = self._find_row(indicator, period, kind)
        return cast("Row | None", row)

    def _find_row(self, indicator: Indicator, period: Period, kind: str) -> Row | None:
        """None where the grid lacks the column or one that it is held against."""
        year, before, over = self._spans(indicator, period)
        now, ago, last = (self.grid.column(indicator.name, span, kind) if span else None for span in (period, year, before))
        if now is None or (ago is None) != (year is None) or (last is None) != (before is None):
            return None
        return Row(indicator, period, now, ago, last, over, self.grid.doubtful(indicator, period, kind, now))

    def _figure(self, indicator: Indicator, period: Period, cut: Slice) -> Figure:
        key = (indicator.name, period, cut)
        if key not in self._figures:
            now = self.evaluator.value(indicator.name, period, cut)
            year, before, over = self._spans(indicator, period)
            ago = self._complete(indicator, year, cut) if now.complete else None
            last = self._complete(indicator, before, cut) if now.complete else None
            self._figures[key] = _made(indicator, period, cut, now, ago, last, year_over=over)
        return self._figures[key]

    def _spans(self, indicator: Indicator, period: Period) -> tuple[Period | None, Period | None, bool]:
        """The span a year before, the span before, and whether the period is over."""
        key = (indicator.name, period)
        known = self._bases.get(key)
        if known is None:
            over = self._year_over(indicator, period)
            spans = (self._year_ago(indicator, period), self._previous(indicator, period))
            ago, before = (span if span and led_in(self.ground, indicator, span) else None for span in spans)
            # one object for each span: looking it up then compares nothing
            same = self._spans_known
            known = self._bases[key] = (ago and same.setdefault(ago, ago), before and same.setdefault(before, before), over)
        return known

    def _year_over(self, indicator: Indicator, period: Period) -> bool:
        """Whether the cut-off has reached the period's end."""
        if self._timeless(indicator):
            return True
        span = self.ground.span(self._table(indicator), period)
        return span is not None and span.end == period.end

    def _table(self, indicator: Indicator) -> str | None:
        """The one table behind an indicator, if it is one."""
        if indicator.name not in self._tables:
            tables = {part.table for part in simple_parts(self.ground.indicators, indicator)}
            self._tables[indicator.name] = tables.pop() if len(tables) == 1 else None
        return self._tables[indicator.name]

    def _year_ago(self, indicator: Indicator, period: Period) -> Period | None:
        """The comparable span a year before: of a year not over, the same days (reported numbers too: those of just these days).

        Of a week not over, the same days of the week; what is counted from the year's beginning ends on the same date.
        """
        if self._timeless(indicator):
            return None
        span = self.ground.span(self._table(indicator), period)
        if span is None or (period.grain == "watch" and span.end != period.end):
            return None
        ago = self.ground.settings.calendar.year_ago
        week = ago(period) if period.grain == "week" and not _is_running(indicator) else None
        return ago(span) if week is None else week.until(week.start + (span.end - span.start))

    def _previous(self, indicator: Indicator, period: Period) -> Period | None:
        """The span before; a span not over, a watch period and a count from the year's start have none."""
        if _is_running(indicator) or period.grain == "watch" or self._timeless(indicator) or not self._year_over(indicator, period):
            return None
        return period.previous()

    def _complete(self, indicator: Indicator, period: Period | None, cut: Slice) -> Measured | None:
        if period is None:
            return None
        found = self.evaluator.value(indicator.name, period, cut)
        return found if found.complete and found.value is not None else None

    def bases(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        spans = self._spans(figure.indicator, figure.period)[:2]
        return self._base(figure, spans[0], figure.year_ago), self._base(figure, spans[1], figure.previous)

    def _cut(self, indicator: Indicator, period: Period, cut: Slice) -> Figure:
        """The figure of a slice."""
        return self._figure(indicator, period, cut) if cut.members else self._of(indicator, period, cut.scope)

    def _base(self, figure: Figure, span: Period | None, value: Number | None) -> Figure | None:
        """The same line of the same breakdown in another span."""
        if span is None or value is None:
            return None
        plain = figure.dimension is None
        base = self._of(figure.indicator, span, figure.scope) if plain else self._cut(figure.indicator, span, cut_of(figure))
        if plain and (base.value is value or base.value == value):
            return base
        line = {"scope": figure.scope, "dimension": figure.dimension, "member": figure.member, "apart_from": figure.apart_from}
        return replace(base, value=value, **line)  # type: ignore[arg-type]

    def _timeless(self, indicator: Indicator) -> bool:
        """Numbers that know no time: of a list without dates, or stated by the config."""
        if indicator.type == "reported":
            return "value" in indicator.options
        if indicator.type != "simple" or indicator.table is None:
            return False
        return cohort_of(indicator, self.ground.spec(indicator.table)) is None and not isinstance(indicator.cohort, Stock)

    def coverage(self, name: str, period: Period, scope: str = COUNTY, *, at_least: int | None = None) -> Figure:
        indicator = self.indicators[name]
        if at_least is None or at_least == indicator.options.get("at_least", 1):
            return self.figure(name, period, scope)
        other = replace(indicator, options={**indicator.options, "at_least": at_least})
        cut = Slice(self.scope(scope) or scope)
        now = self.evaluator.afresh(other, period, cut)
        return _made(other, period, cut, now, year_over=self._year_over(other, period))

    def breakdown(self, name: str, dimension: str, period: Period, scope: str = COUNTY) -> Sequence[Figure]:
        indicator, by = self.indicators[name], Dimension.of(dimension)
        key = (name, by, period, self.scope(scope) or scope)
        if key not in self._lines:
            self._lines[key] = self._break_down(indicator, by, period, key[3])
        return self._lines[key]

    def _break_down(self, indicator: Indicator, by: Dimension, period: Period, scope: str) -> _Lines:
        if by.sort == "month":
            begun = [month for month in period.spans("month") if self.ground.span(self._table(indicator), month)]
            return tuple(self._month(indicator, month, scope) for month in begun)
        lines = [self._line(indicator, by, member, period, scope) for member in members_of(self.ground, indicator, by)]
        if told := self._undivided(indicator, by, period, scope):
            lines = [replace(line, complete=False, missing=(*line.missing, told)) for line in lines]
        return tuple(ranked(indicator, by, leaves(self.ground, indicator, by, lines)))

    def _undivided(self, indicator: Indicator, by: Dimension, period: Period, scope: str) -> str:
        """That rows counted stand in sheets without the column that divides them: any member may have more than its line says."""
        tables = {part.table or "" for part in simple_parts(self.ground.indicators, indicator)}
        without = {
            (source.file, source.sheet)
            for table in (self.ground.rows[name].table for name in tables if name in self.ground.rows)
            for source in (table.sources[at] for at in table.lacking.get(by.name, ()))
        }
        if not without:
            return ""
        counted = self.sources(self._of(indicator, period, scope))
        rows = sum(source.rows for source in counted if (source.file, source.sheet) in without)
        return f"有 {rows} 行所在的表没有“{by.name}”这一列" if rows else ""

    def _month(self, indicator: Indicator, month: Period, scope: str) -> Figure:
        return replace(self._of(indicator, month, scope), dimension="month", member=month.name)

    def _line(self, indicator: Indicator, by: Dimension, member: str, period: Period, scope: str) -> Figure:
        """A unit's line is the unit's own figure; it stands in the county's table only."""
        is_unit = by.sort in ("kind", "unit") and member != OTHER
        cut = Slice(member) if is_unit else Slice(scope, ((by, member),))
        return replace(self._cut(indicator, period, cut), scope=scope, dimension=by.name, member=member)

    def top(self, name: str, dimension: str, period: Period, scope: str = COUNTY, *, most: int = 3) -> Sequence[Figure]:
        lines = [line for line in self.breakdown(name, dimension, period, scope) if line.value]
        named = sorted((line for line in lines if line.member != OTHER), key=lambda line: -(line.value or 0))
        rest = [*named[most:], *(line for line in lines if line.member == OTHER)]
        return (*named[:most], *([_rest(named[:most], rest)] if rest else []))

    def cross(self, name: str, rows: str, columns: str, period: Period, scope: str = COUNTY, *, public: bool = False) -> Cross:
        threshold = int(self.ground.settings.organization.options.get("public_min", 3)) if public else 0
        dimensions = (Dimension.of(rows), Dimension.of(columns))
        indicator, within = self.indicators[name], self.scope(scope) or scope
        return cross(self.ground, indicator, dimensions, lambda m: self._figure(indicator, period, Slice(within, m)), threshold)

    def entries(
        self, table: str, period: Period, scope: str = COUNTY, *, where: Mapping[str, str] | None = None
    ) -> Sequence[Entry]:
        return entries(self.ground, table, period, self.scope(scope) or scope, where)

    def sources(self, figure: Figure) -> Sequence[Source]:
        found = None
        if figure.dimension in (None, "month") and not figure.reported and _says(figure):
            found = self.sheets.of(figure, *self._seat(figure.scope))
        return sources_of(self.evaluator, figure) if found is None else found

    def rows(self, figure: Figure) -> Sequence[Traced]:
        return counted_rows(self.evaluator, figure)

    def cells(self, traced: Traced) -> Sequence[Entry]:
        return cells_of(self.ground, traced)

    def definition(self, name: str) -> str:
        return define(self.ground, self.indicators[name])

    def check(self, names: Sequence[str], period: Period, scope: str = COUNTY) -> Sequence[Problem]:
        def ask(name: str, figure: Figure) -> Number | None:
            cut = cut_of(figure)
            whole = self._of(self.indicators[name], figure.period, cut.scope) if not cut.members else None
            found = whole or self.evaluator.value(name, figure.period, cut)
            return found.value if found.complete and not found.reported else None

        return contradictions([self.figure(name, period, scope) for name in names if not self._sound(name, period, scope)], ask)

    def _sound(self, name: str, period: Period, scope: str) -> bool:
        """Whether the grid has shown already that a figure contradicts nothing."""
        kind, at = self._seat(self.scope(scope) or scope)
        row = self._row(self.indicators[name], period, kind) if kind else None
        return row is not None and (not row.doubtful or not row.doubtful[at])


def _made(
    indicator: Indicator,
    period: Period,
    cut: Slice,
    now: Measured,
    ago: Measured | None = None,
    last: Measured | None = None,
    *,
    year_over: bool,
) -> Figure:
    return Figure(
        indicator,
        period,
        cut.scope,
        now.value,
        now.numerator,
        now.denominator,
        ago.value if ago else None,
        last.value if last else None,
        now.complete,
        year_over,
        now.missing,
        now.why if now.value is None else "",
        evidence=now.evidence,
        reported=now.reported,
        year_ago_reported=ago.reported if ago else False,
    )


def _is_running(indicator: Indicator) -> bool:
    """Whether it counts from the year's beginning, whatever the period's."""
    return indicator.type == "cumulative" or indicator.options.get("every") == "year"


def _says(figure: Figure) -> bool:
    """Whether it has a number, or at least what it would be divided by."""
    return figure.value is not None or figure.denominator is not None


def _rest(named: Sequence[Figure], rest: Sequence[Figure]) -> Figure:
    """其他: what the lines left out add up to, with their year before where all have one."""
    first = rest[0]
    ago = [line.year_ago for line in rest]
    before = [line.previous for line in rest]
    return replace(
        first,
        value=sum(line.value or 0 for line in rest),
        year_ago=None if None in ago else sum(value or 0 for value in ago),
        previous=None if None in before else sum(value or 0 for value in before),
        complete=all(line.complete for line in rest),
        member=OTHER,
        rank=None,
        apart_from=tuple(line.member or "" for line in named),
    )


def define(ground: Ground, indicator: Indicator) -> str:
    """An indicator in words: its definition, and for a simple one its table, filter and cohort."""
    if indicator.type != "simple" or indicator.table is None:
        return indicator.definition
    date = indicator.cohort or cohort_of(indicator, ground.spec(indicator.table))
    rows = describe(indicator.where, ground.parameters)
    return f"{indicator.definition}（《{indicator.table}》；{rows}；时间按{describe_date(date)}）"

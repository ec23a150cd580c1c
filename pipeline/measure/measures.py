"""The one that documents ask: figures with their comparisons, breakdowns, traces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import cast

from pipeline.measure.breakdown import foremost, leaves, members_of, ranked, undivided
from pipeline.measure.consistency import contradictions
from pipeline.measure.coverage import owing
from pipeline.measure.crossing import cross
from pipeline.measure.defined import defined
from pipeline.measure.entries import entries
from pipeline.measure.evaluate import Evaluator
from pipeline.measure.grid import Grid, Row
from pipeline.measure.ground import Ground, lay
from pipeline.measure.measured import Measured, figure_of
from pipeline.measure.places import Dimension
from pipeline.measure.reported import TABLE, read_reports
from pipeline.measure.sheets import Sheets
from pipeline.measure.slices import Slice
from pipeline.measure.spans import Spans
from pipeline.measure.trace import cells_of, counted_rows, cut_of, sources_of
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
        name: Indicator(name, "reported", name, unit=unit, definition="各单位填报（填报数据表）", decimals=2)
        for name, unit in reports.units.items()
        if name not in settings.indicators
    }
    ground.indicators = MappingProxyType({**ground.indicators, **found})
    return _Measures(ground, Evaluator(ground, reports), Grid(ground, reports), Sheets(ground), Spans(ground))


@dataclass(slots=True, eq=False)
class _Measures:
    ground: Ground
    evaluator: Evaluator
    grid: Grid
    sheets: Sheets
    spans: Spans
    _figures: dict[tuple[str, Period, Slice], Figure] = field(default_factory=dict)
    _rows: dict[tuple[str, Period, str], Row | None] = field(default_factory=dict)
    _cells: dict[tuple[str, Period, str], Figure] = field(default_factory=dict)
    _seats: dict[str, tuple[str, int]] = field(default_factory=dict)
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
        year, before, over = self.spans.of(indicator, period)
        now, ago, last = (self.grid.column(indicator.name, span, kind) if span else None for span in (period, year, before))
        if now is None or (ago is None) != (year is None) or (last is None) != (before is None):
            return None
        return Row(indicator, period, now, ago, last, over, self.grid.doubtful(indicator, period, kind, now))

    def _figure(self, indicator: Indicator, period: Period, cut: Slice) -> Figure:
        key = (indicator.name, period, cut)
        if key not in self._figures:
            now = self.evaluator.value(indicator.name, period, cut)
            year, before, over = self.spans.of(indicator, period)
            ago = self._complete(indicator, year, cut) if now.complete else None
            last = self._complete(indicator, before, cut) if now.complete else None
            self._figures[key] = figure_of(indicator, period, cut.scope, now, ago, last, over=over)
        return self._figures[key]

    def _complete(self, indicator: Indicator, period: Period | None, cut: Slice) -> Measured | None:
        if period is None:
            return None
        found = self.evaluator.value(indicator.name, period, cut)
        return found if found.complete and found.value is not None else None

    def bases(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        spans = self.spans.of(figure.indicator, figure.period)[:2]
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

    def coverage(self, name: str, period: Period, scope: str = COUNTY, *, at_least: int | None = None) -> Figure:
        indicator = self.indicators[name]
        if at_least is None or at_least == indicator.options.get("at_least", 1):
            return self.figure(name, period, scope)
        other = replace(indicator, options={**indicator.options, "at_least": at_least})
        cut = Slice(self.scope(scope) or scope)
        now = self.evaluator.afresh(other, period, cut)
        return figure_of(other, period, cut.scope, now, over=self.spans.is_over(other, period))

    def breakdown(self, name: str, dimension: str, period: Period, scope: str = COUNTY) -> Sequence[Figure]:
        indicator, by = self.indicators[name], Dimension.of(dimension)
        key = (name, by, period, self.scope(scope) or scope)
        if key not in self._lines:
            self._lines[key] = self._break_down(indicator, by, period, key[3])
        return self._lines[key]

    def _break_down(self, indicator: Indicator, by: Dimension, period: Period, scope: str) -> _Lines:
        if by.sort == "month":
            begun = [month for month in period.spans("month") if self.ground.span(self.spans.table(indicator), month)]
            return tuple(self._month(indicator, month, scope) for month in begun)
        lines = [self._line(indicator, by, member, period, scope) for member in members_of(self.ground, indicator, by)]
        if told := undivided(self.ground, indicator, by, lambda: self.sources(self._of(indicator, period, scope))):
            lines = [replace(line, complete=False, missing=(*line.missing, told)) for line in lines]
        return tuple(ranked(indicator, by, leaves(self.ground, indicator, by, lines)))

    def _month(self, indicator: Indicator, month: Period, scope: str) -> Figure:
        return replace(self._of(indicator, month, scope), dimension="month", member=month.name)

    def _line(self, indicator: Indicator, by: Dimension, member: str, period: Period, scope: str) -> Figure:
        figure = self._cut(indicator, period, Slice.of_line(scope, by, member))
        return replace(figure, scope=scope, dimension=by.name, member=member)

    def top(self, name: str, dimension: str, period: Period, scope: str = COUNTY, *, most: int = 3) -> Sequence[Figure]:
        return foremost(self.breakdown(name, dimension, period, scope), most)

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
        return defined(self.ground, self.indicators[name])

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


def _says(figure: Figure) -> bool:
    """Whether it has a number, or at least what it would be divided by."""
    return figure.value is not None or figure.denominator is not None

"""Where a figure came from: its sheets with how many rows of each it counted, and the rows themselves, found again on demand."""

from __future__ import annotations

import numpy as np

from pipeline.measure.crossing import CROSSED
from pipeline.measure.entries import cells
from pipeline.measure.evaluate import Evaluator
from pipeline.measure.ground import Ground, simple_parts
from pipeline.measure.indexed import quickly
from pipeline.measure.places import Dimension
from pipeline.measure.reported import TABLE
from pipeline.measure.selection import Positions, select
from pipeline.measure.sheets import period_of
from pipeline.measure.slices import Slice, missing_column
from pipeline.model.figure import Entry, Figure, Traced
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.table import Source

__all__ = ["cells_of", "counted_rows", "cut_of", "sources_of"]


def cut_of(figure: Figure) -> Slice:
    """The slice that a figure speaks of."""
    if figure.member is None or figure.dimension is None or figure.dimension == "month":
        return Slice(figure.scope)
    if CROSSED in figure.dimension:
        names = zip(figure.dimension.split(CROSSED), figure.member.split(CROSSED), strict=True)
        return Slice(figure.scope, tuple((Dimension.of(name), member) for name, member in names))
    return Slice.of_line(figure.scope, Dimension.of(figure.dimension), figure.member)


def sources_of(evaluator: Evaluator, figure: Figure) -> tuple[Source, ...]:
    """The sheets that a figure counted rows of, in order."""
    if figure.reported and "value" in figure.indicator.options:
        return (Source(f"../{figure.indicator.place.file}", None, 1),)
    found: list[Source] = []
    for table, positions in _positions(evaluator, figure).items():
        rows = evaluator.ground.rows[table]
        counts = np.bincount(rows.sources[positions], minlength=1)
        sheets = rows.table.sources
        found += [Source(sheets[at].file, sheets[at].sheet, int(counts[at])) for at in np.flatnonzero(counts).tolist()]
    return tuple(found)


def counted_rows(evaluator: Evaluator, figure: Figure) -> tuple[Traced, ...]:
    """Every row that a figure counted, by part of the indicator (a rate: numerator and denominator)."""
    ground, traced = evaluator.ground, []
    for name, table, positions in _parts(evaluator, figure):
        rows = ground.rows[table]
        sources, numbers = rows.sources[positions], rows.numbers_shown[positions]
        for at, source in enumerate(rows.table.sources):
            here = sources == at
            if here.any():
                traced.append(Traced(name, table, source, tuple(int(number) for number in np.sort(numbers[here]))))
    return tuple(traced)


def cells_of(ground: Ground, traced: Traced) -> tuple[Entry, ...]:
    """What stands in traced rows, in their order."""
    rows = ground.rows[traced.table]
    at = next(at for at, s in enumerate(rows.table.sources) if (s.file, s.sheet) == (traced.source.file, traced.source.sheet))
    mine = np.flatnonzero((rows.sources == at) & np.isin(rows.numbers_shown, traced.rows))
    return cells(rows, ground.spec(traced.table), mine[np.argsort(rows.numbers_shown[mine], kind="stable")])


def _positions(evaluator: Evaluator, figure: Figure) -> dict[str, Positions]:
    """The rows of each table, those of several parts once."""
    found: dict[str, Positions] = {}
    for _, table, positions in _parts(evaluator, figure):
        found[table] = _either(found[table], positions, evaluator.ground.rows[table].count) if table in found else positions
    return found


def _either(one: Positions, other: Positions, count: int) -> Positions:
    if (len(one) + len(other)) * 64 < count:
        return np.union1d(one, other)
    marked = np.zeros(count, dtype=bool)
    marked[one] = marked[other] = True
    return np.flatnonzero(marked)


def _parts(evaluator: Evaluator, figure: Figure) -> list[tuple[str, str, Positions]]:
    """(indicator, table, rows) of each simple indicator behind a figure."""
    ground = evaluator.ground
    if figure.reported:
        entry = evaluator.reports.find(figure.indicator.name, figure.period, figure.scope)
        return [(figure.indicator.name, TABLE, np.array([entry.row], dtype=np.intp))] if entry else []
    if figure.value is None and figure.denominator is None:
        return []
    found = []
    for part in simple_parts(ground.indicators, figure.indicator):
        period = period_of(figure.indicator, figure.period)
        span = ground.span(part.table, period)
        if part.table in ground.rows and span is not None:
            found.append((part.name, part.table or "", _select(evaluator, part, span, figure)))
    return _difference(figure, found) if figure.indicator.type == "derived" else found


def _difference(figure: Figure, parts: list[tuple[str, str, Positions]]) -> list[tuple[str, str, Positions]]:
    """Of rows less rows, those that are left, where their number is the figure; else all that were counted."""
    if len({table for _, table, _ in parts}) != 1:
        return parts
    minus = figure.indicator.options.get("minus", ())
    taken = [positions for name, _, positions in parts if name in minus]
    kept = [positions for name, _, positions in parts if name not in minus]
    left = np.setdiff1d(np.concatenate(kept), np.concatenate([*taken, np.array([], dtype=np.intp)]))
    return [(figure.indicator.name, parts[0][1], left)] if len(left) == figure.value else parts


def _select(evaluator: Evaluator, part: Indicator, span: Period, figure: Figure) -> Positions:
    ground, cut = evaluator.ground, cut_of(figure)
    if missing_column(ground, part.table or "", cut):
        return np.array([], dtype=np.intp)
    if not figure.apart_from:
        found = quickly(ground, part, span, cut)
        return select(ground, part, span, cut) if found is None else found
    dimension = Dimension.of(figure.dimension or "")
    apart = [Slice.of_line(figure.scope, dimension, name) for name in figure.apart_from]
    taken = [select(ground, part, span, line) for line in apart]
    return np.setdiff1d(select(ground, part, span, Slice(figure.scope)), np.concatenate(taken))

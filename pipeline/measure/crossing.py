"""A table of two dimensions, with its totals; in a public one the small cells are withheld."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from pipeline.measure.breakdown import leaves, members_of
from pipeline.measure.ground import Ground
from pipeline.measure.places import Dimension
from pipeline.measure.suppression import withheld
from pipeline.model.figure import Cross, Figure
from pipeline.model.indicator import Indicator

__all__ = ["CROSSED", "cross", "hide", "withhold"]

# joins the names of two dimensions, and of two members, in a figure
CROSSED = "×"

_Ask = Callable[[tuple[tuple[Dimension, str], ...]], Figure]


def cross(ground: Ground, indicator: Indicator, dimensions: tuple[Dimension, Dimension], ask: _Ask, threshold: int) -> Cross:
    """``ask`` gives the figure of some members. ``threshold`` 0 withholds nothing; else counts from 1 to below it."""
    by_row, by_column = dimensions
    row_totals = _totals(ground, indicator, by_row, ask)
    column_totals = _totals(ground, indicator, by_column, ask)
    rows, columns = (tuple(figure.member or "" for figure in totals) for totals in (row_totals, column_totals))
    cells = [[_cell(ask, (by_row, row), (by_column, column)) for column in columns] for row in rows]
    inner = tuple(tuple(line) for line in cells)
    table = Cross(rows, columns, inner, tuple(row_totals), tuple(column_totals), ask(()))
    return hide(table, threshold) if threshold else table


def hide(table: Cross, threshold: int, rows: Collection[str] = (), columns: Collection[str] = ()) -> Cross:
    """Small cells withheld, and what they could be worked out from; the totals of some rows and columns are withheld already."""
    grid = [[*line, total] for line, total in zip(table.cells, table.row_totals, strict=True)]
    grid.append([*table.column_totals, table.total])
    height, width = len(table.rows), len(table.columns)
    known = {(i, width) for i, name in enumerate(table.rows) if name in rows}
    known |= {(height, j) for j, name in enumerate(table.columns) if name in columns}
    hidden = withheld([[int(figure.value or 0) for figure in line] for line in grid], threshold, known)
    grid = [[withhold(f) if (i, j) in hidden else f for j, f in enumerate(line)] for i, line in enumerate(grid)]
    inner = tuple(tuple(map(_alone, line[:-1])) for line in grid[:-1])
    return Cross(table.rows, table.columns, inner, tuple(line[-1] for line in grid[:-1]), tuple(grid[-1][:-1]), grid[-1][-1])


def _totals(ground: Ground, indicator: Indicator, by: Dimension, ask: _Ask) -> list[Figure]:
    figures = [replace(ask(((by, name),)), dimension=by.name, member=name) for name in members_of(ground, indicator, by)]
    return leaves(ground, indicator, by, figures)


def _cell(ask: _Ask, row: tuple[Dimension, str], column: tuple[Dimension, str]) -> Figure:
    dimension, member = (CROSSED.join((row[0].name, column[0].name)), CROSSED.join((row[1], column[1])))
    return replace(ask((row, column)), dimension=dimension, member=member)


def _alone(figure: Figure) -> Figure:
    """The cell without its comparisons: they would tell small numbers of another span, whose table nobody has looked at."""
    return replace(figure, year_ago=None, previous=None)


def withhold(figure: Figure) -> Figure:
    """The figure without its number, and without those that would give it away."""
    bare = replace(figure, value=None, numerator=None, denominator=None, year_ago=None, previous=None, rank=None, small_base=False)
    return replace(bare, suppressed=True, complete=False, why_null="数值较小，不公开")

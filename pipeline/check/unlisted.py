"""Departments (责任单位) that the list of units does not know: taken as written, so that a misspelt one is missing from its own.

Good: 县教育局, 教育局. Bad: 县教育居, 王五. Told once a table and column; where no unit of the kind is listed, not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.check.levels import column_cell, problem
from pipeline.check.mask import masked
from pipeline.check.part import Part
from pipeline.check.scene import UnitNames
from pipeline.model.place import column_letters
from pipeline.model.problem import Problem
from pipeline.model.table import Table
from pipeline.model.tables import Column, TableSpec
from pipeline.model.values import listed

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["unlisted"]

_SHOWN = 5


def unlisted(spec: TableSpec, table: Table, parts: Sequence[Part], units: UnitNames) -> Iterator[Problem]:
    """A warning for each open column of units, at the first value that is none."""
    import numpy as np

    known = {unit.name for unit in units.units} | set(units.others)
    for column in filter(None, map(spec.column, spec.scopes)):
        if column.name not in table.columns or not _is_held(column, units):
            continue
        values = table.columns[column.name]
        strange = np.array([name not in known for name in listed(values.names)] + [False], dtype=bool)
        rows = np.flatnonzero(strange[values.data] & ~values.missing)
        if len(rows):
            yield _told(table, parts, column, rows)


def _is_held(column: Column, units: UnitNames) -> bool:
    """Whether a column that takes any text should hold units of a kind that is listed."""
    return column.type == "unit" and column.open and not column.otherwise and any(unit.kind in column.kinds for unit in units.units)


def _told(table: Table, parts: Sequence[Part], column: Column, rows: Numbers) -> Problem:
    values = table.columns[column.name]
    codes = values.data[rows].tolist()
    first = sorted(dict(zip(codes[::-1], rows[::-1].tolist(), strict=True)).values())
    source = table.sources[int(table.sheets[first[0]])]
    where = [(at, column_cell(parts, source, column.name, int(table.numbers[at]))) for at in first if _in(table, at, first[0])]
    cells = [f"{column_letters(at[1])}{at[0]}" for _, at in where[:_SHOWN] if at]
    more = "等处" if len(first) > len(cells) else ""
    message = (
        f"{column.name}有{len(first)}种写法不是单位台账里的单位（共{len(rows)}行，第一次在{'、'.join(cells)}{more}），"
        "照原样统计，也会照原样印出。是单位的，请补进单位台账，或改成那里的名称；填错的（如填了人名），请改正"
    )
    seen, expected = masked(values.at(first[0])), "单位台账里的单位"
    return problem(
        "unit-unlisted", source.file, source.sheet, where[0][1], message, found=seen, expected=expected, table=table.name
    )


def _in(table: Table, row: int, other: int) -> bool:
    """Whether two rows stand in one sheet."""
    return int(table.sheets[row]) == int(table.sheets[other])

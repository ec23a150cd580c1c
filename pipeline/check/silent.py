"""Units without a single row of a table in which most units of their kind have some: nothing happened, or nothing was sent.

Good: every township has a row in the quarter, or sent a sheet that says 无. Bad: 柳林镇 has none, and its zeros are printed.
A table that says who owes it (``filed_by``) tells missing from zero itself. What has no key (接访, 下访) is the county's own
register: the leaders need not have been everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.check.coverage import months_of
from pipeline.check.levels import problem
from pipeline.check.part import Part
from pipeline.check.scene import UnitNames
from pipeline.check.spans import Month, month_number
from pipeline.model.problem import Problem
from pipeline.model.table import Table
from pipeline.model.tables import Column, TableSpec
from pipeline.model.values import distinct, listed

__all__ = ["silent_units"]

_MONTHS, _SHOWN = 3, 8


def silent_units(spec: TableSpec, table: Table, parts: Sequence[Part], units: UnitNames) -> Iterator[Problem]:
    """A warning for each kind of unit that a column must name; of tables that span three months or more."""
    column = next((one for one in map(spec.column, spec.scopes) if one and _names_units(one)), None)
    if (
        column is None
        or not spec.key
        or spec.filed_by
        or not spec.date
        or spec.date not in table.columns
        or column.name not in table.columns
    ):
        return
    months = months_of(table.columns[spec.date])
    if not months or month_number(max(months)) - month_number(min(months)) + 1 < _MONTHS:
        return
    values = table.columns[column.name]
    names = listed(values.names)
    heard = {names[code] for code in distinct(values.data[~values.missing]).tolist()} | {part.filer for part in parts}
    for kind in column.kinds or dict.fromkeys(unit.kind for unit in units.units):
        alike = [unit.name for unit in units.units if unit.kind == kind]
        silent = [name for name in alike if name not in heard]
        if silent and len(silent) * 2 < len(alike):
            yield _told(spec, kind, silent, len(alike), months)


def _told(spec: TableSpec, kind: str, silent: Sequence[str], count: int, months: frozenset[Month]) -> Problem:
    first, last = (f"{year}年{month}月" for year, month in (min(months), max(months)))
    named = "、".join(silent[:_SHOWN]) + (f"等{len(silent)}个单位" if len(silent) > _SHOWN else "")
    message = (
        f"“{spec.name}”{first}至{last}没有{named}的一行数据（{count}个{kind}里{count - len(silent)}个有），文稿里会按0计算。"
        "确实没有发生的，不用管；漏报的，请补报。要让程序分清漏报和没有发生，请在 config/tables.yaml 里给这张表写 "
        f"filed_by: {kind} 和 every: month，没有发生的单位报一张写了“无”的表"
    )
    return problem("unit-silent", "", None, None, message, found=named, expected=f"每个{kind}都有数据，或报了“无”", table=spec.name)


def _names_units(column: Column) -> bool:
    return column.type == "unit" and column.required and not column.open

"""Rows of a table as a document may print them: declared, non-private columns only, in order of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from pipeline.measure.ground import Ground
from pipeline.measure.rows import BLANK_DAY, Rows, day_number, number_day
from pipeline.measure.selection import Positions
from pipeline.measure.slices import Slice, missing_column, within
from pipeline.model.condition import AllOf, DateOf, Equals
from pipeline.model.figure import Entry
from pipeline.model.period import Period
from pipeline.model.tables import TableSpec

__all__ = ["cells", "entries"]


def entries(ground: Ground, table: str, period: Period, scope: str, where: Mapping[str, str] | None) -> tuple[Entry, ...]:
    """The rows of a period and scope for which each named column has the given value."""
    cut = Slice(scope)
    if table not in ground.rows or missing_column(ground, table, cut):
        return ()
    spec, rows = ground.spec(table), ground.rows[table]
    wanted = AllOf(tuple(Equals(column, (value,)) for column, value in (where or {}).items()))
    sieve = ground.sieve(table)
    found = sieve.mask(wanted) & within(ground, table, cut)
    sieve.forget()
    order: Any = np.arange(rows.count)
    if spec.date:
        days = ground.days(table, DateOf(spec.date))
        found &= (days >= day_number(period.start)) & (days <= day_number(period.end))
        order = np.argsort(days, kind="stable")
    return cells(rows, spec, order[found[order]])


def cells(rows: Rows, spec: TableSpec, positions: Positions) -> tuple[Entry, ...]:
    """The cells of some rows, by column, in the order of the table's dictionary."""
    shown = [column for column in spec.columns if not column.private and rows.has(column.name)]
    columns = {column.name: _values(rows, column.name, column.type, positions) for column in shown}
    return tuple(dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))


def _values(rows: Rows, name: str, kind: str, positions: Positions) -> list[str | int | Fraction | dt.date | None]:
    if kind == "date":
        return [number_day(day) if day > BLANK_DAY // 2 else None for day in rows.days(name)[positions].tolist()]
    if kind in ("integer", "number"):
        numbers = rows.numbers(name)
        return [_number(numbers[at]) for at in positions]
    codes = rows.codes(name)
    return [codes.values[code] if code >= 0 else None for code in codes.codes[positions].tolist()]


def _number(value: float | None) -> int | Fraction | None:
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else Fraction(repr(value))

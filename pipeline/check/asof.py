"""What a table said on the day of the cut-off that ``data_until`` sets: what came about later had not come about by then.

A case that was resolved in July is not among those that were by the end of June, though the ledger of today says so; dates of the
other kind (办结日期 as the date that places a row) need no such care, for periods end at the cut-off.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.check.levels import column_cell, problem
from pipeline.check.part import Part
from pipeline.model.problem import Problem
from pipeline.model.table import Table
from pipeline.model.tables import Column, TableSpec
from pipeline.model.values import Values, listed

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["as_of"]

_EPOCH = dt.date(1970, 1, 1)


def as_of(spec: TableSpec, table: Table, parts: Sequence[Part], until: dt.date) -> tuple[Table, tuple[Problem, ...]]:
    """The table as it stood on a day, and one note for each column that another value stood in."""
    columns, told, stood = dict(table.columns), list[Problem](), set[str]()
    for column in spec.columns:
        if column.since and columns.keys() >= {column.name, column.since["date"]}:
            later = _later(table, column, until)
            if later.any():
                columns[column.name] = _before(columns[column.name], later, column.since["before"])
                stood.add(column.name)
                told.append(_note(spec, table, column, later, parts, until))
    return (dataclasses.replace(table, columns=columns, stood=frozenset(stood)) if told else table), tuple(told)


def _later(table: Table, column: Column, until: dt.date) -> Numbers:
    """The rows whose value holds since a day after that one."""
    days = table.columns[column.since["date"]]
    found: Numbers = table.columns[column.name].equals(column.since["value"]) & ~days.missing & (days.data > (until - _EPOCH).days)
    return found


def _before(values: Values, later: Numbers, before: str) -> Values:
    names = listed(values.names)
    names = names if before in names else [*names, before]
    data = values.data.copy()
    data[later] = names.index(before)
    return Values(values.kind, data, values.missing, names)


def _note(spec: TableSpec, table: Table, column: Column, later: Numbers, parts: Sequence[Part], until: dt.date) -> Problem:
    """At the first of the rows."""
    rows, since = later.nonzero()[0].tolist(), column.since
    source, row = table.sources[int(table.sheets[rows[0]])], int(table.numbers[rows[0]])
    many = f"从这一行起，有{len(rows)}行的" if len(rows) > 1 else ""
    message = f"{many}{since['date']}在数据截止日（{until}）之后，截止日那天还不是“{since['value']}”，"
    message += f"{column.name}按“{since['before']}”统计"
    cell = column_cell(parts, source, since["date"], row)
    return problem("as-of", source.file, source.sheet, cell, message, found=since["value"], table=spec.name)

"""Numbers of a register run 1, 2, 3 … within a year.

Good: 第1期, 第2期, 第3期; again 第1期 in the next year. Bad: 第1期, 第4期 (told at 第4期: 缺第2—3期).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.check.levels import column_cell, problem
from pipeline.check.part import Part
from pipeline.model.problem import Problem
from pipeline.model.table import Table
from pipeline.model.tables import TableSpec

__all__ = ["check"]


def check(spec: TableSpec, table: Table, parts: tuple[Part, ...], rule: Mapping[str, Any]) -> Iterator[Problem]:
    """A warning at each number that does not follow the one before."""
    name, by, date = rule["column"], rule["by"], spec.date
    if date is None or not {name, by, date} <= table.columns.keys():
        return
    for (_, year), rows in sorted(_registers(table, name, by, date).items()):
        series, before = table.columns[by].at(rows[0][1]), 0
        for number, row in rows:
            if number > before + 1:
                missing = f"第{before + 1}期" if number == before + 2 else f"第{before + 1}—{number - 1}期"
                source = table.sources[int(table.sheets[row])]
                at = column_cell(parts, source, name, int(table.numbers[row]))
                message = f"“{series}”{year}年缺{missing}，请核对{name}"
                yield problem("sequence-gap", source.file, source.sheet, at, message, found=str(number), table=spec.name)
            before = number


def _registers(table: Table, name: str, by: str, date: str) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Of each series and year the numbers in their order, each with its row."""
    numbers, series, dates = table.columns[name], table.columns[by], table.columns[date]
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in range(len(table)):
        if not (numbers.missing[row] or series.missing[row] or dates.missing[row]):
            key = int(series.data[row]), dates.at(row).year
            found.setdefault(key, []).append((int(numbers.data[row]), row))
    return {key: sorted(rows) for key, rows in found.items()}

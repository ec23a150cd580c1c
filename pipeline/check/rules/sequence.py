"""Numbers of a register run 1, 2, 3 … within a year.

Good: 第1期, 第2期, 第3期; again 第1期 in the next year. Bad: 第1期, 第4期 (told at 第4期: 缺第2—3期).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.check.levels import column_cell, problem
from pipeline.check.part import Part
from pipeline.model.problem import Problem
from pipeline.model.table import ROW, SOURCE, Table
from pipeline.model.tables import TableSpec

__all__ = ["check"]


def check(spec: TableSpec, table: Table, parts: tuple[Part, ...], rule: Mapping[str, Any]) -> Iterator[Problem]:
    """A warning at each number that does not follow the one before."""
    name, by, date = rule["column"], rule["by"], spec.date
    if date is None or not {name, by, date} <= set(table.frame):
        return
    frame = table.frame.dropna(subset=[name, by, date])
    for (series, year), rows in frame.groupby([by, frame[date].dt.year], observed=True, sort=True):
        before = 0
        for row in rows.sort_values(name)[[name, ROW, SOURCE]].to_dict("records"):
            number = int(row[name])
            if number > before + 1:
                missing = f"第{before + 1}期" if number == before + 2 else f"第{before + 1}—{number - 1}期"
                source = table.sources[int(row[SOURCE])]
                at = column_cell(parts, source, name, int(row[ROW]))
                message = f"“{series}”{year}年缺{missing}，请核对{name}"
                yield problem("sequence-gap", source.file, source.sheet, at, message, found=str(number), table=spec.name)
            before = number

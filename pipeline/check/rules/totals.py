"""A total row says what its rows add up to.

Good: rows with 3 and 4 people, 合计 7. Bad: 合计 8 (told at the total's cell; the rows count, the total never does).
小计 totals the rows since the last one; a total above the data totals all rows below it. Blank cells with a meaning
(人数: 1) may count as nothing or as what they mean.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.check.cells import READERS, Fault
from pipeline.check.column import Typed
from pipeline.check.lines import Lines
from pipeline.check.part import Part
from pipeline.check.plain import is_blank
from pipeline.check.scene import Scene
from pipeline.model.problem import Problem
from pipeline.model.raw import RawSheet
from pipeline.model.table import ROW

__all__ = ["check"]


def check(part: Part, typed: Mapping[str, Typed], sheet: RawSheet, lines: Lines, scene: Scene) -> Iterator[Problem]:
    """A warning for each total that differs from its rows."""
    rows = part.frame[ROW].to_numpy() - 1
    last = -1
    for at, word in lines.totals:
        above = (rows > last) & (rows < at) if word == "小计" else rows < at
        counted = above if (rows < at).any() else rows > at
        if word == "小计":
            last = at
        if counted.any():
            yield from _differences(part, typed, sheet.rows[at], at, counted, scene)


def _differences(part: Part, typed: Mapping[str, Typed], row: Any, at: int, counted: Any, scene: Scene) -> Iterator[Problem]:
    for column in part.spec.columns:
        place = part.letters.get(column.name)
        if column.type != "integer" or not column.summed or place is None or place >= len(row) or is_blank(row[place]):
            continue
        each = typed[column.name]
        said = READERS["integer"](dataclasses.replace(column, minimum=None), scene)(row[place])
        if isinstance(said, Fault) or any(counted[index] for index, _ in each.faults):
            continue
        total, unmeant = int(each.series[counted].sum()), int(each.series[counted & ~each.blank].sum())
        if said not in (total, unmeant):
            message = f"{column.name}的合计写的是{said}，各行相加是{total}。程序按各行计算，请核对"
            yield part.problem("total-differs", at + 1, column.name, message, found=str(said), expected=str(total))

"""A total row says what its rows add up to.

Good: rows with 3 and 4 people, 合计 7. Bad: 合计 8 (told at the total's cell; the rows count, the total never does).
小计 totals the rows since the last one; a total above the data totals all rows below it. Where a sheet's header is said
again (a page break), a total may be that of its own block or of all blocks so far. Blank cells with a meaning (人数: 1)
may count as nothing or as what they mean.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.check.cells import READERS, Fault
from pipeline.check.column import Typed
from pipeline.check.lines import Lines
from pipeline.check.part import Part
from pipeline.check.plain import is_blank
from pipeline.check.scene import Scene
from pipeline.model.problem import Problem
from pipeline.model.raw import RawSheet
from pipeline.model.shape import shape
from pipeline.model.tables import Column

__all__ = ["Filled", "check"]

_Counts = Callable[[Any], Any]
"""Of row indices: which of them a total counts."""


@shape
class Filled:
    """A block typed: its part, its columns, and what its rows are."""

    part: Part
    typed: Mapping[str, Typed]
    lines: Lines

    @property
    def rows(self) -> Any:
        """The indices of its data rows in the sheet."""
        return self.part.rows.numbers - 1


def check(block: Filled, alike: Sequence[Filled], sheet: RawSheet, scene: Scene) -> Iterator[Problem]:
    """A warning for each total that differs from its rows; ``alike`` are the blocks of its table in the sheet, itself too."""
    subtotals = [at for each in alike for at, word in each.lines.totals if word == "小计"]
    for at, word in block.lines.totals:
        last = max((other for other in subtotals if other < at), default=-1) if word == "小计" else -1
        counts = _since(last, at) if word == "小计" or (block.rows < at).any() else _below(at)
        if counts(block.rows).any() or (word == "小计" and any(counts(each.rows).any() for each in alike)):
            yield from _differences(block, alike, sheet.rows[at], at, counts, scene)


def _since(last: int, at: int) -> _Counts:
    return lambda rows: (rows > last) & (rows < at)


def _below(at: int) -> _Counts:
    return lambda rows: rows > at


def _differences(block: Filled, alike: Sequence[Filled], row: Any, at: int, counts: _Counts, scene: Scene) -> Iterator[Problem]:
    for column in block.part.spec.columns:
        place = block.part.letters.get(column.name)
        if column.type != "integer" or not column.summed or place is None or place >= len(row) or is_blank(row[place]):
            continue
        said = READERS["integer"](dataclasses.replace(column, minimum=None), scene)(row[place])
        own, every = _sums([block], column, counts), _sums(alike, column, counts)
        if isinstance(said, Fault) or own is None or every is None or said in (*own, *every):
            continue
        total = own[0] if counts(block.rows).any() else every[0]
        message = f"{column.name}的合计写的是{said}，各行相加是{total}。程序按各行计算，请核对"
        yield block.part.problem("total-differs", at + 1, column.name, message, found=str(said), expected=str(total))


def _sums(blocks: Sequence[Filled], column: Column, counts: _Counts) -> tuple[int, int] | None:
    """What the rows add up to, with blanks as what they mean and as nothing; None where one of them cannot be read."""
    total = unmeant = 0
    for block in blocks:
        each, counted = block.typed.get(column.name), counts(block.rows)
        if each is None:
            continue
        if any(counted[index] for index, _ in each.faults):
            return None
        said = counted & ~each.values.missing
        total += int(each.values.data[said].sum())
        unmeant += int(each.values.data[said & ~each.blank].sum())
    return total, unmeant

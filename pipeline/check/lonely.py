"""The cut-off is the end of the last month with a row: one wrong year in one cell moves it, and a whole year is not over any more.

Good: rows up to December, the last of them many. Bad: rows up to December 2025, and one of 2052.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.check.coverage import cutoff_of, month_numbers, own_registers
from pipeline.check.levels import column_cell, problem
from pipeline.check.part import Part
from pipeline.check.spans import Month, month_at, month_number
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.table import Source, Table
from pipeline.model.tables import TableSpec

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["lonely_end"]

_FEW, _MANY, _BEFORE = 2, 10, 3
_SHARE, _YEAR = 10, 12
_EPOCH = month_number((1970, 1))


@shape
class _Dated:
    """A table that sets the cut-off; ``months`` of its rows (since the year 0)."""

    table: Table
    column: str
    months: Numbers
    rows: Numbers


def lonely_end(tables: Sequence[tuple[TableSpec, Table]], parts: Sequence[Part], starts: int) -> Iterator[Problem]:
    """A warning where the last rows stand alone: few, all of one file, behind months without a row or months with many."""
    dated = [_dated(table, spec.date) for spec, table in tables if spec.date and spec.date in table.columns]
    counts = _counts([each.months for each in dated])
    if not counts:
        return
    first = max(counts)
    while first - 1 in counts:
        first -= 1
    earlier = sum(count for month, count in counts.items() if month < first)
    late = sum(counts.values()) - earlier
    empty = first - max((month for month in counts if month < first), default=first)
    gap = late * _SHARE <= earlier or (empty > _YEAR and late <= _FEW < earlier)
    if not gap:
        first = max(counts)
        late = counts[first]
        if late > _FEW or any(counts.get(first - back, 0) < _MANY for back in range(1, _BEFORE + 1)):
            return
    ends = [(each, int(at)) for each in dated for at in each.rows[each.months >= first]]
    sources = {each.table.sources[int(each.table.sheets[at])] for each, at in ends}
    if len({source.file for source in sources}) == 1 and not _announced(
        sources, parts, frozenset(map(month_at, range(first, max(counts) + 1)))
    ):
        cutoff, before = (
            cutoff_of([frozenset(map(month_at, some))], starts) for some in (counts, (m for m in counts if m < first))
        )
        yield _told(ends, parts, cutoff, before, gap=gap)


def _announced(sources: Collection[Source], parts: Sequence[Part], months: frozenset[Month]) -> bool:
    """Whether the sheets of the last rows are named after their months: nobody has typed a wrong date there."""
    places = {(source.file, source.sheet) for source in sources}
    return all(months <= part.spoken for part in parts if (part.file, part.sheet) in places)


def _told(
    ends: Sequence[tuple[_Dated, int]], parts: Sequence[Part], cutoff: dt.date | None, before: dt.date | None, *, gap: bool
) -> Problem:
    """At the first of the last rows."""
    each, at = ends[0]
    table, column = each.table, each.column
    source, day = table.sources[int(table.sheets[at])], table.columns[column].at(at)
    until = f"{before:%Y}年{before.month}月" if before else ""
    if gap and len(ends) == 1:
        why = f"往前一个有数据的月份是{until}，中间各月一行也没有"
    elif gap:
        why = f"往前一个有数据的月份是{until}，中间有的月份一行也没有，{until}以后只有{len(ends)}行"
    else:
        why = f"这个月只有{len(ends)}行，前三个月各有{_MANY}行以上"
    message = (
        f"{column}（{day}）使数据截止日成了{cutoff}：{why}。"
        f"日期填错的，请改正；没有填错、而要统计到{until}的，请在 config/calendar.yaml 里写 data_until: {before}"
    )
    where = column_cell(parts, source, column, int(table.numbers[at]))
    return problem(
        "cutoff-alone", source.file, source.sheet, where, message, found=str(day), expected=f"不晚于{before}", table=table.name
    )


def _dated(table: Table, column: str) -> _Dated:
    """Without the rows of the registers that the program itself keeps, as the cut-off is found."""
    import numpy as np

    values = table.columns[column]
    rows = np.flatnonzero(~values.missing & ~np.isin(table.sheets, own_registers(table)))
    return _Dated(table, column, month_numbers(values.data[rows]) + _EPOCH, rows)


def _counts(months: Sequence[Numbers]) -> dict[int, int]:
    """How many rows each month has, of all tables."""
    import numpy as np

    found = np.concatenate([np.zeros(0, dtype=np.int64), *months])
    if not len(found):
        return {}
    least = int(found.min())
    return {least + at: count for at, count in enumerate(np.bincount(found - least).tolist()) if count}

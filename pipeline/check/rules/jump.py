"""A month with many times as many rows as the same month of the year before, or as few: something may be double or missing.

Good: 50 rows in November, 60 a year before. Bad: 400 rows in November, 60 a year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.check.coverage import month_numbers
from pipeline.check.levels import problem
from pipeline.check.part import Part
from pipeline.model.problem import Problem
from pipeline.model.table import Table
from pipeline.model.tables import TableSpec
from pipeline.model.values import first_seen

__all__ = ["check"]


def check(spec: TableSpec, table: Table, parts: tuple[Part, ...], rule: Mapping[str, Any]) -> Iterator[Problem]:  # noqa: ARG001 - one shape
    """A warning a month, at the sheet that holds most of its rows; where its rows come from several files, at none."""
    import numpy as np

    if spec.date is None or spec.date not in table.columns:
        return
    dates = table.columns[spec.date]
    sheets, month_of = table.sheets[~dates.missing], month_numbers(dates.data[~dates.missing])
    codes, months = first_seen(month_of)
    counts = dict(sorted(zip(months.tolist(), np.bincount(codes).tolist(), strict=True)))
    for month, count in counts.items():
        before = counts.get(month - 12)
        if before is None or max(count, before) < rule["least"] or max(count, before) < rule["times"] * min(count, before):
            continue
        per_sheet = np.bincount(sheets[month_of == month])
        source = table.sources[int(per_sheet.argmax())]
        several = len({table.sources[at].file for at in np.flatnonzero(per_sheet)}) > 1
        name = f"{1970 + month // 12}年{month % 12 + 1}月"
        message = f"“{spec.name}”{name}有{count}行，上年同月{before}行，相差{rule['times']}倍以上，请核对是否重复导入或漏报"
        place = ("", None) if several else (source.file, source.sheet)
        yield problem("jump", *place, None, message, found=str(count), table=spec.name)

"""A later row that takes the place of quite another one: numbers that begin again each month, or in each unit.

Good: a row of 3月30日 for one of 4月2日 with the same key: a date was corrected.
Bad: one of 4月12日 for one of 3月12日; one in another unit's report (a warning a sheet).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.check.stack import Stack
from pipeline.model.problem import Problem
from pipeline.model.values import Values

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers

__all__ = ["others_replaced"]

_DAYS = 7
"""How far a date may be corrected into another month."""


def others_replaced(stack: Stack, taken: Sequence[tuple[int, int]]) -> Iterator[Problem]:
    """One warning a sheet, at the first such row; ``taken`` pairs each replaced row with the one that takes its place."""
    import numpy as np

    date = stack.spec.date
    if not taken or date is None or date not in stack.rows.columns:
        return
    before, after = np.array(taken, dtype=np.int64).T
    apart = _others_report(stack, before, after) | _in_another_month(stack.rows.columns[date], before, after)
    far = apart & ~stack.rows.bad[before]
    sheets: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for was, now in zip(before[far].tolist(), after[far].tolist(), strict=True):
        part = stack.part_of(now)
        sheets.setdefault((part.file, part.sheet), []).append((now, was))
    for pairs in sheets.values():
        yield _told(stack, date, pairs)


def _told(stack: Stack, date: str, pairs: list[tuple[int, int]]) -> Problem:
    import numpy as np

    now, was = min(pairs)
    spec, days = stack.spec, stack.rows.columns[date]
    names = "、".join(spec.key)
    if _others_report(stack, np.array([was]), np.array([now]))[0]:
        apart, first, begun, more = "却不是同一个单位报的行", "单位的简称", "各单位各自从头编的", spec.scopes[:1]
    else:
        apart, first, begun, more = f"{date}却不在一个月的行", "年月", "逐月从头编的", (date,)
    message = (
        f"有{len({each for each, _ in pairs})}行取代了前面批次里{names}相同、{apart}，被取代的不再计数。"
        f"如这一行是{days.at(now)}，取代了{stack.where(was, now)}（{days.at(was)}）。"
        f"不是同一件事的，请改编号：{names}在这张表的所有文件里不能重复，例如在前面加上{first}；"
        f"编号本来就{begun}，请在 config/tables.yaml 里给“{spec.name}”写 key: [{', '.join((*more, *spec.key))}]"
    )
    told = stack.problem("replaced-other", now, message)
    return dataclasses.replace(told, found=f"{len(pairs)}行", expected=f"{names}不重复")


def _in_another_month(dates: Values, before: Numbers, after: Numbers) -> Mask:
    """Whether two rows lie in different months, more than some days apart."""
    months = dates.data.astype("datetime64[D]").astype("datetime64[M]")
    far: Mask = (months[before] != months[after]) & (abs(dates.data[before] - dates.data[after]) > _DAYS)
    return far & ~dates.missing[before] & ~dates.missing[after]


def _others_report(stack: Stack, before: Numbers, after: Numbers) -> Mask:
    """Whether two rows stand in the reports of different units."""
    import numpy as np

    filers = np.array([part.filer or "" for part in stack.parts], dtype=object)
    one, other = filers[stack.part[before]], filers[stack.part[after]]
    apart: Numbers = (one != other) & (one != "") & (other != "")
    return apart.astype(bool)

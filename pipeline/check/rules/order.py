"""Steps of one matter do not run backwards: accepted not before registered, closed not before accepted.

Good: 登记日期 2025-03-05, 受理日期 2025-03-05, 办结日期 2025-04-20.
Bad: 登记日期 2025-03-05, 受理日期 2025-03-01: told at the later step's cell (受理日期), once a row.
A registration outside the month of its sheet, accepted within it, is told at its own cell.
A date typed without its year may be of the next one: 登记日期 2025-12-28, 受理日期 ``1月5日`` → proposed: 2026年1月5日.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.check.column import Typed
from pipeline.check.part import Part
from pipeline.model.problem import Problem

__all__ = ["check"]


def check(part: Part, typed: Mapping[str, Typed]) -> Iterator[Problem]:
    """At most one problem a row; the rows are set aside."""
    import numpy as np

    told = np.zeros(len(part.rows), dtype=bool)
    rows = part.rows.numbers
    for earlier, later in part.spec.orders:
        if earlier not in typed or later not in typed:
            continue
        first, second = typed[earlier].values, typed[later].values
        wrong = (second.data < first.data) & ~(first.missing | second.missing | told)
        told |= wrong
        for at in np.flatnonzero(wrong):
            day, before = (str(each.data[at].astype("datetime64[D]")) for each in (second, first))
            astray = earlier == part.spec.date and bool(part.spoken) and not _within(part, before)
            if astray and _within(part, day):
                yield _astray(part, int(rows[at]), earlier, before, f"{later}（{day}）")
                continue
            advice = "请核对后改正"
            if typed[later].guessed[at] and not astray:
                proposed = f"{int(day[:4]) + 1}年{int(day[5:7])}月{int(day[8:])}日"
                advice = f"没有写年份，如果是次年，请写成“{proposed}”"
            message = f"{later}（{day}）早于{earlier}（{before}）。{advice}"
            yield part.problem("date-order", int(rows[at]), later, message, found=day, expected=f"不早于{before}")
    part.rows.bad |= told


def _within(part: Part, day: str) -> bool:
    """Whether a day lies in the months that the sheet (or title, or file) names."""
    return (int(day[:4]), int(day[5:7])) in part.spoken


def _astray(part: Part, row: int, column: str, day: str, after: str) -> Problem:
    """The earlier step is not in the sheet's month, the later is: the earlier is wrong."""
    (year, month), *more = sorted(part.spoken)
    said = f"{year}年{month}月" + (f"至{more[-1][0]}年{more[-1][1]}月" if more else "")
    message = f"{column}（{day}）不在这张表所说的{said}，也晚于{after}。请核对这一格的月份"
    return part.problem("date-order", row, column, message, found=day, expected=said)

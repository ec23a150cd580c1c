"""Two columns of a row that should agree: the rules ``needs``, ``forbids``, ``not_more`` and ``not_after`` of a table.

Good: 办理状态 已办结 with a 办结日期; 接待批次 2, 接待人次 7. Bad: 已办结 without a 办结日期; 办理中 with one; 批次 7, 人次 2.
These only warn: the row counts as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.check.column import Typed
from pipeline.check.part import Part
from pipeline.model.problem import Problem

__all__ = ["check"]


def check(part: Part, typed: Mapping[str, Typed]) -> Iterator[Problem]:
    """A warning for each row that does not agree with itself."""
    for rule in part.spec.warnings:
        tell = _RULES.get(rule["rule"])
        if tell and rule["column"] in typed and rule["other"] in typed:
            yield from tell(part, rule)


def _rows(part: Part, wrong: Any) -> Iterator[tuple[int, int]]:
    """(index, row number) of the wrong rows."""
    yield from ((int(at), int(part.rows.numbers[at])) for at in wrong.nonzero()[0])


def _needs(part: Part, rule: Mapping[str, Any]) -> Iterator[Problem]:
    column, other = rule["column"], rule["other"]
    rows = part.rows
    for _, row in _rows(part, rows.columns[column].equals(rule["value"]) & rows.columns[other].missing & ~rows.bad):
        yield part.problem("status-date", row, other, f"{column}是“{rule['value']}”，{other}却是空的，请补填", expected="应有日期")


def _forbids(part: Part, rule: Mapping[str, Any]) -> Iterator[Problem]:
    column, other = rule["column"], rule["other"]
    rows = part.rows
    for at, row in _rows(part, rows.columns[column].equals(rule["value"]) & ~rows.columns[other].missing & ~rows.bad):
        found = _said(part, other, at)
        message = f"{column}是“{rule['value']}”，{other}却填了{found}，请核对哪一个填错了"
        yield part.problem("status-date", row, other, message, found=found, expected="应为空")


def _not_more(part: Part, rule: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _compared(part, rule, "more-than", "多于", "请核对是否填反")


def _not_after(part: Part, rule: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _compared(part, rule, "date-after", "晚于", "请核对")


def _compared(part: Part, rule: Mapping[str, Any], name: str, how: str, advice: str) -> Iterator[Problem]:
    column, other = rule["column"], rule["other"]
    for at, row in _rows(part, _greater(part, column, other)):
        found, against = _said(part, column, at), _said(part, other, at)
        message = f"{column}（{found}）{how}{other}（{against}），{advice}"
        yield part.problem(name, row, column, message, found=found, expected=f"不{how}{against}")


def _said(part: Part, column: str, at: int) -> str:
    """A number or a day as it is shown."""
    value, spec = part.rows.columns[column].data[at], part.spec.column(column)
    if spec is not None and spec.type == "date":
        return str(dt.date(1970, 1, 1) + dt.timedelta(int(value)))
    return f"{value:.12g}"


def _greater(part: Part, column: str, other: str) -> Any:
    """Where both say something and the first says more."""
    one, two = part.rows.columns[column], part.rows.columns[other]
    return (one.data > two.data) & ~one.missing & ~two.missing


_RULES = {"needs": _needs, "forbids": _forbids, "not_more": _not_more, "not_after": _not_after}

"""A whole number: as a number, full-width, with its unit, with thousands separators, or in Chinese numerals.

Good: ``5``, ``５人``, ``5 人次``, ``1,234``, ``十二``, ``第99期``.
Bad: ``约50``, ``10余``, ``3.5``, ``-1`` where the least is 0, ``13912345678``.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pipeline.check.cells.fault import VAGUE, Fault, Read
from pipeline.check.plain import plain
from pipeline.check.scene import Scene
from pipeline.model.tables import Column
from pipeline.words.chinese import chinese_number

__all__ = ["reader"]

_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.0+)?")
_PLAIN = re.compile(r"[-+]?\d+(?:\.0+)?")


def reader(column: Column, scene: Scene) -> Read:
    """The number that a cell says."""
    unit = (
        re.compile(rf"(?:{'|'.join(sorted(map(re.escape, scene.words.units), key=len, reverse=True))})$")
        if scene.words.units
        else None
    )
    least = column.minimum
    expected = f"应为不小于{least}的整数" if least is not None else "应为整数"

    def read(cell: Any) -> Any:
        number = _number(cell, unit)
        if number is None:
            vague = isinstance(cell, str) and VAGUE.search(cell)
            return Fault("wrong-type", expected, "约数不能统计，请填写准确数字" if vague else "请只填数字")
        if least is not None and number < least:
            return Fault("out-of-range", expected, "请核对后改正")
        if abs(number) > scene.limits.largest:
            return Fault("out-of-range", expected, "数太大，请核对是不是填错了列")
        return number

    return read


def _number(cell: Any, unit: re.Pattern[str] | None) -> int | None:
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    text = plain(str(cell)).replace("，", ",").removeprefix("第").removeprefix("共")
    if unit is not None:
        text = unit.sub("", text)
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        return int(text.replace(",", "").split(".")[0])
    return chinese_number(text)

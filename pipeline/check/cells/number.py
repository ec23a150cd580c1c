"""A number, whole or not, with its unit or thousands separators; never a percent sign (it belongs into the column 单位).

Good: ``860``, ``12.5``, ``1,234.5``, ``860件``. Bad: ``约860``, ``22%``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from pipeline.check.cells.fault import VAGUE, Fault, Read
from pipeline.check.plain import plain
from pipeline.check.scene import Scene
from pipeline.model.tables import Column
from pipeline.words.chinese import chinese_number

__all__ = ["reader"]

_NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")


def reader(column: Column, scene: Scene) -> Read:
    """The number that a cell says."""
    units = "|".join(sorted(map(re.escape, scene.words.units), key=len, reverse=True))
    unit = re.compile(rf"(?:{units})$") if units else None
    least = column.minimum

    def read(cell: Any) -> Any:
        number = _number(cell, unit)
        if number is None and isinstance(cell, str) and VAGUE.search(cell):
            return Fault("wrong-type", "应为数字", "约数不能统计，请填写准确数字")
        if number is None:
            return Fault("wrong-type", "应为数字", "请只填数字；单位（如 件、%）填在“单位”列")
        if (least is not None and number < least) or not math.isfinite(number):
            return Fault("out-of-range", f"应为不小于{least}的数", "请核对后改正")
        return number

    return read


def _number(cell: Any, unit: re.Pattern[str] | None) -> float | None:
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    text = plain(str(cell))
    if unit is not None:
        text = unit.sub("", text)
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ""))
    whole = chinese_number(text)
    return None if whole is None else float(whole)

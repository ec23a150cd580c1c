"""A period: a year, month, quarter or half.

Good: ``2025``, ``2025年``, ``2025-11``, ``2025年11月``, ``2025年三季度``; a date cell on the first of a month (typed ``2025-11``).
Bad: ``去年``, ``11月`` (no year).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from pipeline.check.cells.fault import Fault, Read
from pipeline.check.plain import plain, shown
from pipeline.check.scene import Scene
from pipeline.model.period import Period
from pipeline.model.tables import Column

__all__ = ["reader"]


def reader(column: Column, scene: Scene) -> Read:  # noqa: ARG001 - one shape for all readers
    """The name of the period that a cell means, in its first form (``2025-11``)."""

    def read(cell: Any) -> Any:
        if isinstance(cell, dt.date):
            return f"{cell.year}-{cell.month:02d}" if cell.day == 1 else _fault()
        text = plain(shown(cell))
        period = Period.parse(text.replace("第", "").removesuffix("份"))
        return period.name if period else _fault()

    return read


def _fault() -> Fault:
    return Fault("wrong-type", "应写成 2025、2025年11月、2025年三季度 这样", "请改正，年份不能省")

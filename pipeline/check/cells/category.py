"""A value of a list, in any of its spellings; an open list takes others as written.

Good: ``网信`` → 网上信访. Bad: ``上方`` (no such value).
"""

from __future__ import annotations

from typing import Any

from pipeline.check.cells.fault import Fault, Read
from pipeline.check.cells.written import as_written
from pipeline.check.plain import plain, shown
from pipeline.check.scene import Scene
from pipeline.model.tables import Column
from pipeline.words.nearest import surely

__all__ = ["reader"]


def reader(column: Column, scene: Scene) -> Read:
    """The listed value that a cell means."""
    spellings = {plain(spelling): value for value, others in column.values.items() for spelling in (value, *others)}
    listed = "、".join(column.values)

    def read(cell: Any) -> Any:
        text = plain(shown(cell))
        if (value := spellings.get(text)) is not None:
            return value
        if column.open:
            return as_written(cell, column, scene)
        near = surely(text, spellings)
        hint = f"是不是“{near}”？" if near else ""
        return Fault("category-unknown", f"应为{listed}之一", f"{hint}请改为列出的写法")

    return read

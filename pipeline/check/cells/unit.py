"""A unit of 单位台账, by its name or short name; where units are open (责任单位) others are taken as written.

Good: ``城关`` → 城关镇; ``外县`` (listed as right in organization.yaml). Bad: ``城管镇``.
"""

from __future__ import annotations

from typing import Any

from pipeline.check.cells.fault import Fault, Read
from pipeline.check.cells.written import as_written
from pipeline.check.plain import plain, shown
from pipeline.check.scene import Scene
from pipeline.model.tables import Column
from pipeline.words.nearest import alike

__all__ = ["reader"]


def reader(column: Column, scene: Scene) -> Read:
    """The full name of the unit that a cell means."""
    spellings = scene.units.spellings
    takes_all = column.open or scene.units.is_open

    def read(cell: Any) -> Any:
        text = plain(shown(cell))
        if (name := spellings.get(text)) is not None:
            return name
        if takes_all:
            return as_written(cell, column, scene)
        near = alike(text, spellings, 1)
        hint = f"是不是“{spellings[near[0]]}”？" if near else ""
        return Fault("unit-unknown", "应为单位台账里的单位名称或简称", f"{hint}请改正，或在单位台账中补上这个单位")

    return read

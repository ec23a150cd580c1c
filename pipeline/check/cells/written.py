"""A value of an open list is taken as written, and printed as written: a telephone or identity number in it is a wrong value.

Good: ``征地拆迁``, ``12345热线``, ``2025-03-05转办``.
Bad: ``王五（13812345678）``, ``138 1234 5678`` (seven digits or more in a row).
"""

from __future__ import annotations

from typing import Any

from pipeline.check.cells.fault import Fault
from pipeline.check.mask import holds_number
from pipeline.check.plain import shown
from pipeline.check.scene import Scene
from pipeline.model.tables import Column

__all__ = ["as_written"]


def as_written(cell: Any, column: Column, scene: Scene) -> str | Fault:
    """The text; in a table that has private columns (``scene.private``) none that holds a long number."""
    text = " ".join(shown(cell).split())
    if scene.private and not column.otherwise and holds_number(text):
        return Fault("wrong-type", "不应含电话、证件号码", "这一列会印进文稿，请改成名称；姓名、电话请写到各自的列里")
    return text

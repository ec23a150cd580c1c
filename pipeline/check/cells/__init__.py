"""How a cell of each type is read; one type, one file."""

from collections.abc import Callable
from types import MappingProxyType

from pipeline.check.cells import category, date, integer, number, period, text, unit
from pipeline.check.cells.date import Guessed
from pipeline.check.cells.fault import Fault, Read, Spoiled
from pipeline.check.scene import Scene
from pipeline.model.tables import Column, ColumnType

__all__ = ["READERS", "Fault", "Guessed", "Read", "Spoiled"]

READERS: MappingProxyType[ColumnType, Callable[[Column, Scene], Read]] = MappingProxyType(
    {
        "text": text.reader,
        "integer": integer.reader,
        "number": number.reader,
        "date": date.reader,
        "category": category.reader,
        "unit": unit.reader,
        "period": period.reader,
    }
)

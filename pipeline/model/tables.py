"""What a table is: one entry of tables.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.model.place import Place

__all__ = ["Column", "ColumnType", "TableSpec"]

ColumnType = Literal["text", "integer", "number", "date", "category", "unit", "period"]


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column; ``values`` maps each allowed value to the spellings that mean it; ``blank`` is what a blank cell means."""

    name: str
    type: ColumnType = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    private: bool = False
    blank: str | int | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: bool = False
    minimum: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table's dictionary: columns, key, the date that places a row in a period, the columns that place it in a scope."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    date: str | None = None
    scopes: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    place: Place = Place("config/tables.yaml")

    def column(self, name: str) -> Column | None:
        """The column of that name, if declared."""
        return next((column for column in self.columns if column.name == name), None)

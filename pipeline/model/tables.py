"""What a table is: one entry of tables.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from pipeline.model.place import Place
from pipeline.model.shape import shape

__all__ = ["Column", "ColumnType", "TableSpec"]

ColumnType = Literal["text", "integer", "number", "date", "category", "unit", "period"]


@shape
class Column:
    """A declared column; ``values`` maps each allowed value to the spellings that mean it; ``blank`` is what a blank cell means.

    ``open``: a category or unit that is not listed is taken as written. ``summed``: a total row adds it up.
    ``otherwise`` (``county``): what is no unit stands for the county when keys are compared. ``kinds``: the kinds of unit
    whose scope the column places a row in (empty: every kind). ``since``: its ``value`` holds from the day in the column ``date``
    on, before that it was ``before``.
    """

    name: str
    type: ColumnType = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    private: bool = False
    blank: str | int | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: bool = False
    minimum: int | None = None
    summed: bool = True
    otherwise: str = ""
    kinds: tuple[str, ...] = ()
    since: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


@shape
class TableSpec:
    """A table's dictionary: columns, key, the date that places a row in a period, the columns that place it in a scope.

    ``names``: what titles, sheets and files call it besides its name. ``orders``: pairs (earlier, later) of date columns.
    ``key_year``: the year of ``date`` is part of the key. ``filed_by``/``every``: which units owe it, how often.
    ``plan``: it tells what is to be, so it moves no cut-off. ``zeros``: a row that says 无 reports zeros.
    ``register``: a .csv of this table in ``config/``. ``units``: its rows are the units: the columns for name, kind and short.
    ``warnings``: the rules between columns that only warn.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    date: str | None = None
    scopes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    orders: tuple[tuple[str, str], ...] = ()
    key_year: bool = False
    on_repeat: Literal["replace", "error"] = "replace"
    filed_by: tuple[str, ...] = ()
    every: Literal["month"] | None = None
    plan: bool = False
    zeros: bool = False
    register: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Mapping[str, Any], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    place: Place = Place("config/tables.yaml")

    @property
    def is_private(self) -> bool:
        """Whether it has private columns: its rows are of people."""
        return any(column.private for column in self.columns)

    def column(self, name: str) -> Column | None:
        """The column of that name, if declared."""
        return next((column for column in self.columns if column.name == name), None)

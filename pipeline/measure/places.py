"""Scopes and dimensions: which unit, category or person a row belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.rows import Rows
from pipeline.model.dimensions import COLUMNS, KINDS, MONTH, UNIT
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec
from pipeline.model.unit import COUNTY, TOWNSHIP, Unit

__all__ = ["OTHER", "AnyCoder", "Coder", "Dimension", "Members", "Pairs", "Places", "SheetPairs", "units_from"]

OTHER = "其他"


@shape
class Dimension:
    """What a breakdown goes by: ``month``, a ``kind`` of unit, or a ``column``.

    Rows are traced by ``sheet``, those of units by kind of unit and sheet.
    """

    sort: str
    name: str

    @classmethod
    def of(cls, text: str) -> Dimension:
        """The dimension that a text names; a text that is nothing else is a column."""
        if text in MONTH:
            return cls("month", "month")
        if text in UNIT:
            return cls("unit", "unit")
        if text in KINDS:
            return cls("kind", KINDS[text])
        return cls("column", COLUMNS.get(text, text))


@shape
class Members:
    """For each row the index of its member, ``len(names)`` for a row that belongs to none."""

    codes: npt.NDArray[Any]
    names: tuple[str, ...]


@shape
class Coder:
    """Tells of any rows of a table to which member they belong: ``index`` of what stands in the column."""

    names: tuple[str, ...]
    column: str
    index: Mapping[str, int]

    def codes(self, rows: Rows) -> npt.NDArray[Any]:
        """For each row the index of its member, ``len(names)`` for a row that belongs to none."""
        found, none = rows.codes(self.column), len(self.names)
        table = np.array([*(self.index.get(value, none) for value in found.values), none], dtype=np.int32)
        codes: npt.NDArray[Any] = table[found.codes]
        return codes


@shape
class Pairs:
    """Members of several dimensions at once, those of the last changing fastest."""

    coders: tuple[Coder, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """One for each way to combine them, but for the last: none of any."""
        every = [""]
        for coder in self.coders:
            every = [f"{before}\t{name}" for before in every for name in (*coder.names, "")]
        return tuple(every[:-1])

    def codes(self, rows: Rows) -> npt.NDArray[Any]:
        """For each row the index of its pair."""
        found = self.coders[0].codes(rows)
        for coder in self.coders[1:]:
            found = found * np.int32(len(coder.names) + 1) + coder.codes(rows)
        return found


@shape
class SheetPairs:
    """The pairs of member and sheet that have rows, in order; ``of`` null: the sheets alone.

    ``numbers[member * width + sheet]`` is the pair; those of a member begin at ``begins`` of its place.
    """

    of: Coder | None
    width: int
    numbers: npt.NDArray[np.int32]
    sheets: Sequence[int]
    begins: Sequence[int]

    @classmethod
    def among(cls, rows: Rows, of: Coder | None) -> SheetPairs:
        """The pairs that occur."""
        width = max(len(rows.table.sources), 1)
        if of is None:
            return cls(None, width, np.arange(width, dtype=np.int32), range(width), (0, width))
        used = np.flatnonzero(np.bincount(of.codes(rows) * np.int64(width) + rows.sources, minlength=1))
        numbers = np.zeros((len(of.names) + 1) * width, dtype=np.int32)
        numbers[used] = np.arange(len(used), dtype=np.int32)
        begins = np.searchsorted(used, np.arange(len(of.names) + 2) * width)
        return cls(of, width, numbers, (used % width).tolist(), begins.tolist())

    @property
    def names(self) -> range:
        """As many as there are pairs: they go by number."""
        return range(len(self.sheets))

    def codes(self, rows: Rows) -> npt.NDArray[Any]:
        """For each row the number of its pair."""
        if self.of is None:
            return rows.sources
        pairs: npt.NDArray[Any] = self.numbers[self.of.codes(rows) * np.int64(self.width) + rows.sources]
        return pairs


AnyCoder = Coder | Pairs | SheetPairs


@shape
class Places:
    """The units of the county, and where tables say which unit a row belongs to."""

    units: tuple[Unit, ...]
    _named: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _kinds: dict[str, tuple[Unit, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """A unit by its name, and by its 简称 where no unit is named so."""
        named = {unit.short: unit for unit in reversed(self.units) if unit.short}
        object.__setattr__(self, "_named", named | {unit.name: unit for unit in reversed(self.units)})

    def scope(self, text: str) -> str | None:
        """全县 or the name of the unit that a name or 简称 means."""
        if text == COUNTY:
            return COUNTY
        unit = self._named.get(text)
        return unit.name if unit else None

    def kind(self, scope: str) -> str:
        """The kind of a unit."""
        return self._named[scope].kind

    def of_kind(self, kind: str) -> tuple[Unit, ...]:
        """The units of a kind, in the order of 单位台账; ``unit`` means all."""
        if kind not in self._kinds:
            self._kinds[kind] = tuple(unit for unit in self.units if kind in (unit.kind, "unit"))
        return self._kinds[kind]

    def column(self, spec: TableSpec, kind: str) -> str | None:
        """The column that places a table's rows in units of a kind."""
        for name in spec.scopes:
            column = spec.column(name)
            if column is not None and (not column.kinds or kind in column.kinds or kind == "unit"):
                return name
        return None

    def coder(self, rows: Rows, spec: TableSpec, dimension: Dimension) -> Coder | None:
        """What tells the member of each row; None where the table has no such column."""
        if dimension.sort == "column":
            if not rows.has(dimension.name):
                return None
            names = rows.codes(dimension.name).values
            return Coder(names, dimension.name, {name: at for at, name in enumerate(names)})
        column = self.column(spec, dimension.name)
        if column is None or not rows.has(column):
            return None
        units = self.of_kind(dimension.name)
        index = {name: at for at, unit in enumerate(units) for name in (unit.short, unit.name) if name}
        return Coder(tuple(unit.name for unit in units), column, index)


def units_from(rows: Mapping[str, Rows], specs: Mapping[str, TableSpec], no_units: Iterable[str]) -> tuple[Unit, ...]:
    """Where nobody says which units there are: the townships that the tables name, in order of their names."""
    found: set[str] = set()
    for name, table in rows.items():
        spec = specs[name]
        for scope in spec.scopes:
            column = spec.column(scope)
            if column is not None and column.kinds == (TOWNSHIP,) and table.has(scope):
                found |= set(table.codes(scope).values)
    return tuple(Unit(name, TOWNSHIP) for name in sorted(found - set(no_units)))

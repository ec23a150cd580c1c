"""A table as numpy columns: dates as day numbers, text as codes. Made once a column, on first use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.model.shape import shape
from pipeline.model.table import Table
from pipeline.model.values import Values, distinct, listed

__all__ = ["BLANK_DAY", "Codes", "Integers", "Mask", "Rows", "day_number", "number_day"]

Days = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

# far below any real day, and far enough above the smallest int32 that days may be added to it
BLANK_DAY = -(2**30)
_EPOCH = dt.date(1970, 1, 1)


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def number_day(number: int) -> dt.date:
    """The day of a number."""
    return _EPOCH + dt.timedelta(int(number))


@shape
class Codes:
    """A text column: ``values[codes[i]]`` is the text of row i, -1 a blank."""

    codes: npt.NDArray[Any]
    values: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Rows:
    """The columns of one table, converted once and remembered."""

    table: Table
    _codes: dict[str, Codes] = field(default_factory=dict)
    _days: dict[str, Days] = field(default_factory=dict)
    _integers: dict[str, tuple[Integers, Mask | None]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.table)

    def has(self, column: str) -> bool:
        """Whether any source has the column."""
        return column in self.table.columns

    def codes(self, column: str) -> Codes:
        """A text, category, unit or period column."""
        if column not in self._codes:
            values = self._texts(column)
            names = tuple(listed(values.names))
            # the fewer bytes a code has, the faster a million of them are looked up
            self._codes[column] = Codes(values.data.astype(np.min_scalar_type(-len(names) - 1)), names)
        return self._codes[column]

    def _texts(self, column: str) -> Values:
        """A column as texts, which a column of numbers or dates can be asked for too."""
        values = self.table.columns[column]
        if values.kind == "coded":
            return values
        told = values.data[~values.missing]
        known = distinct(told)
        codes = np.full(len(values), -1, dtype=np.int64)
        codes[~values.missing] = np.searchsorted(known, told)
        shown = replace(values, data=known, missing=np.zeros(len(known), dtype=bool))
        return Values("coded", codes, values.missing, [str(shown.at(row)) for row in range(len(known))])

    def days(self, column: str) -> Days:
        """A date column as day numbers, ``BLANK_DAY`` where blank."""
        if column not in self._days:
            values = self.table.columns[column]
            self._days[column] = np.where(values.missing, BLANK_DAY, values.data).astype(np.int32)
        return self._days[column]

    def integers(self, column: str) -> tuple[Integers, Mask | None]:
        """An integer column (0 where blank) and which of its cells are blank (None: none is)."""
        if column not in self._integers:
            values = self.table.columns[column]
            self._integers[column] = (values.data, values.missing if values.missing.any() else None)
        return self._integers[column]

    def numbers(self, column: str) -> list[Any]:
        """A numeric column's cells as Python numbers, None where blank."""
        values = self.table.columns[column]
        return [None if blank else value for value, blank in zip(values.data.tolist(), values.missing.tolist(), strict=True)]

    def blank(self, column: str, kind: str) -> Mask:
        """Which cells of a column are blank."""
        if kind == "date":
            return self.days(column) <= BLANK_DAY // 2
        if kind in ("integer", "number"):
            return self.table.columns[column].missing
        mask: Mask = self.codes(column).codes < 0
        return mask

    @property
    def sources(self) -> npt.NDArray[np.int32]:
        """For each row, the index of its sheet in ``table.sources``."""
        return self.table.sheets

    @property
    def numbers_shown(self) -> npt.NDArray[np.int32]:
        """For each row, the row number that the spreadsheet shows."""
        return self.table.numbers

    @property
    def pieces(self) -> int:
        """In how many pieces the rows come; those of a file are read one at a time."""
        return 1

    def piece(self, at: int) -> Rows:
        """The rows of one piece."""
        if at >= self.pieces:
            raise IndexError(at)
        return self

    def window(self, start: int, end: int) -> Rows:
        """The rows from start to before end; the whole when that is all of them."""
        return self if (start, end) == (0, self.count) else Window(self, start, end)

    def lacking(self, columns: frozenset[str]) -> frozenset[int]:
        """The sources that lack at least one of some columns."""
        every = frozenset(range(len(self.table.sources))) or frozenset({0})
        found: frozenset[int] = frozenset()
        for column in columns:
            found |= self.table.lacking.get(column, frozenset()) if self.has(column) else every
        return found


class Window(Rows):
    """Some rows of a table: views of the columns of the whole."""

    __slots__ = ("_rows", "_span")

    def __init__(self, rows: Rows, start: int, end: int) -> None:
        super().__init__(rows.table)
        self._rows, self._span = rows, slice(start, end)

    @property
    def count(self) -> int:
        """How many rows."""
        return int(self._span.stop - self._span.start)

    def has(self, column: str) -> bool:
        """Whether any source has the column."""
        return self._rows.has(column)

    def codes(self, column: str) -> Codes:
        """A text column."""
        whole = self._rows.codes(column)
        return Codes(whole.codes[self._span], whole.values)

    def days(self, column: str) -> Days:
        """A date column."""
        return self._rows.days(column)[self._span]

    def integers(self, column: str) -> tuple[Integers, Mask | None]:
        """An integer column and its blanks."""
        numbers, blank = self._rows.integers(column)
        return numbers[self._span], None if blank is None else blank[self._span]

    def numbers(self, column: str) -> list[Any]:
        """A numeric column's cells."""
        return self._rows.numbers(column)[self._span]

    def blank(self, column: str, kind: str) -> Mask:
        """Which cells of a column are blank."""
        return self._rows.blank(column, kind)[self._span]

    @property
    def sources(self) -> npt.NDArray[np.int32]:
        """The sheet of each row."""
        return self._rows.sources[self._span]

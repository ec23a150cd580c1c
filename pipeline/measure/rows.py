"""A table as numpy columns: dates as day numbers, text as codes. Made once a column, on first use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.model.table import ROW, SOURCE, Table

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


@dataclass(frozen=True, slots=True)
class Codes:
    """A text column: ``values[codes[i]]`` is the text of row i, -1 a blank."""

    codes: npt.NDArray[Any]
    values: tuple[str, ...]


@dataclass(slots=True)
class Rows:
    """The columns of one table, converted once and remembered."""

    table: Table
    _codes: dict[str, Codes] = field(default_factory=dict)
    _days: dict[str, Days] = field(default_factory=dict)
    _integers: dict[str, tuple[Integers, Mask | None]] = field(default_factory=dict)
    _sources: npt.NDArray[np.int32] | None = None

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.table.frame)

    def has(self, column: str) -> bool:
        """Whether any source has the column."""
        return column in self.table.frame.columns

    def codes(self, column: str) -> Codes:
        """A text, category, unit or period column."""
        if column not in self._codes:
            series = self.table.frame[column]
            if str(series.dtype) != "category":
                series = series.astype("object").where(series.notna(), None).astype("category")
            values = tuple(str(value) for value in series.cat.categories)
            self._codes[column] = Codes(series.cat.codes.to_numpy(), values)
        return self._codes[column]

    def days(self, column: str) -> Days:
        """A date column as day numbers, ``BLANK_DAY`` where blank."""
        if column not in self._days:
            days = self.table.frame[column].to_numpy(dtype="datetime64[s]").astype("datetime64[D]")
            numbers = days.view(np.int64).astype(np.int32)
            numbers[np.isnat(days)] = BLANK_DAY
            self._days[column] = numbers
        return self._days[column]

    def integers(self, column: str) -> tuple[Integers, Mask | None]:
        """An integer column (0 where blank) and which of its cells are blank (None: none is)."""
        if column not in self._integers:
            series = self.table.frame[column]
            blank: Mask = series.isna().to_numpy(dtype=bool)
            has_blank = bool(blank.any())
            numbers = series.fillna(0).to_numpy(dtype=np.int64) if has_blank else series.to_numpy(dtype=np.int64)
            self._integers[column] = (numbers, blank if has_blank else None)
        return self._integers[column]

    def numbers(self, column: str) -> list[Any]:
        """A numeric column's cells as Python numbers, None where blank."""
        series = self.table.frame[column]
        return [None if blank else value for value, blank in zip(series.tolist(), series.isna().tolist(), strict=True)]

    def blank(self, column: str, kind: str) -> Mask:
        """Which cells of a column are blank."""
        if kind == "date":
            return self.days(column) <= BLANK_DAY // 2
        if kind in ("integer", "number"):
            return self.table.frame[column].isna().to_numpy(dtype=bool)
        mask: Mask = self.codes(column).codes < 0
        return mask

    @property
    def sources(self) -> npt.NDArray[np.int32]:
        """For each row, the index of its sheet in ``table.sources``."""
        if self._sources is None:
            self._sources = self.table.frame[SOURCE].to_numpy(dtype=np.int32)
        return self._sources

    @property
    def numbers_shown(self) -> npt.NDArray[np.int32]:
        """For each row, the row number that the spreadsheet shows."""
        return self.table.frame[ROW].to_numpy(dtype=np.int32)

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

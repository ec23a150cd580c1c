"""The rows of a table straight from the file of columns that the reader keeps: a piece at a time, no frame between."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from pipeline.check.columnfile import open_columns
from pipeline.measure.rows import BLANK_DAY, Codes, Rows
from pipeline.model.table import Coverage, Source, Table

PIECE = 250_000


class Kept(Rows):
    """Fits ``Rows``. What is asked of the whole table (never by the pass that counts) is looked up anew each time."""

    __slots__ = ("_file", "_length", "_stored")

    def __init__(self, path: Path, name: str, months: frozenset[tuple[int, int]]) -> None:
        self._file = open_columns(path)
        self._file.content = np.memmap(path, np.uint8, "r", self._file.first)
        self._stored = {stored.split("/")[-1]: stored for stored in self._file.columns}
        told = [part for one in self._file.told.values() for part in one["parts"]]
        sources = tuple(Source(part["file"], part["sheet"], part["rows"][1] - part["rows"][0]) for part in told)
        self._length = sum(source.rows for source in sources)
        empty = np.zeros(0, np.int32)
        super().__init__(Table(name, {}, empty, empty, sources, Coverage(months)))

    @property
    def count(self) -> int:
        return self._length

    @property
    def pieces(self) -> int:
        return -(-self._length // PIECE)

    def piece(self, at: int) -> Rows:
        return Piece(self, at * PIECE, min((at + 1) * PIECE, self._length))

    def has(self, column: str) -> bool:
        return column in self._stored

    def part(self, column: str, first: int, end: int):
        """Some of a column as it is kept: its numbers, where there is nothing (None: nowhere), its texts."""
        kept = self._file.columns[self._stored[column]]
        data = np.frombuffer(self._file.content, kept["data"][0], end - first, kept["data"][2] + first * int(kept["data"][0][-1]))
        missing = None
        if "missing" in kept:
            bits = np.frombuffer(self._file.content, np.uint8, -(-(end - first) // 8), kept["missing"][2] + first // 8)
            missing = np.unpackbits(bits, count=end - first).view(bool)
        return data, missing, kept.get("names")

    def names(self, told) -> tuple[str, ...]:
        _, count, at, _ = told["letters"]
        return tuple(bytes(self._file.content[at : at + count]).decode().split(told["apart"]))

    def codes(self, column: str) -> Codes:
        return Piece(self, 0, self._length).codes(column)

    def days(self, column: str):
        return Piece(self, 0, self._length).days(column)

    def integers(self, column: str):
        return Piece(self, 0, self._length).integers(column)

    @property
    def sources(self):
        return Piece(self, 0, self._length).sources


class Piece(Rows):
    """Some of the rows; each column is decoded when it is first asked for."""

    __slots__ = ("_kept", "_lock", "_span")

    def __init__(self, kept: Kept, first: int, end: int) -> None:
        super().__init__(kept.table)
        self._kept, self._span, self._lock = kept, (first, end), threading.Lock()

    @property
    def count(self) -> int:
        return self._span[1] - self._span[0]

    def has(self, column: str) -> bool:
        return self._kept.has(column)

    def codes(self, column: str) -> Codes:
        with self._lock:
            if column not in self._codes:
                data, _, names = self._kept.part(column, *self._span)
                self._codes[column] = Codes(data, self._kept.names(names))
            return self._codes[column]

    def days(self, column: str):
        with self._lock:
            if column not in self._days:
                data, missing, _ = self._kept.part(column, *self._span)
                days = data.astype(np.int32)
                if missing is not None:
                    days[missing] = BLANK_DAY
                self._days[column] = days
            return self._days[column]

    def integers(self, column: str):
        with self._lock:
            if column not in self._integers:
                data, missing, _ = self._kept.part(column, *self._span)
                self._integers[column] = (data.astype(np.int64), missing)
            return self._integers[column]

    @property
    def sources(self):
        ends = np.cumsum([0, *(sheet.rows for sheet in self.table.sources)])
        return np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(np.clip(ends, *self._span)))

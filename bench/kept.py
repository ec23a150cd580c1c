"""The rows of a table straight from the Arrow file that the reader keeps: a batch at a time, no frame between."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipeline.measure.rows import BLANK_DAY, Codes, Rows
from pipeline.model.table import Coverage, Source, Table


class Kept(Rows):
    """Fits ``Rows``. What is asked of the whole table (never by the pass that counts) is read anew each time."""

    __slots__ = ("_columns", "_groups", "_path")

    def __init__(self, path: Path, name: str, months: frozenset[tuple[int, int]]) -> None:
        with pa.memory_map(str(path)) as file, pa.ipc.open_file(file, options=pa.ipc.IpcReadOptions(included_fields=[0])) as reader:
            kept = json.loads(reader.schema.metadata[b"briefing"])
            self._groups = [reader.get_batch(at).num_rows for at in range(reader.num_record_batches)]
        with pa.memory_map(str(path)) as file, pa.ipc.open_file(file) as reader:
            stored = reader.schema.names
        empty = np.zeros(0, np.int32)
        told = [part for one in kept.values() for part in one["parts"]]
        sheets = tuple(Source(part["file"], part["sheet"], part["rows"][1] - part["rows"][0]) for part in told)
        super().__init__(Table(name, {}, empty, empty, sheets, Coverage(months)))
        self._path = path
        self._columns = {column.split("/")[-1]: at for at, column in enumerate(stored)}

    @property
    def count(self) -> int:
        return sum(self._groups)

    @property
    def pieces(self) -> int:
        return len(self._groups)

    def piece(self, at: int) -> Rows:
        return Group(self, [at], sum(self._groups[:at]), self._groups[at])

    def whole(self) -> Group:
        return Group(self, list(range(len(self._groups))), 0, self.count)

    def has(self, column: str) -> bool:
        return column in self._columns

    def read(self, groups: list[int], column: str) -> pa.ChunkedArray:
        options = pa.ipc.IpcReadOptions(included_fields=[self._columns[column]], use_threads=False)
        with pa.memory_map(str(self._path)) as file, pa.ipc.open_file(file, options=options) as reader:
            return pa.chunked_array([reader.get_batch(at).column(0) for at in groups])

    def codes(self, column: str) -> Codes:
        return self.whole().codes(column)

    def days(self, column: str):
        return self.whole().days(column)

    def integers(self, column: str):
        return self.whole().integers(column)

    @property
    def sources(self):
        return self.whole().sources


class Group(Rows):
    """The rows of some row groups; each column is decoded when it is first asked for."""

    __slots__ = ("_first", "_groups", "_kept", "_length", "_lock")

    def __init__(self, kept: Kept, groups: list[int], first: int, length: int) -> None:
        super().__init__(kept.table)
        self._kept, self._groups, self._first, self._length = kept, groups, first, length
        self._lock = threading.Lock()

    @property
    def count(self) -> int:
        return self._length

    def has(self, column: str) -> bool:
        return self._kept.has(column)

    def codes(self, column: str) -> Codes:
        with self._lock:
            return self._find_codes(column)

    def _find_codes(self, column: str) -> Codes:
        if column not in self._codes:
            chunked = self._kept.read(self._groups, column).unify_dictionaries()
            values = tuple(chunked.chunk(0).dictionary.to_pylist())
            parts = [chunk.indices.fill_null(-1).to_numpy() for chunk in chunked.chunks]
            self._codes[column] = Codes(parts[0] if len(parts) == 1 else np.concatenate(parts), values)
        return self._codes[column]

    def days(self, column: str):
        with self._lock:
            if column not in self._days:
                self._days[column] = self._kept.read(self._groups, column).cast(pa.int32()).fill_null(BLANK_DAY).to_numpy()
            return self._days[column]

    def integers(self, column: str):
        with self._lock:
            return self._find_integers(column)

    def _find_integers(self, column: str):
        if column not in self._integers:
            numbers = self._kept.read(self._groups, column)
            blank = numbers.is_null().to_numpy() if numbers.null_count else None
            self._integers[column] = (numbers.fill_null(0).to_numpy() if numbers.null_count else numbers.to_numpy(), blank)
        return self._integers[column]

    @property
    def sources(self):
        ends = np.cumsum([0, *(sheet.rows for sheet in self.table.sources)])
        edges = np.clip(ends, self._first, self._first + self._length)
        return np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(edges))

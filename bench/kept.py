"""The rows of a table straight from the Parquet that the reader keeps: only the columns that are asked for, no frame between."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.measure.rows import BLANK_DAY, Codes, Rows
from pipeline.model.table import ROW, SOURCE, Coverage, Source, Table


class Kept(Rows):
    """Fits ``Rows``; every row belongs to one sheet."""

    __slots__ = ("_columns", "_name")

    def __init__(self, path: Path, name: str, columns: tuple[str, ...], months: frozenset[tuple[int, int]]) -> None:
        empty = pd.DataFrame({SOURCE: pd.Series(dtype="int32"), ROW: pd.Series(dtype="int32")})
        super().__init__(Table(name, empty, (Source("a.xlsx", "全部"),), Coverage(months)))
        with pq.ParquetFile(path, memory_map=True) as file:
            read = file.read([f"{name}/{column}" for column in columns], use_threads=True)
        self._columns = {column: read.column(f"{name}/{column}") for column in columns}

    @property
    def count(self) -> int:
        return len(next(iter(self._columns.values())))

    def has(self, column: str) -> bool:
        return column in self._columns

    def codes(self, column: str) -> Codes:
        if column not in self._codes:
            chunked = self._columns[column].unify_dictionaries()
            values = tuple(chunked.chunk(0).dictionary.to_pylist())
            kind = np.int8 if len(values) < 127 else np.int16
            parts = [chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(kind) for chunk in chunked.chunks]
            self._codes[column] = Codes(parts[0] if len(parts) == 1 else np.concatenate(parts), values)
        return self._codes[column]

    def days(self, column: str):
        if column not in self._days:
            days = self._columns[column].cast(pa.int32()).fill_null(BLANK_DAY)
            self._days[column] = days.to_numpy()
        return self._days[column]

    def integers(self, column: str):
        if column not in self._integers:
            numbers = self._columns[column]
            blank = numbers.is_null().to_numpy() if numbers.null_count else None
            self._integers[column] = (numbers.fill_null(0).to_numpy() if numbers.null_count else numbers.to_numpy(), blank)
        return self._integers[column]

    @property
    def sources(self):
        return np.zeros(self.count, dtype=np.int32)

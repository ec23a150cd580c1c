"""Checked files kept as dictionary-coded Parquet, so that a file that has not changed is not read again.

Many small files are kept together in one ``Shelf``. What is kept is what checking made: declared, non-private columns,
addresses, and masked problems. Nothing else is in there.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.check.file import Checked
from pipeline.check.part import Part
from pipeline.check.values import BAD, Kind, Rows, Values, in_order, joined, kind_of, nothing
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.table import ROW
from pipeline.model.tables import Column, TableSpec

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Shelf", "open_shelf", "save"]

_META = b"briefing"
_MANY = 1000
_DEFAULTS = {each.name: each.default for each in dataclasses.fields(Problem) if each.default is not dataclasses.MISSING}


@dataclass(slots=True)
class Shelf:
    """A file of the cache: ``meta`` tells what is kept under each key, the columns are read when the first of it is asked for."""

    path: Path
    meta: Mapping[str, Any]
    columns: dict[str, Values] = field(default_factory=dict)
    table: pa.Table | None = None

    def load(self, key: str, tables: Mapping[str, TableSpec], drop: int) -> Checked | None:
        """What was kept under a key; None where it cannot be read."""
        import pyarrow as pa

        try:
            told = self.meta[key]
            parts = tuple(self._part(part, tables[part["table"]], drop) for part in told["parts"])
            return Checked(parts, tuple(map(_problem, told["problems"])))
        except (OSError, KeyError, ValueError, TypeError, pa.ArrowException):
            return None

    def _part(self, told: Mapping[str, Any], spec: TableSpec, drop: int) -> Part:
        first, end = told["rows"]
        columns = {name: self._column(spec, name).slice(first, end) for name in told["columns"]}
        rows = Rows(columns, self._plain(ROW)[first:end], self._plain(BAD)[first:end].copy())
        return Part(
            spec,
            told["file"],
            told["sheet"],
            drop,
            rows,
            told["letters"],
            frozenset((year, month) for year, month in told["months"]),
            told["filer"],
            told["said_nothing"],
            tuple(map(_problem, told["problems"])),
        )

    def _column(self, spec: TableSpec, name: str) -> Values:
        column = spec.column(name)
        if column is None:
            raise KeyError(name)
        stored = _name(spec, name)
        if stored not in self.columns:
            self.columns[stored] = _from_arrow(column, self._read().column(stored))
        return self.columns[stored]

    def _plain(self, name: str) -> Any:
        return self._read().column(name).to_numpy()

    def _read(self) -> pa.Table:
        import pyarrow.parquet as pq

        if self.table is None:
            with pq.ParquetFile(self.path) as file:
                self.table = file.read()
        return self.table


def open_shelf(path: Path) -> Shelf | None:
    """A file of the cache; None where it is none, or spoiled."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            return Shelf(path, json.loads(file.schema_arrow.metadata[_META]))
    except (OSError, KeyError, ValueError, TypeError, pa.ArrowException):
        return None


def save(path: Path, kept: Mapping[str, Checked]) -> None:
    """Write it whole or not at all; a folder that cannot be written to costs time, nothing else."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(dict(_columns([part for checked in kept.values() for part in checked.parts])))
    table = table.replace_schema_metadata({_META: json.dumps(_meta(kept), ensure_ascii=False).encode()})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        pq.write_table(table, new, compression="snappy", write_statistics=False)
        os.replace(new, path)  # noqa: PTH105 - atomic on every system
    except OSError:
        return


def _name(spec: TableSpec, name: str) -> str:
    """The stored name of a column: tables do not share columns, for a project may type them otherwise."""
    return f"{spec.name}/{name}"


def _columns(parts: list[Part]) -> Iterator[tuple[str, Any]]:
    """Each stored column, all parts one after the other."""
    import numpy as np
    import pyarrow as pa

    kinds: dict[str, Kind] = {}
    for part in parts:
        for name in part.rows.columns:
            column = part.spec.column(name)
            kinds.setdefault(_name(part.spec, name), kind_of(column) if column else "coded")
    own = [{_name(part.spec, name): values for name, values in part.rows.columns.items()} for part in parts]
    for name, kind in kinds.items():
        pieces = [mine.get(name) or nothing(kind, len(part.rows)) for mine, part in zip(own, parts, strict=True)]
        yield name, _to_arrow(in_order(joined(pieces)))
    yield ROW, pa.array(np.concatenate([np.zeros(0, np.int32), *(part.rows.numbers for part in parts)]))
    yield BAD, pa.array(np.concatenate([np.zeros(0, bool), *(part.rows.bad for part in parts)]))


def _meta(kept: Mapping[str, Checked]) -> dict[str, Any]:
    first = 0
    told: dict[str, Any] = {}
    for key, checked in kept.items():
        parts = []
        for part in checked.parts:
            parts.append(_told(part, first))
            first += len(part.rows)
        told[key] = {"parts": parts, "problems": [_shown(problem) for problem in checked.problems]}
    return told


def _told(part: Part, first: int) -> dict[str, Any]:
    return {
        "table": part.spec.name,
        "file": part.file,
        "sheet": part.sheet,
        "rows": [first, first + len(part.rows)],
        "letters": dict(part.letters),
        "columns": list(part.rows.columns),
        "months": sorted(part.months),
        "filer": part.filer,
        "said_nothing": part.said_nothing,
        "problems": [_shown(problem) for problem in part.problems],
    }


def _shown(problem: Problem) -> dict[str, Any]:
    """What of a problem is not as it is by default."""
    place = problem.place
    told = {name: value for name, default in _DEFAULTS.items() if (value := getattr(problem, name)) != default}
    return {"rule": problem.rule, "level": problem.level, "message": problem.message, **told, "place": dataclasses.astuple(place)}


def _problem(told: Mapping[str, Any]) -> Problem:
    return Problem(**{**told, "place": Place(*told["place"])})


def _to_arrow(values: Values) -> pa.Array:
    """Texts as codes and a list, save where each row has one of its own."""
    import pyarrow as pa

    if values.kind == "coded":
        names = values.names if isinstance(values.names, pa.Array) else pa.array(values.names, pa.string())
        codes = pa.array(values.data, mask=values.missing)
        if len(names) > _MANY and len(names) == (~values.missing).sum():
            return names.take(codes)
        return pa.DictionaryArray.from_arrays(codes, names)
    made = pa.array(values.data, mask=values.missing)
    return made.cast(pa.date32()) if values.kind == "date" else made


def _from_arrow(column: Column, chunks: pa.ChunkedArray) -> Values:
    import numpy as np
    import pyarrow as pa

    kind = kind_of(column)
    missing = chunks.is_null().to_numpy() if chunks.null_count else np.zeros(len(chunks), dtype=bool)
    if kind != "coded":
        plain = chunks.cast(pa.int32()) if kind == "date" else chunks
        return Values(kind, (plain.fill_null(0) if plain.null_count else plain).to_numpy(), missing)
    coded = chunks.combine_chunks() if chunks.num_chunks != 1 else chunks.chunk(0)
    if isinstance(coded, pa.DictionaryArray):
        codes = coded.indices.fill_null(-1) if coded.null_count else coded.indices
        return Values(kind, codes.to_numpy(), missing, coded.dictionary, ordered=True)
    codes = np.cumsum(~missing, dtype=np.int32) - 1
    codes[missing] = -1
    return Values(kind, codes, missing, coded.drop_null(), ordered=True)

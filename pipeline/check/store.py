"""Checked files kept as dictionary-coded Parquet, so that a file that has not changed is not read again.

What is kept is what checking made: declared, non-private columns, addresses, and masked problems. Nothing else is in there.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.check.coded import category
from pipeline.check.file import Checked
from pipeline.check.part import BAD, Part
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.table import ROW
from pipeline.model.tables import Column, TableSpec

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["load", "save"]

_META = b"briefing"


def save(path: Path, checked: Checked) -> None:
    """Write it whole or not at all; a folder that cannot be written to costs time, nothing else."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, list[Any]] = {}
    for part in checked.parts:
        for name in _names(part.spec, part.frame):
            columns.setdefault(name, [])
    for part in checked.parts:
        own = _names(part.spec, part.frame)
        for name, pieces in columns.items():
            pieces.append(_to_arrow(part.frame[own[name]]) if name in own else pa.nulls(len(part.frame)))
    table = pa.table({name: _joined(pieces) for name, pieces in columns.items()})
    table = table.replace_schema_metadata({_META: json.dumps(_meta(checked), ensure_ascii=False).encode()})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        pq.write_table(table, new, compression="snappy", write_statistics=False)
        os.replace(new, path)  # noqa: PTH105 - atomic on every system
    except OSError:
        return


def load(path: Path, tables: Mapping[str, TableSpec], drop: int) -> Checked | None:
    """What was kept; None where there is nothing, or nothing that can be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        return None
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
        meta = json.loads(table.schema.metadata[_META])
        parts = tuple(_part(told, table, tables[told["table"]], drop) for told in meta["parts"])
    except (OSError, KeyError, ValueError, TypeError, pa.ArrowException):
        return None
    return Checked(parts, tuple(map(_problem, meta["problems"])))


def _names(spec: TableSpec, frame: pd.DataFrame) -> dict[str, str]:
    """The stored name of each column: tables do not share columns, for a project may type them otherwise."""
    return {name if name in (ROW, BAD) else f"{spec.name}/{name}": name for name in frame.columns}


def _meta(checked: Checked) -> dict[str, Any]:
    first = 0
    parts = []
    for part in checked.parts:
        parts.append(
            {
                "table": part.spec.name,
                "file": part.file,
                "sheet": part.sheet,
                "rows": [first, first + len(part.frame)],
                "letters": dict(part.letters),
                "columns": [name for name in part.frame.columns if name not in (ROW, BAD)],
                "months": sorted(part.months),
                "filer": part.filer,
                "said_nothing": part.said_nothing,
                "problems": [dataclasses.asdict(problem) for problem in part.problems],
            }
        )
        first += len(part.frame)
    return {"parts": parts, "problems": [dataclasses.asdict(problem) for problem in checked.problems]}


def _part(told: Mapping[str, Any], table: pa.Table, spec: TableSpec, drop: int) -> Part:
    import pandas as pd

    first, end = told["rows"]
    rows = table.slice(first, end - first)
    data: dict[str, Any] = {}
    for name in told["columns"]:
        column = spec.column(name)
        if column is None:
            raise KeyError(name)
        data[name] = _to_pandas(column, rows.column(f"{spec.name}/{name}"))
    frame = pd.DataFrame(data, index=range(end - first))
    frame[ROW] = rows.column(ROW).to_numpy()
    frame[BAD] = rows.column(BAD).to_numpy()
    return Part(
        spec,
        told["file"],
        told["sheet"],
        drop,
        frame,
        told["letters"],
        frozenset((year, month) for year, month in told["months"]),
        told["filer"],
        told["said_nothing"],
        tuple(map(_problem, told["problems"])),
    )


def _problem(told: Mapping[str, Any]) -> Problem:
    return Problem(**{**told, "place": Place(**told["place"])})


def _to_arrow(series: pd.Series[Any]) -> pa.Array:
    import pandas as pd
    import pyarrow as pa

    if isinstance(series.dtype, pd.CategoricalDtype):
        codes = pa.array(series.cat.codes.to_numpy(), mask=(series.cat.codes == -1).to_numpy())
        return pa.DictionaryArray.from_arrays(codes.cast(pa.int32()), pa.array(series.cat.categories, pa.string()))
    if series.dtype.kind == "M":
        return pa.array(series.to_numpy().astype("datetime64[D]"), pa.date32())
    return pa.array(series)


def _joined(pieces: list[Any]) -> Any:
    import pyarrow as pa

    kind = next((piece.type for piece in pieces if piece.type != pa.null()), pa.null())
    return pa.chunked_array([piece.cast(kind) if piece.type == pa.null() else piece for piece in pieces]).unify_dictionaries()


def _to_pandas(column: Column, chunks: pa.ChunkedArray) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if column.type == "date":
        days = chunks.cast(pa.int32()).fill_null(0).to_numpy().astype("datetime64[D]").astype("datetime64[s]")
        days[chunks.is_null().to_numpy()] = np.datetime64("NaT")
        return pd.Series(days)
    if column.type in ("integer", "number"):
        missing = chunks.is_null().to_numpy().copy()
        numbers = chunks.fill_null(0).to_numpy().copy()
        made = pd.arrays.IntegerArray(numbers, missing) if column.type == "integer" else pd.arrays.FloatingArray(numbers, missing)
        return pd.Series(made)
    coded = pa.chunked_array(chunks, chunks.type).combine_chunks() if chunks.num_chunks != 1 else chunks.chunk(0)
    if not isinstance(coded, pa.DictionaryArray):
        coded = coded.cast(pa.string()).dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy()
    return category(codes, coded.dictionary)

"""Files of Arrow columns under ``.briefing/``: written whole or not at all, what is said of the columns beside them.

Parquet is a third smaller; but reading it takes six times as long, and its part of pyarrow has to be imported (decision 0010).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["read", "told_in", "write"]

_META = b"briefing"
_ROWS = 250_000
"""So many rows are packed as one: what goes through a large file piece by piece needs no more of it at a time."""


def write(path: Path, columns: Mapping[str, pa.Array], told: str) -> None:
    """Columns of one length, and a text about them. Raises OSError."""
    import pyarrow as pa

    table = pa.table(dict(columns)).replace_schema_metadata({_META: told.encode()})
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    new = path.with_suffix(f".{os.getpid()}.new")
    with pa.OSFile(str(new), "wb") as file, pa.ipc.new_file(file, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=_ROWS)
    os.replace(new, path)  # noqa: PTH105 - atomic on every system


def told_in(path: Path) -> str:
    """The text about the columns. Raises OSError, ValueError (of pyarrow too) or KeyError where there is none to be read."""
    import pyarrow as pa

    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_file(file) as reader:
        return _told(reader.schema)


def read(path: Path) -> tuple[Mapping[str, pa.ChunkedArray], str]:
    """The columns by name, and the text about them. Raises as ``told_in`` does."""
    import pyarrow as pa

    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_file(file) as reader:
        table = reader.read_all()
    return dict(zip(table.column_names, table.columns, strict=True)), _told(table.schema)


def _told(schema: Any) -> str:
    text: str = schema.metadata[_META].decode()
    return text

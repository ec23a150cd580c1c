"""Files of columns under ``.briefing/``: written whole or not at all, what is said of the columns beside them.

A head in JSON, then the arrays as they are, each number in as few bytes as hold it: a file is opened in a tenth of the time that
importing pyarrow takes, and is no larger than Arrow packed with lz4 (decision 0011). A file whose bytes are not those that were
written is none.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.values import DTYPES, Values

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["ColumnFile", "open_columns", "write"]

_PREFIX = struct.Struct("<8sII")
_MAGIC = b"columns1"
_WIDTHS = ("<i1", "<i2", "<i4", "<i8")
_ALIGNED = 64


@dataclass(slots=True, eq=False)
class ColumnFile:
    """``told`` is what was said of the columns; their bytes are read when one is asked for, each array held against its sum."""

    path: Path
    told: Any
    columns: Mapping[str, Mapping[str, Any]]
    first: int
    content: bytes | None = None

    def values(self, name: str) -> Values:
        """A typed column. Raises OSError, ValueError or KeyError where it cannot be read."""
        import numpy as np

        kept = self.columns[name]
        kind, count = kept["kind"], kept["count"]
        missing = self._flags(kept["missing"], count) if "missing" in kept else np.zeros(count, dtype=bool)
        if kind != "coded":
            return Values(kind, self.array(name).astype(DTYPES[kind], copy=False), missing)
        codes = self.array(name) if "data" in kept else np.where(missing, -1, np.cumsum(~missing) - 1)
        return Values(kind, codes.astype(DTYPES[kind], copy=False), missing, self._names(name), kept["ordered"])

    def array(self, name: str) -> Numbers:
        """Numbers, or yes and no. Raises as ``values`` does."""
        kept = self.columns[name]
        return self._flags(kept["data"], kept["count"]) if kept["kind"] == "flags" else self._numbers(*kept["data"])

    def _flags(self, place: Sequence[Any], count: int) -> Numbers:
        import numpy as np

        return np.unpackbits(self._numbers(*place), count=count).view(bool)

    def _names(self, name: str) -> Any:
        """A list, or an Arrow array where it was one."""
        kept = self.columns[name]["names"]
        if "offsets" in kept:
            from pipeline.model.texts import texts_in

            return texts_in(self._numbers(*kept["offsets"]), self._numbers(*kept["letters"]))
        text = self._numbers(*kept["letters"]).tobytes().decode("utf-8", "surrogatepass")
        return text.split(kept["apart"]) if kept["count"] else []

    def _numbers(self, dtype: str, count: int, at: int, checksum: int) -> Numbers:
        import numpy as np

        if self.content is None:
            with self.path.open("rb") as file:
                file.seek(self.first)
                self.content = file.read()
        data = np.frombuffer(self.content, dtype, count, at)
        if zlib.crc32(data.data) != checksum:
            raise ValueError(self.path)
        return data


def open_columns(path: Path) -> ColumnFile:
    """Look at what a file holds. Raises OSError, ValueError or KeyError where it is none of ours."""
    with path.open("rb") as file:
        magic, length, checksum = _PREFIX.unpack(file.read(_PREFIX.size).ljust(_PREFIX.size))
        if magic != _MAGIC or length > path.stat().st_size:
            raise ValueError(path)
        written = file.read(length)
    if zlib.crc32(written) != checksum:
        raise ValueError(path)
    head = json.loads(written)
    return ColumnFile(path, head["told"], head["columns"], _PREFIX.size + length)


def write(path: Path, columns: Mapping[str, Values | Numbers], told: Any) -> None:
    """Columns of one length, and what is to be said of them, in JSON. Raises OSError."""
    body = _Body()
    kept = {name: body.values(column) if isinstance(column, Values) else body.plain(column) for name, column in columns.items()}
    head = json.dumps({"told": told, "columns": kept}, ensure_ascii=False, separators=(",", ":"))
    written = head.encode("utf-8", "surrogatepass")
    new = path.with_suffix(f".{os.getpid()}.new")
    with new.open("wb") as file:
        file.writelines((_PREFIX.pack(_MAGIC, len(written), zlib.crc32(written)), written, *body.pieces))
    os.replace(new, path)  # noqa: PTH105 - atomic on every system


@dataclass(slots=True, eq=False)
class _Body:
    """The arrays of a file one after the other, each where the processor likes to find it."""

    pieces: list[Any] = field(default_factory=list)
    size: int = 0

    def values(self, values: Values) -> dict[str, Any]:
        """Where a typed column's parts stand."""
        kept: dict[str, Any] = {"kind": values.kind, "count": len(values)}
        if values.missing.any():
            kept["missing"] = self._flags(values.missing)
        if values.kind != "coded":
            return {**kept, "data": self._numbers(values.data)}
        # of texts of which each row has its own the codes are known
        own = values.ordered and len(values.names) == len(values) - int(values.missing.sum())
        codes = {} if own else {"data": self._numbers(values.data)}
        return {**kept, **codes, "names": self._names(values.names), "ordered": values.ordered}

    def plain(self, data: Numbers) -> dict[str, Any]:
        """Where numbers, or yes and no, stand."""
        flags = data.dtype == bool
        kept = self._flags(data) if flags else self._numbers(data)
        return {"kind": "flags" if flags else "numbers", "count": len(data), "data": kept}

    def _flags(self, told: Numbers) -> list[Any]:
        import numpy as np

        return self._put(np.packbits(told))

    def _numbers(self, data: Numbers) -> list[Any]:
        import numpy as np

        if data.dtype.kind == "f" or not len(data):
            return self._put(data)
        low, high = int(data.min()), int(data.max())
        return self._put(data.astype(next(w for w in _WIDTHS if np.iinfo(w).min <= low and high <= np.iinfo(w).max), copy=False))

    def _names(self, names: Any) -> dict[str, Any]:
        """Texts with a sign between them that none of them has; of an Arrow array the letters and where each text begins."""
        import numpy as np

        if not isinstance(names, list | tuple):
            from pipeline.model.texts import letters_of

            offsets, letters = letters_of(names)
            return {"offsets": self._put(offsets), "letters": self._put(letters)}
        together = "".join(names)
        apart = next(sign for sign in map(chr, range(sys.maxunicode)) if sign not in together)
        letters = np.frombuffer(apart.join(names).encode("utf-8", "surrogatepass"), np.uint8)
        return {"letters": self._put(letters), "apart": apart, "count": len(names)}

    def _put(self, data: Numbers) -> list[Any]:
        import numpy as np

        plain = np.ascontiguousarray(data, data.dtype.newbyteorder("<"))
        at, filling = self.size, bytes(-plain.nbytes % _ALIGNED)
        self.pieces += (plain.data, filling)
        self.size += plain.nbytes + len(filling)
        return [plain.dtype.str, len(plain), at, zlib.crc32(plain.data)]

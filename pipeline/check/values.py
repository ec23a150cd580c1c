"""A column of typed values as plain arrays: what the rules, the cache and the tables are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipeline.check.coded import category
from pipeline.model.table import ROW
from pipeline.model.tables import Column

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Numbers = np.ndarray[Any, np.dtype[Any]]

__all__ = ["BAD", "Kind", "Rows", "Values", "in_order", "joined", "kind_of", "named", "nothing", "stacked"]

BAD = "_bad"
_DAY = 86400
Kind = Literal["date", "integer", "number", "coded"]
_DTYPES = {"date": "int32", "integer": "int64", "number": "float64", "coded": "int32"}


@dataclass(frozen=True, slots=True)
class Values:
    """``data``: days since 1970, numbers, or (of texts) indices in ``names``, which differ; ``missing``: where there is nothing.

    ``names`` is a list of texts, or an Arrow array of them where they are many; ``ordered``: known to stand in the order in
    which rows first show them, each shown.
    """

    kind: Kind
    data: Numbers
    missing: Numbers
    names: Any = ()
    ordered: bool = False

    def equals(self, value: Any) -> Numbers:
        """Where a value stands."""
        if self.kind != "coded":
            same: Numbers = (self.data == value) & ~self.missing
            return same
        names = _listed(self.names)
        return self.data == (names.index(value) if value in names else -2)  # type: ignore[no-any-return]

    def slice(self, first: int, end: int) -> Values:
        """Some of its rows."""
        whole = self.ordered and first == 0 and end == len(self.data)
        return Values(self.kind, self.data[first:end], self.missing[first:end], self.names, whole)

    def series(self) -> pd.Series[Any]:
        """As a column of a table (``model.table``)."""
        import numpy as np
        import pandas as pd

        if self.kind == "coded":
            return category(self.data, self.names)
        if self.kind == "date":
            seconds = self.data.astype("int64") * _DAY
            seconds[self.missing] = np.iinfo("int64").min
            return pd.Series(seconds.view("datetime64[s]"), copy=False)
        if self.kind == "integer":
            return pd.Series(pd.arrays.IntegerArray(self.data, self.missing), copy=False)
        return pd.Series(pd.arrays.FloatingArray(self.data, self.missing), copy=False)


@dataclass(slots=True)
class Rows:
    """The typed rows of a block: its columns, the row each stands in (as shown), and which are to be set aside."""

    columns: dict[str, Values]
    numbers: Numbers
    bad: Numbers = field(default_factory=lambda: _none(0))

    def __len__(self) -> int:
        return len(self.numbers)

    def frame(self) -> pd.DataFrame:
        """As a table, with ``_row`` and ``_bad``."""
        import pandas as pd

        data: dict[str, Any] = {name: values.series() for name, values in self.columns.items()}
        return pd.DataFrame({**data, ROW: self.numbers, BAD: self.bad}, index=range(len(self)), copy=False)


def kind_of(column: Column) -> Kind:
    """How a column's values are kept."""
    return column.type if column.type in ("date", "integer", "number") else "coded"


def named(codes: Numbers, names: Any) -> Values:
    """Texts by their indices; -1: nothing."""
    return Values("coded", codes, codes < 0, names)


def nothing(kind: Kind, length: int) -> Values:
    """A column without a value."""
    import numpy as np

    missing = np.ones(length, dtype=bool)
    return Values(kind, np.full(length, -1 if kind == "coded" else 0, dtype=_DTYPES[kind]), missing)


def stacked(parts: Sequence[Rows], columns: Sequence[Column]) -> Rows:
    """Rows one after the other, in the columns given; a column that some of them lack is blank there."""
    import numpy as np

    made = {}
    for column in columns:
        kind = kind_of(column)
        made[column.name] = in_order(joined([part.columns.get(column.name) or nothing(kind, len(part)) for part in parts]))
    numbers = np.concatenate([part.numbers for part in parts]).astype(np.int32)
    return Rows(made, numbers, np.concatenate([part.bad for part in parts]).astype(bool))


def joined(pieces: Sequence[Values]) -> Values:
    """Columns of one kind, one after the other."""
    import numpy as np

    first = pieces[0]
    if len(pieces) == 1:
        return first
    missing = np.concatenate([piece.missing for piece in pieces])
    if first.kind != "coded" or all(piece.names is first.names for piece in pieces):
        return Values(first.kind, np.concatenate([piece.data for piece in pieces]), missing, first.names)
    # pieces of one file of the cache share their names: those are put together once, not once a piece
    listed = {id(piece.names): piece.names for piece in pieces}
    own, names = _together(list(listed.values()))
    codes = {key: np.append(mine, -1).astype(np.int32) for key, mine in zip(listed, own, strict=True)}
    data = [codes[id(piece.names)][piece.data] for piece in pieces]
    return Values("coded", np.concatenate(data), missing, names)


def _together(listed: Sequence[Any]) -> tuple[list[Any], Any]:
    """Lists of names made into one, and for each the index of its names in that."""
    import numpy as np
    import pyarrow as pa

    if all(isinstance(names, list | tuple) for names in listed):
        place: dict[str, int] = {}
        return [[place.setdefault(name, len(place)) for name in names] for names in listed], list(place)
    arrays = [names if isinstance(names, pa.Array) else pa.array(names, pa.string()) for names in listed]
    coded = pa.concat_arrays(arrays).dictionary_encode()
    bounds = np.cumsum([len(names) for names in arrays])[:-1]
    return np.split(coded.indices.to_numpy(), bounds), coded.dictionary


def in_order(values: Values) -> Values:
    """Texts in the order in which rows first show them, and no others: the same rows are the same table, however they came."""
    import numpy as np
    import pandas as pd

    if values.kind != "coded" or values.ordered:
        return values
    there = ~values.missing
    codes, shown = pd.factorize(values.data[there])
    data = np.full(len(there), -1, dtype=np.int32)
    data[there] = codes
    names = values.names
    if len(shown) != len(names) or (shown != np.arange(len(names))).any():
        names = [names[at] for at in shown.tolist()] if isinstance(names, list | tuple) else names.take(_indices(shown))
    return Values("coded", data, values.missing, names, ordered=True)


def _indices(numbers: Numbers) -> Any:
    """Indices as Arrow takes them."""
    import numpy as np
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(np.ascontiguousarray(numbers, np.int64))])


def _listed(names: Any) -> list[str]:
    return names if isinstance(names, list) else list(names) if isinstance(names, tuple) else names.to_pylist()


def _none(length: int) -> Numbers:
    import numpy as np

    return np.zeros(length, dtype=bool)

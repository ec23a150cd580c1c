"""A column of typed values as plain arrays: what the rules, the cache, the tables and the measuring are made from.

A DataFrame of the same is made where one is asked for (:attr:`pipeline.model.table.Table.frame`): importing pandas takes as long
as measuring ten small files does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model.arrays import Numbers

__all__ = ["DTYPES", "Kind", "Values", "distinct", "first_seen", "listed"]

Kind = Literal["date", "integer", "number", "coded"]
DTYPES = {"date": "int32", "integer": "int64", "number": "float64", "coded": "int32"}
_DAY = 86400
_EPOCH = dt.date(1970, 1, 1)
_MANY = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """``data``: days since 1970, numbers, or (of texts) indices in ``names``, which differ; ``missing``: where there is nothing.

    ``names`` is a list of texts, or an Arrow array of them where they are many; ``ordered``: known to stand in the order in
    which rows first show them, each shown. Where a value is missing, ``data`` holds 0, of texts -1.
    """

    kind: Kind
    data: Numbers
    missing: Numbers
    names: Any = ()
    ordered: bool = False

    def __len__(self) -> int:
        return len(self.data)

    def at(self, row: int) -> Any:
        """The value in a row: a text, a date, an int or a float; None where there is none."""
        if self.missing[row]:
            return None
        value = self.data[row].item()
        if self.kind == "coded":
            name = self.names[value]
            return name if isinstance(name, str) else name.as_py()
        return _EPOCH + dt.timedelta(value) if self.kind == "date" else value

    def equals(self, value: Any) -> Numbers:
        """Where a value stands."""
        if self.kind != "coded":
            same: Numbers = (self.data == value) & ~self.missing
            return same
        names = listed(self.names)
        return self.data == (names.index(value) if value in names else -2)  # type: ignore[no-any-return]

    def slice(self, first: int, end: int) -> Values:
        """Some of its rows."""
        whole = self.ordered and first == 0 and end == len(self.data)
        return Values(self.kind, self.data[first:end], self.missing[first:end], self.names, whole)

    def take(self, rows: Numbers) -> Values:
        """Some of its rows, by their indices or by a mask."""
        return Values(self.kind, self.data[rows], self.missing[rows], self.names)

    def series(self) -> pd.Series[Any]:
        """As a column of a frame."""
        import numpy as np
        import pandas as pd

        if self.kind == "coded":
            return _category(self.data, self.names)
        if self.kind == "date":
            seconds = self.data.astype("int64") * _DAY
            seconds[self.missing] = np.iinfo("int64").min
            return pd.Series(seconds.view("datetime64[s]"), copy=False)
        if self.kind == "integer":
            return pd.Series(pd.arrays.IntegerArray(self.data, self.missing), copy=False)
        return pd.Series(pd.arrays.FloatingArray(self.data, self.missing), copy=False)


def _category(codes: Numbers, names: Any) -> pd.Series[Any]:
    """A category column of codes (-1: nothing) and names known to differ: pandas would look at a million names again."""
    import pandas as pd

    dtype = pd.CategoricalDtype._from_fastpath(pd.Index(names, dtype="str"), ordered=False)  # type: ignore[attr-defined]  # noqa: SLF001
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype, validate=False), copy=False)


def listed(names: Any) -> list[str]:
    """Names as a list."""
    return names if isinstance(names, list) else list(names) if isinstance(names, tuple) else names.to_pylist()


def first_seen(data: Numbers) -> tuple[Numbers, Numbers]:
    """Which of the distinct numbers each one is, and these, in the order in which they first stand there."""
    import numpy as np

    count = len(data)
    if count and data.dtype.kind == "i" and data.min() >= 0 and data.max() < 4 * count + _MANY:
        first = np.full(int(data.max()) + 1, count, dtype=np.int64)
        # of several rows with one number the last that is written stays, and that is the first of them
        first[data[::-1]] = np.arange(count - 1, -1, -1)
        shown = np.flatnonzero(first < count)
        order = np.argsort(first[shown], kind="stable")
        place = np.empty(len(first), dtype=np.int64)
        place[shown[order]] = np.arange(len(shown))
        return place[data], shown[order].astype(data.dtype)
    if count > _MANY:
        import pandas as pd

        codes, shown = pd.factorize(data)
        return codes, shown
    order = np.argsort(data, kind="stable")
    begins = _begins(data[order])
    codes = np.empty(count, dtype=np.int64)
    codes[order] = np.cumsum(begins) - 1
    firsts = order[begins]
    shown = np.argsort(firsts)
    place = np.empty(len(shown), dtype=np.int64)
    place[shown] = np.arange(len(shown))
    return place[codes], data[firsts[shown]]


def distinct(data: Numbers) -> Numbers:
    """The distinct numbers in their order (``np.unique`` imports masked arrays first)."""
    import numpy as np

    found = np.sort(data)
    return found[_begins(found)]


def _begins(data: Numbers) -> Numbers:
    """Where in sorted numbers another one begins."""
    import numpy as np

    begins = np.ones(len(data), dtype=bool)
    begins[1:] = data[1:] != data[:-1]
    return begins

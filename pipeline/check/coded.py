"""A column of raw cells with each distinct cell once: what is said of a cell is worked out once, however many rows it has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

__all__ = ["PLAIN", "Coded", "category", "is_plain"]

# a text that is no number with a unit, no total, no note, nothing that width or spaces could disguise
_MANY = 1000
PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")


class Coded:
    """``distinct[codes[row]]`` is the cell; 1, 1.0, true and the text 1 are four cells.

    ``dictionary`` holds the distinct cells as an Arrow array where nearly all of them are plain texts (a blank one, last,
    apart): a column of a million different numbers is never made into a million Python texts.
    """

    __slots__ = ("_distinct", "_odd", "codes", "dictionary")

    def __init__(
        self, codes: np.ndarray[Any, Any], distinct: list[Any] | None, odd: list[int] | None = None, dictionary: Any = None
    ) -> None:
        self.codes = codes
        self.dictionary = dictionary
        self._distinct = distinct
        self._odd = odd

    @property
    def distinct(self) -> list[Any]:
        """The distinct cells."""
        if self._distinct is None:
            self._distinct = [*map(_cell, self.dictionary.to_pylist()), ""]
        return self._distinct

    @property
    def count(self) -> int:
        """How many distinct cells there are."""
        return len(self._distinct) if self._distinct is not None else len(self.dictionary) + 1

    @classmethod
    def of(cls, cells: Sequence[Any]) -> Coded:
        """Of a list of cells."""
        import numpy as np

        index: dict[Any, int] = {}
        distinct: list[Any] = []
        codes = np.empty(len(cells), dtype=np.int32)
        for at, cell in enumerate(cells):
            key = cell if cell.__class__ is str else (cell.__class__, cell)
            code = index.get(key)
            if code is None:
                code = index[key] = len(distinct)
                distinct.append(cell)
            codes[at] = code
        return cls(codes, distinct)

    @classmethod
    def of_text(cls, column: pa.ChunkedArray) -> Coded:
        """Of a column of text (null: an empty cell), in which a date with its time is a date cell."""
        import numpy as np
        import pyarrow.compute as pc

        coded = column.combine_chunks().dictionary_encode()
        size = len(coded.dictionary)
        codes = coded.indices.fill_null(size).to_numpy(zero_copy_only=False).astype(np.int32)
        if size > _MANY:
            told = pc.match_substring_regex(coded.dictionary, f"^{PLAIN.pattern}$").to_numpy(zero_copy_only=False)
            told &= pc.not_equal(coded.dictionary, "0").to_numpy(zero_copy_only=False)
            if (~told).sum() < _MANY:
                return cls(codes, None, [*np.flatnonzero(~told).tolist(), size], coded.dictionary)
        return cls(codes, [*map(_cell, coded.dictionary.to_pylist()), ""])

    def take(self, rows: np.ndarray[Any, Any]) -> Coded:
        """Only some rows."""
        return Coded(self.codes[rows], self._distinct, self._odd, self.dictionary)

    def where(self, holds: Callable[[Any], bool]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which rows hold a cell of which something holds; a plain text (``XF2025000012``) is not asked about."""
        import numpy as np

        told = np.zeros(self.count, dtype=bool)
        for at in self.odd():
            told[at] = holds(self.cell(at))
        rows: np.ndarray[Any, np.dtype[np.bool_]] = told[self.codes]
        return rows

    def cell(self, code: int) -> Any:
        """One distinct cell."""
        if self._distinct is not None:
            return self._distinct[code]
        return _cell(self.dictionary[code].as_py()) if code < len(self.dictionary) else ""

    def odd(self) -> list[int]:
        """The codes of the distinct cells that are more than a plain text: few, where a column has many."""
        if self._odd is None:
            self._odd = [at for at, cell in enumerate(self.distinct) if not is_plain(cell)]
        return self._odd

    def put(self, row: int, cell: Any) -> None:
        """Another cell in a row."""
        self._own()
        self.codes[row] = len(self.distinct)
        self.distinct.append(cell)

    def put_all(self, rows: Iterable[int], cell_of: Callable[[Any], Any]) -> None:
        """Other cells in some rows, made from those that are there."""
        self._own()
        new: dict[int, int] = {}
        for row in rows:
            old = int(self.codes[row])
            if old not in new:
                new[old] = len(self.distinct)
                self.distinct.append(cell_of(self.distinct[old]))
            self.codes[row] = new[old]

    def _own(self) -> None:
        """Before a cell is added: the list may be another's too, and what was odd must be asked anew."""
        self._distinct = list(self.distinct)
        self._odd = self.dictionary = None

    def __getitem__(self, row: int) -> Any:
        return self.cell(int(self.codes[row]))


def category(codes: np.ndarray[Any, Any], names: Any) -> pd.Series[Any]:
    """A category column of codes (-1: nothing) and names known to differ: pandas would look at a million names again."""
    import pandas as pd

    dtype = pd.CategoricalDtype._from_fastpath(pd.Index(names, dtype="str"), ordered=False)  # type: ignore[attr-defined]  # noqa: SLF001
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype, validate=False))


def is_plain(cell: Any) -> bool:
    """A text of letters, digits and dashes that is not 0: nothing that width, spaces or a meaning could disguise."""
    return cell.__class__ is str and cell != "0" and PLAIN.fullmatch(cell) is not None


def _cell(text: str) -> Any:
    if len(text) == 19 and text[4] == "-" and text[13] == ":":
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            return text
    return text

"""The rows of a sheet kept as columns of typed cells, without making a million Python objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

from pipeline.model.shape import shape
from pipeline.model.texts import coded, taken, text_at
from pipeline.model.values import first_seen, listed
from pipeline.read.grid import SHARED, Cells, Context, columns_of
from pipeline.read.tags import Odd

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers
    from pipeline.model.texts import Texts

__all__ = ["WideColumn", "WideRows"]

_FIRST = 64
_FEW = 1 << 17


@shape
class WideColumn:
    """A column: ``codes[row]`` is the index of its cell in ``texts``, then ``others`` (the last of which is the blank cell)."""

    codes: Numbers
    texts: Texts
    others: list[Any]


@dataclass(slots=True, eq=False)
class _Gathered:
    """The cells of one column, piece by piece."""

    rows: list[Numbers] = field(default_factory=list)
    kinds: list[Numbers] = field(default_factory=list)
    numbers: list[Numbers] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class WideRows(Sequence[Sequence[Any]]):
    """Rows that are kept as columns; ``memo`` is for what a reader has made of a column.

    ``differ``: no text is there twice (null: not looked at yet).
    """

    context: Context
    texts: Texts
    height: int = 0
    width: int = 0
    filled: int = 0
    cells: dict[int, _Gathered] = field(default_factory=dict, repr=False)
    memo: dict[int, Any] = field(default_factory=dict, repr=False)
    first: list[list[Any]] = field(default_factory=list, repr=False)
    differ: bool | None = None

    def add(self, cells: Cells) -> None:
        """The cells of one more piece."""
        if not len(cells.rows):
            return
        if cells.rows[0] < self.height:
            raise Odd("rows out of order")
        self.filled += len(cells.rows)
        self.height = max(self.height, int(cells.rows.max()) + 1)
        self.width = max(self.width, int(cells.columns.max()) + 1)
        for at, rows, kinds, numbers in columns_of(cells, self.width):
            gathered = self.cells.setdefault(at, _Gathered())
            gathered.rows.append(rows)
            gathered.kinds.append(kinds)
            gathered.numbers.append(numbers)

    def __len__(self) -> int:
        return self.height

    @overload
    def __getitem__(self, at: int) -> Sequence[Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Any]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(self.height))]
        if not 0 <= at < self.height:
            raise IndexError(at)
        if at < _FIRST:
            self.first = self.first or self._first_rows()
            return self.first[at]
        return [self._cell(at, column) for column in range(self.width)]

    def column(self, at: int) -> WideColumn:
        """One column, each of its cells once."""
        import numpy as np

        rows, kinds, numbers = self._joined(at)
        codes, distinct = _coded(kinds, numbers)
        is_text = distinct >> 32 == SHARED
        texts, named = self._distinct_texts(distinct[is_text])
        others = self._others(distinct[~is_text])
        place = np.empty(len(distinct), np.int32)
        place[is_text] = named
        place[~is_text] = np.arange(len(others), dtype=np.int32) + len(texts)
        told = np.full(self.height, len(texts) + len(others), np.int32)
        told[rows] = place[codes]
        return WideColumn(told, texts, [*others, ""])

    def _distinct_texts(self, numbers: Numbers) -> tuple[Texts, Numbers]:
        """The texts of some numbers, each once, and which of them each was."""
        import numpy as np

        if not len(numbers):
            return self.texts[:0], numbers
        texts = taken(self.texts, numbers)
        if self.differ is None:
            self.differ = len(self.texts) < _FEW and len(coded(self.texts)[1]) == len(self.texts)
        if self.differ:
            return texts, np.arange(len(texts))
        codes, distinct = coded(texts)
        return distinct, codes

    def _others(self, keys: Numbers) -> list[Any]:
        """The cells that are no shared texts, from their kinds and numbers in one."""
        kinds, numbers = keys >> 32, (keys & 0xFFFFFFFF).tolist()
        if len(keys) and kinds.min() == kinds.max():
            return self.context.cells(int(kinds[0]), numbers)
        return [self.context.cell(kind, number) for kind, number in zip(kinds.tolist(), numbers, strict=True)]

    def _joined(self, at: int) -> tuple[Numbers, Numbers, Numbers]:
        import numpy as np

        if at not in self.cells:
            return np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0, np.int32)
        each = self.cells[at]
        if len(each.rows) > 1:
            each.rows, each.kinds, each.numbers = ([np.concatenate(part)] for part in (each.rows, each.kinds, each.numbers))
        return each.rows[0], each.kinds[0], each.numbers[0]

    def _first_rows(self) -> list[list[Any]]:
        """The rows at the top, among which titles and headers are looked for."""
        import numpy as np

        made: list[list[Any]] = [[""] * self.width for _ in range(min(_FIRST, self.height))]
        heads = [(column, *piece) for column, each in self.cells.items() for piece in _head(each)]
        if not heads:
            return made
        columns = np.concatenate([np.full(len(rows), column) for column, rows, _, _ in heads])
        rows, kinds, numbers = (np.concatenate([head[at] for head in heads]) for at in (1, 2, 3))
        shared = iter(listed(taken(self.texts, numbers[kinds == SHARED])))
        cells = zip(rows.tolist(), columns.tolist(), kinds.tolist(), numbers.tolist(), strict=True)
        for row, column, kind, number in cells:
            made[row][column] = next(shared) if kind == SHARED else self.context.cell(kind, number)
        return made

    def _cell(self, row: int, column: int) -> Any:
        if column in self.memo:
            return self.memo[column][row]
        rows, kinds, numbers = self._joined(column)
        at = int(rows.searchsorted(row))
        return self._meant(int(kinds[at]), int(numbers[at])) if at < len(rows) and rows[at] == row else ""

    def _meant(self, kind: int, number: int) -> Any:
        return text_at(self.texts, number) if kind == SHARED else self.context.cell(kind, number)


def _head(each: _Gathered) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """The cells of a column that stand in the rows at the top."""
    for rows, kinds, numbers in zip(each.rows, each.kinds, each.numbers, strict=True):
        end = int(rows.searchsorted(_FIRST))
        yield rows[:end], kinds[:end], numbers[:end]
        if end < len(rows):
            return


def _coded(kinds: Numbers, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Each pair of kind and number once, as one number, and which of them each was."""
    import numpy as np

    if len(numbers) and numbers.max() < _FEW and kinds.min() == kinds.max():
        used = np.zeros(int(numbers.max()) + 1, dtype=bool)
        used[numbers] = True
        place = np.cumsum(used, dtype=np.int32) - 1
        return place[numbers], np.flatnonzero(used) | int(kinds[0]) << 32
    return first_seen(kinds.astype(np.int64) << 32 | numbers)

"""A column of raw cells with each distinct cell once: what is said of a cell is worked out once, however many rows it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any

from pipeline.model.texts import matching, taken, text_at
from pipeline.model.values import listed

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers
    from pipeline.model.texts import Texts

__all__ = ["PLAIN", "Coded", "is_plain"]

# a text that is no number with a unit, no total, no note, nothing that width or spaces could disguise
_SOME, _MANY = 100, 1000
PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
_NOT_PLAIN = re.compile("[^0-9A-Za-z_-]|^[_-]|^0$|^$")


class Coded:
    """``distinct[codes[row]]`` is the cell; 1, 1.0, true and the text 1 are four cells.

    ``dictionary`` holds the distinct texts where nearly all cells are plain texts (``others``, the last of them blank, apart): a
    column of a million different numbers, an Arrow array, is never made into a million Python texts.
    """

    __slots__ = ("_asked", "_distinct", "_odd", "_others", "codes", "dictionary")

    def __init__(
        self,
        codes: Numbers,
        distinct: list[Any] | None,
        odd: list[int] | None = None,
        dictionary: Texts | None = None,
        others: Sequence[Any] = (),
    ) -> None:
        self.codes = codes
        self.dictionary = dictionary
        self._distinct = distinct
        self._odd = odd
        self._others = others
        self._asked: list[tuple[int, str]] | None = None

    @property
    def distinct(self) -> list[Any]:
        """The distinct cells."""
        if self._distinct is None:
            self._distinct = [*listed(self._texts), *self._others]
        return self._distinct

    @property
    def _texts(self) -> Any:
        assert self.dictionary is not None  # noqa: S101 - for the type checker
        return self.dictionary

    @property
    def count(self) -> int:
        """How many distinct cells there are."""
        return len(self._distinct) if self._distinct is not None else len(self._texts) + len(self._others)

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
    def of_wide(cls, column: Any) -> Coded:
        """Of a column of a wide sheet: codes of texts, then of other cells, the last of which is the blank one."""
        import numpy as np

        codes, texts, others = column.codes, column.texts, column.others
        if len(texts) < _SOME:
            return cls(codes, [*listed(texts), *others])
        odd = [*np.flatnonzero(matching(texts, _NOT_PLAIN)).tolist(), *range(len(texts), len(texts) + len(others))]
        if len(texts) > _MANY > len(odd):
            return cls(codes, None, odd, texts, others)
        return cls(codes, [*listed(texts), *others], odd)

    def take(self, rows: Numbers) -> Coded:
        """Only some rows, and only the cells that they hold: what stands above or below them may be nobody's business."""
        import numpy as np

        codes = self.codes[rows]
        used = np.zeros(self.count, dtype=bool)
        used[codes] = True
        texts = self.dictionary
        if texts is not None and self._distinct is None:
            used[-1] = True  # the blank one, last of all
        if used.all():
            return Coded(codes, self._distinct, self._odd, texts, self._others)
        place = np.cumsum(used, dtype=np.int32) - 1
        odd = None if self._odd is None else [int(place[at]) for at in self._odd if used[at]]
        if texts is None or self._distinct is not None:
            return Coded(place[codes], list(compress(self.distinct, used.tolist())), odd)
        others = list(compress(self._others, used[len(texts) :].tolist()))
        return Coded(place[codes], None, odd, taken(texts, np.flatnonzero(used[: len(texts)])), others)

    def where(self, holds: Callable[[str], bool]) -> Mask:
        """Which rows hold a text (a blank one too) of which something holds; a plain one (``XF2025000012``) is not asked about."""
        return self._rows(at for at, text in self._odd_texts() if holds(text))

    def zeros(self) -> Mask:
        """Which rows hold the number 0."""
        return self._rows(at for at, cell in self._doubtful() if cell == 0 and cell is not False)

    def _rows(self, codes: Iterable[int]) -> Mask:
        import numpy as np

        told = np.zeros(self.count, dtype=bool)
        told[list(codes)] = True
        rows: Mask = told[self.codes]
        return rows

    def _odd_texts(self) -> list[tuple[int, str]]:
        if self._asked is None:
            texts = ((at, cell or "") for at, cell in self._doubtful() if cell is None or cell.__class__ is str)
            self._asked = [(at, text) for at, text in texts if not is_plain(text)]
        return self._asked

    def _doubtful(self) -> Iterable[tuple[int, Any]]:
        """The distinct cells, without plain texts where these are known."""
        return enumerate(self._distinct or ()) if self._odd is None else ((at, self.cell(at)) for at in self._odd)

    def cell(self, code: int) -> Any:
        """One distinct cell."""
        if self._distinct is not None:
            return self._distinct[code]
        texts = self._texts
        return text_at(texts, code) if code < len(texts) else self._others[code - len(texts)]

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

    def _own(self) -> None:
        """Before a cell is added: the list may be another's too, and what was odd must be asked anew."""
        self._distinct = list(self.distinct)
        self._odd = self.dictionary = self._asked = None

    def __getitem__(self, row: int) -> Any:
        return self.cell(int(self.codes[row]))


def is_plain(cell: Any) -> bool:
    """A text of letters, digits and dashes that is not 0: nothing that width, spaces or a meaning could disguise."""
    return cell.__class__ is str and cell != "0" and PLAIN.fullmatch(cell) is not None

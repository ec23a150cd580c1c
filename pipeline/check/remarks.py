"""What a header may say in brackets behind a column's name: its unit, its form, its list of values.

Good: ``人数（人）``, ``登记日期（年/月/日）``, ``信访编号（不得重复）``, ``信访形式（来信/来访）``, ``办结日期（如2025-3-5）``.
Bad: ``人数（涉及）``, ``办结日期（预计）``: another column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.check.plain import plain
from pipeline.model.reading import Words
from pipeline.model.shape import shape
from pipeline.model.tables import Column, TableSpec

__all__ = ["Remarks", "remarks_of"]

_EXAMPLE = re.compile(r"(?:如|例如|例|格式|示例):?.*\d")
_BETWEEN = re.compile(r"[/、,;|]|或")


@shape
class Remarks:
    """The remarks of every column, and by column the values that may be listed."""

    words: frozenset[str]
    values: Mapping[str, frozenset[str]]

    def fits(self, column: str, remark: str) -> bool:
        """Whether a remark leaves the column what it is."""
        if remark.lower() in self.words or _EXAMPLE.match(remark):
            return True
        values = self.values.get(column, frozenset())
        return bool(values) and all(each in values for each in _BETWEEN.split(remark) if each)


def remarks_of(spec: TableSpec, words: Words) -> Remarks:
    """The remarks that a table's header may have."""
    return _remarks(words, tuple((column.name, _spellings(column)) for column in spec.columns))


def _spellings(column: Column) -> tuple[str, ...]:
    return tuple(spelling for value, others in column.values.items() for spelling in (value, *others))


@lru_cache(maxsize=256)
def _remarks(words: Words, spellings: tuple[tuple[str, tuple[str, ...]], ...]) -> Remarks:
    known = frozenset(plain(word).lower() for word in (*words.units, *words.remarks))
    return Remarks(known, {name: frozenset(map(plain, values)) for name, values in spellings if values})

"""Rows between a header and its data that a printed form has: the numbers of its columns, the units and forms of their entries.

Good: ``甲 | 乙 | 1 | 2 | 3``, ``(1) | (2) | (3)``, ``栏次 | 1 | 2 | 3=1+2``; ``— | 年-月-日 | 人``.
Bad: ``1 | 2`` (two numbers may be anything).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from pipeline.check.plain import is_blank, plain
from pipeline.model.reading import Words

__all__ = ["is_numbering", "is_units"]

_NUMBERED = re.compile(r"\(?(\d{1,3})\)?(?:=[\d()+\-*/÷×%]+)?")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CALLED = frozenset({"栏次", "列次", "行次", "序号", "编号", "栏目"})
_LEAST = 3


def is_numbering(row: Sequence[Any]) -> bool:
    """Whether a row numbers three columns at least, from 1, 甲 or A on, one by one."""
    cells = [cell for cell in row if not is_blank(cell)]
    if len(cells) > 1 and isinstance(cells[0], str) and plain(cells[0]) in _CALLED:
        del cells[0]
    return len(cells) >= _LEAST and all(_ordinals(cells))


def _ordinals(cells: Sequence[Any]) -> Iterator[bool]:
    """Whether each cell is the next ordinal of its kind."""
    following = {"": 1, _STEMS: 0, _LETTERS: 0}
    for cell in cells:
        kind, number = _ordinal(cell)
        yield number is not None and number == following[kind]
        following[kind] += 1


def _ordinal(cell: Any) -> tuple[str, int | None]:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return "", int(cell) if cell == int(cell) else None
    text = plain(cell) if isinstance(cell, str) else ""
    if found := _NUMBERED.fullmatch(text):
        return "", int(found[1])
    kind = _STEMS if text and text in _STEMS else _LETTERS
    return kind, kind.index(text) if len(text) == 1 and text in kind else None


def is_units(row: Sequence[Any], words: Words) -> bool:
    """Whether every filled cell names a unit or the form of an entry, or says that there is none; and one names any."""
    known, nothing = _units(words)
    texts = [plain(cell).strip("()").lower() if isinstance(cell, str) else None for cell in row if not is_blank(cell)]
    return any(text in known for text in texts) and all(text in known or text in nothing for text in texts)


@lru_cache(maxsize=8)
def _units(words: Words) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(plain(word).lower() for word in (*words.units, *words.remarks)), frozenset(map(plain, words.nothing))

"""The opening tags of the cells in a piece of a sheet's XML: address, style and type of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.read.tags import Odd, Tags, digits, length_until, low_bytes, word

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["ERROR", "INLINE", "NUMBER", "SHARED", "TEXT", "TRUTH", "Heads", "heads_of"]

SHARED, NUMBER, TEXT, INLINE, TRUTH, ERROR = 0, 1, 5, 6, 7, 8
# as it stands after t=": the first two bytes, and how many bytes the whole attribute takes
_TYPES = (
    (b's"', SHARED, 6),
    (b'n"', NUMBER, 6),
    (b"st", TEXT, 8),
    (b"in", INLINE, 14),
    (b'b"', TRUTH, 6),
    (b'e"', ERROR, 6),
)
_NAMES = {b"s": SHARED, b"n": NUMBER, b"str": TEXT, b"inlineStr": INLINE, b"b": TRUTH, b"e": ERROR}
_CELL = re.compile(rb'<c r="[A-Z]+\d+"((?:\s+[\w:]+="[^"]*")*)\s*(/?)>')
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


@dataclass(slots=True, eq=False)
class Heads:
    """One entry a cell: the index of its tag, its row and column (from 0), its type and style; ``empty``: it has no contents."""

    tags: Numbers
    rows: Numbers
    columns: Numbers
    kinds: Numbers
    styles: Numbers
    empty: Numbers


def heads_of(tags: Tags) -> Heads:
    """The cells of a piece that consists of whole rows, each row and cell with its address."""
    import numpy as np

    rows, cells = tags.named("r"), tags.named("c")
    bounds = np.append(np.searchsorted(cells, rows), len(cells))
    if len(cells) and (not len(rows) or bounds[0]):
        raise Odd("a cell outside of the rows")
    numbers, lengths, keys = _row_numbers(tags, rows)
    per_row = np.diff(bounds)
    columns, ends = _addresses(tags, cells, np.repeat(lengths, per_row), np.repeat(keys, per_row))
    heads = Heads(
        cells,
        np.repeat(numbers - 1, per_row).astype(np.int32),
        columns.astype(np.int32),
        np.full(len(cells), NUMBER, np.uint8),
        np.zeros(len(cells), np.int64),
        np.zeros(len(cells), bool),
    )
    _attributes(tags, heads, ends)
    return heads


def _row_numbers(tags: Tags, rows: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The number of each row, how many digits it has, and its digits and the quotation mark as they stand in an address."""
    import numpy as np

    at = tags.at[rows]
    opened = tags.words[at + 8]
    lengths = length_until(opened, '"')
    if (tags.words[at] != word(b'<row r="')).any() or ((lengths == 0) | (lengths == 8)).any():
        raise Odd("a row without its number")
    numbers, told = digits(opened, lengths)
    if not told.all() or (np.diff(numbers, prepend=0) < 1).any():
        raise Odd("rows out of order")
    return numbers, lengths, low_bytes(opened, lengths + 1)


def _addresses(tags: Tags, cells: Numbers, lengths: Numbers, keys: Numbers) -> tuple[Numbers, Numbers]:
    """The column of each cell, and where its address ends; ``lengths`` and ``keys`` are those of its row's number."""
    import numpy as np

    at = tags.at[cells]
    first = tags.words[at]
    if (low_bytes(first, 6) != word(b'<c r="')).any():
        raise Odd("a cell without its address")
    one, two, three = _letters(first >> np.uint64(48)), _letters(first >> np.uint64(56)), np.zeros(len(cells), np.int64)
    if (two > 0).any():
        three = np.where(two > 0, _letters(tags.words[at + 8]), 0)
    letters = 1 + (two > 0) + (three > 0)
    columns = np.where(letters == 1, one, np.where(letters == 2, one * 26 + two, (one * 26 + two) * 26 + three)) - 1
    if (one == 0).any() or (low_bytes(tags.words[at + 6 + letters], lengths + 1) != keys).any():
        raise Odd("an address that is not of its row")
    return columns, at + 7 + letters + lengths


def _letters(words: Numbers) -> Numbers:
    """The first byte of each word as a letter's number from 1; 0 for any other."""
    import numpy as np

    number = (words & np.uint64(0xFF)).astype(np.int64) - 64
    return np.where((number >= 1) & (number <= 26), number, 0)


def _attributes(tags: Tags, heads: Heads, ends: Numbers) -> None:
    """The style and type of each cell, said in this order; ``ends`` moves past them to where the tag must end."""
    import numpy as np

    styled = np.flatnonzero(low_bytes(tags.words[ends], 4) == word(b' s="'))
    said = tags.words[ends[styled] + 4]
    lengths = length_until(said, '"')
    numbers, told = digits(said, np.clip(lengths, 1, 8))
    heads.styles[styled] = numbers
    ends[styled] += np.where(told & (lengths > 0) & (lengths < 8), lengths + 5, 0)
    said = tags.words[ends]
    typed = np.flatnonzero(low_bytes(said, 4) == word(b' t="'))
    marks = said[typed] >> np.uint64(32) & np.uint64(0xFFFF)
    for letters, kind, length in _TYPES:
        chosen = typed[marks == word(letters)]
        heads.kinds[chosen] = kind
        ends[chosen] += length
    said = tags.words[ends]
    heads.empty[:] = low_bytes(said, 2) == word(b"/>")
    for at in np.flatnonzero(~heads.empty & (low_bytes(said, 1) != word(b">"))).tolist():
        _one(tags, heads, at)


def _one(tags: Tags, heads: Heads, at: int) -> None:
    """A cell with its attributes in another order, or with further ones."""
    found = _CELL.match(tags.content, int(tags.at[heads.tags[at]]))
    if found is None:
        raise Odd("a cell")
    said = dict(_ATTRIBUTE.findall(found[1]))
    style, kind = said.get(b"s", b"0"), _NAMES.get(said.get(b"t", b"n"))
    if kind is None or not style.isdigit():
        raise Odd("a cell of an unknown type")
    heads.styles[at], heads.kinds[at], heads.empty[at] = int(style), kind, bool(found[2])

"""Which rows below a header are data: not the totals, notes, signatures, instructions, samples and blank rows among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

from pipeline.check.asides import continues, is_aside, is_below, is_signed_on, says_none, spread, tells_aside
from pipeline.check.blocks import Block
from pipeline.check.coded import Coded
from pipeline.check.leads import is_numbering, is_units
from pipeline.check.plain import is_blank, plain
from pipeline.check.suspects import columns_of, first_cells, is_wide, nothing_in
from pipeline.model.raw import RawSheet
from pipeline.model.reading import Words
from pipeline.model.shape import shape

__all__ = ["Lines", "sort_lines"]


_LED, _SIGNED = 60, 20
"""So many rows at the beginning and at the end of a wide sheet are looked at one by one."""


@shape
class Lines:
    """Row indices (from 0): the data rows, and the total rows with the word that makes them one.

    ``said_nothing``: a row of the block says 无 where a report of zero is meant. ``columns``: of a wide sheet, coded.
    """

    data: Sequence[int]
    totals: tuple[tuple[int, str], ...]
    said_nothing: bool = False
    columns: Mapping[int, Coded] = field(default_factory=dict)


@shape
class _Patterns:
    total: re.Pattern[str]
    part: re.Pattern[str]
    note: re.Pattern[str]
    lead: re.Pattern[str]


def sort_lines(sheet: RawSheet, block: Block, words: Words) -> Lines:
    """The rows of a block by what they are."""
    patterns = _patterns(words)
    if not is_wide(sheet.rows):
        return _sorted(sheet, block, words, patterns, range(block.first, block.end))
    columns = columns_of(sheet.rows, block.header.columns.values())
    doubtful, data = _doubtful(sheet, block, words, patterns, columns)
    told = _sorted(sheet, block, words, patterns, doubtful, len(data))
    return Lines(sorted([*data, *told.data]), told.totals, told.said_nothing, columns)


def _doubtful(
    sheet: RawSheet, block: Block, words: Words, patterns: _Patterns, columns: Mapping[int, Coded]
) -> tuple[list[int], list[int]]:
    """The rows of a wide sheet that must be looked at one by one, and those that are data for certain."""
    import numpy as np

    def tells(cell: str) -> bool:
        text = plain(cell)
        told = patterns.total.fullmatch(text) or patterns.part.fullmatch(text) or patterns.note.match(text)
        return bool(told) or text in words.zero or tells_aside(cell)

    inside = np.zeros(len(sheet.rows), dtype=bool)
    inside[block.first : block.end] = True
    nothing = nothing_in(columns)
    keyless = np.logical_and.reduce([columns[key].where(is_blank) for key in _keys(block)] or [~nothing])
    doubtful = first_cells(sheet.rows, columns, tells) | keyless
    doubtful[block.first : block.first + _LED] = True
    doubtful[[top for top, _ in spread(sheet.merges)]] = True
    doubtful &= inside & ~nothing
    doubtful[np.flatnonzero(inside & ~nothing)[-_SIGNED:]] = True
    return np.flatnonzero(doubtful).tolist(), np.flatnonzero(inside & ~nothing & ~doubtful).tolist()


def _sorted(sheet: RawSheet, block: Block, words: Words, patterns: _Patterns, rows: Iterable[int], certain: int = 0) -> Lines:
    """Row by row; so many others are data for ``certain``."""
    columns = tuple(block.header.columns.values())
    nothing = frozenset(map(plain, (*words.zero, *words.nothing)))
    keys, wide, continued = _keys(block), spread(sheet.merges), continues(sheet.merges)
    whole = _needs_several(block)
    data: list[int] = []
    totals: list[tuple[int, str]] = []
    said_nothing = False
    for at in rows:
        row = sheet.rows[at]
        if _is_nothing(row, columns):
            said_nothing = said_nothing or not columns or _says(row, words.zero)
            continue
        first = next(cell for cell in row if not is_blank(cell))
        if word := _total(row, first, columns, keys, patterns) or _part(row, first, block, patterns):
            totals.append((at, word))
        elif _is_note(row, first, columns, patterns) or (not data and _is_lead(row, first, columns, words, patterns)):
            continue
        elif all(is_blank(cell) or (isinstance(cell, str) and plain(cell) in nothing) for cell in row):
            said_nothing = said_nothing or _says(row, words.zero)
        elif not (whole and at not in continued and is_aside(row, at, wide)):
            data.append(at)
    if whole:
        _cut_words_below(data, continued, sheet, block)
    if data and not certain and all(says_none(sheet.rows[at]) for at in data):
        return Lines((), tuple(totals), said_nothing=True)
    return Lines(tuple(data), tuple(totals), said_nothing)


def _needs_several(block: Block) -> bool:
    """Whether a row with one cell filled is none of the table's."""
    return sum(column.required and column.blank is None for column in block.spec.columns) > 1


def _cut_words_below(data: list[int], continued: Collection[int], sheet: RawSheet, block: Block) -> None:
    """Take the rows of words below the last row of data away; a row into which cells are merged from above is none."""
    dates = {at for name, at in block.header.columns.items() if (column := block.spec.column(name)) and column.type == "date"}
    under = False
    while data and data[-1] not in continued and not says_none(row := sheet.rows[data[-1]]) and is_below(row, dates, under):
        under = is_signed_on(row, dates)
        data.pop()


def _keys(block: Block) -> tuple[int, ...]:
    """The columns by which a row is known to be one: the key, else the date."""
    names = block.spec.key or ((block.spec.date,) if block.spec.date else ())
    return tuple(block.header.columns[name] for name in names if name in block.header.columns)


def _is_nothing(row: Sequence[Any], columns: Sequence[int]) -> bool:
    """Whether the declared columns hold nothing, or nothing but zeros (formulas drawn down too far)."""
    width = len(row)
    for column in columns:
        if column < width:
            cell = row[column]
            if cell.__class__ is str:
                if cell and cell.strip() not in ("", "0"):
                    return False
            elif cell != 0 or cell is False:
                return False
    return True


def _cell(row: Sequence[Any], column: int) -> Any:
    return row[column] if column < len(row) else ""


def _total(row: Sequence[Any], first: Any, columns: Sequence[int], keys: Sequence[int], patterns: _Patterns) -> str | None:
    """The word that makes a row a total: in its first filled cell, or in any column where the row has no key."""
    if isinstance(first, str) and (found := patterns.total.fullmatch(plain(first))):
        return found[1]
    if any(not is_blank(_cell(row, key)) for key in keys):
        return None
    texts = (plain(cell) for column in columns if isinstance(cell := _cell(row, column), str))
    return next((found[1] for text in texts if (found := patterns.total.fullmatch(text))), None)


def _part(row: Sequence[Any], first: Any, block: Block, patterns: _Patterns) -> str | None:
    """The word of a total that says whose it is (城关镇小计): the row holds nothing else but numbers."""
    found = patterns.part.fullmatch(plain(first)) if isinstance(first, str) else None
    if found is None:
        return None
    places = (at for name, at in block.header.columns.items() if not _is_number(block, name))
    others = [cell for at in places if not is_blank(cell := _cell(row, at)) and cell is not first]
    return None if others else found[1]


def _is_number(block: Block, name: str) -> bool:
    column = block.spec.column(name)
    return column is not None and column.type in ("integer", "number")


def _is_note(row: Sequence[Any], first: Any, columns: Sequence[int], patterns: _Patterns) -> bool:
    """A row that begins with 注： or 填报人： and has hardly anything else."""
    if not isinstance(first, str) or not patterns.note.match(plain(first)):
        return False
    others = [cell for column in columns if not is_blank(cell := _cell(row, column))]
    return sum(not (isinstance(cell, str) and patterns.note.match(plain(cell))) for cell in others) <= max(1, len(others) // 2)


def _is_lead(row: Sequence[Any], first: Any, columns: Sequence[int], words: Words, patterns: _Patterns) -> bool:
    """A row of instructions, a sample row, or one that numbers the columns or tells their units, before the data."""
    if is_numbering(row) or is_units(row, words):
        return True
    cells = [first, *(_cell(row, column) for column in columns)]
    return any(isinstance(cell, str) and patterns.lead.match(plain(cell)) for cell in cells)


def _says(row: Sequence[Any], zero: Sequence[str]) -> bool:
    return any(isinstance(cell, str) and plain(cell) in zero for cell in row)


@lru_cache(maxsize=8)
def _patterns(words: Words) -> _Patterns:
    def any_of(listed: Sequence[str]) -> str:
        return "|".join(sorted(map(re.escape, map(plain, listed)), key=len, reverse=True)) or "(?!)"

    total = re.compile(
        rf"(?:[本全][月页季年日县市]|[上下]半年|(?:\d+月?[-—–~至到])?\d+月|当[月日])?({any_of(words.totals)})[:(]?.{{0,6}}"
    )
    part = re.compile(rf".{{1,12}}({any_of(words.totals)}):?")
    note = re.compile(rf"(?:{any_of(words.notes)})(?:\(.*\))?\d*[:.、]|注\d?$")
    told = any_of([*words.instructions, *(word for word in words.examples if len(word) > 1)])
    lead = re.compile(rf"[(【]?(?:(?:{told})|(?:{any_of(words.examples)})[:)】\d])")
    return _Patterns(total, part, note, lead)

"""Where a table's header stands in a sheet, and which column is which: headers of one to four levels, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipeline.check.plain import label
from pipeline.check.remarks import Remarks, remarks_of
from pipeline.model.raw import Merge
from pipeline.model.reading import Words
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["Header", "find_header", "head_of", "header_among", "labels_of"]

_DEEPEST = 4
_SEARCHED = 60


@shape
class Header:
    """Rows ``first``..``last`` (from 0) name the columns.

    ``columns`` are the declared ones, ``others`` the header cells that are no declared column, ``doubles`` second cells
    for a column already found. ``score`` counts all declared columns, private ones too.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    others: tuple[tuple[str, int], ...]
    doubles: tuple[tuple[str, int], ...]
    score: int


def labels_of(spec: TableSpec) -> Mapping[str, tuple[str, int]]:
    """Each way a header may name a column: the column's name, and how far down its list of names that way stands."""
    return _labels(_ways_of(spec))[0]


def _ways_of(spec: TableSpec) -> tuple[tuple[str, ...], ...]:
    return tuple((column.name, *column.aliases) for column in spec.columns)


@lru_cache(maxsize=256)
def _labels(columns: tuple[tuple[str, ...], ...]) -> tuple[Mapping[str, tuple[str, int]], frozenset[str]]:
    """The ways, and all that one of them may end with: each file is asked for the headers of every table."""
    names: dict[str, tuple[str, int]] = {}
    for rank in range(max(map(len, columns), default=0)):
        for ways in columns:
            if rank < len(ways):
                names.setdefault(label(ways[rank]), (ways[0], rank))
    return names, frozenset(name[at:] for name in names for at in range(len(name)))


def find_header(
    rows: Sequence[Sequence[Any]], merges: Sequence[Merge], spec: TableSpec, words: Words, start: int = 0, stop: int | None = None
) -> Header | None:
    """The first header of a table at or below ``start``.

    That is, the rows that name at least two of its columns, and half of the most that any rows of the sheet's head name.
    """
    last = min(len(rows) if stop is None else stop, len(rows), start + _SEARCHED)
    return header_among([_texts(rows[at]) for at in range(start, last)], merges, spec, words, start)


def head_of(rows: Sequence[Sequence[Any]]) -> list[dict[int, str]]:
    """The texts of the rows among which a header is looked for, for many tables at once."""
    return [_texts(row) for row in rows[:_SEARCHED]]


def header_among(
    texts: Sequence[Mapping[int, str]], merges: Sequence[Merge], spec: TableSpec, words: Words, start: int = 0
) -> Header | None:
    """The first header of a table among the texts of rows, the first of which is row ``start``."""
    sought = _Sought(spec, *_labels(_ways_of(spec)), remarks_of(spec, words))
    different = {text for row in texts for text in row.values()}
    telling = {text for text in different if text in sought.names or (text[-1] == ")" and sought.known(text))}
    hopeful = [at for at, row in enumerate(texts) if not telling.isdisjoint(row.values())]
    best = [_best(texts[at : at + _DEEPEST], start + at, sought) for at in hopeful]
    most = max((header.score for header in best), default=0)
    least = 1 if sum(not c.private for c in spec.columns) == 1 else 2
    enough = (header for header in best if header.score >= least and header.score * 2 >= most)
    return _deepened(next(enough, None), merges)


@shape
class _Sought:
    """A table's header as it may be written: the ways to name each column, all that one may end with, remarks that may follow."""

    spec: TableSpec
    names: Mapping[str, tuple[str, int]]
    ends: frozenset[str]
    remarks: Remarks

    def known(self, text: str) -> tuple[str, int] | None:
        """The column that a text names, and how far down its list of names that way stands."""
        if (found := self.names.get(text)) is not None:
            return found
        head, bracket, remark = text.removesuffix(")").rpartition("(")
        found = self.names.get(head) if bracket else None
        return found if found and self.remarks.fits(found[0], remark) else None


def _best(levels: Sequence[Mapping[int, str]], first: int, sought: _Sought) -> Header:
    """The reading of row ``first`` and those below it that finds most columns; of several the one of fewest rows."""
    best = _read(levels[:1], first, sought)
    for depth in range(2, len(levels) + 1):
        # a row finds a further column only with a text that some way to name one ends with, save for the unit
        if any(text in sought.ends or text[-1] == ")" for text in levels[depth - 1].values()):
            deeper = _read(levels[:depth], first, sought)
            best = deeper if deeper.score > best.score else best
    return best


def _read(levels: Sequence[Mapping[int, str]], first: int, sought: _Sought) -> Header:
    """Row ``first`` and those below it read as a header."""
    found: dict[str, tuple[int, int]] = {}
    others: list[tuple[str, int]] = []
    doubles: list[tuple[str, int]] = []
    for column in sorted({c for level in levels for c in level}):
        parts = _parts(levels, column)
        way = next((known for text in _ways(parts) if (known := sought.known(text))), None)
        if way is None:
            others.append(("".join(parts), column))
        elif way[0] not in found or way[1] < found[way[0]][0]:
            if way[0] in found:
                doubles.append((way[0], found[way[0]][1]))
            found[way[0]] = (way[1], column)
        else:
            doubles.append((way[0], column))
    private = {column.name for column in sought.spec.columns if column.private}
    columns = {name: column for name, (_, column) in found.items() if name not in private}
    return Header(first, first + len(levels) - 1, columns, tuple(others), tuple(doubles), len(found))


def _texts(row: Sequence[Any]) -> dict[int, str]:
    return {at: text for at, cell in enumerate(row) if isinstance(cell, str) and (text := label(cell))}


def _parts(levels: Sequence[Mapping[int, str]], column: int) -> list[str]:
    """The texts over a column, outermost first; a level's text reaches to the right over blank cells, save the lowest level's."""
    parts = []
    for depth, level in enumerate(levels):
        text = level.get(column)
        if text is None and depth < len(levels) - 1:
            before = [at for at in level if at < column]
            below = any(column in lower for lower in levels[depth + 1 :])
            text = level[max(before)] if before and below else None
        if text is not None:
            parts.append(text)
    return parts


def _ways(parts: Sequence[str]) -> Iterable[str]:
    """What a column with these texts over it may be called: all of them, the lowest ones, the lowest."""
    for first in range(len(parts)):
        yield "".join(parts[first:])


def _deepened(header: Header | None, merges: Sequence[Merge]) -> Header | None:
    """A header cell merged over further rows makes them part of the header."""
    if header is None:
        return None
    last = header.last
    for top, _, bottom, _ in merges:
        if header.first <= top <= header.last and bottom - header.first < _DEEPEST:
            last = max(last, bottom)
    return Header(header.first, last, header.columns, header.others, header.doubles, header.score)

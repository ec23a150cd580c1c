"""Which tables a sheet holds, and where: told by the title, else the sheet's name, else the file's, else the headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline.check.asides import says_none
from pipeline.check.heading import Header, find_header, head_of, header_among, labels_of
from pipeline.check.levels import problem
from pipeline.check.plain import is_blank, label, plain
from pipeline.check.suspects import columns_of, first_cells, is_wide
from pipeline.model.problem import Problem
from pipeline.model.raw import RawSheet
from pipeline.model.reading import Words
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["Block", "find_blocks", "named_table"]

_HEAD = 12
_UNTRUE = {
    "标题": "请补上表头后重新保存；不是这张表的，请改标题",
    "工作表名": "请补上表头后重新保存；不是这张表的，请给工作表改名",
    "文件名": "是这张表的，请补上表头；不是的（如数据透视表、代码表），请删去这张工作表，或移到别的文件里",
}


@shape
class Block:
    """One table in a sheet: its header, the rows below it (``first`` up to ``end``, from 0), the titles over it and their cells.

    Of a report of nothing that has no header, one without columns.
    """

    spec: TableSpec
    header: Header
    first: int
    end: int
    titles: tuple[str, ...]
    cells: tuple[tuple[int, int], ...] = ()


def named_table(text: str, tables: Mapping[str, TableSpec]) -> TableSpec | None:
    """The table whose name (or other name) a text holds; the longest name wins."""
    text = plain(text)
    held = [(len(name), spec) for spec in tables.values() for name in (spec.name, *spec.names) if plain(name) in text]
    return max(held, key=lambda each: each[0])[1] if held else None


def find_blocks(
    sheet: RawSheet, file: str, tables: Mapping[str, TableSpec], words: Words
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The tables of a sheet, from top to bottom, and what is wrong where there is none."""
    if not any(not is_blank(cell) for row in sheet.rows for cell in row):
        return (), ()
    found = _first(sheet, file, tables, words)
    if isinstance(found, Problem):
        nothing = _nothing(sheet, file, tables, words) if found.rule == "no-table" else None
        return ((nothing,), ()) if nothing else ((), (found,))
    return tuple(_below(sheet, found[0], found[1], tables, words)), ()


def _nothing(sheet: RawSheet, file: str, tables: Mapping[str, TableSpec], words: Words) -> Block | None:
    """A report of nothing without a header: the name of a table, and a row that says 无."""
    names = [*(text for text, _ in _titles(sheet.rows, 0, _HEAD)), sheet.name or "", PurePosixPath(file).stem]
    spec = next(filter(None, (named_table(text, tables) for text in names)), None)
    zero = frozenset(map(plain, words.zero))
    at = next((at for at, row in enumerate(sheet.rows[:_HEAD]) if says_none(row, zero)), None)
    if spec is None or at is None:
        return None
    titles: dict[str, tuple[int, int]] = {}
    for text, where in _titles(sheet.rows, 0, at):
        titles.setdefault(text, where)
    return Block(spec, Header(at, at - 1, {}, (), (), 0), at, at + 1, tuple(titles), tuple(titles.values()))


def _first(sheet: RawSheet, file: str, tables: Mapping[str, TableSpec], words: Words) -> tuple[TableSpec, Header] | Problem:
    titled = next((spec for text, _ in _titles(sheet.rows, 0, _HEAD) if (spec := named_table(text, tables))), None)
    by_name = named_table(sheet.name, tables) if sheet.name else None
    by_file = named_table(PurePosixPath(file).stem, tables)
    for spec in (spec for spec in (titled, by_name) if spec):
        if header := find_header(sheet.rows, sheet.merges, spec, words):
            return spec, header
    by_headers = _by_headers(sheet, tables, words)
    if by_file and (header := find_header(sheet.rows, sheet.merges, by_file, words)):
        whole = _is_whole(by_file, header)
        return (by_file, header) if whole or len(by_headers) != 1 else by_headers[0]
    if len(by_headers) == 1:
        return by_headers[0]
    named = {"标题": titled, "工作表名": by_name, "文件名": by_file}
    return _unknown(sheet, file, named, [spec.name for spec, _ in by_headers], tables, words)


def _by_headers(sheet: RawSheet, tables: Mapping[str, TableSpec], words: Words) -> list[tuple[TableSpec, Header]]:
    """The tables all of whose required columns stand in a header of the sheet."""
    head = head_of(sheet.rows)
    found = [(spec, header_among(head, sheet.merges, spec, words)) for spec in tables.values()]
    return [(spec, header) for spec, header in found if header and _is_whole(spec, header)]


def _is_whole(spec: TableSpec, header: Header) -> bool:
    return all(column.name in header.columns for column in spec.columns if column.required)


def _unknown(
    sheet: RawSheet,
    file: str,
    named: Mapping[str, TableSpec | None],
    fitting: list[str],
    tables: Mapping[str, TableSpec],
    words: Words,
) -> Problem:
    """``named``: what the title, the sheet and the file name, nearest first."""
    lines = [row for row in sheet.rows[:2000] if sum(not is_blank(cell) for cell in row) > 1]
    if len(lines) < 2:
        return problem("no-table", file, sheet.name, None, "没有表格数据，未读取")
    own, seen = ("隐藏的工作表", "。在任一工作表标签上点右键、选“取消隐藏”，就能看到它") if sheet.hidden else ("工作表", "")
    for where, spec in named.items():
        if spec is not None:
            columns = "、".join(column.name for column in spec.columns if column.required)
            message = f"{where}写的是“{spec.name}”，但这张{own}里没有找到它的表头。表头应有：{columns}。"
            message += _UNTRUE[where] + seen
            return problem("header-missing", file, sheet.name, None, message, table=spec.name)
    if fitting:
        which = f"表头同时符合{'、'.join(f'“{name}”' for name in fitting)}，分不清是哪张表"
    else:
        which = f"有数据，但看不出是哪张表{_nearest(sheet, tables, words)}"
    return problem("sheet-unknown", file, sheet.name, None, f"{which}。请在标题、工作表名或文件名里写明表名，或删去这张{own}{seen}")


def _nearest(sheet: RawSheet, tables: Mapping[str, TableSpec], words: Words) -> str:
    """The table of whose required columns most are there, and those that are not, where it is half of them at least."""
    near: list[tuple[int, str, list[str]]] = []
    for spec in tables.values():
        required = [column.name for column in spec.columns if column.required]
        header = find_header(sheet.rows, sheet.merges, spec, words)
        missing = [name for name in required if header is None or name not in header.columns]
        if len(missing) * 2 <= len(required):
            near.append((len(missing), spec.name, missing))
    if not near:
        return ""
    _, name, missing = min(near)
    return f"（最像“{name}”，没有认出的列：{'、'.join(missing)}）"


def _titles(rows: Sequence[Sequence[Any]], first: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The texts that stand alone in their row, or with one other, and where (from 0)."""
    for at, row in enumerate(rows[first:end], first):
        filled = [(cell, column) for column, cell in enumerate(row) if not is_blank(cell)]
        if len({str(cell) for cell, _ in filled}) <= 2:
            yield from ((cell, (at, column)) for cell, column in filled if isinstance(cell, str))


def _below(sheet: RawSheet, spec: TableSpec, header: Header, tables: Mapping[str, TableSpec], words: Words) -> Iterator[Block]:
    """The table and those stacked under it: each begins with a title of its own or with its header said again."""
    top = 0
    while True:
        following = _next(sheet, spec, header, tables, words)
        end = following[2] if following else len(sheet.rows)
        titles: dict[str, tuple[int, int]] = {}
        for text, at in _titles(sheet.rows, top, header.first):
            titles.setdefault(text, at)
        yield Block(spec, header, header.last + 1, end, tuple(titles), tuple(titles.values()))
        if following is None:
            return
        spec, header, top = following


def _next(
    sheet: RawSheet, spec: TableSpec, header: Header, tables: Mapping[str, TableSpec], words: Words
) -> tuple[TableSpec, Header, int] | None:
    """The next block: its table, its header, and the row where it begins."""
    names = labels_of(spec)
    for at in _candidates(sheet, header, names, tables):
        row = sheet.rows[at]
        if _says_again(row, names):
            again = find_header(sheet.rows, sheet.merges, spec, words, at, at + 4)
            if again and again.first == at and again.score * 2 >= header.score:
                return spec, again, at
        other = _title(row, tables)
        if other is not None:
            close = find_header(sheet.rows, sheet.merges, other, words, at, at + 8)
            if close and close.score >= 3:
                return other, close, at
    return None


def _candidates(
    sheet: RawSheet, header: Header, names: Mapping[str, tuple[str, int]], tables: Mapping[str, TableSpec]
) -> Iterable[int]:
    """The rows that may begin another block: of a wide sheet, those with a header's or a table's name in a fitting cell."""
    if not is_wide(sheet.rows):
        return range(header.last + 1, len(sheet.rows))
    columns = columns_of(sheet.rows, header.columns.values())
    again = [column.where(lambda cell: len(cell) <= 40 and label(cell) in names) for column in columns.values()]
    titled = first_cells(sheet.rows, columns, lambda cell: len(cell) <= 60 and named_table(cell, tables) is not None)
    found = (sum(mask.astype(int) for mask in again) > 1) | titled
    return [at for at in found.nonzero()[0].tolist() if at > header.last]


def _says_again(row: Sequence[Any], names: Mapping[str, tuple[str, int]]) -> bool:
    """Whether most filled cells of a row are header texts."""
    known = filled = 0
    for cell in row:
        if cell.__class__ is str and cell:
            filled += 1
            known += len(cell) <= 40 and label(cell) in names
            if filled == 4 and not known:
                return False
    return known >= 2 and known * 2 >= filled


def _title(row: Sequence[Any], tables: Mapping[str, TableSpec]) -> TableSpec | None:
    """The table that a row with a single text in it names."""
    text = None
    for cell in row:
        if not is_blank(cell):
            if text is not None or not isinstance(cell, str) or len(cell) > 60:
                return None
            text = cell
    return named_table(text, tables) if text else None

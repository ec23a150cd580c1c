"""A block's data rows, cell by cell: typed values, and a problem for every cell that breaks a rule."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.check.blocks import Block
from pipeline.check.cells import Spoiled
from pipeline.check.coded import Coded
from pipeline.check.column import Typed, type_column
from pipeline.check.filing import filer_of
from pipeline.check.lines import Lines, sort_lines
from pipeline.check.mask import masked
from pipeline.check.misnamed import heading_problems
from pipeline.check.part import Part
from pipeline.check.plain import plain
from pipeline.check.rules import ROW_RULES, totals
from pipeline.check.scene import Scene
from pipeline.check.spans import months_named, year_named
from pipeline.check.titled import titled
from pipeline.check.values import Rows
from pipeline.check.zeros import unfilled, zero_reports
from pipeline.model.problem import Problem
from pipeline.model.raw import RawFile, RawSheet
from pipeline.model.tables import Column

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers

__all__ = ["type_sheet"]

_NONE: Mapping[str, Sequence[int]] = MappingProxyType({})

_Copied = dict[int, int]
"""Which rows of a column repeat the cell of which other."""


def type_sheet(
    raw: RawFile, sheet: RawSheet, blocks: Sequence[Block], scene: Scene, titles: Mapping[str, Sequence[int]] = _NONE
) -> Iterator[Part]:
    """The rows of each block of a sheet as a ``Part``; totals are told last, for one may add up several blocks.

    ``titles``: the years that the file's titles name, by table.
    """
    filled = [_type_block(raw, sheet, block, scene, titles.get(block.spec.name, ())) for block in blocks]
    for each in filled:
        alike = [other for other in filled if other.part.spec is each.part.spec]
        yield dataclasses.replace(each.part, problems=(*each.part.problems, *totals.check(each, alike, sheet, scene)))


def _type_block(raw: RawFile, sheet: RawSheet, block: Block, scene: Scene, titles: Sequence[int]) -> totals.Filled:
    import numpy as np

    names = _surroundings(raw.file, sheet.name, block.titles)
    year = next((year for text in names if (year := year_named(text))), None)
    scene = dataclasses.replace(scene, year=year, textual=raw.textual, epoch_1904=raw.epoch_1904, private=block.spec.is_private)
    lines = sort_lines(sheet, block, scene.words)
    cells, copied = _cells(sheet, block, lines, scene)
    declared = [column for column in block.spec.columns if column.name in cells]
    empty = [lines.data[at] for at in unfilled(cells, declared)] if block.spec.zeros else []
    if empty:
        lines = dataclasses.replace(lines, data=sorted(set(lines.data) - set(empty)))
        cells, copied = _cells(sheet, block, lines, scene)
    typed = {
        column.name: type_column(column, cells[column.name], scene, is_key=column.name in block.spec.key, zeros=block.spec.zeros)
        for column in declared
    }
    if block.spec.zeros:
        typed = zero_reports(typed, cells, declared, scene.words.zero)
    numbers = np.array(lines.data, dtype=np.int32) + 1
    rows = Rows({name: each.values for name, each in typed.items()}, numbers, np.zeros(len(numbers), dtype=bool))
    head = titled(raw.file, sheet.name, block, typed, lines.data, titles, scene.words.notes)
    spoken = [months_named(text, year) for text in (sheet.name or "", *head.counted, PurePosixPath(raw.file).stem)]
    part = Part(
        block.spec,
        raw.file,
        sheet.name,
        raw.drop,
        rows,
        dict(block.header.columns),
        frozenset().union(*spoken),
        filer_of(names, scene.units.units),
        lines.said_nothing,
        spoken=next(filter(None, spoken), frozenset()),
    )
    told = (*head.problems, *heading_problems(part, block), *_unfilled(part, empty))
    problems = [*told, *_cell_problems(part, declared, typed, cells, copied)]
    for rule in ROW_RULES:
        problems += rule(part, typed)
    return totals.Filled(dataclasses.replace(part, problems=tuple(problems)), typed, lines)


def _surroundings(file: str, sheet: str | None, titles: Sequence[str]) -> tuple[str, ...]:
    """The texts around the cells, nearest first: sheet, titles, file, folders."""
    path = PurePosixPath(file)
    return (sheet or "", *titles, path.stem, *reversed(path.parent.parts))


def _cells(sheet: RawSheet, block: Block, lines: Lines, scene: Scene) -> tuple[dict[str, Coded], dict[str, _Copied]]:
    """The raw cells of each declared column's data rows, merged cells and 同上 filled in, and which were."""
    places = block.header.columns
    if lines.columns:
        data = _as_rows(lines.data)
        columns = {at: lines.columns[at].take(data) for at in places.values()}
    else:
        rows = [sheet.rows[at] for at in lines.data]
        columns = {at: Coded.of([row[at] if at < len(row) else "" for row in rows]) for at in places.values()}
    copied: dict[int, _Copied] = {at: {} for at in columns}
    if sheet.merges or sheet.errors:
        place = {at: index for index, at in enumerate(lines.data)}
        _fill_merged(sheet, block, columns, place, copied)
        for (at, left), value in sheet.errors.items():
            if at in place and left in columns:
                columns[left].put(place[at], Spoiled(value))
    same = frozenset(map(plain, scene.words.same))
    for at, column in columns.items():
        _fill_same(column, same, copied[at])
    return {name: columns[at] for name, at in places.items()}, {name: copied[at] for name, at in places.items()}


def _as_rows(rows: Sequence[int]) -> Numbers:
    """Row indices as an array."""
    import numpy as np

    return np.asarray(rows, dtype=np.int64)


def _fill_merged(
    sheet: RawSheet, block: Block, columns: Mapping[int, Coded], place: Mapping[int, int], copied: Mapping[int, _Copied]
) -> None:
    """A cell merged downwards means the same for all its rows."""
    for top, left, bottom, right in sheet.merges:
        if left == right and left in columns and top >= block.first and bottom < block.end:
            for at in range(top + 1, bottom + 1):
                if at in place:
                    columns[left].put(place[at], sheet.rows[top][left])
                    if top in place:
                        copied[left][place[at]] = place[top]


def _fill_same(column: Coded, same: frozenset[str], copied: _Copied) -> None:
    """同上 means what the row above says."""
    says = column.where(lambda cell: len(cell) < 8 and plain(cell) in same)
    for at in says.nonzero()[0].tolist():
        if at:
            column.codes[at] = column.codes[at - 1]
            copied[at] = copied.get(at - 1, at - 1)


def _cell_problems(
    part: Part,
    declared: Sequence[Column],
    typed: Mapping[str, Typed],
    cells: Mapping[str, Coded],
    copied: Mapping[str, _Copied],
) -> Iterator[Problem]:
    """Cells that could not be read, and required cells that are blank; in the order of the rows.

    One fault is one error: a row whose cell says 同上 (or is merged with the one above) is set aside too, with an info; a row of
    one cell only, where several are required, is told once.
    """
    import numpy as np

    rows = part.rows.numbers
    sole = _sole(declared, typed, len(rows))
    bad = sole.copy()
    found = [(at, _hardly_filled(part, int(rows[at]))) for at in np.flatnonzero(sole).tolist()]
    for column in declared:
        each = typed[column.name]
        for at, fault in each.faults:
            bad[at] = True
            if sole[at]:
                continue
            if at in copied[column.name]:
                found.append((at, _repeated(part, column, int(rows[at]), int(rows[copied[column.name][at]]))))
                continue
            seen = masked(cells[column.name][at])
            message = f"{column.name}{fault.expected}，现为“{seen}”。{fault.advice}"
            cell = cells[column.name][at]
            told = part.problem(fault.rule, int(rows[at]), column.name, message, found=seen, expected=fault.expected, cell=cell)
            found.append((at, told))
        if column.required and column.blank is None and each.blank.any():
            for at in map(int, np.flatnonzero(each.blank & ~sole)):
                if at in copied[column.name]:
                    found.append((at, _repeated(part, column, int(rows[at]), int(rows[copied[column.name][at]]))))
                    continue
                message = f"{column.name}是必填项，现为空。请补填"
                found.append((at, part.problem("required-blank", int(rows[at]), column.name, message, expected="必填")))
            bad |= each.blank
    part.rows.bad |= bad
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def _unfilled(part: Part, rows: Sequence[int]) -> Iterator[Problem]:
    """Once for a sheet: the lines of the form that nobody filled in."""
    if rows:
        column = next((name for name in part.spec.key if name in part.letters), None)
        more = f"等{len(rows)}行" if len(rows) > 1 else "这一行"
        message = f"{more}没有填数，按没有报送处理，不作零报告。没有发生的，请在批次、人次各栏填0或者“无”"
        yield part.problem("unfilled", rows[0] + 1, column, message, expected="0或者“无”")


def _sole(declared: Sequence[Column], typed: Mapping[str, Typed], count: int) -> Mask:
    """The rows with one cell filled and more than one required cell blank: words that stand below the table, most likely."""
    import numpy as np

    filled, missing = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
    for column in declared:
        blank = typed[column.name].blank
        filled += ~blank
        if column.required and column.blank is None:
            missing += blank
    sole: Mask = (filled == 1) & (missing > 1)
    return sole


def _hardly_filled(part: Part, row: int) -> Problem:
    column = next((name for name in (*part.spec.key, part.spec.date or "") if name in part.letters), min(part.letters))
    message = "这一行只填了一格，其余必填项都空着。是登记内容的，请补填；是说明文字的，请删去，或在前面加上“注：”"
    return part.problem("required-blank", row, column, message, expected="必填")


def _repeated(part: Part, column: Column, row: int, source: int) -> Problem:
    """A row that is set aside for the fault of the row that it repeats."""
    message = f"{column.name}与第{source}行相同，那里有错误，所以这一行也没有采用。改正第{source}行即可"
    return part.problem("same-as-wrong", row, column.name, message, expected=f"第{source}行")

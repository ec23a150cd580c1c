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
from pipeline.check.column import type_column
from pipeline.check.filing import filer_of
from pipeline.check.lines import Lines, sort_lines
from pipeline.check.misnamed import heading_problems
from pipeline.check.part import Part
from pipeline.check.plain import plain
from pipeline.check.rules import ROW_RULES, totals
from pipeline.check.scene import Scene
from pipeline.check.spans import months_named, year_named
from pipeline.check.titled import Around, titled
from pipeline.check.unread import Copied, unfilled_lines, unread
from pipeline.check.values import Rows
from pipeline.check.zeros import unfilled, zero_reports
from pipeline.model.raw import RawFile, RawSheet

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["type_sheet"]

_NONE: Mapping[str, Sequence[int]] = MappingProxyType({})


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
    lines, cells, copied, empty = _filled(sheet, block, scene)
    declared = [column for column in block.spec.columns if column.name in cells]
    typed = {
        column.name: type_column(column, cells[column.name], scene, is_key=column.name in block.spec.key, zeros=block.spec.zeros)
        for column in declared
    }
    if block.spec.zeros:
        typed = zero_reports(typed, cells, declared, scene.words.zero)
    numbers = np.array(lines.data, dtype=np.int32) + 1
    rows = Rows({name: each.values for name, each in typed.items()}, numbers, np.zeros(len(numbers), dtype=bool))
    head = titled(block, typed, lines.data, Around(raw.file, sheet.name, titles, scene.words.notes))
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
    told = (*head.problems, *heading_problems(part, block, sheet.rows), *unfilled_lines(part, empty))
    problems = [*told, *unread(part, declared, typed, cells, copied)]
    for rule in ROW_RULES:
        problems += rule(part, typed)
    return totals.Filled(dataclasses.replace(part, problems=tuple(problems)), typed, lines)


def _filled(sheet: RawSheet, block: Block, scene: Scene) -> tuple[Lines, Mapping[str, Coded], Mapping[str, Copied], Sequence[int]]:
    """The lines of a block, the cells of its data rows and which were copied; lines of a form that nobody filled in come apart."""
    lines = sort_lines(sheet, block, scene.words)
    cells, copied = _cells(sheet, block, lines, scene)
    declared = [column for column in block.spec.columns if column.name in cells]
    empty = [lines.data[at] for at in unfilled(cells, declared)] if block.spec.zeros else []
    if empty:
        lines = dataclasses.replace(lines, data=sorted(set(lines.data) - set(empty)))
        cells, copied = _cells(sheet, block, lines, scene)
    return lines, cells, copied, empty


def _surroundings(file: str, sheet: str | None, titles: Sequence[str]) -> tuple[str, ...]:
    """The texts around the cells, nearest first: sheet, titles, file, folders."""
    path = PurePosixPath(file)
    return (sheet or "", *titles, path.stem, *reversed(path.parent.parts))


def _cells(sheet: RawSheet, block: Block, lines: Lines, scene: Scene) -> tuple[dict[str, Coded], dict[str, Copied]]:
    """The raw cells of each declared column's data rows, merged cells and 同上 filled in, and which were."""
    places = block.header.columns
    if lines.columns:
        data = _as_rows(lines.data)
        columns = {at: lines.columns[at].take(data) for at in places.values()}
    else:
        rows = [sheet.rows[at] for at in lines.data]
        columns = {at: Coded.of([row[at] if at < len(row) else "" for row in rows]) for at in places.values()}
    copied: dict[int, Copied] = {at: {} for at in columns}
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
    sheet: RawSheet, block: Block, columns: Mapping[int, Coded], place: Mapping[int, int], copied: Mapping[int, Copied]
) -> None:
    """A cell merged downwards means the same for all its rows."""
    for top, left, bottom, right in sheet.merges:
        if left == right and left in columns and top >= block.first and bottom < block.end:
            for at in range(top + 1, bottom + 1):
                if at in place:
                    columns[left].put(place[at], sheet.rows[top][left])
                    if top in place:
                        copied[left][place[at]] = place[top]


def _fill_same(column: Coded, same: frozenset[str], copied: Copied) -> None:
    """同上 means what the row above says."""
    says = column.where(lambda cell: len(cell) < 8 and plain(cell) in same)
    for at in says.nonzero()[0].tolist():
        if at:
            column.codes[at] = column.codes[at - 1]
            copied[at] = copied.get(at - 1, at - 1)

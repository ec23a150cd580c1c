"""One file's raw cells made into typed parts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from pipeline.check.blocks import Block, find_blocks, named_table
from pipeline.check.levels import problem
from pipeline.check.part import Part
from pipeline.check.scene import Scene
from pipeline.check.titled import title_year
from pipeline.check.typing import type_sheet
from pipeline.model.problem import Problem
from pipeline.model.raw import RawFile, RawSheet
from pipeline.model.reading import Words
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec

__all__ = ["Checked", "Where", "check_file", "find_tables"]

Where = tuple[tuple[tuple[Block, ...], tuple[Problem, ...]], ...]
"""For each sheet its tables, and what is wrong where there is none."""


@shape
class Checked:
    """The parts of a file and what is wrong with it, the parts' own problems among them."""

    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_tables(raw: RawFile, tables: Mapping[str, TableSpec], words: Words) -> Where:
    """Which tables each sheet of a file holds, and where, or what is wrong there."""
    return tuple(find_blocks(sheet, raw.file, tables, words) for sheet in raw.sheets)


def check_file(
    raw: RawFile, tables: Mapping[str, TableSpec], scene: Scene, *, only: str | None = None, where: Where | None = None
) -> Checked:
    """Every table in every sheet of a file, ``where`` they were found.

    ``only``: the one table to be typed (units must be known before others).
    """
    parts: list[Part] = []
    by_name = named_table(PurePosixPath(raw.file).stem, tables)
    problems = [dataclasses.replace(each, table=by_name.name if by_name else None) for each in raw.problems]
    where = where or find_tables(raw, tables, scene.words)
    titles = _title_years(where)
    for sheet, (blocks, wrong) in zip(raw.sheets, where, strict=True):
        problems += wrong
        made = list(type_sheet(raw, sheet, [block for block in blocks if only in (None, block.spec.name)], scene, titles))
        parts += made
        if blocks and sheet.hidden:
            problems.append(
                problem("hidden", raw.file, sheet.name, None, "工作表是隐藏的，其中的数据照常计算。不该计算的，请删去后重新保存")
            )
        if rows := _hidden_rows(sheet, made):
            problems.append(problem("hidden", raw.file, sheet.name, None, _hidden_told(rows)))
    if only is None and not problems and (empty := _empty(raw, parts, by_name)):
        problems.append(empty)
    return Checked(tuple(parts), tuple(problems))


def _title_years(where: Where) -> dict[str, list[int]]:
    """The years that titles name, by table: those of one file speak of the same, save where a sheet's name says otherwise."""
    years: dict[str, list[int]] = {}
    for blocks, _ in where:
        for block in blocks:
            if year := title_year(block):
                years.setdefault(block.spec.name, []).append(year)
    return years


def _empty(raw: RawFile, parts: Sequence[Part], by_name: TableSpec | None) -> Problem | None:
    """A file without a row of data is told, save a report of nothing and a register that the program keeps itself."""
    if any(len(part.rows) or part.said_nothing or (part.filer and part.spec.filed_by) for part in parts) or raw.file.startswith(
        "../"
    ):
        return None
    spec = parts[0].spec if parts else by_name
    what = f"只有“{parts[0].spec.name}”的表头，没有一行数据" if parts else "里面是空的，没有一行数据"
    message = f"{what}。有要统计的，请填好后重新保存；没有的，不用管"
    return problem("no-rows", raw.file, None, None, message, table=spec.name if spec else None)


def _hidden_rows(sheet: RawSheet, parts: Sequence[Part]) -> list[int]:
    """The hidden rows that are data, as the spreadsheet program numbers them."""
    if not sheet.hidden_rows:
        return []
    return [row for part in parts for row in part.rows.numbers.tolist() if row - 1 in sheet.hidden_rows]


def _hidden_told(rows: Sequence[int]) -> str:
    named = "、".join(map(str, rows[:5]))
    which = f"第{named}行" if len(rows) <= 5 else f"第{named}行等{len(rows)}行"
    return f"{which}是隐藏的，其中的数据照常计算。不该计算的，请取消隐藏后删去"

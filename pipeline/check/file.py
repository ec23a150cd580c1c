"""One file's raw cells made into typed parts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from pipeline.check.blocks import Block, find_blocks, named_table
from pipeline.check.levels import problem
from pipeline.check.part import Part
from pipeline.check.scene import Scene
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
    for sheet, (blocks, wrong) in zip(raw.sheets, where or find_tables(raw, tables, scene.words), strict=True):
        problems += wrong
        made = list(type_sheet(raw, sheet, [block for block in blocks if only in (None, block.spec.name)], scene))
        parts += made
        if blocks and sheet.hidden:
            problems.append(
                problem("hidden", raw.file, sheet.name, None, "工作表是隐藏的，其中的数据照常计算。不该计算的，请删去后重新保存")
            )
        if rows := _hidden_rows(sheet, made):
            problems.append(problem("hidden", raw.file, sheet.name, None, _hidden_told(rows)))
    return Checked(tuple(parts), tuple(problems))


def _hidden_rows(sheet: RawSheet, parts: Sequence[Part]) -> list[int]:
    """The hidden rows that are data, as the spreadsheet program numbers them."""
    if not sheet.hidden_rows:
        return []
    return [row for part in parts for row in part.rows.numbers.tolist() if row - 1 in sheet.hidden_rows]


def _hidden_told(rows: Sequence[int]) -> str:
    named = "、".join(map(str, rows[:5]))
    which = f"第{named}行" if len(rows) <= 5 else f"第{named}行等{len(rows)}行"
    return f"{which}是隐藏的，其中的数据照常计算。不该计算的，请取消隐藏后删去"

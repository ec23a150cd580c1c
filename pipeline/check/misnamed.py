"""What is wrong with a table's header: required columns that are not there, columns twice, and columns that nobody has declared.

A declared column that is missing, and an unknown header that is nearly its name, are one fault: it is told at that header.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.check.blocks import Block
from pipeline.check.part import Part
from pipeline.check.plain import is_blank, label
from pipeline.model.place import column_letters
from pipeline.model.problem import Problem
from pipeline.model.tables import Column

__all__ = ["heading_problems"]

_LEAST = 2
_NEAR = 0.6
"""How much of two names must be alike: 登记日其 and 登记日期 are, 人数 and 人次 are not."""


def heading_problems(part: Part, block: Block, rows: Sequence[Sequence[Any]]) -> Iterator[Problem]:
    """Each fault of the header, at its cell; without a required column all rows are set aside. A report of nothing needs none.

    ``rows``: the sheet's.
    """
    if not block.header.columns:
        return
    meant = _meant([c for c in block.spec.columns if not c.private and c.name not in part.letters], block.header.others)
    for column in block.spec.columns:
        if column.required and column.name not in part.letters:
            part.rows.bad[:] = True
            yield _missing(part, block, column, meant)
    beside = _beside(part, block, rows)
    if beside:
        yield beside
    for name, at in () if beside else block.header.doubles:
        used = part.letters.get(name)
        if used is not None:
            message = f"“{name}”有两列，用的是{column_letters(used)}列，这一列没有用。多余的请删去或改名"
            yield _at(part, at).problem("header-double", block.header.last + 1, "", message)
    for text, at in block.header.others:
        if at not in meant or not meant[at].required:
            message = f"“{text[:20]}”不是“{part.spec.name}”已定义的列，没有读取"
            message += f"。如果就是“{meant[at].name}”，请改正表头" if at in meant else ""
            near = meant[at].name if at in meant else ""
            yield _at(part, at).problem("header-unknown", block.header.last + 1, "", message, expected=near)


def _beside(part: Part, block: Block, rows: Sequence[Sequence[Any]]) -> Problem | None:
    """A second table at the right of the first, with rows of its own: most of the header is said again there."""
    doubled = {name: at for name, at in block.header.doubles if name in part.letters}
    required = [column.name for column in block.spec.columns if column.required]
    most = sum(name in doubled for name in required) * 2 > len(required)
    if not most or len(doubled) < _LEAST or not any(_filled(row, doubled.values()) for row in rows[block.first : block.end]):
        return None
    first = min(doubled.values())
    message = (
        f"右边从{column_letters(first)}列起还有一张并排的表（{'、'.join(list(doubled)[:3])}等列又有一遍），没有读取。"
        "请把它的各行剪切到左边这张表的下面，再删去右边的表头"
    )
    return _at(part, first).problem("sheet-unknown", block.header.last + 1, "", message)


def _filled(row: Sequence[Any], columns: Iterable[int]) -> bool:
    return any(at < len(row) and not is_blank(row[at]) for at in columns)


def _missing(part: Part, block: Block, column: Column, meant: Mapping[int, Column]) -> Problem:
    row = block.header.last + 1
    for text, at in block.header.others:
        if meant.get(at) is column:
            message = f"表头“{text[:20]}”不认识，是不是“{column.name}”？请改正表头"
            return _at(part, at).problem("column-missing", row, "", message, expected=column.name)
    ways = f"（也可写作{'、'.join(column.aliases)}）" if column.aliases else ""
    message = f"缺少必填的列“{column.name}”{ways}，这张表的数据都不能用，请补上这一列"
    first = _at(part, min(block.header.columns.values(), default=0))
    return first.problem("column-missing", row, "", message, expected=column.name)


def _at(part: Part, column: int) -> Part:
    """The part as one that knows where its nameless column stands."""
    return dataclasses.replace(part, letters={"": column})


def _meant(missing: Iterable[Column], others: Iterable[tuple[str, int]]) -> dict[int, Column]:
    """Which missing column each unknown header is nearly the name of: the nearest pairs first, required columns before others."""
    columns, headers = list(missing), list(others)
    pairs = [
        (not column.required, -near, order, at)
        for order, column in enumerate(columns)
        for text, at in headers
        if (near := _likeness(text, column)) >= _NEAR
    ]
    found: dict[int, Column] = {}
    for _, _, order, at in sorted(pairs):
        if at not in found and columns[order] not in found.values():
            found[at] = columns[order]
    return found


def _likeness(text: str, column: Column) -> float:
    """How much a header, or what stands before its brackets, is like one of the ways to write a column's name: 1 is the same."""
    from difflib import SequenceMatcher

    heads = {text, text.partition("(")[0] or text}
    return max(SequenceMatcher(None, head, label(way)).ratio() for head in heads for way in (column.name, *column.aliases))

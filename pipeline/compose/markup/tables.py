"""Table lines → a table: header, alignment, merged cells, total row, caption and note; and the chart made of such a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.compose.draft import GAP
from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.sentences import without_gaps
from pipeline.model.document import Align, Cell, Chart, Row, Stated, TableBlock

__all__ = ["CHARTS", "chart", "split_cells", "table"]

CHARTS = {"柱形图": "column", "条形图": "bar", "折线图": "line"}
_RULE = re.compile(r"[ :|-]*-[ :|-]*")
_UNESCAPED = re.compile(r"(?<!\\)\|")


def split_cells(line: str) -> list[str]:
    r"""The cells of ``| a | b |``; ``\|`` is a bar within a cell."""
    body = line[1:-1] if line.endswith("|") and not line.endswith("\\|") else line[1:]
    if "\\" not in body:
        return [cell.strip() for cell in body.split("|")]
    return [cell.strip().replace("\\|", "|") for cell in _UNESCAPED.split(body)]


def table(lines: Sequence[str], setter: Setter) -> tuple[TableBlock | None, list[str]]:
    """The table, and what is wrong with it; no table when no row is left.

    ``|+ 表题`` above, ``|= 合计 | …|`` the total row, ``|> 注：…`` below, ``|:--|--:|`` the alignment; the rows above the
    alignment are the header, without one the first row. A cell ``<`` is merged into its left neighbour, ``^`` into the one above.
    """
    caption = note = ""
    align: tuple[Align, ...] = ()
    header: list[list[str]] = []
    rows: list[list[str]] = []
    total: list[str] | None = None
    for line in lines:
        sign = line[1:2]
        if sign == "+":
            caption = line[2:].strip()
        elif sign == ">":
            note = line[2:].strip()
        elif sign == "=":
            total = split_cells("|" + line[2:])
        elif not align and rows and _RULE.fullmatch(line[1:]):
            align, header, rows = tuple(_align(cell) for cell in split_cells(line)), rows, []
        else:
            rows.append(split_cells(line))
    if not header:
        header, rows = rows[:1], rows[1:]
    if not header or not (rows or total):
        return None, []
    wrong = _uneven([*header, *rows, *([total] if total else [])])
    titled = setter.inlines(caption) if caption else ()
    return TableBlock(
        header=_rows(header, setter),
        rows=_rows(rows, setter),
        align=align,
        total=_rows([total], setter)[0] if total else None,
        caption=titled,
        note=setter.inlines(without_gaps(note)[0]) if note else (),
    ), wrong


def _align(rule: str) -> Align:
    if rule.endswith(":"):
        return "center" if rule.startswith(":") else "right"
    return "left"


def _uneven(rows: Sequence[Sequence[str]]) -> list[str]:
    width = len(rows[0])
    return [f"表格第{number}行有{len(row)}格，表头有{width}格" for number, row in enumerate(rows, 1) if len(row) != width][:1]


def _rows(rows: Sequence[Sequence[str]], setter: Setter) -> tuple[Row, ...]:
    if not any(cell in ("<", "^") for row in rows for cell in row):
        return tuple([tuple([Cell(setter.cell(cell)) for cell in row]) for row in rows])
    return tuple(_merged(rows, index, setter) for index in range(len(rows)))


def _merged(rows: Sequence[Sequence[str]], index: int, setter: Setter) -> Row:
    cells: list[Cell] = []
    row = rows[index]
    for column, text in enumerate(row):
        if text in ("<", "^"):
            continue
        span = 1
        while column + span < len(row) and row[column + span] == "<":
            span += 1
        down = 1
        while index + down < len(rows) and column < len(rows[index + down]) and rows[index + down][column] == "^":
            down += 1
        cells.append(Cell(setter.cell(text), span, down))
    return tuple(cells)


def chart(head: str, lines: Sequence[str], setter: Setter) -> tuple[Chart | None, list[str]]:
    """``~ 柱形图 标题`` and the table under it: first column the categories, first row the series."""
    name, _, title = head.partition(" ")
    if name not in CHARTS:
        return None, [f"没有“{name}”这种图，可用的有：{'、'.join(CHARTS)}"]
    rows = [split_cells(line) for line in lines]
    if len(rows) < 2:
        return None, ["图下面应紧接着一个表格：第一行是系列名，第一列是分类"]
    before = len(setter.figures)
    names = [setter.plain(cell) for cell in rows[0][1:]]
    categories = tuple(setter.plain(row[0]) for row in rows[1:])
    values = [tuple(_value(row[i + 1] if i + 1 < len(row) else "", setter) for row in rows[1:]) for i in range(len(names))]
    text = "；".join(
        f"{n}：" + "、".join(f"{c}{setter.plain(r[i + 1])}" for c, r in zip(categories, rows[1:], strict=True))
        for i, n in enumerate(names)
    )
    del setter.figures[before:]
    kind = CHARTS[name]
    return Chart(kind, setter.plain(title), categories, tuple(zip(names, values, strict=True)), text), []  # type: ignore[arg-type]


def _value(cell: str, setter: Setter) -> float | None:
    if GAP in cell or not cell:
        return None
    stated = next((one for one in setter.inlines(cell) if isinstance(one, Stated)), None)
    if stated is None or stated.figure.value is None:
        return None
    figure = stated.figure
    value = {"year_ago": figure.year_ago, "previous": figure.previous}.get(stated.form, figure.value)
    if value is None:
        return None
    return float(value * 100 if figure.indicator.is_rate else value)

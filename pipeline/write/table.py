"""Tables: fixed columns that fit what stands in them, a header repeated on every page, no row broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

from pipeline.model.document import Align, Cell, Row, Stated, TableBlock
from pipeline.write.pen import Pen
from pipeline.write.runs import ems, plain

__all__ = ["write_table"]

_STYLES: Final[dict[Align, str]] = {"left": "表格文字", "center": "表格居中", "right": "表格数字"}
_LOOKED_AT: Final = 200
_CELL: Final = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}<w:vAlign w:val="center"/></w:tcPr>'
_MARGINS: Final = 2 * 57
_LEAST: Final = 3.0
_MOST: Final = 14.0


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table: widths in twentieths of a point, and what opens a cell of each."""

    widths: tuple[int, ...]
    cells: tuple[str, ...]
    align: tuple[Align, ...]


def write_table(block: TableBlock, pen: Pen) -> None:
    """Caption, table, note."""
    if block.caption:
        pen.paragraph("caption", block.caption)
    elif pen.after_table():
        pen.spacer()
    grid = _grid(block, pen)
    pen.raw(_opening(grid, pen))
    for row in _laid_out(block.header, len(grid.widths)):
        _general_row(row, grid, pen, header=True)
    rows = (*block.rows, block.total) if block.total is not None else block.rows
    if _is_plain(rows, len(grid.widths)):
        _plain_rows(rows, grid, pen)
    else:
        for row in _laid_out(rows, len(grid.widths)):
            _general_row(row, grid, pen, header=False)
    pen.raw("</w:tbl>")
    if block.note:
        pen.paragraph("表注", block.note)


def _opening(grid: Grid, pen: Pen) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{pen.look.ids["公文表格"]}"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _is_plain(rows: Sequence[Row], columns: int) -> bool:
    return all(len(row) == columns for row in rows) and all(cell.span == 1 and cell.down == 1 for row in rows for cell in row)


def _plain_rows(rows: Sequence[Row], grid: Grid, pen: Pen) -> None:
    """Rows without merged cells: most rows, and the ones that must be fast."""
    out, said, write, number = pen.out, pen.said, pen.runs.write, pen.number
    for row in rows:
        out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        for opening, cell in zip(grid.cells, row, strict=True):
            out.append(opening)
            number = write(cell.inlines, out, said, number)
            out.append("</w:p></w:tc>")
            said.append("\n")
        out.append("</w:tr>")
    pen.number = number


@dataclass(frozen=True, slots=True)
class Place:
    """A cell at its columns; ``merge`` is empty, ``restart`` or ``continue``."""

    first: int
    span: int
    cell: Cell | None
    merge: str = ""


def _laid_out(rows: Sequence[Row], columns: int) -> Iterator[tuple[Place, ...]]:
    """Each row with every column filled: by its cells, by what hangs down from rows above, by blank cells at its end."""
    hanging: dict[int, tuple[int, int]] = {}
    for index, row in enumerate(rows):
        left = len(rows) - index
        places: list[Place] = []
        cells = iter(row)
        at = 0
        while at < columns:
            if at in hanging:
                span, more = hanging.pop(at)
                places.append(Place(at, span, None, "continue"))
                if more > 1:
                    hanging[at] = (span, more - 1)
            else:
                room = min((column for column in hanging if column > at), default=columns) - at
                cell = next(cells, Cell())
                span = min(max(cell.span, 1), room)
                down = min(max(cell.down, 1), left)
                places.append(Place(at, span, cell, "restart" if down > 1 else ""))
                if down > 1:
                    hanging[at] = (span, down - 1)
            at += places[-1].span
        yield tuple(places)


def _general_row(row: Sequence[Place], grid: Grid, pen: Pen, *, header: bool) -> None:
    pen.out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>")
    for place in row:
        pen.out.append(_cell(place, grid, pen, header))
        if place.cell is not None:
            pen.inlines(place.cell.inlines)
        pen.out.append("</w:p></w:tc>")
        pen.said.append("\n")
    pen.out.append("</w:tr>")


def _cell(place: Place, grid: Grid, pen: Pen, header: bool) -> str:
    width = sum(grid.widths[place.first : place.first + place.span])
    span = f'<w:gridSpan w:val="{place.span}"/>' if place.span > 1 else ""
    merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[place.merge]
    style = "表头" if header else "表格居中" if place.span > 1 else _STYLES[grid.align[place.first]]
    return _CELL.format(width, span + merge) + pen.look.opening[style]


def _grid(block: TableBlock, pen: Pen) -> Grid:
    rows = (*block.rows[:_LOOKED_AT], *(() if block.total is None else (block.total,)))
    columns = max(_columns(block.header), _columns(rows), len(block.align), len(block.widths), 1)
    needed = _needed(_laid_out(block.header, columns), columns), _needed(_laid_out(rows, columns), columns)
    align = tuple(block.align) + _aligned(rows, columns)[len(block.align) :]
    widths = _widths(block, needed, pen)
    cells = tuple(_opening_cell(width, kind, need, pen) for width, kind, need in zip(widths, align, needed[1], strict=True))
    return Grid(widths, cells, align)


def _columns(rows: Sequence[Row]) -> int:
    """How many columns rows need for all their cells and all that hangs down into them."""
    reach = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in row:
            for below in range(index, min(index + max(cell.down, 1), len(rows))):
                reach[below] += max(cell.span, 1)
    return max(reach, default=0)


def _opening_cell(width: int, align: Align, need: float, pen: Pen) -> str:
    """Numbers stand right-aligned as a block in the middle of their column."""
    opening = pen.look.opening[_STYLES[align]]
    spare = width - _MARGINS - round(need * pen.look.table_size * 20)
    if align == "right" and spare > 40:
        opening = opening.replace("</w:pPr>", f'<w:ind w:right="{spare // 2}"/></w:pPr>')
    return _CELL.format(width, "") + opening


def _needed(rows: Iterator[tuple[Place, ...]], columns: int) -> list[float]:
    """The widest single-column text of each column, in full widths."""
    need = [0.0] * columns
    for place in chain.from_iterable(rows):
        if place.cell is not None and place.span == 1:
            need[place.first] = max(need[place.first], ems(plain(place.cell.inlines)))
    return need


def _widths(block: TableBlock, needed: tuple[list[float], list[float]], pen: Pen) -> tuple[int, ...]:
    """The block's own proportions, or what the cells need, spread over the width of the text."""
    if len(block.widths) == len(needed[0]) and all(width > 0 for width in block.widths):
        wanted = [float(width) for width in block.widths]
    else:
        wanted = [min(max(head, body, _LEAST), _MOST) + 1 for head, body in zip(*needed, strict=True)]
    total, measure = sum(wanted), pen.measure
    edges = [round(measure * sum(wanted[:index]) / total) for index in range(len(wanted) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _aligned(rows: Sequence[Row], columns: int) -> tuple[Align, ...]:
    """Figures to the right, names to the left, anything else in the middle."""
    found: list[Align] = ["center"] * columns
    found[0] = "left"
    for row in rows:
        for column, cell in enumerate(row[:columns]):
            if column and any(type(inline) is Stated for inline in cell.inlines):
                found[column] = "right"
    return tuple(found)

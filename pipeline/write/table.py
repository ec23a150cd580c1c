"""Tables: fixed columns that fit what stands in them, a header repeated on every page, no row broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.model.document import Row, Stated, TableBlock
from pipeline.write.grid import CELL, STYLES, Grid, Place, grid_of, laid_out
from pipeline.write.pen import Pen

__all__ = ["write_table"]

_ROW: Final = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_ROW_END: Final = "</w:p></w:tc></w:tr>"
_TOGETHER: Final = 3
_STYLE: Final = re.compile("<w:pStyle [^>]*/>")


def write_table(block: TableBlock, pen: Pen) -> None:
    """Caption, table, note."""
    if block.caption:
        pen.paragraph("caption", block.caption)
    elif pen.after_table():
        pen.spacer()
    rows = block.rows if block.total is None else (*block.rows, block.total)
    grid = grid_of(block, rows, pen)
    pen.raw(_opening(grid, pen))
    for row in laid_out(block.header, len(grid.widths)):
        _general_row(row, grid, pen, header=True)
    bound = _bound(len(rows), bool(block.note))
    if grid.merged:
        for index, row in enumerate(laid_out(rows, len(grid.widths))):
            _general_row(row, grid, pen, bound=index in bound)
    else:
        _plain_rows(rows[: bound.start], grid, pen)
        _plain_rows(rows[bound.start : bound.stop], grid, pen, bound=True)
        _plain_rows(rows[bound.stop :], grid, pen)
    pen.raw("</w:tbl>")
    if block.note:
        pen.paragraph("表注", block.note)


def _opening(grid: Grid, pen: Pen) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{pen.look.ids["公文表格"]}"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _bound(count: int, noted: bool) -> range:
    """The rows that stay on the page of what follows them: no total row alone on a page, no note without its table."""
    return range(max(count - _TOGETHER, 0), count if noted else max(count - 1, 0))


def _keeping(opening: str) -> str:
    """The opening of a cell whose row stays with what follows it: Word and LibreOffice ask the row's paragraphs."""
    return _STYLE.sub(r"\g<0><w:keepNext/>", opening)


def _plain_rows(rows: Sequence[Row], grid: Grid, pen: Pen, *, bound: bool = False) -> None:
    """Rows without merged cells: most rows, and the ones that must be fast."""
    out, said, write, control, number = pen.out, pen.said, pen.runs.write, pen.runs.control, pen.number
    first, *others = map(_keeping, grid.cells) if bound else grid.cells
    first, others = _ROW + first, [*("</w:p></w:tc>" + cell for cell in others)]
    openings = (first, *others)
    for row in rows:
        for opening, cell in zip(openings, row, strict=True):
            out.append(opening)
            inlines = cell.inlines
            if len(inlines) == 1 and type(inlines[0]) is Stated:
                number += 1
                xml, text = control(inlines[0], number, False)
                out.append(xml)
                said.append(text)
            else:
                number = write(inlines, out, said, number)
            said.append("\n")
        out.append(_ROW_END)
    pen.number = number


def _general_row(row: Sequence[Place], grid: Grid, pen: Pen, *, header: bool = False, bound: bool = False) -> None:
    pen.out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>")
    for place in row:
        opening = _cell(place, grid, pen, header)
        pen.out.append(_keeping(opening) if bound else opening)
        if place.cell is not None:
            pen.inlines(place.cell.inlines)
        pen.out.append("</w:p></w:tc>")
        pen.said.append("\n")
    pen.out.append("</w:tr>")


def _cell(place: Place, grid: Grid, pen: Pen, header: bool) -> str:
    width = sum(grid.widths[place.first : place.first + place.span])
    span = f'<w:gridSpan w:val="{place.span}"/>' if place.span > 1 else ""
    merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[place.merge]
    style = "表头" if header else "表格居中" if place.span > 1 else STYLES[grid.align[place.first]]
    return CELL.format(width, span + merge) + pen.look.opening[style]

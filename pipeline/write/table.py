"""Tables: fixed columns that fit what stands in them, a header repeated on every page, no row broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.model.document import Cell, Colophon, TableBlock
from pipeline.write.control import Strands, woven
from pipeline.write.grid import CELL, STYLES, Grid, Place, grid_of, laid_out
from pipeline.write.pen import Pen

__all__ = ["write_table"]

_ROW: Final = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_CELL_END: Final = "</w:p></w:tc>"
_TOGETHER: Final = 3
_BEGIN: Final = 2
"""Rows under the header that stay with the next one: no table begins with a single row at the foot of a page."""
_WHOLE: Final = 10
"""A table of no more rows stands on one page, with its title and its note, unless its texts take too many lines for that."""
_LINES: Final = 24
_STYLE: Final = "<w:pStyle "


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
    bound = _bound(len(rows), grid.lines, bool(block.note) or pen.ahead is Colophon)
    if grid.merged:
        for index, row in enumerate(laid_out(rows, len(grid.widths))):
            _general_row(row, grid, pen, bound=index < _BEGIN or index in bound)
    else:
        _plain_rows(len(rows), bound, grid, pen)
    pen.raw("</w:tbl>")
    if block.note:
        pen.paragraph("表注", block.note)


def _opening(grid: Grid, pen: Pen) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{pen.look.ids["公文表格"]}"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _bound(count: int, lines: int, followed: bool) -> range:
    """The rows that stay on the page of what follows them: no total row alone on a page, no note or colophon without rows."""
    whole = count <= max(_TOGETHER, min(_WHOLE, _LINES // max(lines, 1)))
    return range(0 if whole else count - _TOGETHER, count if followed else max(count - 1, 0))


def _keeping(opening: str) -> str:
    """The opening of a cell whose row stays with what follows it: Word and LibreOffice ask the row's paragraphs."""
    before, mark, rest = opening.partition(_STYLE)
    style, end, rest = rest.partition("/>")
    return f"{before}{mark}{style}{end}<w:keepNext/>{rest}"


def _plain_rows(count: int, bound: range, grid: Grid, pen: Pen) -> None:
    """Rows without merged cells: most rows, and the ones that must be fast. They are made by column and put down by row."""
    numbers = _numbers(count, grid, pen)
    made = [
        pen.runs.controls(column.figures, next(numbers)) if column.figures else _mixed(column.cells, pen) for column in grid.columns
    ]
    cells = [tuple(each if isinstance(each, str) else iter(each) for each in strands) for strands, _ in made]
    pen.said.extend(woven([part for _, texts in made for part in (iter(texts), "\n")], count))
    keeping = [*map(_keeping, grid.cells)]
    begin = min(_BEGIN, bound.start)
    lots = ((keeping, begin), (grid.cells, bound.start - begin), (keeping, len(bound)), (grid.cells, count - bound.stop))
    for openings, many in lots:
        if many:
            parts = [part for opening, strands in zip(openings, cells, strict=True) for part in (opening, *strands, _CELL_END)]
            pen.weave((_ROW, *parts, "</w:tr>"), many)


def _numbers(count: int, grid: Grid, pen: Pen) -> Iterator[range]:
    """The numbers of the controls of each column of figures: counted row by row, for neighbours alike are packed best."""
    first, columns = pen.number + 1, sum(1 for column in grid.columns if column.figures)
    pen.number += columns * count
    after = pen.number + 1
    return (range(first + at, after, columns) for at in range(columns))


def _mixed(cells: Sequence[Cell], pen: Pen) -> tuple[Strands, Sequence[str]]:
    """The runs of each cell of a column that is not figures from top to bottom, and what they say."""
    xml, texts = [], []
    for cell in cells:
        if len(cell.inlines) == 1:
            pen.number, one, text = pen.runs.alone(cell.inlines[0], pen.number)
            xml.append(one)
            texts.append(text)
            continue
        out: list[str] = []
        said: list[str] = []
        pen.number = pen.runs.write(cell.inlines, out, said, pen.number)
        xml.append("".join(out))
        texts.append("".join(said))
    return (xml,), texts


def _general_row(row: Sequence[Place], grid: Grid, pen: Pen, *, header: bool = False, bound: bool = False) -> None:
    pen.out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>")
    for place in row:
        opening = _cell(place, grid, pen, header)
        pen.out.append(_keeping(opening) if bound else opening)
        if place.cell is not None:
            pen.inlines(place.cell.inlines)
        pen.out.append(_CELL_END)
        pen.said.append("\n")
    pen.out.append("</w:tr>")


def _cell(place: Place, grid: Grid, pen: Pen, header: bool) -> str:
    width = sum(grid.widths[place.first : place.first + place.span])
    span = f'<w:gridSpan w:val="{place.span}"/>' if place.span > 1 else ""
    merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[place.merge]
    style = "表头" if header else "表格居中" if place.span > 1 else STYLES[grid.align[place.first]]
    return CELL.format(width, span + merge) + pen.look.opening[style]

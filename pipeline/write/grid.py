"""The columns of a table: how many there are, how wide, how their cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

from pipeline.model.document import Align, Cell, Row, Stated, TableBlock
from pipeline.model.shape import shape
from pipeline.write.control import Figures, figures_of
from pipeline.write.pen import Pen
from pipeline.write.runs import plain
from pipeline.write.widths import MARGINS, needed_for, widths_of

__all__ = ["CELL", "STYLES", "Column", "Grid", "Place", "grid_of", "laid_out"]

STYLES: Final[dict[Align, str]] = {"left": "表格文字", "center": "表格居中", "right": "表格数字"}
CELL: Final = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}<w:vAlign w:val="center"/></w:tcPr>'


class Column(NamedTuple):
    """Cells one below the other and what each says; ``figures`` where every cell is one figure and nothing else."""

    cells: Sequence[Cell]
    texts: Sequence[str]
    figures: Figures | None
    merged: bool


@shape
class Grid:
    """The columns of a table: widths in twentieths of a point, what opens a plain cell of each, how they are aligned.

    ``lines``: how many lines the longest text in one of them takes.
    ``merged``: some cell below the header spans columns or rows, or a row is short of cells.
    """

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    cells: tuple[str, ...]
    align: tuple[Align, ...]
    merged: bool
    lines: int


@shape
class Place:
    """A cell at its columns; ``merge`` is empty, ``restart`` or ``continue``."""

    first: int
    span: int
    cell: Cell | None
    merge: str = ""


def grid_of(block: TableBlock, rows: Sequence[Row], pen: Pen) -> Grid:
    """The grid of a table whose body is ``rows``."""
    columns = tuple(map(_column, zip(*rows, strict=True))) if len({*map(len, rows)}) == 1 else ()
    apart = not columns or any(column.merged for column in columns)
    count = max(_count(block.header), _count(rows) if apart else len(columns), len(block.align), len(block.widths), 1)
    if apart or len(columns) < count:
        apart, columns = bool(rows), tuple(map(_column, _columns(rows, count)))
    em = pen.look.table_size * 20
    head = [needed_for(_column(cells).texts) for cells in _columns(block.header, count)]
    needed = [needed_for(column.texts) for column in columns]
    align = tuple(block.align) + tuple(_aligned(at, column) for at, column in enumerate(columns))[len(block.align) :]
    widths = widths_of(block.widths, head, needed, [column.texts for column in columns], em, pen.measure)
    cells = tuple(_opening(width, kind, need, pen) for width, kind, need in zip(widths, align, needed, strict=True))
    lines = max((ceil(need * em / max(width - MARGINS, em)) for width, need in zip(widths, needed, strict=True)), default=1)
    return Grid(columns, widths, cells, align, apart, lines)


def _column(cells: Sequence[Cell]) -> Column:
    """All that is asked of a column is asked here at once, while its cells are at hand: a long table is larger than a cache."""
    inlines = [cell.inlines for cell in cells]
    merged = bool([True for cell in cells if cell.span != 1 or cell.down != 1])
    alone = [each[0] for each in inlines if len(each) == 1]
    if len(alone) < len(cells):
        return Column(cells, [plain(each) for each in inlines], None, merged)
    stated = [one for one in alone if type(one) is Stated]
    if not stated or len(stated) < len(cells):
        return Column(cells, [one.text for one in alone], None, merged)
    figures = figures_of(stated)
    return Column(cells, figures.texts, figures, merged)


def laid_out(rows: Sequence[Row], columns: int) -> Iterator[tuple[Place, ...]]:
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


def _count(rows: Sequence[Row]) -> int:
    """How many columns rows need for all their cells and all that hangs down into them."""
    if not _is_merged(rows):
        return max(map(len, rows), default=0)
    reach = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in row:
            for below in range(index, min(index + max(cell.down, 1), len(rows))):
                reach[below] += max(cell.span, 1)
    return max(reach, default=0)


def _is_merged(rows: Sequence[Row]) -> bool:
    return any([True for row in rows for cell in row if cell.span != 1 or cell.down != 1])  # noqa: C419 - thousands of cells


def _columns(rows: Sequence[Row], count: int) -> Sequence[Sequence[Cell]]:
    """The cells that stand in one column alone, by column."""
    found: list[list[Cell]] = [[] for _ in range(count)]
    for row in laid_out(rows, count):
        for place in row:
            if place.cell is not None and place.span == 1:
                found[place.first].append(place.cell)
    return found


def _aligned(at: int, column: Column) -> Align:
    """Figures to the right, names to the left, anything else in the middle."""
    if at == 0:
        return "left"
    if column.figures or any(type(inline) is Stated for cell in column.cells for inline in cell.inlines):
        return "right"
    return "center"


def _opening(width: int, align: Align, need: float, pen: Pen) -> str:
    """Numbers stand right-aligned as a block in the middle of their column."""
    opening = pen.look.opening[STYLES[align]]
    spare = width - MARGINS - round(need * pen.look.table_size * 20)
    if align == "right" and spare > 40:
        opening = opening.replace("</w:pPr>", f'<w:ind w:right="{spare // 2}"/></w:pPr>')
    return CELL.format(width, "") + opening

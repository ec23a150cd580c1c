"""The columns of a table: how many there are, how wide, how their cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.model.document import Align, Cell, Row, Stated, TableBlock
from pipeline.write.pen import Pen
from pipeline.write.runs import ems, plain

__all__ = ["CELL", "STYLES", "Grid", "Place", "grid_of", "laid_out"]

STYLES: Final[dict[Align, str]] = {"left": "表格文字", "center": "表格居中", "right": "表格数字"}
CELL: Final = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}<w:vAlign w:val="center"/></w:tcPr>'
_MARGINS: Final = 2 * 57
_LEAST: Final = 3.0
_MOST: Final = 14.0

Columns = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table: widths in twentieths of a point, what opens a plain cell of each, how they are aligned.

    ``merged``: some cell below the header spans columns or rows, or a row is short of cells.
    """

    widths: tuple[int, ...]
    cells: tuple[str, ...]
    align: tuple[Align, ...]
    merged: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A cell at its columns; ``merge`` is empty, ``restart`` or ``continue``."""

    first: int
    span: int
    cell: Cell | None
    merge: str = ""


def grid_of(block: TableBlock, rows: Sequence[Row], pen: Pen) -> Grid:
    """The grid of a table whose body is ``rows``."""
    count = max(_count(block.header), _count(rows), len(block.align), len(block.widths), 1)
    merged = not _is_plain(rows, count)
    body = _columns(rows, count) if merged or not rows else tuple(zip(*rows, strict=True))
    head = [_needed(cells) for cells in _columns(block.header, count)]
    needed = [_needed(cells) for cells in body]
    align = tuple(block.align) + tuple(_aligned(at, cells) for at, cells in enumerate(body))[len(block.align) :]
    widths = _widths(block, head, needed, pen)
    cells = tuple(_opening(width, kind, need, pen) for width, kind, need in zip(widths, align, needed, strict=True))
    return Grid(widths, cells, align, merged)


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
    for row in rows:
        for cell in row:
            if cell.span != 1 or cell.down != 1:
                return True
    return False


def _is_plain(rows: Sequence[Row], columns: int) -> bool:
    return all(len(row) == columns for row in rows) and not _is_merged(rows)


def _columns(rows: Sequence[Row], count: int) -> Columns:
    """The cells that stand in one column alone, by column."""
    found: list[list[Cell]] = [[] for _ in range(count)]
    for row in laid_out(rows, count):
        for place in row:
            if place.cell is not None and place.span == 1:
                found[place.first].append(place.cell)
    return found


def _needed(cells: Sequence[Cell]) -> float:
    """The widest text of a column, in full widths."""
    texts = [cell.inlines[0].text if len(cell.inlines) == 1 else plain(cell.inlines) for cell in cells]
    if "".join(texts).isascii():
        return max(map(len, texts), default=0) / 2
    return max(map(ems, texts))


def _aligned(at: int, cells: Sequence[Cell]) -> Align:
    """Figures to the right, names to the left, anything else in the middle."""
    if at == 0:
        return "left"
    for cell in cells:
        for inline in cell.inlines:
            if type(inline) is Stated:
                return "right"
    return "center"


def _opening(width: int, align: Align, need: float, pen: Pen) -> str:
    """Numbers stand right-aligned as a block in the middle of their column."""
    opening = pen.look.opening[STYLES[align]]
    spare = width - _MARGINS - round(need * pen.look.table_size * 20)
    if align == "right" and spare > 40:
        opening = opening.replace("</w:pPr>", f'<w:ind w:right="{spare // 2}"/></w:pPr>')
    return CELL.format(width, "") + opening


def _widths(block: TableBlock, head: Sequence[float], body: Sequence[float], pen: Pen) -> tuple[int, ...]:
    """The block's own proportions, or what the cells need, spread over the width of the text."""
    if len(block.widths) == len(head) and all(width > 0 for width in block.widths):
        wanted = [float(width) for width in block.widths]
    else:
        wanted = [min(max(*both, _LEAST), _MOST) + 1 for both in zip(head, body, strict=True)]
    total, measure = sum(wanted), pen.measure
    edges = [round(measure * sum(wanted[:index]) / total) for index in range(len(wanted) + 1)]
    return tuple(right - left for left, right in pairwise(edges))

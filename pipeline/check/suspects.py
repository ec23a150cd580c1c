"""In a sheet of a million rows, the few that may be something else than data: looked for by column, not row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.check.coded import Coded
from pipeline.check.plain import is_blank

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask

__all__ = ["columns_of", "first_cells", "is_wide", "nothing_in"]


def is_wide(rows: Sequence[Any]) -> bool:
    """Whether a sheet comes as columns."""
    return hasattr(rows, "column")


def columns_of(rows: Any, wanted: Iterable[int]) -> dict[int, Coded]:
    """The wanted columns of a wide sheet, coded."""
    return {at: _column(rows, at) for at in wanted if at < rows.width}


def _column(rows: Any, at: int) -> Coded:
    """A column coded once, however often it is asked for."""
    if at not in rows.memo:
        rows.memo[at] = Coded.of_wide(rows.column(at))
    coded: Coded = rows.memo[at]
    return coded


def nothing_in(columns: Mapping[int, Coded]) -> Mask:
    """The rows that hold nothing, or nothing but zeros, in all of the columns."""
    import numpy as np

    nothing: Mask = np.logical_and.reduce([column.where(_is_nothing) | column.zeros() for column in columns.values()])
    return nothing


def _is_nothing(cell: str) -> bool:
    return is_blank(cell) or cell.strip() == "0"


def first_cells(rows: Any, columns: Mapping[int, Coded], tells: Callable[[str], bool]) -> Mask:
    """The rows whose first filled cell, of whatever column, is a text of which something holds."""
    import numpy as np

    found = np.zeros(len(rows), dtype=bool)
    waiting = np.ones(len(rows), dtype=bool)
    for at in range(rows.width):
        if not waiting.any():
            break
        column = columns.get(at) or _column(rows, at)
        filled = ~column.where(is_blank)
        telling = column.where(tells)
        found |= waiting & telling
        waiting &= ~filled
    return found

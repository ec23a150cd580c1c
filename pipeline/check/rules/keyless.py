"""The same row twice in a table without a key.

Good: a cumulative register sent again; a row counts as often as in the drop that has it most often, and does not double.
Bad: identical rows of one drop: they all count (a warning names them).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.check.rules.resent import resent
from pipeline.check.stack import Sorted, Stack, any_twice

if TYPE_CHECKING:
    from pipeline.model.arrays import Mask, Numbers

__all__ = ["sort_keyless"]


def sort_keyless(stack: Stack, told: Sorted) -> None:
    """A row counts as often as in the drop that has it most often; the earlier drop's rows are kept."""
    import numpy as np

    rows = np.flatnonzero(told.used)
    contents, drops = stack.contents()[rows], stack.drop[rows]
    if not any_twice(contents):
        return
    nth = _nth(contents, drops)
    order = np.lexsort((rows, drops, nth, contents))
    begins = _begins(contents[order], nth[order])
    again = np.zeros(len(rows), dtype=bool)
    again[order] = ~begins
    told.repeated[rows[again]], told.used[rows[again]] = True, False
    firsts = order[np.flatnonzero(begins)][np.cumsum(begins) - 1]
    told.problems += resent(stack, told, rows[order[~begins]], rows[firsts[~begins]])
    named = sorted(_named(stack, rows[~again], contents[~again], drops[~again]))
    told.problems += [stack.problem("rows-identical", later, message) for later, message in named]


def _named(stack: Stack, rows: Numbers, contents: Numbers, drops: Numbers) -> Iterator[tuple[int, str]]:
    """Rows of one drop that are the same: the second of them, and what is to be said there."""
    import numpy as np

    order = np.lexsort((rows, drops, contents))
    for group in np.split(order, np.flatnonzero(_begins(contents[order], drops[order]))[1:]):
        if len(group) > 1:
            first, later, *more = rows[group].tolist()
            others = f"（共{2 + len(more)}行）" if more else ""
            yield later, f"与{stack.where(first, later)}完全相同{others}，都计算在内。如果是重复登记，请删去"


def _nth(contents: Numbers, drops: Numbers) -> Numbers:
    """How many rows before each one have its contents and stand in its drop."""
    import numpy as np

    order = np.lexsort((np.arange(len(contents)), drops, contents))
    begins = _begins(contents[order], drops[order])
    starts = np.flatnonzero(begins)
    nth = np.empty(len(order), dtype=np.int64)
    nth[order] = np.arange(len(order)) - starts[np.cumsum(begins) - 1]
    return nth


def _begins(*columns: Numbers) -> Mask:
    """Where in sorted rows others begin."""
    import numpy as np

    begins = np.zeros(len(columns[0]), dtype=bool)
    begins[:1] = True
    for column in columns:
        begins[1:] |= column[1:] != column[:-1]
    return begins

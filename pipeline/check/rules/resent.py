"""A table without a key, sent again with some rows corrected: the rows as they were before count too.

Good: a cumulative register; all rows of the earlier batch stand in the later one.
Bad: a register in which a number was corrected: 725 rows come again, one has changed, and 726 count (a warning a sheet).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.check.stack import Sorted, Stack
from pipeline.model.problem import Problem

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["resent"]

_LEAST = 3
"""So many rows that come again are no chance."""


def resent(stack: Stack, told: Sorted, again: Numbers, before: Numbers) -> Iterator[Problem]:
    """``again``: the rows that say what rows of an earlier drop (``before``) say already."""
    import numpy as np

    count = len(stack.parts)
    pairs, same = np.unique(stack.part[again].astype(np.int64) * count + stack.part[before], return_counts=True)
    there = np.bincount(stack.part[told.used], minlength=count)
    for pair, rows in zip(pairs.tolist(), same.tolist(), strict=True):
        later, earlier = divmod(pair, count)
        gone, new = int(there[earlier]) - rows, int(there[later])
        if gone and new and rows >= _LEAST and rows > gone:
            yield _told(stack, told, later, earlier, (rows, gone, new))


def _told(stack: Stack, told: Sorted, later: int, earlier: int, counts: tuple[int, int, int]) -> Problem:
    """At the first row that is new."""
    first = int((told.used & (stack.part == later)).argmax())
    part, (rows, gone, new) = stack.parts[earlier], counts
    where = f"{part.file} {f'的工作表“{part.sheet}”' if part.sheet else ''}"
    message = (
        f"这里有{rows}行与前面批次的 {where}相同，有{new}行（如这一行）那里没有；那里另有{gone}行这里没有，也都计算在内。"
        f"这一份如果是更正后重报的，更正前的{gone}行就多算了：请把前面的那一份移出 inputs"
    )
    return dataclasses.replace(stack.problem("resent", first, message), found=f"{rows}行相同")

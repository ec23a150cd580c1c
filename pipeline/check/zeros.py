"""A row of a daily report that says 无 in one of its columns and nothing in the others reports zero in all of them.

Good: ``2025-10-01 城关镇 无`` → zeros. A row with a number in it says only what it says: what is blank there is unknown.
Bad: ``2025-10-01 城关镇`` and nothing else, a line of a printed form that nobody filled in: it is no report, and no zero.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.check.coded import Coded
from pipeline.check.column import Typed
from pipeline.check.plain import is_blank, plain
from pipeline.model.tables import Column

__all__ = ["unfilled", "zero_reports"]


def zero_reports(
    typed: Mapping[str, Typed], cells: Mapping[str, Coded], declared: Sequence[Column], words: Sequence[str]
) -> dict[str, Typed]:
    """The columns with the zeros of such rows filled in; ``words`` say zero."""
    import numpy as np

    zero = frozenset(map(plain, words))
    counts = [column.name for column in declared if column.type == "integer"]
    if not counts:
        return dict(typed)
    says = {name: cells[name].where(lambda cell: isinstance(cell, str) and plain(cell) in zero) for name in counts}
    rows = np.logical_or.reduce(list(says.values()))
    rows &= np.logical_and.reduce([typed[name].blank | says[name] for name in counts])
    return {name: _with_zeros(each, rows) if name in says and rows.any() else each for name, each in typed.items()}


def unfilled(cells: Mapping[str, Coded], declared: Sequence[Column]) -> list[int]:
    """The places of the rows without a word in any of the columns of numbers."""
    import numpy as np

    counts = [cells[column.name] for column in declared if column.type == "integer"]
    return np.flatnonzero(np.logical_and.reduce([column.where(is_blank) for column in counts])).tolist() if counts else []


def _with_zeros(typed: Typed, rows: Any) -> Typed:
    import numpy as np

    values = typed.values
    data = np.where(rows, 0, values.data).astype(values.data.dtype)
    return dataclasses.replace(
        typed, values=dataclasses.replace(values, data=data, missing=values.missing & ~rows), blank=typed.blank & ~rows
    )

"""What the generator hands around: rows before they are written, and the workbooks they go into."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

from pipeline.model.shape import shape

__all__ = ["Book", "Cell", "Row", "Sheet", "dice"]

Cell = str | int | float | dt.date | None
Row = dict[str, Cell]


@shape
class Sheet:
    """One sheet: its name, the title over the header, the rows under it."""

    name: str
    title: str
    rows: Iterable[Row]


@shape
class Book:
    """One file of one drop; ``columns`` is its header, the ending of ``file`` says how it is dressed."""

    drop: str
    file: str
    table: str
    columns: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def dice(seed: int, *parts: object) -> random.Random:
    """Dice of one's own for each part of the county, so that a change in one table leaves the others as they are."""
    return random.Random("/".join(map(str, (seed, *parts))))  # noqa: S311 (an invented county needs no secrecy)

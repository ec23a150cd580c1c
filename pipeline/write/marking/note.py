"""What is to be said at a cell."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from pipeline.model.shape import shape

__all__ = ["AUTHOR", "Note", "address", "gathered", "position"]

AUTHOR = "数据检查"
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@shape
class Note:
    """``row`` and ``column`` count from 0; ``colour`` as ARGB; of two notes on a cell the first one's colour stands."""

    row: int
    column: int
    colour: str
    text: str


def gathered(notes: Iterable[Note], merges: Iterable[tuple[int, int, int, int]]) -> Mapping[int, Mapping[int, Note]]:
    """One note a cell, by row and column, in their order; of a merged cell at its first cell, the only one that is seen."""
    areas = tuple(merges)
    rows: dict[int, dict[int, Note]] = {}
    for note in notes:
        row, column = next(
            (a[:2] for a in areas if a[0] <= note.row <= a[2] and a[1] <= note.column <= a[3]), (note.row, note.column)
        )
        before = rows.setdefault(row, {}).get(column)
        text = f"{before.text}\n{note.text}" if before else note.text
        rows[row][column] = dataclasses.replace(before or note, row=row, column=column, text=text)
    return {row: dict(sorted(rows[row].items())) for row in sorted(rows)}


def address(row: int, column: int) -> str:
    """``D4``."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def position(told: str) -> tuple[int, int] | None:
    """``D4`` as row and column from 0."""
    found = _ADDRESS.fullmatch(told)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1

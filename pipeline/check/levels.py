"""How grave each kind of problem is. Rules do not know their level; the errors are the closed list of the data dictionary."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from pipeline.check.plain import shown
from pipeline.model.place import Place, column_letters
from pipeline.model.problem import Level, Problem
from pipeline.model.table import Source

__all__ = ["LEVELS", "column_cell", "mark", "problem"]

LEVELS: MappingProxyType[str, Level] = MappingProxyType(
    {
        "required-blank": "error",
        "column-missing": "error",
        "wrong-type": "error",
        "out-of-range": "error",
        "category-unknown": "error",
        "unit-unknown": "error",
        "date-order": "error",
        "key-conflict": "error",
        "sheet-unknown": "error",
        "header-missing": "error",
        "key-repeated": "warning",
        "copy": "warning",
        "copy-named": "warning",
        "rows-identical": "warning",
        "replaced-other": "warning",
        "resent": "warning",
        "header-double": "warning",
        "column-lacking": "warning",
        "title-year": "warning",
        "total-differs": "warning",
        "status-date": "warning",
        "more-than": "warning",
        "date-after": "warning",
        "sequence-gap": "warning",
        "after-cutoff": "warning",
        "unfilled": "warning",
        "value-long": "warning",
        "unit-unlisted": "warning",
        "unit-silent": "warning",
        "off-roster": "warning",
        "cutoff-alone": "warning",
        "jump": "warning",
        "header-unknown": "info",
        "hidden": "info",
        "same-as-wrong": "info",
        "no-table": "info",
        "no-rows": "info",
        "table-absent": "info",
        "no-tables": "error",
        "units-open": "info",
        "replaced": "info",
        "repeated": "info",
        "accepted": "info",
        "as-of": "info",
    }
)


def problem(
    rule: str,
    file: str,
    sheet: str | None,
    at: tuple[int, int] | None,
    message: str,
    *,
    found: str = "",
    expected: str = "",
    table: str | None = None,
) -> Problem:
    """A problem of its rule's level; ``at`` is (row as shown, column from 0)."""
    cell: Any = f"{column_letters(at[1])}{at[0]}" if at else None
    return Problem(rule, LEVELS[rule], Place(file, sheet, cell), message, found, expected, table)


def mark(told: Problem, cell: Any = "") -> str:
    """A hash of the fault and of what stands in its cell, by which a changed cell is known."""
    text = "|".join((told.rule, told.place.file, told.place.sheet or "", told.place.cell or "", told.message, shown(cell)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def column_cell(parts: Iterable[Any], source: Source, column: str, row: int) -> tuple[int, int] | None:
    """Where a column's cell of a row stands, of all parts of a sheet the one that holds the row."""
    for part in parts:
        if (part.file, part.sheet) == (source.file, source.sheet) and column in part.letters and row in part.rows.numbers:
            return row, part.letters[column]
    return None

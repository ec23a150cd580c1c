"""A table put together of many files, kept as plain columns: rows, sheets and coverage come back exactly as they were.

Nothing is in there that is not in the table itself: declared, non-private columns, addresses.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from pipeline.check.columnfile import open_columns, write
from pipeline.model.table import ROW, SOURCE, Coverage, Filing, Source, Table

__all__ = ["keep", "kept"]


def keep(path: Path, table: Table) -> None:
    """Write it whole or not at all. Raises OSError."""
    write(path, {**table.columns, ROW: table.numbers, SOURCE: table.sheets}, _told(table))


def kept(path: Path) -> Table:
    """The table. Raises OSError, ValueError or KeyError where there is none, or none that can be read."""
    file = open_columns(path)
    told = file.told
    return Table(
        name=told["name"],
        columns={name: file.values(name) for name in told["columns"]},
        sheets=file.array(SOURCE).astype("int32"),
        numbers=file.array(ROW).astype("int32"),
        sources=tuple(Source(*line) for line in told["sources"]),
        coverage=Coverage(
            frozenset((year, month) for year, month in told["months"]), tuple(Filing(*line) for line in told["filings"])
        ),
        lacking={name: frozenset(sheets) for name, sheets in told["lacking"].items()},
        rejected=told["rejected"],
        until=dt.date.fromisoformat(told["until"]) if told["until"] else None,
        stood=frozenset(told["stood"]),
    )


def _told(table: Table) -> dict[str, Any]:
    """Everything beside the rows."""
    return {
        "name": table.name,
        "columns": [*table.columns],
        "sources": [(one.file, one.sheet, one.rows) for one in table.sources],
        "months": sorted(table.coverage.months),
        "filings": [(one.table, one.unit, one.period, one.state) for one in table.coverage.filings],
        "lacking": {name: sorted(sheets) for name, sheets in table.lacking.items()},
        "rejected": table.rejected,
        "until": table.until.isoformat() if table.until else None,
        "stood": sorted(table.stood),
    }

"""A table put together of many files, kept as Arrow: rows, sheets and coverage come back exactly as they were.

Nothing is in there that is not in the table itself: declared, non-private columns, addresses.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from pipeline.check.arrowfile import read, write
from pipeline.model.arrow import array_of, numbers_in, numbers_of, values_in
from pipeline.model.table import ROW, SOURCE, Coverage, Filing, Source, Table

__all__ = ["keep", "kept"]


def keep(path: Path, table: Table) -> None:
    """Write it whole or not at all. Raises OSError."""
    columns = {name: array_of(values) for name, values in table.columns.items()}
    columns |= {ROW: numbers_of(table.numbers, None, "int32"), SOURCE: numbers_of(table.sheets, None, "int32")}
    write(path, columns, json.dumps(_told(table), ensure_ascii=False))


def kept(path: Path) -> Table:
    """The table. Raises OSError, ValueError (of pyarrow too) or KeyError where there is none, or none that can be read."""
    rows, text = read(path)
    told = json.loads(text)
    return Table(
        name=told["name"],
        columns={name: values_in(kind, rows[name]) for name, kind in told["columns"].items()},
        sheets=numbers_in(rows[SOURCE]),
        numbers=numbers_in(rows[ROW]),
        sources=tuple(Source(*line) for line in told["sources"]),
        coverage=Coverage(
            frozenset((year, month) for year, month in told["months"]), tuple(Filing(*line) for line in told["filings"])
        ),
        lacking={name: frozenset(sheets) for name, sheets in told["lacking"].items()},
        rejected=told["rejected"],
        until=dt.date.fromisoformat(told["until"]) if told["until"] else None,
    )


def _told(table: Table) -> dict[str, Any]:
    """Everything beside the rows."""
    return {
        "name": table.name,
        "columns": {name: values.kind for name, values in table.columns.items()},
        "sources": [(one.file, one.sheet, one.rows) for one in table.sources],
        "months": sorted(table.coverage.months),
        "filings": [(one.table, one.unit, one.period, one.state) for one in table.coverage.filings],
        "lacking": {name: sorted(sheets) for name, sheets in table.lacking.items()},
        "rejected": table.rejected,
        "until": table.until.isoformat() if table.until else None,
    }

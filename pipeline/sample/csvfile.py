"""A .csv as Excel on a Chinese Windows saves it: GBK, commas, dates with slashes, no title row."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from pipeline.sample.shapes import Book, Cell

__all__ = ["write"]


def write(book: Book, path: Path) -> None:
    """Write the only sheet of a book."""
    (sheet,) = book.sheets
    with path.open("w", encoding="gbk", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(book.columns)
        lines.writerows([_shown(row[name]) for name in book.columns] for row in sheet.rows)


def _shown(value: Cell) -> str:
    if isinstance(value, dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    return "" if value is None else str(value)

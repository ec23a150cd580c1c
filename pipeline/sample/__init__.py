"""An invented county's tables, any size, from a seed."""

from __future__ import annotations

from pathlib import Path

from pipeline.sample import csvfile, xls, xlsx
from pipeline.sample.books import ORDER, books
from pipeline.sample.names import MOST_TOWNSHIPS
from pipeline.sample.office import own_config
from pipeline.sample.plan import DEFAULT_SEED, plan_for
from pipeline.sample.shapes import Cell, Row

__all__ = ["DEFAULT_SEED", "MOST_TOWNSHIPS", "Cell", "Row", "generate", "own_config", "records"]

_WRITERS = {".xlsx": xlsx.write, ".xls": xls.write, ".csv": csvfile.write}


def generate(folder: Path, *, rows: int | None = None, seed: int = DEFAULT_SEED, townships: int = 18) -> tuple[Path, ...]:
    """Write the county's tables below ``folder/inputs`` and name the files written, in order.

    ``rows``: how many rows 信访事项登记表 has, both years together; without it, what the seed gives. The same arguments
    give the same bytes. A file of the same name is overwritten.
    """
    written: list[Path] = []
    for book in books(plan_for(seed, rows=rows, townships=townships)):
        path = folder / "inputs" / book.drop / book.file
        path.parent.mkdir(parents=True, exist_ok=True)
        _WRITERS[path.suffix](book, path)
        written.append(path)
    return tuple(written)


def records(*, rows: int | None = None, seed: int = DEFAULT_SEED, townships: int = 18) -> dict[str, list[Row]]:
    """The same county's rows before they are written: by table, in the order of config/tables.yaml, 2024 before 2025."""
    found: dict[str, list[Row]] = {table: [] for table in ORDER}
    for book in books(plan_for(seed, rows=rows, townships=townships)):
        for sheet in book.sheets:
            found[book.table].extend(sheet.rows)
    return found

"""A new workbook with the cells of one that cannot be patched (.xls, .ods, .csv): values only, as they were read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from pipeline.model.raw import RawSheet
from pipeline.write.marking.note import Note
from pipeline.write.marking.workbook import mark_workbook

__all__ = ["remade"]

_UNNAMEABLE = re.compile(r"[\[\]*?:/\\]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32767


def remade(sheets: Sequence[RawSheet], notes: Mapping[str | None, Sequence[Note]], title: str) -> bytes:
    """The workbook with the notes in its sheets; ``title`` names the sheet of a .csv."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        made = book.create_sheet(_UNNAMEABLE.sub("_", sheet.name or title)[:31].strip("'") or "Sheet")
        _fill(made, sheet)
    out = BytesIO()
    book.save(out)
    parts = {sheet.name: f"xl/worksheets/sheet{number}.xml" for number, sheet in enumerate(sheets, 1)}
    marked = mark_workbook(out.getvalue(), {parts[name]: told for name, told in notes.items() if name in parts})
    if marked is None:
        raise AssertionError(title)
    return marked


def _fill(made: Any, sheet: RawSheet) -> None:
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell is not None and cell != "":
                _put(made.cell(row, column), cell)
    for (row, column), value in sheet.errors.items():
        made.cell(row + 1, column + 1).value = value
    for top, left, bottom, right in sheet.merges:
        made.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row in sheet.hidden_rows:
        made.row_dimensions[row + 1].hidden = True
    if sheet.hidden:
        made.sheet_state = "hidden"


def _put(cell: Any, value: Any) -> None:
    """A text stays one, also where it looks like a formula or an error."""
    if isinstance(value, str):
        cell.value = _UNWRITABLE.sub("", value)[:_LONGEST]
        cell.data_type = "s"
    else:
        cell.value = value

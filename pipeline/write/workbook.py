"""The data workbook inside a chart: one sheet, written by hand so that its bytes depend on the numbers alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from pipeline.model.document import Chart
from pipeline.model.place import column_letters
from pipeline.write.package import entry, folder, package
from pipeline.write.parts import HEAD
from pipeline.write.xml import clean, escape

__all__ = ["workbook"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS: Final = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(block: Chart) -> bytes:
    """Categories in the first column, a series in each further one."""
    first = folder(entry(name, f"{HEAD}{content}".encode()) for name, content in _PARTS.items())
    rows = "".join(f'<row r="{at}">{"".join(_cells(row, at))}</row>' for at, row in enumerate(_rows(block), 1))
    sheet = f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return package(first, entry("xl/worksheets/sheet1.xml", sheet.encode()))


def _rows(block: Chart) -> Iterator[list[str | float | None]]:
    yield ["", *(name for name, _ in block.series)]
    for at, category in enumerate(block.categories):
        yield [category, *(values[at] if at < len(values) else None for _, values in block.series)]


def _cells(row: list[str | float | None], at: int) -> Iterator[str]:
    for column, value in enumerate(row):
        place = f"{column_letters(column)}{at}"
        if isinstance(value, str):
            if not value:
                continue
            yield f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(clean(value))}</t></is></c>'
        elif value is not None and math.isfinite(value):
            yield f'<c r="{place}"><v>{value!r}</v></c>'

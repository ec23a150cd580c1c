"""A plain .xlsx, written row by row: a merged title, a header, the data; the same bytes for the same rows.

openpyxl needs 4 minutes and a clock for a million rows of twenty cells; a register is no more than text, whole numbers and
days, and its XML is written here straight into the zip.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.model.place import column_letters
from pipeline.sample.shapes import Book, Cell, Row, Sheet

__all__ = ["write"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EPOCH = dt.date(1899, 12, 30)
_TITLE, _HEADER, _DATE = 1, 2, 3
_LINES = 2000  # so many rows go to the zip at once

_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="14"/><name val="宋体"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment horizontal="center"/></xf>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""

_CORE = f"""{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"""


def write(book: Book, path: Path) -> None:
    """Write the workbook; nothing in it depends on the clock or the machine."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(book):
            package.writestr(_entry(name), text)
        for number, sheet in enumerate(book.sheets, 1):
            with package.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                for chunk in _worksheet(book.columns, sheet):
                    part.write(chunk.encode())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else the entry tells the system it was made on
    return entry


def _parts(book: Book) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(book.sheets) + 1)
    kinds = [("/xl/workbook.xml", f"{_SHEET_TYPE}.sheet.main+xml"), ("/xl/styles.xml", f"{_SHEET_TYPE}.styles+xml")]
    kinds.extend((f"/xl/worksheets/sheet{n}.xml", f"{_SHEET_TYPE}.worksheet+xml") for n in numbers)
    kinds.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds)
    yield (
        "[Content_Types].xml",
        (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{overrides}</Types>"
        ),
    )
    core = (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    yield "_rels/.rels", _relations((f"{_OFFICE}/officeDocument", "xl/workbook.xml"), core)
    yield "docProps/core.xml", _CORE
    named = zip(numbers, book.sheets, strict=True)
    names = "".join(f'<sheet name="{escape(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, sheet in named)
    yield "xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
    sheets = ((f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    yield "xl/_rels/workbook.xml.rels", _relations(*sheets, (f"{_OFFICE}/styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES


def _relations(*targets: tuple[str, str]) -> str:
    links = "".join(f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _worksheet(columns: tuple[str, ...], sheet: Sheet) -> Iterator[str]:
    letters = [column_letters(n) for n in range(len(columns))]
    widths = "".join(f'<col min="{n}" max="{n}" width="{_width(name)}" customWidth="1"/>' for n, name in enumerate(columns, 1))
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><cols>{widths}</cols><sheetData>'
    yield f'<row r="1">{_text("A1", sheet.title, _TITLE)}</row>'
    yield f'<row r="2">{"".join(_text(f"{letter}2", name, _HEADER) for letter, name in zip(letters, columns, strict=True))}</row>'
    yield from _rows(tuple(zip(letters, columns, strict=True)), sheet.rows)
    yield f'</sheetData><mergeCells count="1"><mergeCell ref="A1:{letters[-1]}1"/></mergeCells></worksheet>'


def _width(name: str) -> int:
    return 13 if name.endswith(("日期", "时限", "编号")) else max(9, 3 * len(name))


def _rows(columns: tuple[tuple[str, str], ...], rows: Iterable[Row]) -> Iterator[str]:
    dates: dict[dt.date, int] = {}
    lines: list[str] = []
    for number, row in enumerate(rows, 3):
        cells = [_cell(f"{letter}{number}", value, dates) for letter, name in columns if (value := row[name]) is not None]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(lines) == _LINES:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def _cell(ref: str, value: Cell, dates: dict[dt.date, int]) -> str:
    if isinstance(value, str):
        return f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    if isinstance(value, dt.date):
        if value not in dates:
            dates[value] = (value - _EPOCH).days
        return f'<c r="{ref}" s="{_DATE}"><v>{dates[value]}</v></c>'
    return f'<c r="{ref}"><v>{value}</v></c>'


def _text(ref: str, value: str, style: int) -> str:
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'

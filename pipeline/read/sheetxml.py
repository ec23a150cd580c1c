"""What the parts of an .xlsx say that calamine does not tell: error cells, hidden rows, the 1904 calendar, absurd ranges."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from pipeline.model.reading import Limits
from pipeline.read.biff import facts_of_xls
from pipeline.read.facts import BROKEN, ENCRYPTED, Facts, HiddenRows
from pipeline.read.guard import refusal, unpack
from pipeline.read.listed import EPOCH, column_number, sheets_in
from pipeline.read.odsxml import facts_of_ods
from pipeline.read.sheetwalk import walked

__all__ = ["CELL", "ERROR", "HIDDEN", "facts_of"]

_SCANNED = 64 << 20
_EDGE = 65536
CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"')
ERROR = re.compile(
    rb'<(?:\w+:)?c (?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)', re.DOTALL
)
_CLAIMED = re.compile(rb"""<(?:\w+:)?c\s[^>]*\bt=["']e["']""")
_CONCEALED = re.compile(rb"""<(?:\w+:)?row\s[^>]*\bhidden=["'](?:1|true)["']""")
HIDDEN = re.compile(rb'<(?:\w+:)?row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')


def facts_of(content: bytes, limits: Limits) -> Facts:
    """The facts of a workbook; of an .xlsb only whether it may be opened."""
    if not content.startswith(b"PK"):
        return facts_of_xls(content)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Facts(BROKEN)
    with archive:
        if refused := refusal(archive, limits):
            return Facts(refused)
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        if "content.xml" in sizes:
            if "META-INF/manifest.xml" in sizes and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                return Facts(ENCRYPTED)
            text = unpack(archive, "content.xml", limits)
            return Facts(text) if isinstance(text, tuple) else facts_of_ods(text)
        return _workbook_facts(archive, sizes, limits)


def _workbook_facts(archive: zipfile.ZipFile, sizes: dict[str, int], limits: Limits) -> Facts:
    if "xl/workbook.xml" not in sizes or "xl/_rels/workbook.xml.rels" not in sizes:
        return Facts()
    workbook = unpack(archive, "xl/workbook.xml", limits)
    relations = unpack(archive, "xl/_rels/workbook.xml.rels", limits)
    strings = unpack(archive, "xl/sharedStrings.xml", limits) if sizes.get("xl/sharedStrings.xml", _SCANNED) < _SCANNED else b""
    if isinstance(workbook, tuple) or isinstance(relations, tuple) or isinstance(strings, tuple):
        return Facts(next(part for part in (workbook, relations, strings) if isinstance(part, tuple)))
    errors: dict[str, dict[tuple[int, int], str]] = {}
    hidden: dict[str, HiddenRows] = {}
    absurd = set()
    for listed in sheets_in(workbook, relations):
        name, part = listed.name, listed.part
        if sizes.get(part, _SCANNED) >= _SCANNED:
            continue
        sheet = unpack(archive, part, limits)
        if isinstance(sheet, tuple):
            return Facts(sheet)
        errors[name], hidden[name] = _found(sheet)
        if _extent(sheet) > limits.cells:
            absurd.add(name)
    return Facts(None, bool(EPOCH.search(workbook)), errors, hidden, frozenset(absurd))


def _found(sheet: bytes) -> tuple[dict[tuple[int, int], str], HiddenRows]:
    """Error cells and hidden rows; of a sheet that is written in an unusual way by walking through it."""
    claimed = len(_CLAIMED.findall(sheet)) if b'="e"' in sheet or b"='e'" in sheet else 0
    rows = len(_CONCEALED.findall(sheet)) if b"hidden=" in sheet else 0
    errors = {(int(r) - 1, column_number(c)): v.decode("utf-8", "replace") for c, r, v in ERROR.findall(sheet)} if claimed else {}
    hidden = tuple((int(row) - 1, 1) for row in HIDDEN.findall(sheet)) if rows else ()
    return (errors, hidden) if (len(errors), len(hidden)) == (claimed, rows) else walked(sheet)


def _extent(sheet: bytes) -> int:
    """Rows × columns that the cells at both ends of a sheet span; a cell in XFD1048576 kills the parser."""
    cells = CELL.findall(sheet, 0, _EDGE) + CELL.findall(sheet, max(0, len(sheet) - _EDGE))
    rows = [int(row) for _, row in cells]
    columns = [column_number(column) for column, _ in cells]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if cells else 0

"""What the parts of an .xlsx say that calamine does not tell: error cells, hidden rows, the 1904 calendar, absurd ranges."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from pipeline.model.reading import Limits
from pipeline.read.guard import refusal, unpack
from pipeline.read.listed import EPOCH, column_number, sheets_in

__all__ = ["CELL", "ERROR", "HIDDEN", "Facts", "facts_of"]

_SCANNED = 64 << 20
_EDGE = 65536
CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"')
ERROR = re.compile(
    rb'<(?:\w+:)?c (?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)', re.DOTALL
)
HIDDEN = re.compile(rb'<(?:\w+:)?row [^>]*\bhidden="(?:1|true)"')


@dataclass(frozen=True, slots=True)
class Facts:
    """``errors`` and ``hidden_rows`` by sheet name; ``refused``: (rule, why) for the whole file.

    ``absurd``: the sheets whose cells lie too far apart to be handed over.
    """

    refused: tuple[str, str] | None = None
    epoch_1904: bool = False
    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    hidden_rows: dict[str, int] = field(default_factory=dict)
    absurd: frozenset[str] = frozenset()


def facts_of(content: bytes, limits: Limits) -> Facts:
    """The facts of an .xlsx; of an .ods or .xlsb only whether it may be opened."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Facts(("file-broken", "文件损坏或不完整（压缩包打不开），请重新拷贝，或用 WPS、Excel 修复后另存为 .xlsx"))
    with archive:
        if refused := refusal(archive, limits):
            return Facts(refused)
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        if "content.xml" in sizes:
            text = unpack(archive, "content.xml", limits)
            return Facts(text if isinstance(text, tuple) else None)
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
    hidden: dict[str, int] = {}
    absurd = set()
    for listed in sheets_in(workbook, relations):
        name, part = listed.name, listed.part
        if sizes.get(part, _SCANNED) >= _SCANNED:
            continue
        sheet = unpack(archive, part, limits)
        if isinstance(sheet, tuple):
            return Facts(sheet)
        if b't="e"' in sheet:
            errors[name] = {(int(r) - 1, column_number(c)): v.decode("utf-8", "replace") for c, r, v in ERROR.findall(sheet)}
        if b'hidden="' in sheet:
            hidden[name] = len(HIDDEN.findall(sheet))
        if _extent(sheet) > limits.cells:
            absurd.add(name)
    return Facts(None, bool(EPOCH.search(workbook)), errors, hidden, frozenset(absurd))


def _extent(sheet: bytes) -> int:
    """Rows × columns that the cells at both ends of a sheet span; a cell in XFD1048576 kills the parser."""
    cells = CELL.findall(sheet, 0, _EDGE) + CELL.findall(sheet, max(0, len(sheet) - _EDGE))
    rows = [int(row) for _, row in cells]
    columns = [column_number(column) for column, _ in cells]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if cells else 0

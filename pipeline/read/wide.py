"""Sheets of an .xlsx as columns of typed cells, taken from its XML.

What is here is what calamine tells of the same file, cell by cell (``tests/read/test_columns.py`` holds it to that). A sheet
that is not written as spreadsheet programs write it is left to calamine.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from pipeline.model.raw import Merge, RawSheet
from pipeline.model.reading import Limits
from pipeline.model.shape import shape
from pipeline.model.texts import joined
from pipeline.read.formats import styles_in
from pipeline.read.grid import Context, cells_of
from pipeline.read.guard import is_nested, refusal
from pipeline.read.listed import EPOCH, Listed, column_number, sheets_in
from pipeline.read.sheetxml import HIDDEN
from pipeline.read.strings import shared_strings
from pipeline.read.tags import Odd
from pipeline.read.widerows import WideRows

if TYPE_CHECKING:
    from pipeline.model.texts import Texts

__all__ = ["Wide", "wide_sheets"]

_CHUNK = 1 << 20
_ASIDE = 64 << 20
_TEXTS = 256 << 20
_LISTS = 64 << 20
_OTHERS = 2_000_000
"""What is read here at most, in bytes or cells: this process has no limit of memory, the one that calamine runs in has."""
# searched for by a last letter that is rare in what is searched
_OPENED, _CLOSED, _ROW = b"<sheetData>", b"</sheetData", b"</row>"
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_ENCODING = re.compile(rb"""encoding=["'](?!utf-8["'])""", re.IGNORECASE)


@shape
class Wide:
    """``order``: the names of all sheets; ``sheets``: those that were read; ``vast``: those with too many cells to be read."""

    order: tuple[str, ...] = ()
    sheets: tuple[RawSheet, ...] = ()
    vast: tuple[str, ...] = ()
    epoch_1904: bool = False

    @property
    def done(self) -> tuple[str, ...]:
        """The sheets that need no other reader."""
        return (*(sheet.name or "" for sheet in self.sheets), *self.vast)


class _Vast(Exception):
    """More cells than a sheet may have."""


def wide_sheets(content: bytes, limits: Limits) -> Wide | None:
    """The sheets of an .xlsx that suit; None where the workbook is odd in any way."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return None if refusal(archive, limits) else _sheets(archive, limits)
    except Exception:  # noqa: BLE001 - whatever is wrong with it is told where it is read the plain way
        return None


def _sheets(archive: zipfile.ZipFile, limits: Limits) -> Wide:
    sizes = {part.filename: part.file_size for part in archive.infolist()}
    lists = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
    if sizes.get("xl/sharedStrings.xml", 0) > _TEXTS or any(sizes.get(name, 0) > _LISTS for name in lists):
        raise Odd("too large a part")
    workbook = archive.read("xl/workbook.xml")
    relations = archive.read("xl/_rels/workbook.xml.rels")
    listed = sheets_in(workbook, relations)
    names = tuple(sheet.name for sheet in listed)
    if not names or len(set(names)) < len(names) or b"<!" in workbook + relations:
        raise Odd("the parts of the workbook")
    styles = styles_in(archive.read("xl/styles.xml")) if "xl/styles.xml" in sizes else ()
    texts = _texts(archive, sizes)
    epoch_1904 = bool(EPOCH.search(workbook))
    read: list[RawSheet] = []
    vast: list[str] = []
    for sheet in listed:
        try:
            read.append(_sheet(archive, sheet, Context(styles, epoch_1904, [texts], len(texts)), limits))
        except _Vast:
            vast.append(sheet.name)
        except Exception:  # noqa: BLE001, S112 - this sheet is left to calamine, whatever is odd about it
            continue
    return Wide(names, tuple(read), tuple(vast), epoch_1904)


def _texts(archive: zipfile.ZipFile, sizes: dict[str, int]) -> Texts:
    if "xl/sharedStrings.xml" not in sizes:
        return []
    content = archive.read("xl/sharedStrings.xml")
    if _ENCODING.search(content, 0, 200):
        raise Odd("an encoding")
    return shared_strings(content)


def _sheet(archive: zipfile.ZipFile, sheet: Listed, context: Context, limits: Limits) -> RawSheet:
    """One sheet, piece by piece; a cell far away makes it vast before anything is made of it."""
    rows = WideRows(context, context.texts[0])
    hidden: list[int] = []
    aside = b""
    for is_rows, piece in _pieces(archive, sheet.part):
        if not is_rows:
            aside += piece
            continue
        if b"hidden" in piece:
            hidden += [int(row) - 1 for row in HIDDEN.findall(piece)]
        rows.add(cells_of(piece, context))
        if rows.height * rows.width > limits.cells or rows.filled > limits.cells:
            raise _Vast
        if len(context.others) > _OTHERS:
            raise Odd("too many cells that are no shared texts")
    if b"<!" in aside or is_nested(aside, limits.depth) or _ENCODING.search(aside, 0, 200):
        raise Odd("what stands around the rows")
    if context.own:
        rows.texts = joined(context.texts)
    concealed = frozenset(row for row in hidden if row < rows.height)
    return RawSheet(sheet.name, rows, _merges(aside), sheet.hidden, concealed, context.errors)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bool, bytes]]:
    """The XML of a sheet: pieces of whole rows (true), and what stands before and after all rows."""
    with archive.open(part) as stream:
        piece = stream.read(_CHUNK)
        at = piece.find(_OPENED)
        if at < 0:
            raise Odd("rows")
        yield False, piece[:at]
        piece = piece[at + len(_OPENED) :]
        while (end := piece.find(_CLOSED)) < 0:
            cut = piece.rfind(_ROW) + len(_ROW)
            if cut >= len(_ROW):
                yield True, piece[:cut]
                piece = piece[cut:]
            more = stream.read(_CHUNK)
            if not more or len(piece) > _ASIDE:
                raise Odd("rows without an end")
            piece += more
        yield True, piece[:end]
        rest = piece[end:] + stream.read(_ASIDE)
        if len(rest) >= _ASIDE:
            raise Odd("much beside the rows")
        yield False, rest


def _merges(aside: bytes) -> tuple[Merge, ...]:
    return tuple(
        (int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
        for left, top, right, bottom in _MERGE.findall(aside)
    )

"""Large sheets of an .xlsx by fastexcel: whole columns of text, not rows of cells.

fastexcel tells every cell as text, so what it does not tell is taken from the sheet's XML: which cells show an error, which
are merged, and, where it matters (6.1 in a date column), which are numbers. A sheet that does not suit is left to calamine.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, overload

from pipeline.model.raw import Merge, RawSheet
from pipeline.model.reading import Limits
from pipeline.read.guard import refusal
from pipeline.read.listed import Listed, column_number, is_1904, listed_sheets
from pipeline.read.sheetxml import CELL, ERROR, HIDDEN

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Large", "WideRows", "large_sheets", "wide_sheet"]

_LARGE = 20 << 20
_CHUNK = 8 << 20
_OVERLAP = 1 << 16
_FAR = re.compile(rb'r="([A-Z]{2,3})\d')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


@dataclass(frozen=True, slots=True)
class WideRows(Sequence[Sequence[Any]]):
    """Rows that are kept as columns of text.

    ``column(i)`` is one of them, ``numbers(i)`` tells which of its cells are numbers; ``memo`` is for what a reader has made
    of a column.
    """

    columns: tuple[pa.ChunkedArray, ...]
    height: int
    content: bytes = field(repr=False)
    part: str
    memo: dict[int, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return self.height

    @overload
    def __getitem__(self, at: int) -> Sequence[Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Any]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(self.height))]
        return [cell.as_py() or "" for cell in (column[at] for column in self.columns)]

    def column(self, at: int) -> pa.ChunkedArray:
        """One column, as text; null for an empty cell."""
        return self.columns[at]

    def numbers(self, at: int) -> frozenset[int]:
        """The rows (from 0) whose cell in a column is a number, not a text."""
        letters = _letters(at)
        cell = re.compile(rb'<(?:\w+:)?c (?=[^>]*\br="%s(\d+)")(?![^>]*\bt="(?:s|str|inlineStr|b|e)")[^>]*>' % letters)
        return frozenset(int(row) - 1 for chunk in _chunks(self.content, self.part) for row in cell.findall(chunk))


@dataclass(slots=True)
class _Scan:
    """What the XML of a sheet tells in one go."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merges: set[Merge] = field(default_factory=set)
    first_column: bool = False


@dataclass(frozen=True, slots=True)
class Large:
    """The sheets whose part is large; ``alone``: the workbook has no other; ``epoch_1904`` as in ``RawFile``."""

    sheets: tuple[Listed, ...] = ()
    alone: bool = False
    epoch_1904: bool = False


def large_sheets(content: bytes, limits: Limits) -> Large:
    """The large sheets of an .xlsx; none where the archive is odd in any way."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if refusal(archive, limits):
                return Large()
            sizes = {part.filename: part.file_size for part in archive.infolist()}
            listed = listed_sheets(archive)
            large = tuple(sheet for sheet in listed if sizes.get(sheet.part, 0) >= _LARGE)
            return Large(large, len(large) == len(listed), is_1904(archive))
    except Exception:  # noqa: BLE001 - whatever is wrong with it is told where it is read the plain way
        return Large()


def wide_sheet(content: bytes, sheet: Listed, limits: Limits) -> RawSheet | None:
    """The sheet as columns of text, or None where it does not suit."""
    import fastexcel

    try:
        scan = _scanned(content, sheet.part, limits)
        if scan is None or not scan.first_column:
            return None
        loaded = fastexcel.read_excel(content).load_sheet(sheet.name, header_row=None, skip_rows=0, dtypes="string")
        table = loaded.to_arrow()
    except BaseException as error:  # a panic of the parser is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return None
    import pyarrow as pa

    columns = tuple(pa.chunked_array([table.column(at)]) for at in range(table.num_columns))
    rows = WideRows(columns, table.num_rows, content, sheet.part)
    return RawSheet(sheet.name, rows, tuple(sorted(scan.merges)), sheet.hidden, frozenset(scan.hidden), scan.errors)


def _scanned(content: bytes, part: str, limits: Limits) -> _Scan | None:
    """None where the cells lie too far apart, or the part is not what a spreadsheet program writes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    scan = _Scan()
    rows, columns = 0, 0
    for chunk in _chunks(content, part):
        if rows == 0 and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
            return None
        ends = [*CELL.findall(chunk, 0, _OVERLAP), *CELL.findall(chunk, max(0, len(chunk) - _OVERLAP))]
        for letters, row in ends:
            rows, columns = max(rows, int(row)), max(columns, column_number(letters) + 1)
        if pc.match_substring_regex(pa.scalar(chunk, pa.binary()), 'r="[A-Z][A-Z]').as_py():
            columns = max(columns, *(column_number(letters) + 1 for letters in set(_FAR.findall(chunk))))
        scan.first_column = scan.first_column or b' r="A' in chunk
        if b't="e"' in chunk:
            scan.errors |= {(int(r) - 1, column_number(c)): v.decode("utf-8", "replace") for c, r, v in ERROR.findall(chunk)}
        if b'hidden="' in chunk:
            scan.hidden |= {int(row) - 1 for row in HIDDEN.findall(chunk)}
        if b"mergeCell " in (chunk[-_OVERLAP:] if len(chunk) >= _CHUNK else chunk):
            found = _MERGE.findall(chunk)
            scan.merges |= {
                (int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)) for left, top, right, bottom in found
            }
        if rows * columns > limits.cells:
            return None
    return scan


def _chunks(content: bytes, part: str) -> Iterator[bytes]:
    """The part's XML piece by piece, each with the end of the one before."""
    with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(part) as stream:
        before = b""
        while piece := stream.read(_CHUNK):
            yield before + piece
            before = piece[-_OVERLAP:]


def _letters(at: int) -> bytes:
    letters = b""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters

"""A plain .xls (BIFF8 in a compound file), as last year's programs saved it: a merged title, a header, text, numbers, days.

Written here because nothing maintained writes .xls any more and a dependency for one sample file is dear; a register needs
a dozen kinds of record. Sources: [MS-XLS] and [MS-CFB], Microsoft's published descriptions of the two formats.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from pathlib import Path

from pipeline.sample.shapes import Book, Cell, Sheet

__all__ = ["write"]

_EPOCH = dt.date(1899, 12, 30)
_SECTOR = 512
_PLAIN, _DATE = 15, 16  # the first 15 XF records are styles
_MOST = 8224  # bytes in one record
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def write(book: Book, path: Path) -> None:
    """Write the only sheet of a book."""
    (sheet,) = book.sheets
    path.write_bytes(_compound(_workbook(sheet.name, [[sheet.title], list(book.columns), *_grid(book, sheet)], len(book.columns))))


def _grid(book: Book, sheet: Sheet) -> Iterator[list[Cell]]:
    return ([row[name] for name in book.columns] for row in sheet.rows)


def _record(kind: int, form: str, *values: float, tail: bytes = b"") -> bytes:
    content = struct.pack("<" + form, *values) + tail
    return struct.pack("<HH", kind, len(content)) + content


def _name(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _string(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _workbook(name: str, grid: list[list[Cell]], width: int) -> bytes:
    texts = {text: n for n, text in enumerate(dict.fromkeys(cell for row in grid for cell in row if isinstance(cell, str)))}
    head = _head()
    shared = _shared(list(texts), sum(isinstance(cell, str) for row in grid for cell in row))
    bound = len(_record(0x85, "IH", 0, 0, tail=_name(name)))
    start = len(head) + bound + len(shared) + 4
    return head + _record(0x85, "IH", start, 0, tail=_name(name)) + shared + _record(0x0A, "") + _sheet(grid, texts, width)


def _head() -> bytes:
    """The workbook's own records, up to the list of its sheets."""
    return b"".join(
        (
            _record(0x809, "4H2I", 0x600, 0x5, 0xDBB, 0x7CC, 0, 6),
            _record(0x42, "H", 0x4B0),
            _record(0x3D, "9H", 0, 0, 0x3A5C, 0x23BE, 0x38, 0, 0, 1, 600),
            *[_record(0x31, "5H4B", 220, 0, 0x7FFF, 400, 0, 0, 0, 134, 0, tail=_name("宋体"))] * 4,
            _record(0x41E, "H", 164, tail=_string(r"yyyy\-mm\-dd")),
            *[_record(0xE0, "3H4B2IH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0)] * 15,
            _record(0xE0, "3H4B2IH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0),
            _record(0xE0, "3H4B2IH", 0, 164, 1, 0x20, 0, 0, 4, 0, 0, 0x20C0),
            _record(0x293, "HBB", 0x8000, 0, 0xFF),
        )
    )


def _shared(texts: list[str], used: int) -> bytes:
    """The table of strings; it goes on in further records, each beginning with a whole string."""
    blocks = [struct.pack("<II", used, len(texts))]
    for text in texts:
        entry = _string(text)
        if len(blocks[-1]) + len(entry) > _MOST:
            blocks.append(b"")
        blocks[-1] += entry
    return b"".join(_record(0x3C if n else 0xFC, "", tail=block) for n, block in enumerate(blocks))


def _sheet(grid: list[list[Cell]], texts: dict[str, int], width: int) -> bytes:
    cells = (_cell(r, c, cell, texts) for r, row in enumerate(grid) for c, cell in enumerate(row))
    return b"".join(
        (
            _record(0x809, "4H2I", 0x600, 0x10, 0xDBB, 0x7CC, 0, 6),
            _record(0x200, "2I3H", 0, len(grid), 0, width, 0),
            *cells,
            _record(0x23E, "5H2I", 0x6B6, 0, 0, 0x40, 0, 0, 0),
            _record(0xE5, "5H", 1, 0, 0, 0, width - 1),
            _record(0x0A, ""),
        )
    )


def _cell(row: int, column: int, cell: Cell, texts: dict[str, int]) -> bytes:
    if isinstance(cell, str):
        return _record(0xFD, "3HI", row, column, _PLAIN, texts[cell])
    if isinstance(cell, dt.date):
        return _record(0x203, "3Hd", row, column, _DATE, (cell - _EPOCH).days)
    return b"" if cell is None else _record(0x203, "3Hd", row, column, _PLAIN, cell)


def _compound(stream: bytes) -> bytes:
    """The stream ``Workbook`` in a compound file: its sectors, then the directory, then the table of sectors."""
    stream = stream.ljust(4096, b"\0")  # shorter ones would have to go to another place of the file
    sectors = -(-len(stream) // _SECTOR)
    tables = 1
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    chain = [*range(1, sectors), _END, _END, *[_FAT] * tables]
    chain += [_FREE] * (tables * 128 - len(chain))
    header = struct.pack(
        "<8s16s6H10I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        0,
        0,
        tables,
        sectors,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    places = [sectors + 1 + n for n in range(tables)] + [_FREE] * (109 - tables)
    body = stream.ljust(sectors * _SECTOR, b"\0") + _directory(len(stream))
    return header + struct.pack("<109I", *places) + body + struct.pack(f"<{len(chain)}I", *chain)


def _directory(length: int) -> bytes:
    return _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 0, length) + _entry("", 0, _FREE, 0, 0) * 2


def _entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
    text = name.encode("utf-16-le")
    size = len(text) + 2 if name else 0
    return struct.pack("<64sHBB3I16sI2Q2I", text, size, kind, 1, _FREE, _FREE, child, b"", 0, 0, 0, start, length) + bytes(4)

"""What the records of an .xls say that calamine does not tell: a password, error cells, hidden rows, the 1904 calendar.

The records stand in one stream of an OLE file ([MS-CFB], [MS-XLS]). Sheets are walked only where a search of the whole
stream says that there is something to be found.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from pipeline.read.facts import ENCRYPTED, Facts, HiddenRows
from pipeline.read.ole import stream

__all__ = ["facts_of_xls"]

_BOF, _EOF, _SHEET, _DATEMODE, _ROW, _BOOLERR, _FORMULA, _LOCKED = (0x0809, 0x0A, 0x85, 0x22, 0x0208, 0x0205, 0x06, 0x2F)
_HIDDEN = 0x20
_HOPEFUL = re.compile(
    rb"\x05\x02\x08\x00.{7}\x01"  # an error typed into a cell
    rb"|\x06\x00.{8}\x02.{5}\xff\xff"  # a formula that ends in an error
    rb"|\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]",  # a row of which the bit `hidden` is set
    re.DOTALL,
)
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def facts_of_xls(content: bytes) -> Facts:
    """The facts of an .xls; none where it is spoiled (whoever reads its cells says so)."""
    try:
        records = stream(content, ("Workbook", "Book"))
        return _facts(records) if records else Facts()
    except (struct.error, IndexError, ValueError):
        return Facts()


def _facts(records: bytes) -> Facts:
    sheets: list[tuple[str, int]] = []
    epoch_1904 = False
    for kind, at, length in _records(records, 0):
        if kind == _SHEET:
            sheets.append((_name(records[at + 6 : at + length]), int.from_bytes(records[at : at + 4], "little")))
        elif kind == _LOCKED:
            return Facts(ENCRYPTED)
        elif kind == _DATEMODE:
            epoch_1904 = records[at] == 1
    errors: dict[str, dict[tuple[int, int], str]] = {}
    hidden: dict[str, HiddenRows] = {}
    if _HOPEFUL.search(records):
        for name, start in sheets:
            errors[name], hidden[name] = _sheet(records, start)
    return Facts(None, epoch_1904, errors, hidden)


def _sheet(records: bytes, start: int) -> tuple[dict[tuple[int, int], str], HiddenRows]:
    errors: dict[tuple[int, int], str] = {}
    hidden: list[tuple[int, int]] = []
    for kind, at, length in _records(records, start):
        if kind == _ROW and length >= 16 and records[at + 12] & _HIDDEN:
            hidden.append((int.from_bytes(records[at : at + 2], "little"), 1))
        elif kind == _BOOLERR and length >= 8 and records[at + 7]:
            errors[struct.unpack_from("<HH", records, at)] = _ERRORS.get(records[at + 6], "#VALUE!")
        elif kind == _FORMULA and length >= 14 and records[at + 6] == 2 and records[at + 12 : at + 14] == b"\xff\xff":
            errors[struct.unpack_from("<HH", records, at)] = _ERRORS.get(records[at + 8], "#VALUE!")
    return errors, tuple(hidden)


def _records(records: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """(kind, where its data begin, their length) of one substream, those of charts inside it passed over."""
    at, depth = start, 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, at + 4, length
        at += 4 + length


def _name(told: bytes) -> str:
    """A sheet's name: of BIFF8 with a byte that says how wide its characters are, of BIFF5 in the system's code page."""
    count, width = told[0], told[1] & 1
    if len(told) == 1 + count:
        return told[1:].decode("gb18030", "replace")
    return told[2 : 2 + count * (1 + width)].decode("utf-16-le" if width else "latin-1", "replace")

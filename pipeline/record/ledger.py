"""Which document was signed as which issue (``config/签发记录.csv``): one line each, kept with the register.

The register says what was issued, in the words of the office; this says which file that was, and what it said: a signed document
that is gone is then known to be gone, and one composed again is known to say the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple

from pipeline.model.shape import shape

__all__ = ["HEADER", "Entry", "added", "entries"]

HEADER = ("文稿", "刊名", "期号", "签发日期", "份数", "文字校验")


@shape
class Entry:
    """``document`` is its name, period and unit (``通报/2025-11-城关镇``); ``date`` is ISO; ``text`` the hash of its text."""

    document: str
    series: str
    number: int
    date: str
    copies: int | None
    text: str


def entries(content: bytes) -> tuple[Entry, ...]:
    """Every entry, in the order of signing; a line that somebody spoilt is left out."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    return tuple(_entry(row) for row in rows if len(row) == len(HEADER) and row[2].isdecimal())


def _entry(row: list[str]) -> Entry:
    document, series, number, date, copies, text = row
    return Entry(document, series, int(number), date, int(copies) if copies.isdecimal() else None, text)


def added(content: bytes, new: Iterable[Entry]) -> bytes:
    """The ledger with entries added; what stands there stays byte for byte."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    if not content:
        writer.writerow(HEADER)
    writer.writerows(astuple(one) for one in new)
    gap = b"" if not content or content.endswith(b"\n") else b"\r\n"
    return (content or b"\xef\xbb\xbf") + gap + lines.getvalue().encode()

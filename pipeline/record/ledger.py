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
from pipeline.record.typed import day, decoded, end_of

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
    """Every entry, in the order of signing; a line that somebody spoilt is left out, in whatever dress Excel saved the others."""
    rows = csv.reader(io.StringIO(decoded(content)[1], newline=""))
    return tuple(found for row in rows if (found := _entry([cell.strip() for cell in row])))


def _entry(row: list[str]) -> Entry | None:
    if len(row) < len(HEADER) or any(row[len(HEADER) :]) or not row[2].isdecimal():
        return None
    document, series, number, date, copies, text = row[: len(HEADER)]
    signed = day(date)
    if signed is None:
        return None
    return Entry(document, series, int(number), signed.isoformat(), int(copies) if copies.isdecimal() else None, text)


def added(content: bytes, new: Iterable[Entry]) -> bytes:
    """The ledger with entries added; what stands there stays byte for byte, in its encoding and with its line ends."""
    encoding, text = decoded(content)
    end, lines = end_of(text), io.StringIO()
    writer = csv.writer(lines, lineterminator=end)
    if not content:
        writer.writerow(HEADER)
    writer.writerows(astuple(one) for one in new)
    gap = "" if not text or text.endswith("\n") else end
    return (content or b"\xef\xbb\xbf") + (gap + lines.getvalue()).encode(encoding)

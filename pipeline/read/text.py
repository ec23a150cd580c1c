"""Comma, semicolon or tab separated text, in UTF-8, UTF-16 or GBK/GB18030."""

from __future__ import annotations

import csv
import io

from pipeline.model.raw import RawSheet
from pipeline.read.facts import ERROR_VALUES

__all__ = ["decode", "read_text"]

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_text(content: bytes) -> RawSheet | None:
    """The one sheet of a text file; None where its bytes are no text in a known encoding."""
    text = decode(content)
    if text is None or "\x00" in text:
        return None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return None
    return RawSheet(None, rows, errors=_errors(rows) if "#" in text else {})


def _errors(rows: list[list[str]]) -> dict[tuple[int, int], str]:
    """The cells that a spreadsheet program wrote as an error value; they are taken out, as in every other format."""
    found = {(at, column): cell for at, row in enumerate(rows) for column, cell in enumerate(row) if cell in ERROR_VALUES}
    for at, column in found:
        rows[at][column] = ""
    return found


def decode(content: bytes) -> str | None:
    """The text, by its byte order mark or the first encoding that takes all of it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """The separator that most of the first lines hold most of."""
    lines = text.splitlines()[:20]
    return max(",\t;", key=lambda mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)))

"""Comma, semicolon or tab separated text, in UTF-8, UTF-16 or GBK/GB18030."""

from __future__ import annotations

import csv
import io

from pipeline.model.raw import RawSheet

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
    return RawSheet(None, rows)


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

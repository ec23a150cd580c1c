"""Plain text that people open in Excel too: what it saves comes in another encoding, with dates of another dress."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["day", "decoded", "end_of"]

_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:\s.*)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")


def decoded(content: bytes) -> tuple[str, str]:
    """The encoding and the text: UTF-8 with or without its mark, else GBK."""
    try:
        return "utf-8", content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030", content.decode("gb18030", "replace")


def end_of(text: str) -> str:
    """How its lines end; of an empty one as Excel ends them."""
    return "\r\n" if "\r\n" in text or not text.strip() else "\n"


def day(text: str) -> dt.date | None:
    """The day that a cell says: ``2026-01-03``, ``2026/1/3``, ``2026年1月3日``, ``1/3/2026``."""
    text = text.strip()
    if found := _DAY.fullmatch(text):
        year, month, number = found.groups()
    elif found := _AMERICAN.fullmatch(text):
        month, number, year = found.groups()
    else:
        return None
    try:
        return dt.date(int(year), int(month), int(number))
    except ValueError:
        return None

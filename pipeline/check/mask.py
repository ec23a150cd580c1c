"""What of a cell a problem may show: enough to find it again, nothing that could name a person."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from pipeline.check.plain import plain, shown

__all__ = ["holds_number", "masked"]

_LONGEST = 20
_DIGIT = r"[\d〇零一二三四五六七八九]"
_APART = r"[\s\u200b\ufeff\-/.,:()+#~%]*"
_DATE = (
    r"(?<!\d)(?:19|20)\d{2}(?:年|[-/.])\d{1,2}(?:(?:月|[-/.])\d{1,2}[日号]?(?:[T\s]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?)?"
    r"(?![\s\-/.,:()]*\d)"
)
# a date stays; else the first three of six or more digits, also where hyphens or spaces stand between them (a telephone number)
_DIGITS = re.compile(rf"(?P<date>{_DATE})|(?P<start>{_DIGIT}{_APART}{_DIGIT}{_APART}{_DIGIT})(?:{_APART}{_DIGIT}){{3,}}")
# seven digits or more, as telephone and identity numbers have, also with spaces or hyphens between; dates and years are none
_COMPACT = r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
_YEARS = r"(?<!\d)(?:19|20)\d{2}[\-—–~](?:19|20)\d{2}(?!\d)"
_LONG = re.compile(rf"(?P<date>{_YEARS}|{_COMPACT}|{_DATE})|\d(?:[\s\-—–]*\d){{6,}}")
_ERROR = re.compile(r"#[A-Z0-9/]{1,8}[!?]?|(?:Err|错误):\d{3}")
_MEASURED = re.compile(r"[\d.,:/\-年月日号约余多个近超上下以千百十零一二三四五六七八九〇两万亿%+#TZ批人次件份期第Q季度半]*")


def masked(cell: Any, *, listed: bool = False) -> str:
    """A number or date with long digits masked, any other text by its first character; a ``listed`` value (declared) whole.

    What no one typed as text (TRUE, a time of day, an error value) is no name either.

    ``139-1234-5678`` → ``139****``; ``2025-02-30 10:00`` stays.
    """
    if isinstance(cell, bool | dt.time):
        return str(cell).upper()
    text = shown(cell)
    if _ERROR.fullmatch(text):
        return text
    if not listed and not _MEASURED.fullmatch(plain(text)):
        text = text[:1] + "**"
    level = unicodedata.normalize("NFKC", text)
    hidden = _DIGITS.sub(lambda run: run["date"] or run["start"] + "****", level)
    return (text if hidden == level else hidden)[:_LONGEST]


def holds_number(text: str) -> bool:
    """Whether a text holds what may be a telephone or identity number."""
    return any(not found["date"] for found in _LONG.finditer(unicodedata.normalize("NFKC", text)))

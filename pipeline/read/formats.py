"""Which cell styles of an .xlsx show a number as a date or a duration, and which date a number is: as calamine tells it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Literal

__all__ = ["Shown", "moment", "styles_in"]

Shown = Literal[0, 1, 2]
"""0: a number; 1: a date; 2: a duration."""

_DATES = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
_DURATION = 46
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\s(?=[^>]*\bnumFmtId="(\d+)")(?=[^>]*\bformatCode="([^"]*)")')
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b(?:[^>]*?\bnumFmtId=\"(\d+)\")?")
_TOKEN = re.compile(r'"[^"]*(?:"|$)|[\\_*].?|\[([^\]]*)\]|\[[^\]]*$|(AM/PM|A/P)|([;dmhys])', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_LAST = 2958465
_LEAP_DAY = 60
_DAY = 86_400_000


def styles_in(part: bytes) -> tuple[Shown, ...]:
    """How each cell style shows a number."""
    own: dict[int, Shown] = {int(number): _shown(unescape(code.decode())) for number, code in _FORMAT.findall(part)}
    found = _STYLES.search(part)
    return tuple(_style(int(number or 0), own) for number in _STYLE.findall(found[0])) if found else ()


def _style(number: int, own: Mapping[int, Shown]) -> Shown:
    if number in own:
        return own[number]
    return 2 if number == _DURATION else 1 if number in _DATES else 0


def _shown(code: str) -> Shown:
    """By the first part of a format that says anything about time."""
    for found in _TOKEN.finditer(code):
        bracket, clock, letter = found.groups()
        if letter == ";":
            return 0
        if bracket is not None and _ELAPSED.fullmatch(bracket):
            return 2
        if clock or letter:
            return 1
    return 0


def moment(number: float, shown: Shown, epoch_1904: bool) -> Any:
    """The date, date with time, time or duration that a number is; the number itself beyond the last date."""
    if shown == 2:
        return dt.timedelta(milliseconds=_milliseconds(number))
    if not epoch_1904 and 1 <= number < _LEAP_DAY:
        number += 1
    days, rest = divmod(_milliseconds(number), _DAY)
    if days + (1462 if epoch_1904 else 0) > _LAST:
        return number
    base = dt.datetime(1904, 1, 1) if epoch_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
    if number < 1:
        return (base + dt.timedelta(milliseconds=rest)).time()
    told = base + dt.timedelta(days, milliseconds=rest)
    return told if rest else told.date()


def _milliseconds(number: float) -> int:
    return round(number * _DAY)

"""Periods and days as people type them on a command line, in the form that the program prints; and why a text is none."""

from __future__ import annotations

import calendar
import re
import unicodedata

from pipeline.model.period import Period

__all__ = ["plainly", "why_none"]

_SEPARATED = re.compile(r"(?<=\d)\s*[./]\s*(?=\d)")
_LETTER = re.compile(r"(?<=\d)\s*-?\s*([qhw])\s*(?=\d)", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BETWEEN = re.compile(r"\s*(?:\.\.+|…+|至|到|~|—+|–+)\s*")
_YEAR = re.compile(r"\d{4}年")
_DAY = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:(?:-|月)(\d{1,2})日?|月份?)?")
_PART = re.compile(r"(\d{4})-?([QHW])(\d{1,2})")
_MOST = {"Q": (4, "一年只有四个季度"), "H": (2, "一年只有上、下两个半年")}


def plainly(text: str) -> str:
    """``2025q3``, ``2025.1``, ``2025/01``, ``2025年1月至3月`` as ``2025Q3``, ``2025-1``, ``2025-01``, ``2025年1月..2025年3月``."""
    text = unicodedata.normalize("NFKC", text).strip()
    parts = [_one(part) for part in _BETWEEN.split(text, maxsplit=1)]
    if len(parts) > 1 and Period.parse(parts[1]) is None and (year := _YEAR.match(parts[0])):
        parts[1] = year[0] + parts[1]
    return "..".join(parts)


def why_none(text: str) -> str:
    """Why a text that looks like a period is none: there is no such day, or it ends before it begins; else nothing."""
    parts = plainly(text).split("..", 1)
    wrong = next((why for part in parts if (why := _impossible(part))), "")
    spans = [Period.parse(part) for part in parts]
    if not wrong and len(spans) > 1 and all(spans):
        return f"它的开始（{parts[0]}）在结束（{parts[1]}）之后"
    return wrong


def _one(text: str) -> str:
    text = _LETTER.sub(lambda found: found[1].upper(), _SEPARATED.sub("-", text))
    if day := _COMPACT.fullmatch(text):
        return "-".join(day.groups())
    return text.replace(" ", "")


def _impossible(text: str) -> str:
    if found := _PART.fullmatch(text):
        most, why = _MOST.get(found[2], (0, ""))
        if most and not 1 <= int(found[3]) <= most:
            return why
        return f"{found[1]}年没有第{found[3]}周" if found[2] == "W" and Period.parse(text) is None else ""
    found = _DAY.fullmatch(text)
    if found is None or not 1900 <= (year := int(found[1])) <= 2999:
        return ""
    month = int(found[2])
    if not 1 <= month <= 12:
        return f"一年没有{month}月"
    last = calendar.monthrange(year, month)[1]
    if found[3] and not 1 <= int(found[3]) <= last:
        return f"{year}年{month}月只有{last}天"
    return ""

"""Chinese numerals: ordinals of headings and points, small numbers in words, and reading them back."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["annex_number", "chinese_number", "heading_number", "numeral", "ordinal"]

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_VALUES = {c: i for i, c in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_WORD = re.compile(r"[零〇一二三四五六七八九两十百千万]+")


@lru_cache(maxsize=1024)
def numeral(number: int) -> str:
    """A whole number in Chinese: 12 → 十二, 307 → 三百零七, 10010 → 一万零一十."""
    if number < 0:
        return "负" + numeral(-number)
    if number == 0:
        return "零"
    groups: list[str] = []
    rest, index = number, 0
    while rest:
        rest, group = divmod(rest, 10000)
        if group:
            lacks = "零" if rest and group < 1000 else ""
            groups.append(lacks + _group(group) + _GROUPS[index])
        index += 1
    text = "".join(reversed(groups))
    return text[1:] if text.startswith("一十") else text


def _group(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = bool(text)
    return text


def ordinal(number: int) -> str:
    """The word before a point: 1 → 一是."""
    return numeral(number) + "是"


def heading_number(level: int, number: int) -> str:
    """The number before a heading (GB/T 9704): ``一、`` ``（一）`` ``1.`` ``（1）``."""
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.", f"（{number}）")[level - 1]


def annex_number(number: int, count: int) -> str:
    """What an annex is called: ``附件2``; one that is alone has no number: ``附件`` (GB/T 9704)."""
    return "附件" if count == 1 else f"附件{number}"


def chinese_number(text: str) -> int | None:
    """The number that a Chinese numeral says: 十二, 二百零五, 两万三千, 〇; None for anything else, as 三四 (three or four)."""
    if not _WORD.fullmatch(text):
        return None
    if all(c in _VALUES for c in text):
        return _VALUES[text] if len(text) == 1 else None
    head, mark, tail = text.partition("万")
    if not mark:
        return _under_ten_thousand(head)
    high, low = _under_ten_thousand(head), _under_ten_thousand(tail) if tail else 0
    return None if high is None or low is None else high * 10000 + low


def _under_ten_thousand(text: str) -> int | None:
    total, digit, last = 0, None, 10000
    for c in text:
        if c in _VALUES:
            if digit:
                return None
            digit = _VALUES[c]
        elif c in _STEPS and _STEPS[c] < last:
            if digit is None and c != "十":
                return None
            last = _STEPS[c]
            total += (1 if digit is None else digit) * last
            digit = None
        else:
            return None
    return total + (digit or 0)

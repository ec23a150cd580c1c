"""Chinese numerals: 十二, 二百零五, 一千二百, 两万三千, 〇; not 三四 (three or four)."""

from __future__ import annotations

import re

__all__ = ["chinese_number"]

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_WORD = re.compile(r"[零〇一二三四五六七八九两十百千万]+")


def chinese_number(text: str) -> int | None:
    """The number that a Chinese numeral says; None for anything else."""
    if not _WORD.fullmatch(text):
        return None
    if all(c in _DIGITS for c in text):
        return _DIGITS[text] if len(text) == 1 else None
    head, mark, tail = text.partition("万")
    if not mark:
        return _under_ten_thousand(head)
    high, low = _under_ten_thousand(head), _under_ten_thousand(tail) if tail else 0
    return None if high is None or low is None else high * 10000 + low


def _under_ten_thousand(text: str) -> int | None:
    total, digit, last = 0, None, 10000
    for c in text:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        elif c in _STEPS and _STEPS[c] < last:
            if digit is None and c != "十":
                return None
            last = _STEPS[c]
            total += (1 if digit is None else digit) * last
            digit = None
        else:
            return None
    return total + (digit or 0)

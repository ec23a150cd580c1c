"""Years and months that the name of a file or sheet, or a title, speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.plain import plain

__all__ = ["Month", "month_at", "month_number", "months_named", "year_named"]

Month = tuple[int, int]

_YEAR = r"(?<!\d)((?:19|20)\d{2})(?!\d)"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_CHINESE = {"十二": 12, "十一": 11, "十": 10, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_MONTH = r"(\d{1,2}|十[一二]?|[一二三四五六七八九])"
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")
_DASHED = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_./](0?[1-9]|1[0-2])(?!\d)")
_RANGE = re.compile(_MONTH + r"月?份?[-~—–至到]+" + _MONTH + r"月")
_SINGLE = re.compile(_MONTH + r"月")
_QUARTER = re.compile(r"第?([一二三四1-4])季度|Q([1-4])(?!\d)")
_HALF = re.compile(r"([上下])半年")


def year_named(text: str) -> int | None:
    """The year that a text names; None where it names none, or several."""
    years = set(_years(plain(text)))
    return years.pop() if len(years) == 1 else None


def month_number(month: Month) -> int:
    """Months counted from the year 0: how far two lie apart."""
    return month[0] * 12 + month[1] - 1


def month_at(number: int) -> Month:
    """The month of such a number."""
    return number // 12, number % 12 + 1


def months_named(text: str, year: int | None = None) -> frozenset[Month]:
    """The months that a text names: those of a month, span, quarter, half or whole year; ``year`` where it names none."""
    text = plain(text)
    years = list(_years(text)) or ([year] if year and _parts(text) else [])
    if found := _PACKED.findall(text) or _DASHED.findall(text):
        return frozenset((int(y), int(m)) for y, m in found)
    if not years:
        return frozenset()
    months = _parts(text) or range(1, 13)
    return frozenset((each, month) for each in years for month in months)


def _years(text: str) -> Iterator[int]:
    found = [int(y) for y, _ in _PACKED.findall(text)] + [int(y) for y in re.findall(_YEAR, text)]
    if span := re.search(_YEAR + r"年?[-~—–至到]+" + _YEAR, text):
        found += range(int(span[1]), int(span[2]) + 1)
    yield from dict.fromkeys(found)


def _parts(text: str) -> list[int]:
    """The months of a year that a text names without regard to the year."""
    if span := _RANGE.search(text):
        first, last = _month(span[1]), _month(span[2])
        return [m for m in range(first, last + 1) if m <= 12]
    if quarter := _QUARTER.search(text):
        first = (_QUARTERS[quarter[1] or quarter[2]] - 1) * 3 + 1
        return list(range(first, first + 3))
    if half := _HALF.search(text):
        return list(range(1, 7)) if half[1] == "上" else list(range(7, 13))
    return [m for m in map(_month, _SINGLE.findall(text)) if 1 <= m <= 12]


def _month(text: str) -> int:
    return _CHINESE.get(text) or (int(text) if text.isdecimal() else 0)

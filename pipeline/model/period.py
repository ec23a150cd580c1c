"""A span of days that figures are counted for, and its arithmetic: parse, year before, span before, parts."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Grain", "Period"]

Grain = Literal["day", "week", "month", "quarter", "half", "year", "range", "watch"]

_PATTERNS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    ("day", re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日")),
    ("week", re.compile(r"(\d{4})-?W(\d{1,2})")),
    ("month", re.compile(r"(\d{4})-(\d{1,2})|(\d{4})年(\d{1,2})月份?")),
    ("quarter", re.compile(r"(\d{4})-?Q([1-4])|(\d{4})年(?:第)?([一二三四1-4])季度")),
    ("half", re.compile(r"(\d{4})-?H([12])|(\d{4})年([上下])半年")),
    ("year", re.compile(r"(\d{4})年?(?:全年|度)?")),
)
_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed span of days with the name it is written by (``2025``, ``2025-11``, ``2025Q3``, ``2025-W45``, ``国庆2025``)."""

    start: dt.date
    end: dt.date
    grain: Grain = "range"
    name: str = ""

    def __str__(self) -> str:
        return self.name

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """The period that a text names, or None; ``a..b`` is a range of two of them."""
        text = text.strip()
        if ".." in text:
            first, last = (cls.parse(part) for part in text.split("..", 1))
            if first is None or last is None or first.start > last.end:
                return None
            return cls(first.start, last.end, "range", f"{first.name}..{last.name}")
        for grain, pattern in _PATTERNS:
            if found := pattern.fullmatch(text):
                numbers = [_ORDINALS.get(g) or int(g) for g in found.groups() if g is not None]
                return _build(grain, numbers)
        return None

    @classmethod
    def of(cls, grain: Grain, day: dt.date) -> Period:
        """The span of a grain that a day lies in."""
        if grain == "day":
            return cls(day, day, "day", day.isoformat())
        if grain == "week":
            year, week, _ = day.isocalendar()
            start = dt.date.fromisocalendar(year, week, 1)
            return cls(start, start + dt.timedelta(6), "week", f"{year}-W{week:02d}")
        length = _MONTHS_OF[grain]
        return _months(grain, day.year, (day.month - 1) // length * length + 1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def contains(self, other: Period) -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def spans(self, grain: Grain) -> tuple[Period, ...]:
        """The spans of a grain that lie wholly inside it, in order."""
        return tuple(self._spans(grain))

    def _spans(self, grain: Grain) -> Iterator[Period]:
        day = self.start
        while day <= self.end:
            span = Period.of(grain, day)
            if self.contains(span):
                yield span
            day = span.end + dt.timedelta(1)

    def months(self) -> tuple[tuple[int, int], ...]:
        """The calendar months it touches, as (year, month)."""
        first, last = self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month - 1
        return tuple((m // 12, m % 12 + 1) for m in range(first, last + 1))

    def year_ago(self) -> Period:
        """The same span a year before: same months, same ISO week number, same days (29 February → 28 February)."""
        if self.grain == "week":
            year, week, _ = self.start.isocalendar()
            last = dt.date(year - 1, 12, 28).isocalendar().week
            return Period.of("week", dt.date.fromisocalendar(year - 1, min(week, last), 1))
        if self.grain in _MONTHS_OF:
            return Period.of(self.grain, _shift_year(self.start))
        end = _shift_year(self.end)
        if self.end.day == monthrange(self.end.year, self.end.month)[1]:
            end = end.replace(day=monthrange(end.year, end.month)[1])
        start = _shift_year(self.start)
        return Period(start, end, self.grain, _range_name(self.grain, start, end))

    def previous(self) -> Period:
        """The span of the same length before it: the month before, the week before, as many days before."""
        before = self.start - dt.timedelta(1)
        if self.grain in _MONTHS_OF or self.grain in ("day", "week"):
            return Period.of(self.grain, before)
        start = before - dt.timedelta(self.days - 1)
        return Period(start, before, self.grain, _range_name(self.grain, start, before))

    def until(self, day: dt.date) -> Period:
        """The part of it up to a day, that day included; itself when it ends by then."""
        if self.end <= day:
            return self
        return replace(self, end=day, grain="range", name=f"{self.start}..{day}")


def _range_name(grain: Grain, start: dt.date, end: dt.date) -> str:
    return start.isoformat() if grain == "day" else f"{start}..{end}"


def _shift_year(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _months(grain: Grain, year: int, month: int) -> Period:
    last = month + _MONTHS_OF[grain] - 1
    names = {"month": f"{year}-{month:02d}", "quarter": f"{year}Q{last // 3}", "half": f"{year}H{last // 6}", "year": str(year)}
    return Period(dt.date(year, month, 1), dt.date(year, last, monthrange(year, last)[1]), grain, names[grain])


def _build(grain: Grain, numbers: list[int]) -> Period | None:
    year, *rest = numbers
    if not 1900 <= year <= 2999:
        return None
    try:
        if grain == "day":
            return Period.of("day", dt.date(year, *rest))
        if grain == "week":
            return Period.of("week", dt.date.fromisocalendar(year, rest[0], 1))
        month = 1 if grain == "year" else (rest[0] - 1) * _MONTHS_OF[grain] + 1
        return _months(grain, year, month) if 1 <= month <= 12 else None
    except ValueError:
        return None

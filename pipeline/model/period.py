"""A span of days that figures are counted for, and its arithmetic: parse, year before, span before, parts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
_DAY = dt.timedelta(1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed span of days with the name it is written by (``2025``, ``2025-11``, ``2025Q3``, ``2025-W45``, ``国庆2025``).

    ``starts`` is the day on which a statistical month begins: with 26, November 2025 is 26 October to 25 November, and
    quarters, halves and years are made of such months. 1 is the calendar month.
    """

    start: dt.date
    end: dt.date
    grain: Grain = "range"
    name: str = ""
    starts: int = 1
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Periods are looked up by the million; a hash made of numbers is the same in every process."""
        object.__setattr__(self, "_hash", (self.start.toordinal() << 24) ^ self.end.toordinal())

    def __hash__(self) -> int:
        return self._hash

    def __str__(self) -> str:
        return self.name

    @classmethod
    def parse(cls, text: str, starts: int = 1) -> Period | None:
        """The period that a text names, or None; ``a..b`` is a range of two of them."""
        text = text.strip()
        if ".." in text:
            first, last = (cls.parse(part, starts) for part in text.split("..", 1))
            if first is None or last is None or first.start > last.end:
                return None
            return cls(first.start, last.end, "range", f"{first.name}..{last.name}", starts)
        for grain, pattern in _PATTERNS:
            if found := pattern.fullmatch(text):
                numbers = [_ORDINALS.get(g) or int(g) for g in found.groups() if g is not None]
                return _build(grain, numbers, starts)
        return None

    @classmethod
    def of(cls, grain: Grain, day: dt.date, starts: int = 1) -> Period:
        """The span of a grain that a day lies in."""
        if grain == "day":
            return cls(day, day, "day", day.isoformat(), starts)
        if grain == "week":
            year, week, _ = day.isocalendar()
            start = dt.date.fromisocalendar(year, week, 1)
            return cls(start, start + dt.timedelta(6), "week", f"{year}-W{week:02d}", starts)
        length = _MONTHS_OF[grain]
        number = _month_number(day, starts)
        return _months(grain, number // length * length, starts)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def each_day(self) -> Iterator[dt.date]:
        """Its days, in order."""
        return (self.start + dt.timedelta(number) for number in range(self.days))

    def contains(self, other: Period) -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def spans(self, grain: Grain) -> tuple[Period, ...]:
        """The spans of a grain that lie wholly inside it, in order."""
        return tuple(self._spans(grain))

    def _spans(self, grain: Grain) -> Iterator[Period]:
        day = self.start
        while day <= self.end:
            span = Period.of(grain, day, self.starts)
            if self.contains(span):
                yield span
            day = span.end + _DAY

    def months(self) -> tuple[tuple[int, int], ...]:
        """The (statistical) months it touches, as (year, month)."""
        first, last = _month_number(self.start, self.starts), _month_number(self.end, self.starts)
        return tuple((m // 12, m % 12 + 1) for m in range(first, last + 1))

    def year_ago(self) -> Period:
        """The same span a year before: same months, same ISO week number, same days (29 February → 28 February).

        Only whole months end with their month a year before too, other ranges have as many days; the 53rd week of a year
        is held against the last week of the year before.
        """
        if self.grain == "week":
            year, week, _ = self.start.isocalendar()
            last = dt.date(year - 1, 12, 28).isocalendar().week
            return Period.of("week", dt.date.fromisocalendar(year - 1, min(week, last), 1), self.starts)
        if (whole := self._whole_months()) is not None:
            return self._of_months(whole[0] - 12, whole[1] - 12)
        start, end = _shift_year(self.start), _shift_year(self.end)
        return Period(start, end, self.grain, _range_name(self.grain, start, end), self.starts)

    def previous(self) -> Period:
        """The span of the same length before it: as many whole months, the week before, as many days before."""
        if (whole := self._whole_months()) is not None:
            length = whole[1] - whole[0] + 1
            return self._of_months(whole[0] - length, whole[1] - length)
        before = self.start - _DAY
        if self.grain in ("day", "week"):
            return Period.of(self.grain, before, self.starts)
        start = before - dt.timedelta(self.days - 1)
        return Period(start, before, self.grain, _range_name(self.grain, start, before), self.starts)

    def until(self, day: dt.date) -> Period:
        """The part of it up to a day, that day included; itself when it ends by then."""
        if self.end <= day:
            return self
        return replace(self, end=day, grain="range", name=f"{self.start}..{day}")

    def _whole_months(self) -> tuple[int, int] | None:
        """The first and last month number, where it consists of whole (statistical) months."""
        if self.grain in ("day", "week", "watch"):
            return None
        first, last = _month_number(self.start, self.starts), _month_number(self.end, self.starts)
        whole = _first_day(first, self.starts) == self.start and _first_day(last + 1, self.starts) - _DAY == self.end
        return (first, last) if whole else None

    def _of_months(self, first: int, last: int) -> Period:
        if self.grain in _MONTHS_OF:
            return _months(self.grain, first, self.starts)
        start, end = _first_day(first, self.starts), _first_day(last + 1, self.starts) - _DAY
        return Period(start, end, self.grain, f"{_month_name(first)}..{_month_name(last)}", self.starts)


def _month_number(day: dt.date, starts: int) -> int:
    """The (statistical) month of a day, counted from year 0."""
    return day.year * 12 + day.month - 1 + (1 if starts > 1 and day.day >= starts else 0)


def _first_day(number: int, starts: int) -> dt.date:
    if starts > 1:
        number -= 1
    return dt.date(number // 12, number % 12 + 1, starts)


def _month_name(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"


def _range_name(grain: Grain, start: dt.date, end: dt.date) -> str:
    return start.isoformat() if grain == "day" else f"{start}..{end}"


def _shift_year(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _months(grain: Grain, first: int, starts: int) -> Period:
    last = first + _MONTHS_OF[grain] - 1
    year, month = last // 12, last % 12 + 1
    names = {"month": f"{year}-{month:02d}", "quarter": f"{year}Q{month // 3}", "half": f"{year}H{month // 6}", "year": str(year)}
    return Period(_first_day(first, starts), _first_day(last + 1, starts) - _DAY, grain, names[grain], starts)


def _build(grain: Grain, numbers: list[int], starts: int) -> Period | None:
    year, *rest = numbers
    if not 1900 <= year <= 2999:
        return None
    try:
        if grain == "day":
            return Period.of("day", dt.date(year, *rest), starts)
        if grain == "week":
            return Period.of("week", dt.date.fromisocalendar(year, rest[0], 1), starts)
    except ValueError:
        return None
    month = 1 if grain == "year" else (rest[0] - 1) * _MONTHS_OF[grain] + 1
    return _months(grain, year * 12 + month - 1, starts) if 1 <= month <= 12 else None

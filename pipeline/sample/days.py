"""The Chinese calendar of the sample's years, and the watch periods it reports daily in."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import cache

import chinese_calendar

__all__ = ["CUTOFF", "WATCH", "YEARS", "days_of", "is_working", "month_days", "national_days", "working_days"]

YEARS = (2024, 2025)
CUTOFF = dt.date(2025, 12, 31)

# as config/calendar.yaml names them; the holiday of 国庆 has seven days in 2024 and eight in 2025
WATCH: dict[str, tuple[dt.date, dt.date]] = {
    "两会2024": (dt.date(2024, 3, 4), dt.date(2024, 3, 11)),
    "国庆2024": (dt.date(2024, 10, 1), dt.date(2024, 10, 7)),
    "两会2025": (dt.date(2025, 3, 4), dt.date(2025, 3, 11)),
    "国庆2025": (dt.date(2025, 10, 1), dt.date(2025, 10, 8)),
}


def days_of(start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
    """Every day from the first to the last, both included."""
    return tuple(start + dt.timedelta(n) for n in range((end - start).days + 1))


@cache
def is_working(day: dt.date) -> bool:
    """Whether offices are open, shifted Saturdays and Sundays included."""
    return bool(chinese_calendar.is_workday(day))


@cache
def working_days(year: int) -> tuple[dt.date, ...]:
    """The working days of a year, in order."""
    return tuple(day for day in days_of(dt.date(year, 1, 1), dt.date(year, 12, 31)) if is_working(day))


@cache
def month_days(year: int, month: int) -> tuple[dt.date, ...]:
    """The working days of a month, in order."""
    return tuple(d for d in days_of(dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])) if is_working(d))


def national_days(year: int) -> tuple[dt.date, ...]:
    """The days of the 国庆 watch of a year."""
    return days_of(*WATCH[f"国庆{year}"])

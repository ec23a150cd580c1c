"""Working days: the national calendar with its shifted days; days typed into calendar.yaml win."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from functools import cache

from pipeline.model.period import Period
from pipeline.model.settings import Calendar

__all__ = ["UnknownDay", "workdays"]


_WEEKEND = 5


class UnknownDay(Exception):
    """The national calendar does not reach that day yet, and calendar.yaml says nothing of it."""


def workdays(calendar: Calendar, span: Period) -> tuple[dt.date, ...]:
    """The working days of a span; raises ``UnknownDay`` where nobody can say."""
    return tuple(day for day in span.each_day() if _is_workday(calendar, day))


def _is_workday(calendar: Calendar, day: dt.date) -> bool:
    if day in calendar.workdays:
        return True
    if day in calendar.holidays:
        return False
    shifted, free, (first, last) = _national()
    if not first <= day.year <= last:
        raise UnknownDay(
            f"国家日历里还没有{day.year}年的节假日，请更新 chinesecalendar，或把这一年的休息日和调休上班日写进 config/calendar.yaml"
        )
    return day in shifted or (day.weekday() < _WEEKEND and day not in free)


@cache
def _national() -> tuple[Container[dt.date], Container[dt.date], tuple[int, int]]:
    """The shifted working days, the days off, and the first and last year they are known of.

    ``chinese_calendar.is_workday`` goes through all days off for each day that it is asked of: a year takes as long as measuring
    a small table.
    """
    from chinese_calendar import holidays, workdays

    return workdays, holidays, (min(holidays).year, max(holidays).year)

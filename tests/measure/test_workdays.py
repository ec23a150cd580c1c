"""Working days as the national calendar tells them, day by day; the office's own days win."""

import dataclasses
import datetime as dt

import chinese_calendar
import pytest

from pipeline.measure.workdays import UnknownDay, workdays
from pipeline.model.period import Period
from pipeline.model.settings import Calendar

FIRST, LAST = min(chinese_calendar.holidays), max(chinese_calendar.holidays)


@pytest.mark.parametrize("year", range(FIRST.year, LAST.year + 1))
def test_every_year_that_the_calendar_knows(year):
    days = [dt.date(year, 1, 1) + dt.timedelta(n) for n in range(365)]
    span = Period.parse(f"{days[0]}..{days[-1]}")
    assert list(workdays(Calendar(), span)) == [day for day in days if chinese_calendar.is_workday(day)]


@pytest.mark.parametrize("year", [FIRST.year - 1, LAST.year + 1])
def test_a_year_that_it_does_not_know(year):
    with pytest.raises(UnknownDay, match=f"{year}年"):
        workdays(Calendar(), Period.parse(f"{year}-01"))


def test_days_of_the_office_win():
    working, free = dt.date(2025, 1, 4), dt.date(2025, 1, 6)
    own = dataclasses.replace(Calendar(), workdays=frozenset({working}), holidays=frozenset({free}))
    days = workdays(own, Period.parse("2025-01-04..2025-01-07"))
    assert days == (working, dt.date(2025, 1, 7))

"""How periods and dates are written: whole, Arabic, no padded zeros (GB/T 9704)."""

from __future__ import annotations

import datetime as dt

from pipeline.model.period import Period
from pipeline.words.chinese import numeral

__all__ = ["before", "date_text", "month_day", "period_text", "short_period", "since", "streak_unit", "year_before"]

_QUARTER = ("一", "二", "三", "四")


def date_text(day: dt.date) -> str:
    """``2026年1月5日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_day(day: dt.date) -> str:
    """``1月5日``."""
    return f"{day.month}月{day.day}日"


def period_text(period: Period) -> str:
    """The period in full: ``2025年``, ``2025年11月``, ``2025年三季度``, ``2025年上半年``, ``2025年1月至9月``."""
    year = period.months()[-1][0]
    if period.grain == "year":
        return f"{year}年"
    if period.grain in ("month", "quarter", "half"):
        return f"{year}年{short_period(period)}"
    if period.grain == "week":
        iso = period.start.isocalendar()
        return f"{iso.year}年第{iso.week}周"
    if period.grain == "day":
        return date_text(period.start)
    if period.grain == "watch":
        return period.name
    return _range(period)


def short_period(period: Period) -> str:
    """The period without its year: ``11月``, ``三季度``, ``上半年``; a year stays ``2025年``."""
    month = period.months()[-1][1]
    if period.grain == "month":
        return f"{month}月"
    if period.grain == "quarter":
        return f"{_QUARTER[month // 3 - 1]}季度"
    if period.grain == "half":
        return "上半年" if month == 6 else "下半年"
    if period.grain == "day":
        return month_day(period.start)
    return period_text(period)


def _range(period: Period) -> str:
    start, end = period.start, period.end
    if start == end:
        return date_text(start)
    months = period.spans("month")
    if months and (months[0].start, months[-1].end) == (start, end):
        (year, month), (last_year, last) = period.months()[0], period.months()[-1]
        if (year, month) == (last_year, last):
            return f"{year}年{month}月"
        return f"{year}年{month}月至{last}月" if year == last_year else f"{year}年{month}月至{last_year}年{last}月"
    return f"{date_text(start)}至{month_day(end) if start.year == end.year else date_text(end)}"


def since(period: Period, day: dt.date) -> str:
    """``今年以来`` while the year of the period is not over on the day printed; else the period in full."""
    (year, month), (last_year, _) = period.months()[0], period.months()[-1]
    return "今年以来" if month == 1 and year == last_year == day.year else period_text(period)


def year_before(period: Period, *, over: bool) -> str:
    """What the period is compared with a year back: of a whole year that is over ``上年``, else ``去年同期``.

    A year that is over is told in the next, when 去年 would be the year itself.
    """
    return "上年" if period.grain == "year" and over else "去年同期"


_BEFORE = {"month": "上月", "quarter": "上季度", "half": "上半年度", "week": "上周", "day": "前一日", "year": "上年"}


def before(period: Period) -> str:
    """What the span before is called: ``上月``, ``上季度``, ``上期``."""
    return _BEFORE.get(period.grain, "上期")


_STREAK = {"month": "个月", "quarter": "个季度", "half": "个半年", "week": "周", "day": "天", "year": "年"}


def streak_unit(period: Period, *, on_year: bool) -> str:
    """The measure word for spans in a row: 连续三 **个月**; year by year it is 年."""
    return "年" if on_year else _STREAK.get(period.grain, "期")


def spans_in_words(count: int, unit: str) -> str:
    """``两年``, ``三个月``: a number of spans in words."""
    return ("两" if count == 2 else numeral(count)) + unit

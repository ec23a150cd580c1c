"""Filters for days and periods: 日期 期间."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pipeline.compose.draft import Fixed
from pipeline.compose.fault import TemplateFault
from pipeline.compose.moment import Day, Span
from pipeline.compose.visible import Said
from pipeline.words.spans import date_text, month_day, period_text, short_period, since, year_before

__all__ = ["date_words", "period_words"]


def date_words(value: Any, 写法: str = "全") -> Said:
    """``2026年1月5日``; 写法="月日": ``1月5日``; 写法="前一天": the day before, whole."""
    if not isinstance(value, Day):
        raise TemplateFault('“|日期”只能跟在日期后面，如 {{ 截止日|日期("月日") }}')
    day = value.day
    forms = {
        "全": date_text(day),
        "月日": month_day(day),
        "前一天": date_text(day - dt.timedelta(1)),
        "年月": f"{day.year}年{day.month}月",
    }
    if 写法 not in forms:
        raise TemplateFault(f"日期的写法只能是{'、'.join(forms)}，现为“{写法}”")
    return Said(value.draft, (Fixed(forms[写法]),))


def period_words(value: Any, 写法: str = "全") -> Said:
    """``2025年11月``; 写法="简": ``11月``; "年": ``2025年``; "以来": ``今年以来`` while true; "去年": ``上年`` or ``去年同期``."""
    if not isinstance(value, Span):
        raise TemplateFault('“|期间”只能跟在期间后面，如 {{ 期间|期间("简") }}')
    period, occasion = value.period, value.draft.occasion
    forms = {
        "全": period_text(period),
        "简": short_period(period),
        "年": f"{period.start.year}年",
        "以来": since(period, occasion.date),
        "去年": year_before(period, over=period.end <= occasion.cutoff),
    }
    if 写法 not in forms:
        raise TemplateFault(f"期间的写法只能是{'、'.join(forms)}，现为“{写法}”")
    return Said(value.draft, (Fixed(forms[写法]),))

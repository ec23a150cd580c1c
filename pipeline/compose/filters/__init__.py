"""Filters with Chinese names: each says only what is true of the exact value, or leaves a gap that drops its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.compose.filters import changes, dates, lists, sizes

__all__ = ["FILTERS", "TESTS"]

FILTERS: Mapping[str, Callable[..., Any]] = {
    "同比": changes.on_year,
    "环比": changes.on_previous,
    "较去年": changes.than_last_year,
    "较上期": changes.than_before,
    "升降": changes.direction_word,
    "幅度": changes.degree_words,
    "百分点": changes.in_points,
    "倍": changes.in_times,
    "持平": changes.level,
    "净增": changes.net_change,
    "由降为": changes.from_base,
    "连续": changes.in_a_row,
    "概数": sizes.about,
    "大写": sizes.in_words,
    "万": sizes.ten_thousands,
    "亿": sizes.hundred_millions,
    "占比": sizes.share_of,
    "尾差说明": sizes.rounding_note,
    "无单位": sizes.without_unit,
    "顿号": lists.enumerated,
    "分别": lists.respectively,
    "均": lists.all_alike,
    "前几位": lists.leading,
    "几升几降": lists.rises_and_falls,
    "称": lists.called,
    "若有": lists.if_any,
    "日期": dates.date_words,
    "期间": dates.period_words,
}

TESTS: Mapping[str, Callable[..., bool]] = {"有数": sizes.is_known, "完整": sizes.is_complete, "计入": sizes.is_part}

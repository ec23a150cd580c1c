"""Numbers, numerals, lists and periods as they are printed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.words.chinese import heading_number, numeral, ordinal
from pipeline.words.lists import joined, stop_between
from pipeline.words.number import in_column, printed
from pipeline.words.part import Part, plain
from pipeline.words.spans import before, period_text, short_period, since, year_before

COUNT, RATE, MEAN = Indicator("件数", unit="件"), Indicator("率", unit="%", decimals=1), Indicator("天数", unit="天", decimals=1)


@pytest.mark.parametrize(
    ("value", "indicator", "text"),
    [
        (1634, COUNT, "1634件"),
        (0, COUNT, "0件"),
        (Fraction(22, 100), RATE, "22%"),
        (Fraction(2204, 10000), RATE, "22%"),
        (Fraction(7486, 10000), RATE, "74.9%"),
        (1, RATE, "100%"),
        (0, RATE, "0%"),
        (Fraction(4, 100), MEAN, "0.04天"),
        (Fraction(4, 10), COUNT, "0.4件"),
        (Fraction(0), MEAN, "0天"),
        (Fraction(29999, 30000), RATE, "99.997%"),
        (Fraction(1, 30000), RATE, "0.003%"),
        (Fraction(1999, 2000), RATE, "99.95%"),
        (Fraction(1, 2001), RATE, "0.05%"),
        (Fraction(1, 2000), RATE, "0.1%"),
        (Fraction(30001, 30000), RATE, "100.003%"),
        (Fraction(25, 2), MEAN, "12.5天"),
        (Fraction(49, 4), MEAN, "12.3天"),
    ],
)
def test_printed(value, indicator, text):
    assert printed(value, indicator) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "100.0"), (0, "0.0"), (Fraction(2, 3), "66.7"), (Fraction(29999, 30000), "99.997"), (Fraction(1, 2001), "0.05")],
)
def test_a_rate_in_a_column(value, text):
    assert in_column(value, RATE) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (307, "三百零七"), (10010, "一万零一十")]
)
def test_numeral(number, text):
    assert numeral(number) == text


def test_numbers_of_headings_and_points():
    assert [heading_number(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12.", "（12）"]
    assert [ordinal(n) for n in (1, 2, 10)] == ["一是", "二是", "十是"]


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [
        ("2025", "2025年", "2025年"),
        ("2025-11", "2025年11月", "11月"),
        ("2025Q3", "2025年三季度", "三季度"),
        ("2025H1", "2025年上半年", "上半年"),
        ("2025-11-03", "2025年11月3日", "11月3日"),
        ("2025-W45", "2025年第45周", "2025年第45周"),
        ("2025-01..2025-09", "2025年1月至9月", "2025年1月至9月"),
        ("2024-11..2025-02", "2024年11月至2025年2月", "2024年11月至2025年2月"),
        ("2025-11-03..2025-11-05", "2025年11月3日至11月5日", "2025年11月3日至11月5日"),
        ("2025-11-03..2025-11-03", "2025年11月3日", "2025年11月3日"),
    ],
)
def test_a_period(name, full, short):
    period = Period.parse(name)
    assert (period_text(period), short_period(period)) == (full, short)


def test_a_statistical_month_is_called_by_its_name():
    assert period_text(Period.parse("2025-01", 26)) == "2025年1月"
    assert period_text(Period.parse("2025", 26)) == "2025年"


def test_the_names_of_bases():
    year, month = Period.parse("2025"), Period.parse("2025-11")
    assert year_before(year, over=True) == "上年"
    assert year_before(year, over=False) == year_before(month, over=True) == "去年同期"
    assert [before(Period.parse(name)) for name in ("2025-11", "2025Q3", "2025-W45", "2025-01..2025-05")] == [
        "上月",
        "上季度",
        "上周",
        "上期",
    ]


def test_this_year_only_while_it_is():
    year = Period.parse("2025")
    assert since(year, dt.date(2025, 12, 31)) == "今年以来"
    assert since(year, dt.date(2026, 1, 5)) == "2025年"
    assert since(Period.parse("2025-03"), dt.date(2025, 4, 1)) == "2025年3月"


def test_no_stop_between_adjacent_quotes():
    assert [stop_between(*pair) for pair in (("甲", "乙"), ("“甲”", "“乙”"), ("《甲》", "《乙》"), ("“甲”", "乙"))] == [
        "、",
        "",
        "",
        "、",
    ]
    assert plain(joined([(Part("甲"),), (Part("乙"), Part("1件", "value")), ()])) == "甲、乙1件"

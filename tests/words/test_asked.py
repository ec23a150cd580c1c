"""Periods as people type them, and why a text is none."""

import pytest

from pipeline.model.period import Period
from pipeline.words.asked import plainly, why_none


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("2025q3", "2025Q3"),
        ("2025-h1", "2025H1"),
        ("2025w45", "2025-W45"),
        ("2025.1", "2025-01"),
        ("2025.10", "2025-10"),
        ("2025/01", "2025-01"),
        ("2025.1.5", "2025-01-05"),
        ("2025/01/05", "2025-01-05"),
        ("20250105", "2025-01-05"),
        ("２０２５年１月", "2025-01"),
        ("2025年 3月", "2025-03"),
        ("2025年1月至3月", "2025-01..2025-03"),
        ("2025.1..2025.9", "2025-01..2025-09"),
        ("2025-01～2025-03", "2025-01..2025-03"),
        ("2025-01..2025-09", "2025-01..2025-09"),
    ],
)
def test_a_period_is_understood_and_printed_in_the_first_form(typed, name):
    assert Period.parse(plainly(typed)).name == name


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2025-02-30", "2025年2月只有28天"),
        ("2024.2.30", "2024年2月只有29天"),
        ("2025-13", "一年没有13月"),
        ("2025年0月", "一年没有0月"),
        ("2025Q5", "一年只有四个季度"),
        ("2025h3", "一年只有上、下两个半年"),
        ("2025-W54", "2025年没有第54周"),
        ("2025-09..2025-01", "它的开始（2025-09）在结束（2025-01）之后"),
        ("2025-01..2025-02-30", "2025年2月只有28天"),
        ("上个月", ""),
        ("去年至今", ""),
    ],
)
def test_why_a_text_is_none(typed, why):
    assert Period.parse(plainly(typed)) is None
    assert why_none(typed) == why

"""Spans in a row: 连续, 持续, and what they answer where the spans behind are lacking."""

from __future__ import annotations

import pytest

from pipeline.model.period import Period
from tests.compose.county import County, compose, count, outline


def months(*values: int | None) -> County:
    """Monthly values up to November 2025, the latest last."""
    figures, period = {}, Period.parse("2025-11")
    for index in range(len(values) - 1, -1, -1):
        before = values[index - 1] if index else None
        figures["信访总量", period.name, "全县"] = count("信访总量", values[index], before=before, period=period)
        period = period.previous()
    return County(figures)


CLAIM = '{% claim 持续(信访总量, "下降") %}持续下降。{% otherwise %}没有。{% unknown %}不详。{% endclaim %}\n'


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ((50, 40, 30, 20), "持续下降。"),
        ((50, 40, 40, 20), "没有。"),
        ((50, 40, 45, 20), "没有。"),
        ((20, 30, 40, 50), "没有。"),
        ((40, 30, 20), "不详。"),
        ((50, None, 30, 20), "不详。"),
        ((30, 20, 30), "没有。"),
    ],
)
def test_lasting_needs_three_spans_in_a_row(tmp_path, values, printed):
    document, problems = compose(tmp_path, CLAIM, measures=months(*values), period=Period.parse("2025-11"))
    assert not problems
    assert outline(document) == printed


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        ((50, 40, 30, 20), "信访总量连续【3个月】下降。"),
        ((20, 30, 40), "信访总量连续【2个月】上升。"),
        ((50, 60, 40, 30), "信访总量连续【2个月】下降。"),
        ((50, 60, 40), ""),
        ((40, 40), ""),
    ],
)
def test_how_many_in_a_row(tmp_path, values, printed):
    document, _ = compose(tmp_path, "信访总量{{ 信访总量|连续 }}。\n", measures=months(*values), period=Period.parse("2025-11"))
    assert outline(document) == printed

"""每天(覆盖天数): every day of the span, up to the cut-off, is covered.

The figure is a coverage: its numerator counts the days that have one, its denominator the days of the span.

    {% claim 每天(带班值班天数) %}每天都有县领导带班值班{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, no, taken, unknown, yes

__all__ = ["answer"]


def answer(覆盖天数: Any) -> Answer:
    """Whether numerator = denominator > 0."""
    coverage = taken(覆盖天数, "每天")
    if lacking := both_known(coverage):
        return lacking
    days, due = coverage.figure.numerator, coverage.figure.denominator
    if days is None or due is None:
        return unknown("指标没有分子和分母，不是覆盖率")
    return yes(f"{days} = {due}") if days == due > 0 else no(f"{days} / {due}")

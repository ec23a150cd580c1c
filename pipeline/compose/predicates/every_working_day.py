"""每个工作日(覆盖率): every working day of the span, up to the cut-off, is covered.

The figure is a coverage: its numerator counts the days that have one, its denominator the working days. No when there is no
working day.

    {% claim 每个工作日(接访工作日覆盖率) %}每个工作日均有县领导接访{% otherwise %}…{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, no, taken, unknown, yes

__all__ = ["answer"]


def answer(覆盖率: Any) -> Answer:
    """Whether numerator = denominator > 0."""
    coverage = taken(覆盖率, "每个工作日")
    if lacking := both_known(coverage):
        return lacking
    days, due = coverage.figure.numerator, coverage.figure.denominator
    if days is None or due is None:
        return unknown("指标没有分子和分母，不是覆盖率")
    return yes(f"{days} = {due}") if days == due > 0 else no(f"{days} / {due}")

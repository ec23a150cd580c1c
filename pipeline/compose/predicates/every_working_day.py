"""每个工作日(覆盖率): every working day of the span, up to the cut-off, is covered.

The figure is a coverage: its numerator counts the days that have one, its denominator the working days. No when there is no
working day.

    {% claim 每个工作日(接访工作日覆盖率) %}每个工作日均有县领导接访{% otherwise %}…{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, covered

__all__ = ["answer"]


def answer(覆盖率: Any) -> Answer:
    """Whether numerator = denominator > 0."""
    return covered(覆盖率, "每个工作日", ("workday", "day"))

"""每天(覆盖天数): every day of the span, up to the cut-off, is covered.

The figure is a coverage: its numerator counts the days that have one, its denominator the days of the span.

    {% claim 每天(带班值班天数) %}每天都有县领导带班值班{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, covered

__all__ = ["answer"]


def answer(覆盖天数: Any) -> Answer:
    """Whether numerator = denominator > 0."""
    return covered(覆盖天数, "每天", ("day",))

"""有(指标, 至少=1): the count is at least so many; for sentences that only make sense where there is something to tell.

{% claim 有(集体访批次) %}其中集体访{{ 集体访批次 }}{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, no, taken, yes

__all__ = ["answer"]


def answer(指标: Any, 至少: int = 1) -> Answer:
    """Whether the value is at least 至少."""
    counted = taken(指标, "有")
    if lacking := both_known(counted):
        return lacking
    value = counted.figure.value or 0
    return yes(f"{value} ≥ {至少}") if value >= 至少 else no(f"{value} < {至少}")

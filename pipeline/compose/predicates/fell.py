"""下降(指标, 对比="同比"): it fell against the stated span, both spans complete.

No when the change shows as 0 at the printed precision (it is then 持平). Unknown when either span is missing or incomplete.

    {% claim 下降(信访总量) %}信访总量{{ 信访总量|同比 }}{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, no, taken, unknown, yes
from pipeline.compose.quantity import against

__all__ = ["answer"]


def answer(指标: Any, 对比: str = "同比") -> Answer:
    """Whether it fell, as printed and exactly."""
    counted = taken(指标, "下降")
    change = counted.change(against(对比))
    if change is None:
        return unknown(counted.lack())
    facts = f"{change.base} → {change.value}"
    return yes(facts) if not change.up and not change.flat else no(facts)

"""持平(指标, 对比="同比"): the change shows as 0 at the printed precision."""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, no, taken, unknown, yes
from pipeline.compose.quantity import against

__all__ = ["answer"]


def answer(指标: Any, 对比: str = "同比") -> Answer:
    """Whether it shows as no change."""
    counted = taken(指标, "持平")
    change = counted.change(against(对比))
    if change is None:
        return unknown(counted.lack())
    facts = f"{change.base} → {change.value}"
    return yes(facts) if change.flat else no(facts)

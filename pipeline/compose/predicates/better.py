"""好转(指标, 对比="同比"): it changed for the better by the polarity that indicators.yaml gives it (好转, 向好).

An indicator without a polarity (a volume) is stated, not praised: the answer is no.
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, no, taken, unknown, yes
from pipeline.compose.quantity import against

__all__ = ["answer"]


def answer(指标: Any, 对比: str = "同比") -> Answer:
    """Whether the change goes the way its polarity calls better."""
    counted = taken(指标, "好转")
    polarity = counted.figure.indicator.polarity
    if polarity == "neutral":
        return no("这个指标没有设好坏方向（polarity）")
    change = counted.change(against(对比))
    if change is None:
        return unknown(counted.lack())
    facts = f"{change.base} → {change.value}"
    return yes(facts) if not change.flat and change.up == (polarity == "more_is_better") else no(facts)

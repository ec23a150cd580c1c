"""大幅(指标, 方向, 对比="同比"): the change is sharp by the thresholds of style.yaml, in the stated direction (上升 or 下降).

The word is chosen from the exact value; with a base under ``small_base`` the answer is no. Unknown where there is no base.

    {% claim 大幅(去市集体访批次, "下降") %}去市集体访大幅下降{% otherwise %}去市集体访{{ 去市集体访批次|由降为 }}{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer
from pipeline.compose.predicates.by_degree import by_degree

__all__ = ["answer"]


def answer(指标: Any, 方向: str = "", 对比: str = "同比") -> Answer:
    """Whether the degree word of the change is 大幅."""
    return by_degree("大幅", 指标, 方向, 对比)

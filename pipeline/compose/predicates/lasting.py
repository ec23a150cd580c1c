"""持续(指标, 方向, 次数=3, 对比="环比"): the change went the same way so many spans in a row (持续 and 趋势 need 3).

Unknown when the spans behind are not all there. 连续(指标, 方向, k) is the same with a number of one's own.

    {% claim 持续(信访总量, "下降") %}信访总量持续下降{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.fault import TemplateFault
from pipeline.compose.predicates.answer import Answer, no, taken, unknown, yes
from pipeline.compose.quantity import against
from pipeline.compose.streak import streak

__all__ = ["answer"]


def answer(指标: Any, 方向: str, 次数: int = 3, 对比: str = "环比") -> Answer:
    """Whether the last 次数 changes all went 方向."""
    if 方向 not in ("上升", "下降"):
        raise TemplateFault(f"判断“持续”的方向只能是“上升”或“下降”，现为“{方向}”")
    counted = taken(指标, "持续")
    run = streak(counted, against(对比), 次数)
    if run.count >= 次数 and run.word == 方向:
        return yes(f"连续{run.count}")
    if run.lacking and run.word in ("", 方向):
        return unknown(run.lacking)
    return no(f"连续{run.count}{run.word}")

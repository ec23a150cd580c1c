"""一大批(指标): there is a count behind the word, at or above the configured minimum (style.yaml: wording.many).

{% claim 一大批(接访批次) %}一大批疑难复杂问题得到解决{% otherwise %}…{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, no, taken, yes

__all__ = ["answer"]


def answer(指标: Any) -> Answer:
    """Whether the count reaches the minimum for 一大批."""
    counted = taken(指标, "一大批")
    if lacking := both_known(counted):
        return lacking
    least = counted.draft.settings.wording.many.get("一大批", 50)
    value = counted.figure.value or 0
    return yes(f"{value} ≥ {least}") if value >= least else no(f"{value} < {least}")

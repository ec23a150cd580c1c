"""各单位(已有单位数, 应有单位数): every unit of 单位台账 has it (各…都建立).

{% claim 各单位(已建接待日单位数, 应建接待日单位数) %}各乡镇和县直部门都建立了领导接待日制度{% otherwise %}…{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, counted_alike, no, taken, yes

__all__ = ["answer"]


def answer(已有单位数: Any, 应有单位数: Any) -> Answer:
    """Whether as many have it as there are, and there are some."""
    have, units = taken(已有单位数, "各单位"), taken(应有单位数, "各单位")
    counted_alike(have, units, "各单位")
    if lacking := both_known(have, units):
        return lacking
    above, below = have.figure.value, units.figure.value
    return yes(f"{above} = {below}") if above == below and below else no(f"{above} / {below}")

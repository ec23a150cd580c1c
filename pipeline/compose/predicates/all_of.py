"""全部(部分, 总数): the part equals the whole and there is something at all (全部, 均已, 无一).

No when one is left out, and when the whole is 0: of nothing, nothing can be "all". Unknown when either figure is missing or
incomplete.

    {% claim 全部(积案化解数, 积案总数) %}{{ 积案总数 }}积案全部化解{% otherwise %}化解积案{{ 积案化解数 }}{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, counted_alike, no, taken, yes

__all__ = ["answer"]


def answer(部分: Any, 总数: Any) -> Answer:
    """Whether 部分 = 总数 > 0."""
    part, whole = taken(部分, "全部"), taken(总数, "全部")
    counted_alike(part, whole, "全部")
    if lacking := both_known(part, whole):
        return lacking
    above, below = part.figure.value, whole.figure.value
    return yes(f"{above} = {below}") if above == below and below else no(f"{above} / {below}")

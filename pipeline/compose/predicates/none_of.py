"""零(指标, 已报, 应报): the sum is 0 and everything that had to report did (零…, 未发生).

A missing report is not a zero: an incomplete figure is unknown, and so is a 0 where fewer reported than had to. Where the figure
rests on daily reports, give 已报 and 应报 too. No when the sum is above 0, reported in full or not.

    {% claim 零(日报赴省批次, 已报单位日数, 应报单位日数) %}无赴省走访{% unknown %}尚有单位未报{% endclaim %}
"""

from __future__ import annotations

from typing import Any

from pipeline.compose.predicates.answer import Answer, both_known, no, taken, unknown, yes

__all__ = ["answer"]


def answer(指标: Any, 已报: Any = None, 应报: Any = None) -> Answer:
    """Whether the sum is 0 and every report is in."""
    counted = taken(指标, "零")
    if counted.figure.value:
        return no(f"{counted.figure.value}")
    if lacking := both_known(counted):
        return lacking
    if 已报 is None and 应报 is None:
        return yes("0")
    came, due = taken(已报, "零"), taken(应报, "零")
    if lacking := both_known(came, due):
        return lacking
    if not due.figure.value or came.figure.value != due.figure.value:
        return unknown(f"应报{due.figure.value}，已报{came.figure.value}")
    return yes("0")

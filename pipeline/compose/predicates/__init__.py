"""What may be claimed, and when: one file a predicate, each with its whole condition (docs/templates.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.compose.predicates import (
    all_of,
    better,
    every_day,
    every_leader,
    every_unit,
    every_working_day,
    fell,
    first_place,
    first_time,
    has,
    lasting,
    leading,
    level,
    many,
    markedly,
    none_of,
    rose,
    sharply,
    slightly,
    very_many,
)
from pipeline.compose.predicates.answer import Answer

__all__ = ["PREDICATES", "Answer"]

PREDICATES: Mapping[str, Callable[..., Answer]] = {
    "全部": all_of.answer,
    "零": none_of.answer,
    "每名每月": every_leader.monthly,
    "每名": every_leader.answer,
    "每天": every_day.answer,
    "每个工作日": every_working_day.answer,
    "各单位": every_unit.answer,
    "下降": fell.answer,
    "上升": rose.answer,
    "持平": level.answer,
    "大幅": sharply.answer,
    "明显": markedly.answer,
    "略有": slightly.answer,
    "持续": lasting.answer,
    "好转": better.answer,
    "率先": leading.answer,
    "首次": first_time.answer,
    "第一": first_place.answer,
    "一批": many.answer,
    "一大批": very_many.answer,
    "有": has.answer,
}

"""What 大幅, 明显 and 略有 share: the degree word of the exact change, and its direction."""

from __future__ import annotations

from typing import Any

from pipeline.compose.fault import TemplateFault
from pipeline.compose.predicates.answer import Answer, no, taken, unknown, yes
from pipeline.compose.quantity import against
from pipeline.words.change import degree
from pipeline.words.part import plain

__all__ = ["by_degree"]


def by_degree(word: str, value: Any, direction: str, base: str) -> Answer:
    """Whether the change is told with this degree word, in this direction where one is asked for."""
    if direction not in ("", "上升", "下降"):
        raise TemplateFault(f"判断“{word}”的方向只能是“上升”或“下降”，现为“{direction}”")
    counted = taken(value, word)
    change = counted.change(against(base))
    if change is None:
        return unknown(counted.lack())
    told = plain(degree(change, counted.draft.settings.wording))
    facts = f"{change.base} → {change.value}：{told}"
    return yes(facts) if told.startswith(word) and told.endswith(direction) else no(facts)

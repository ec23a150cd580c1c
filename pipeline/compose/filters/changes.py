"""Filters that compare: 同比 环比 较去年 较上期 升降 幅度 百分点 倍 持平 净增 由降为 连续."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.compose.fault import TemplateFault
from pipeline.compose.filters.taking import quantity
from pipeline.compose.quantity import Quantity, against, said
from pipeline.compose.streak import streak
from pipeline.compose.visible import Said
from pipeline.words.change import (
    Change,
    between,
    compared,
    degree,
    direction,
    from_to,
    net,
    times,
)
from pipeline.words.part import NOTHING, Part, Phrase
from pipeline.words.spans import streak_unit

__all__ = [
    "degree_words",
    "direction_word",
    "from_base",
    "in_a_row",
    "in_points",
    "in_times",
    "level",
    "net_change",
    "on_previous",
    "on_year",
    "than_before",
    "than_last_year",
]

_RISES = ("上升", "增长")


def on_year(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``同比下降22%``: against the same span a year ago."""
    return _worded(quantity(value, "同比"), "同比", lambda change: compared(change, _rise(升)), 位数)


def on_previous(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``环比下降22%``: against the span before."""
    return _worded(quantity(value, "环比"), "环比", lambda change: compared(change, _rise(升)), 位数)


def than_last_year(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``比去年同期下降22%``; ``比去年`` only for a whole year that is over."""
    return _worded(quantity(value, "较去年"), "同比", lambda change: between(change, _rise(升)), 位数)


def than_before(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``比上月下降22%``."""
    return _worded(quantity(value, "较上期"), "环比", lambda change: between(change, _rise(升)), 位数)


def _worded(given: Quantity, base: str, wording: Callable[[Change], Phrase], decimals: int | None = None, why: str = "") -> Said:
    """A change in words; a gap where there is nothing to compare with, or the wording has none."""
    found = given.change(against(base), decimals)
    return said(given, wording(found) if found else NOTHING, why)


def _rise(word: str) -> str:
    if word not in _RISES:
        raise TemplateFault(f"“升=”只能是{'、'.join(_RISES)}（“增加”后面要跟绝对数，请用“|净增”），现为“{word}”")
    return word


def direction_word(value: Any, 对比: str = "同比") -> Said:
    """``上升``, ``下降`` or ``持平``."""
    return _worded(quantity(value, "升降"), 对比, lambda change: (Part(direction(change)),))


def degree_words(value: Any, 对比: str = "同比") -> Said:
    """``大幅下降``, ``略有上升``, ``基本持平``; on a small base ``由12件降为5件``."""
    given = quantity(value, "幅度")
    return _worded(given, 对比, lambda change: degree(change, given.draft.settings.wording))


def in_points(value: Any, 对比: str = "同比", 位数: int | None = None) -> Said:
    """``上升2.1个百分点``: the difference of two rates; refused for counts."""
    given = quantity(value, "百分点")
    if not given.figure.indicator.is_rate:
        raise TemplateFault(f"“{given.figure.indicator.name}”不是率，不能说百分点，请用“|同比”")
    return _worded(given, 对比, _in_points, 位数)


def _in_points(change: Change) -> Phrase:
    if change.flat:
        return (Part("持平"),)
    return (Part(direction(change)), Part(change.number, change.form))


def in_times(value: Any, 对比: str = "同比") -> Said:
    """``是去年同期的2.5倍`` for a rise to twice or more; anything else in percent."""
    return _worded(quantity(value, "倍"), 对比, times)


def level(value: Any, 对比: str = "同比") -> Said:
    """``同比持平`` where it is; a gap where it is not."""
    given = quantity(value, "持平")
    return _worded(given, 对比, _level, why=f"{given.kind}没有持平")


def _level(change: Change) -> Phrase:
    return compared(change) if change.flat and change.base else NOTHING


def net_change(value: Any, 对比: str = "同比") -> Said:
    """``净增5件``, ``净减5件``: the absolute difference."""
    return _worded(quantity(value, "净增"), 对比, net)


def from_base(value: Any, 对比: str = "同比") -> Said:
    """``由40件降为12件``, ``由12件增至40件``."""
    return _worded(quantity(value, "由降为"), 对比, from_to)


def in_a_row(value: Any, 对比: str = "环比") -> Said:
    """``连续3个月下降``: how many spans in a row went the same way; a gap for fewer than two."""
    given = quantity(value, "连续")
    run = streak(given, against(对比))
    if run.count < 2:
        return said(given, NOTHING, f"{given.kind}没有连续升降")
    unit = streak_unit(given.figure.period, on_year=对比 == "同比")
    return said(given, (Part("连续"), Part(f"{run.count}{unit}", "streak"), Part(run.word)))

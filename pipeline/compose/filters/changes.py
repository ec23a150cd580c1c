"""Filters that compare: 同比 环比 较去年 较上期 升降 幅度 百分点 倍 持平 净增 由降为 连续."""

from __future__ import annotations

from typing import Any

from pipeline.compose.fault import TemplateFault
from pipeline.compose.filters.taking import quantity
from pipeline.compose.quantity import Quantity, said
from pipeline.compose.streak import streak
from pipeline.compose.visible import Said
from pipeline.words.change import (
    Against,
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

_AGAINST: dict[str, Against] = {"同比": "year", "环比": "previous"}
_RISES = ("上升", "增长")


def on_year(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``同比下降22%``: against the same span a year ago."""
    return _compared(quantity(value, "同比"), "year", 位数, 升)


def on_previous(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``环比下降22%``: against the span before."""
    return _compared(quantity(value, "环比"), "previous", 位数, 升)


def _compared(given: Quantity, against: Against, decimals: int | None, rise: str) -> Said:
    found = given.change(against, decimals)
    return said(given, compared(found, _rise(rise)) if found else NOTHING)


def than_last_year(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``比去年同期下降22%``; ``比上年`` only for a whole year that is over."""
    return _between(quantity(value, "较去年"), "year", 位数, 升)


def than_before(value: Any, 位数: int | None = None, 升: str = "上升") -> Said:
    """``比上月下降22%``."""
    return _between(quantity(value, "较上期"), "previous", 位数, 升)


def _between(given: Quantity, against: Against, decimals: int | None, rise: str) -> Said:
    found = given.change(against, decimals)
    return said(given, between(found, _rise(rise)) if found else NOTHING)


def _rise(word: str) -> str:
    if word not in _RISES:
        raise TemplateFault(f"“升=”只能是{'、'.join(_RISES)}（“增加”后面要跟绝对数，请用“|净增”），现为“{word}”")
    return word


def _change(given: Quantity, base: str, decimals: int | None = None) -> Change | None:
    if base not in _AGAINST:
        raise TemplateFault(f"对比只能是“同比”或“环比”，现为“{base}”")
    return given.change(_AGAINST[base], decimals)


def direction_word(value: Any, 对比: str = "同比") -> Said:
    """``上升``, ``下降`` or ``持平``."""
    given = quantity(value, "升降")
    found = _change(given, 对比)
    return said(given, (Part(direction(found)),) if found else NOTHING)


def degree_words(value: Any, 对比: str = "同比") -> Said:
    """``大幅下降``, ``略有上升``, ``基本持平``; on a small base ``由12件降为5件``."""
    given = quantity(value, "幅度")
    found = _change(given, 对比)
    return said(given, degree(found, given.draft.settings.wording) if found else NOTHING)


def in_points(value: Any, 对比: str = "同比", 位数: int | None = None) -> Said:
    """``上升2.1个百分点``: the difference of two rates; refused for counts."""
    given = quantity(value, "百分点")
    if not given.figure.indicator.is_rate:
        raise TemplateFault(f"“{given.figure.indicator.name}”不是率，不能说百分点，请用“|同比”")
    found = _change(given, 对比, 位数)
    return said(given, _in_points(found) if found else NOTHING)


def _in_points(change: Change) -> Phrase:
    if change.flat:
        return (Part("持平"),)
    return (Part(direction(change)), Part(change.number, change.form))


def in_times(value: Any, 对比: str = "同比") -> Said:
    """``是去年同期的2.5倍`` for a rise to twice or more; anything else in percent."""
    given = quantity(value, "倍")
    found = _change(given, 对比)
    return said(given, times(found) if found else NOTHING)


def level(value: Any, 对比: str = "同比") -> Said:
    """``同比持平`` where it is; a gap where it is not."""
    given = quantity(value, "持平")
    found = _change(given, 对比)
    return said(given, compared(found) if found and found.flat and found.base else NOTHING, f"{given.kind}没有持平")


def net_change(value: Any, 对比: str = "同比") -> Said:
    """``净增5件``, ``净减5件``: the absolute difference."""
    given = quantity(value, "净增")
    found = _change(given, 对比)
    return said(given, net(found) if found else NOTHING)


def from_base(value: Any, 对比: str = "同比") -> Said:
    """``由40件降为12件``, ``由12件增至40件``."""
    given = quantity(value, "由降为")
    found = _change(given, 对比)
    return said(given, from_to(found) if found else NOTHING)


def in_a_row(value: Any, 对比: str = "环比") -> Said:
    """``连续3个月下降``: how many spans in a row went the same way; a gap for fewer than two."""
    given = quantity(value, "连续")
    if 对比 not in _AGAINST:
        raise TemplateFault(f"对比只能是“同比”或“环比”，现为“{对比}”")
    run = streak(given, _AGAINST[对比])
    if run.count < 2:
        return said(given, NOTHING, f"{given.kind}没有连续升降")
    unit = streak_unit(given.figure.period, on_year=对比 == "同比")
    return said(given, (Part("连续"), Part(f"{run.count}{unit}", "streak"), Part(run.word)))

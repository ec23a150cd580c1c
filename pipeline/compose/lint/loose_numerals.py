"""Counts typed in words: 十二件 is as loose as 12件. 一 is left alone (一名县领导, 一次).

bad:   共化解积案十二件。
good:  共化解积案{{ 积案化解数 }}。
bad:   信访总量三升一降。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import Script
from pipeline.model.wording import Wording

__all__ = ["check"]

_COUNT = re.compile(
    r"(?<![一二三四五六七八九十百千万两第])(?!一(?:件|批|人次|期|份|名|起|户))[一二三四五六七八九十百千万两]+[余多]?(?:件(?!事)|批|人次|期|份|名|起|户)"
)
_RISES = re.compile(
    r"[一二三四五六七八九两]升[一二三四五六七八九两]降|前[二三四五六七八九十两]+位|百分之[一二三四五六七八九十百点]+"
    r"|[占降升增减近约逾超过达到为][近约逾超]?[一二三四五六七八九两]成(?:[多半的]|以上|左右|(?![一-龥]))|[一二三四五六七八九两]倍"
)


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Every count in words, and counts of rises, falls and places."""
    del wording
    for found in _COUNT.finditer(script.text):
        yield Finding(found.start(), found[0], f"“{found[0]}”是用汉字写的数：请改用指标（要汉字时用“|大写”）")
    for found in _RISES.finditer(script.text):
        yield Finding(found.start(), found[0], f"“{found[0]}”要由数据得出：升降请用“|同比”“|分别”，名次请用“|前几位”")

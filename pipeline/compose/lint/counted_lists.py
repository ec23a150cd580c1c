"""Counted lists have as many items as their number says.

bad:   按照“四个一批”，即依法解决一批、困难救助一批、教育疏导一批。
good:  按照“四个一批”，即依法解决一批、困难救助一批、教育疏导一批、调解化解一批。
bad:   把握公示、接访、落实四个环节。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import BREAK, Script
from pipeline.model.wording import Wording
from pipeline.words.chinese import chinese_number

__all__ = ["check"]

_AHEAD = re.compile(r"([二两三四五六七八九十])个(一批|确保|[^，。、；：“”\s\d]{2,4})”?")
_BEHIND = re.compile(r"((?:[^，。；：、“”\s]+、)+[^，。；：、\s]+?)([二两三四五六七八九十])(?:个|项|类|条|种)[^，。；：、\s]")


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Lists that follow their number (四个一批，即…) and lists before it (甲、乙、丙三个环节)."""
    del wording
    for found in _AHEAD.finditer(script.text):
        _, end = script.clause(found.end(), "。！？\n" + BREAK)
        items = script.text[found.end() : end].count(found[2])
        if items and items != chinese_number(found[1]):
            yield Finding(found.start(), found[0], f"说的是“{found[1]}个{found[2]}”，后面列了{items}项，请核对")
    for found in _BEHIND.finditer(script.text):
        stops = found[1].count("、")
        last = found[1].rpartition("、")[2]
        possible = {stops + 1, stops + 1 + len(re.findall("以及|[和与及]", last))}
        if chinese_number(found[2]) not in possible:
            yield Finding(found.start(2), found[0], f"前面列了{stops + 1}项，说的是“{found[2]}”，请核对")

"""Punctuation of Chinese text (GB/T 15834): full width, quotes in pairs, nothing between adjacent quotes, none after a heading.

bad:   信访总量下降,来访减少。
bad:   “两会”、“两节”期间
good:  “两会”“两节”期间
bad:   ## 下一步打算。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import BREAK, VALUE, Script
from pipeline.model.wording import Wording

__all__ = ["check"]

_HAN = rf"\u4e00-\u9fff“”‘’《》（）、，。；：{VALUE}"
_HALF = re.compile(rf"(?<=[{_HAN}])[,;:?!()\"'.](?!\w*=)|[,;:?!()\"'](?=[{_HAN}])")
_FULL = dict(zip(",;:?!()\"'.", "，；：？！（）“’。", strict=True))
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("〔", "〕"))
_HEADING = re.compile(r"^(#{1,5}|\+{1,2}) .*[。，；：、]$", re.MULTILINE)
_TYPED = re.compile(
    r"^(?:#{2,5} (?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)|-[1-9]? [一二三四五六七八九十]是)", re.MULTILINE
)


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Half-width marks, 、 between quotes, marks after headings, typed ordinals, quotes without their partner."""
    del wording
    for found in _HALF.finditer(script.text):
        if found[0] == "!" and script.text[: found.start()].endswith(("\n", BREAK)):
            continue  # the sign of a masthead without its space: told as such (``sign``)
        yield Finding(found.start(), found[0], f"中文里用了半角标点“{found[0]}”，请改用全角“{_FULL[found[0]]}”")
    for found in re.finditer("”、“|》、《", script.text):
        yield Finding(found.start(), found[0], "相邻的引号、书名号之间不用顿号，请删去“、”")
    for found in _HEADING.finditer(script.text):
        yield Finding(found.end() - 1, found[0][-1], "标题末尾不用标点，请删去")
    for found in _TYPED.finditer(script.text):
        yield Finding(found.start(), found[0], "标题的序号和“一是”“二是”由程序编写，请删去")
    yield from _unpaired(script)


def _unpaired(script: Script) -> Iterator[Finding]:
    """Marks that open or close alone within a paragraph; branches of a condition are looked at one by one."""
    at = 0
    for block in re.split(rf"(\n\n+|\n(?=[#\-@=|!>~+])|{BREAK})", script.text):
        for left, right in _PAIRS:
            if block.count(left) != block.count(right):
                mark = left if block.count(left) > block.count(right) else right
                yield Finding(at + block.rfind(mark), mark, f"“{mark}”没有成对，请补上另一半", "warning")
        at += len(block)

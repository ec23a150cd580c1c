"""Titles too long for their line, broken where the sense breaks: after 的, before 关于, never inside a word, a number or quotes.

Good: 关于2025年国庆节期间 / 全县信访工作情况的通报. Bad: 关于2025年国庆节期间全县信访工作情况的 / 通报. Lines that the
author broke are broken there; only a line that does not fit is broken further.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import takewhile
from math import ceil, inf
from typing import Final

from pipeline.model.document import Inline, Text
from pipeline.write.runs import ems, plain

__all__ = ["title_lines"]

_GOOD_AFTER: Final = "的、暨》”）年月度"
_GOOD_BEFORE: Final = ("关于", "全县", "全市", "信访工作", "《", "“", "（")
_WORDS: Final = (
    "关于 信访 工作 情况 会议 通报 报告 讲话 汇报 专报 简报 全县 全市 期间 季度 年度 化解 人民信访 信访事项 信访积案 带案下访 "
    "开门接访 接访安排 领导 干部 群众 乡镇 部门 单位 新时代 进一步 加强 改进 和改进 贯彻 落实 开展 推进 安排 部署 攻坚 先进 集体 "
    "个人 办理 质量 统计"
)
_WHOLE: Final = re.compile(f"(?=({'|'.join(sorted(_WORDS.split(), key=len, reverse=True))}))")
# a year stays with its month, quarter or half, a month with its day, a span with both its ends
_IN_A_DATE: Final = re.compile(
    "(?<=年)(?:[0-9一二三四前上下]|第[一二三四])|(?<=月)(?:[0-9]|[上中下]旬)|(?<=[年月日])[至—～-]|(?<=[至—～-])[0-9]"
)
_NOT_BEFORE: Final = "，。、；：？！）》”’%％的"
_NOT_AFTER: Final = "（《“‘〔"
_INSIDE_WORD: Final = 20.0
_ANYWHERE: Final = 4.0
_LATIN_GAPS: Final = 0.35
"""LibreOffice sets some space between Chinese and Latin."""


def title_lines(lines: Sequence[Sequence[Inline]], width: float) -> tuple[Sequence[Inline], ...]:
    """The lines of a title, each at most ``width`` full widths wide where it can be."""
    return tuple(part for line in lines for part in _broken(tuple(line), width))


def _broken(line: tuple[Inline, ...], width: float) -> tuple[Sequence[Inline], ...]:
    parts = []
    while at := _place(line, width):
        first, line = _cut(line, at)
        parts.append(first)
    return (*parts, line)


def _place(line: tuple[Inline, ...], width: float) -> int:
    """Where a line that does not fit is to be broken; 0 for one that fits or cannot be broken."""
    text = plain(line)
    total = ems(text) + (_LATIN_GAPS if any(char.isascii() for char in text) else 0)
    if total <= width or "\n" in text:
        return 0
    return _best(text, _fixed(line), total / ceil(total / width), width)


def _fixed(line: Sequence[Inline]) -> frozenset[int]:
    """Places inside figures, which stay in one piece."""
    fixed: set[int] = set()
    at = 0
    for inline in line:
        if type(inline) is not Text:
            fixed |= set(range(at + 1, at + len(inline.text)))
        at += len(inline.text)
    return frozenset(fixed)


def _best(text: str, fixed: frozenset[int], wanted: float, width: float) -> int:
    """Where to break: the least of how bad the place is and how far it lies from equal lines; 0 where no place fits."""
    fitting = [*takewhile(lambda at: ems(text[:at]) <= width, range(1, len(text)))]
    inside = {at for found in _WHOLE.finditer(text, 0, len(fitting) + 5) for at in range(found.start() + 1, found.end(1))}
    costs = {at: _cost(text, at, inside) + abs(ems(text[:at]) - wanted) for at in fitting if at not in fixed}
    best = min(costs, key=lambda at: costs[at], default=0)
    return best if best and costs[best] < inf else 0


def _cost(text: str, at: int, inside: Container[int]) -> float:
    before, after = text[at - 1], text[at]
    if (before.isascii() and after.isascii()) or after in _NOT_BEFORE or before in _NOT_AFTER or _in_quotes(text, at):
        return inf
    if at in inside or before.isdigit() or _IN_A_DATE.match(text, at):
        return _INSIDE_WORD
    return 0.0 if before in _GOOD_AFTER or text.startswith(_GOOD_BEFORE, at) else _ANYWHERE


def _in_quotes(text: str, at: int) -> bool:
    return any(text[:at].count(left) > text[:at].count(right) for left, right in ("“”", "《》", "（）"))


def _cut(line: Sequence[Inline], at: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The inlines before and after a place."""
    first: list[Inline] = []
    rest: list[Inline] = []
    for inline in line:
        if at >= len(inline.text):
            first.append(inline)
        elif at <= 0:
            rest.append(inline)
        elif type(inline) is Text:
            first.append(replace(inline, text=inline.text[:at]))
            rest.append(replace(inline, text=inline.text[at:]))
        at -= len(inline.text)
    return tuple(first), tuple(rest)

"""Digits typed into a template: every number is a figure, or belongs to a fixed expression that style.yaml lists.

bad:   每月接访不少于1次。
good:  每月接访不少于{{ 每月接访要求次数 }}。
good:  严格落实24小时值班制度。
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import BREAK, Script
from pipeline.compose.markup.loose import loose_spans
from pipeline.model.wording import Wording

__all__ = ["check"]

_DASHES = ("-", "－")
"""The second is a slip, told as such (``sign``)."""


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Every loose digit; the priority of a point (``-2 ``) is none."""
    for start, end in loose_spans(script.text, tuple(wording.fixed)):
        before = script.text[max(script.text.rfind(mark, 0, start) for mark in ("\n", BREAK)) + 1 : start]
        if before.strip() in _DASHES and script.text[end : end + 1] in (" ", "\u3000"):
            continue
        found = script.text[start:end]
        yield Finding(start, found, f"“{found}”是手写的数字：请改用指标或填报数，固定说法请列入 style.yaml 的 wording.fixed")

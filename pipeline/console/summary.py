"""The outcome of a build as a page of Markdown, for the summary of a CI run. Never a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.console.build import INTERRUPTED, WORDS, set_aside
from pipeline.words.levels import LEVEL_WORDS

if TYPE_CHECKING:
    from pipeline.model.problem import Problem
    from pipeline.run.build import Outcome

__all__ = ["summary"]

_MOST = 200
_FIRST = ("failed", "refused", "edited", "issued")
"""What somebody must look at stands before what was made, and is not cut off with it."""


def summary(outcome: Outcome) -> str:
    """The whole page."""
    return "\n".join(_lines(outcome)) + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    statuses = Counter(str(receipt.status) for receipt in outcome.receipts)
    counted = "、".join(f"{word} {statuses[status]} 份" for status, word in WORDS.items() if statuses[status])
    yield from ("# 文稿", "", f"{counted or '没有文稿'}。{INTERRUPTED if outcome.interrupted else ''}", "")
    told = [receipt for receipt in outcome.receipts if receipt.status != "current"]
    told.sort(key=lambda one: _FIRST.index(one.status) if one.status in _FIRST else len(_FIRST))
    if told:
        yield from ("| 文稿 | 期间 | 单位 | 结果 | 说明 |", "|---|---|---|---|---|")
        for r in told[:_MOST]:
            cells = (r.document, r.period.name, r.scope, WORDS[r.status], "；".join(r.reasons))
            yield f"| {' | '.join(_cell(text) for text in cells)} |"
        yield from ([f"| …… | | | | 另有 {len(told) - _MOST} 份 |"] if len(told) > _MOST else [])
        yield ""
    levels = Counter(problem.level for problem in outcome.problems)
    aside = sum(map(set_aside, outcome.problems))
    named = f"撇开 {aside} 处错误所在的行，" if aside else ""
    counted = f"{named}错误 {levels['error']} 处，提醒 {levels['warning'] - aside} 处，说明 {levels['info']} 处。"
    yield from ("# 问题", "", counted, "")
    yield from _problems(outcome.problems)


def _problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    told = [problem for problem in problems if problem.level != "info"]
    told.sort(key=lambda problem: problem.level != "error")
    if not told:
        return
    yield from ("| | 文件 | 工作表 | 单元格 | 问题 |", "|---|---|---|---|---|")
    for problem in told[:_MOST]:
        place = problem.place
        word = "撇开" if set_aside(problem) else LEVEL_WORDS[problem.level]
        cells = (word, place.file, place.sheet or "", place.cell or (str(place.line) if place.line else ""), problem.message)
        yield f"| {' | '.join(_cell(text) for text in cells)} |"
    if len(told) > _MOST:
        yield f"| …… | | | | 另有 {len(told) - _MOST} 处 |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

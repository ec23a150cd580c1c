"""The end of a build on a terminal: what was made, what was not and why, and what to look at."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console

__all__ = ["show"]

_WORDS = {
    "made": "已生成",
    "current": "无变化",
    "skipped": "跳过",
    "edited": "人改过",
    "issued": "已签发",
    "refused": "未写",
    "failed": "失败",
    "due": "待做",
}
_MOST = 20


def show(outcome: Any, console: Console | None = None) -> None:
    """Print the outcome of a build."""
    console = console or Console(highlight=False, soft_wrap=True)
    for status, word in _WORDS.items():
        _group(console, outcome, status, word)
    _problems(console, outcome.problems)
    _ending(console, outcome)


def _group(console: Console, outcome: Any, status: str, word: str) -> None:
    receipts = [receipt for receipt in outcome.receipts if receipt.status == status]
    for receipt in receipts[:_MOST]:
        where = receipt.path.relative_to(outcome.project).as_posix()
        why = f"  {'；'.join(receipt.reasons)}" if receipt.reasons else ""
        console.print(f"{word}  {where}{why}", markup=False)
    if len(receipts) > _MOST:
        console.print(f"{word}  ……另有 {len(receipts) - _MOST} 份", markup=False)


def _problems(console: Console, problems: tuple[Any, ...]) -> None:
    levels = Counter(problem.level for problem in problems)
    for problem in [problem for problem in problems if problem.level == "error"][:_MOST]:
        console.print(f"错误  {problem.told}", markup=False)
    if levels["error"] > _MOST:
        console.print(f"错误  ……另有 {levels['error'] - _MOST} 处", markup=False)
    if levels["error"] or levels["warning"]:
        console.print(f"数据：{levels['error']} 处错误，{levels['warning']} 处提醒。逐条查看：briefing check", markup=False)


def _ending(console: Console, outcome: Any) -> None:
    standing = [r for r in outcome.receipts if r.status in ("made", "current", "edited")]
    if not standing:
        console.print("没有生成文稿。", markup=False)
        return
    figures, claims = sum(r.figures for r in standing), sum(r.claims for r in standing)
    console.print(f"\n文稿在 {outcome.project / 'outputs'}：{len(standing)} 份，{figures} 处数字，{claims} 处论断。", markup=False)
    first = standing[0].path.relative_to(outcome.project).as_posix()
    console.print(f"请打开 {first} 看一遍；每个数字的来历在旁边的 .figures.json 里。", markup=False)

"""What lint found, on a terminal: by file, line by line."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console

from pipeline.words.levels import LEVEL_WORDS

__all__ = ["show"]


def show(linted: Any, *, everything: bool = False, console: Console | None = None) -> None:
    """Print the findings; infos only where everything is asked for."""
    console = console or Console(highlight=False, soft_wrap=True)
    shown = [problem for problem in linted.problems if everything or problem.level != "info"]
    file = None
    for problem in shown:
        if problem.place.file != file:
            file = problem.place.file
            console.print(file, markup=False)
        where = f"第{problem.place.line}行" if problem.place.line else ""
        console.print(f"  {LEVEL_WORDS[problem.level]}  {where}  {problem.message}", markup=False)
    levels = Counter(problem.level for problem in linted.problems)
    hidden = f"，{levels['info']} 个指标没有模板用到（--all 列出）" if levels["info"] and not everything else ""
    told = f"模板 {len(linted.templates)} 个：{levels['error']} 处错误，{levels['warning']} 处提醒{hidden}。"
    console.print(told, markup=False)

"""The end of a build on a terminal: what was made, what was not and why, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.place import Place
from pipeline.model.problem import Level, Problem
from pipeline.model.receipt import Receipt
from pipeline.words.frozen import of_many
from pipeline.words.levels import LEVEL_WORDS

if TYPE_CHECKING:
    from pipeline.run.build import Outcome

__all__ = ["INTERRUPTED", "WORDS", "set_aside", "show"]

WORDS: dict[str, str] = {
    "made": "已生成",
    "current": "无变化",
    "skipped": "跳过",
    "edited": "人改过",
    "issued": "已签发",
    "refused": "未写",
    "failed": "失败",
    "due": "待做",
}
INTERRUPTED = "已中断。已写好的文件完好，重新运行即可接着做。"
_MOST = 20
_FEW = 3
_NARROWEST = 20
_SETTINGS = ("misnamed-config", "unknown-unit")
"""Warnings about the settings as such: told here in full."""
_PAPERS = (
    *("font-missing", "no-libreoffice", "pdf-failed", "colophon-page"),
    *("speaking-time", "shortened", "county-name", "partial"),
)


def show(outcome: Outcome, width: int | None = None) -> Iterator[str]:
    """The outcome of a build, line by line; ``width``: that of the terminal, where sentences are broken as print breaks them."""
    for status, word in WORDS.items():
        yield from _group(outcome, status, word)
    yield from (line for word, sentence in _problems(outcome.problems) for line in _fitted(word, sentence, width))
    yield from _ending(outcome)


def _group(outcome: Outcome, status: str, word: str) -> Iterator[str]:
    receipts = [receipt for receipt in outcome.receipts if receipt.status == status]
    lines = [line for _, alike in groupby(receipts, _likeness) for line in _told(tuple(alike), outcome.project)]
    yield from (f"{word}  {line}" for line in lines[:_MOST])
    if len(lines) > _MOST:
        yield f"{word}  ……另有 {len(lines) - _MOST} 行"


def _likeness(receipt: Receipt) -> tuple[str, ...]:
    """What receipts must share to be told in one line: the document, and why, apart from its period and unit."""
    return (receipt.document, *(why.replace(receipt.period.name, "").replace(receipt.scope, "") for why in receipt.reasons))


def _told(alike: tuple[Receipt, ...], project: Path) -> Iterator[str]:
    """A line for each, or one line for many; what a person edited and what failed is told one by one."""
    folded = len(alike) > _FEW and alike[0].status not in ("edited", "failed")
    for receipt in alike[:1] if folded else alike:
        where = receipt.path.relative_to(project).as_posix() + (f" 等 {len(alike)} 份" if folded else "")
        yield f"{where}{'  ' if receipt.reasons else ''}{'；'.join(receipt.reasons)}"


def _problems(problems: tuple[Problem, ...]) -> Iterator[tuple[str, str]]:
    """What each line begins with, and its sentence."""
    levels = Counter(problem.level for problem in problems)
    for level, word in LEVEL_WORDS.items():
        # warnings and notes about the data are what `briefing check` is for; those about documents and templates are told here
        told = [problem for problem in problems if problem.level == level and (level == "error" or _told_here(problem))]
        lines = [problem.told for problem in told] if level == "error" else [*_folded(told)]
        yield from ((f"{word}  ", line) for line in lines[:_MOST])
        if len(lines) > _MOST:
            yield f"{word}  ", f"……另有 {len(lines) - _MOST} {'处' if len(lines) == len(told) else '行'}"
    typed = Counter(problem.level for problem in problems if _of_templates(problem))
    levels.subtract(problem.level for problem in problems if not _of_data(problem))
    if typed["error"]:
        yield "", f"模板：{typed['error']} 处错误，{typed['warning']} 处提醒。请改好模板，再运行一次"
    if levels["error"] or levels["warning"]:
        yield "", f"数据：{_counted(levels, sum(map(set_aside, problems)))}。逐条查看：briefing check"


def set_aside(problem: Problem) -> bool:
    """Whether it is an error that ``--accept-rejected`` has made a warning: no warning of its own has a mark."""
    return problem.level == "warning" and bool(problem.mark)


def _counted(levels: Mapping[Level, int], aside: int) -> str:
    """The number of errors and warnings; errors whose rows were set aside by command are named as what they are in a check."""
    if not aside:
        return f"{levels['error']} 处错误，{levels['warning']} 处提醒"
    errors = f"，另有 {levels['error']} 处错误" if levels["error"] else ""
    return f"撇开 {aside} 处错误所在的行{errors}，{levels['warning'] - aside} 处提醒"


def _folded(problems: Iterable[Problem]) -> Iterator[str]:
    """One line for each, or one line for many documents of a folder of which the same is said; one for each signed document."""
    for _, group in groupby(
        _by_document(problems), lambda problem: (problem.rule, problem.message, Path(problem.place.file).parent)
    ):
        alike = tuple(group)
        first = alike[0]
        if len(alike) > _FEW and _of_outputs(first):
            alike = (replace(first, place=Place(f"{first.place.file} 等 {len(alike)} 份")),)
        yield from (problem.told for problem in alike)


def _by_document(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What a signed document prints otherwise than the data say, once for each: how much, and the first of it."""
    for differs, group in groupby(problems, lambda problem: problem.rule == "issued-differs" and problem.place):
        first, *more = group
        if differs:
            yield replace(first, message=of_many(first.message, 1 + len(more)))
        else:
            yield from (first, *more)


def _fitted(word: str, sentence: str, width: int | None) -> Iterator[str]:
    """A sentence in lines no wider than the terminal, the later ones under the first one's text."""
    if width is None:
        yield word + sentence
        return
    # rich takes a while to come, and only a terminal needs it
    from rich.cells import cell_len

    from pipeline.console.wrapped import wrapped

    indent = cell_len(word)
    first, *more = wrapped(sentence, max(width - indent, _NARROWEST))
    yield word + first
    yield from (" " * indent + line for line in more)


def _of_data(problem: Problem) -> bool:
    """Whether ``briefing check`` tells it too: what is about documents, templates and config is told here in full."""
    about_others = problem.place.file.startswith(("outputs/", "templates/", "config/"))
    return not about_others and problem.rule not in _PAPERS and problem.rule != "no-tables"


def _told_here(problem: Problem) -> bool:
    return _of_outputs(problem) or _of_templates(problem) or problem.rule in _SETTINGS


def _of_templates(problem: Problem) -> bool:
    return problem.place.file.startswith("templates/")


def _of_outputs(problem: Problem) -> bool:
    return problem.place.file.startswith("outputs/") or problem.rule in _PAPERS


def _ending(outcome: Outcome) -> Iterator[str]:
    standing = [r for r in outcome.receipts if r.stands]
    due = sum(r.status == "due" for r in outcome.receipts)
    if due:
        yield f"待做 {due} 份，这次没有写（--dry-run 只说要做什么）。"
    elif not standing:
        yield "没有生成文稿。"
    if not standing:
        return
    figures, claims = sum(r.figures for r in standing), sum(r.claims for r in standing)
    yield f"\n文稿在 {outcome.project / 'outputs'}：{len(standing)} 份，{figures} 处数字，{claims} 处论断。"
    first = standing[0].path.relative_to(outcome.project).as_posix()
    yield f"请打开 {first} 看一遍；每个数字的来历在旁边的 .figures.json 里。"

"""What a check says, apart from how it is shown: problems in groups, counts in a sentence, what was due and filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.model.inputs import Inputs
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.table import Filing
from pipeline.words.levels import LEVEL_WORDS

__all__ = ["Group", "filed_lines", "groups", "reading_line", "summary_line"]

_SHOWN = 20


@shape
class Group:
    """The problems of one file: those shown, and for each kind of which more than 20 were found how many are left out."""

    file: str
    shown: tuple[Problem, ...]
    left_out: tuple[tuple[str, int], ...]


def groups(problems: Sequence[Problem]) -> Iterator[Group]:
    """By file, errors first; of one kind at most 20 a file."""
    for file in dict.fromkeys(problem.place.file for problem in _graded(problems)):
        seen: Counter[str] = Counter()
        shown = []
        for problem in (each for each in _graded(problems) if each.place.file == file):
            seen[problem.rule] += 1
            if seen[problem.rule] <= _SHOWN:
                shown.append(problem)
        more = {problem.rule: problem for problem in shown if seen[problem.rule] > _SHOWN}
        left = tuple((f"同类{LEVEL_WORDS[problem.level]}", seen[rule] - _SHOWN) for rule, problem in more.items())
        yield Group(file, tuple(shown), left)


def reading_line(inputs: Inputs) -> str:
    """How much was read, and in which order the drops count."""
    files = len({each.file for each in inputs.files})
    rows, rejected = sum(each.rows for each in inputs.files), sum(each.rejected for each in inputs.files)
    replaced, repeated = sum(each.replaced for each in inputs.files), sum(each.repeated for each in inputs.files)
    line = f"读入 {files} 个文件、{len(inputs.files)} 张表，共 {rows} 行：采用 {rows - rejected - replaced - repeated} 行"
    line += f"，撇开 {rejected} 行" if rejected else ""
    line += f"，被后一批替换 {replaced} 行" if replaced else ""
    line += f"，重复 {repeated} 行" if repeated else ""
    drops = " → ".join(drop or "inputs" for drop in inputs.drops)
    line += f"。数据批次的先后：{drops}" if len(inputs.drops) > 1 else ""
    return f"{line}。数据截止日：{inputs.cutoff or '无'}。"


def summary_line(problems: Sequence[Problem]) -> str:
    """How many problems of each level."""
    levels = Counter(problem.level for problem in problems)
    told = "，".join(f"{levels[level]} 处{word}" for level, word in LEVEL_WORDS.items() if levels[level])
    return f"共 {told}。" if told else "没有发现问题。"


def filed_lines(filed: Sequence[Filing]) -> Iterator[str]:
    """For each table and span: how many units owed it, filed it, filed a zero, and who is missing."""
    for table, period in dict.fromkeys((each.table, each.period) for each in filed):
        due = [each for each in filed if (each.table, each.period) == (table, period)]
        states = Counter(each.state for each in due)
        missing = "、".join(each.unit for each in due if each.state == "missing")
        line = f"{table} {period}：应报 {len(due)} 个单位，已报 {states['filed']} 个，零报告 {states['zero']} 个"
        yield line + (f"，未报 {states['missing']} 个（{missing}）" if missing else "，没有未报")


def _graded(problems: Sequence[Problem]) -> list[Problem]:
    order = {level: at for at, level in enumerate(LEVEL_WORDS)}
    return sorted(problems, key=lambda problem: order[problem.level])

"""A check on a terminal: what was read, what is wrong by file, what was due; readable in 80 columns and without colour."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.console.wrapped import Wrapped
from pipeline.model.inputs import Inputs
from pipeline.model.problem import Problem
from pipeline.words.checking import filed_lines, groups, reading_line, summary_line
from pipeline.words.levels import LEVEL_WORDS

__all__ = ["show"]

_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def show(inputs: Inputs, console: Console | None = None) -> None:
    """Print the outcome of a check."""
    console = console or Console(highlight=False)
    if inputs.files:
        console.print(_files(inputs))
    console.print(Wrapped(reading_line(inputs)))
    for group in groups(inputs.problems):
        console.print()
        console.print(Wrapped(group.file or "整个项目", "bold"))
        console.print(_problems(group.shown))
        for kind, count in group.left_out:
            console.print(Wrapped(f"……另有 {count} 处{kind}，改完上面的再查，或用 --format json 看全部"))
    console.print()
    for line in filed_lines(inputs.filed):
        console.print(Wrapped(line))
    console.print(Wrapped(summary_line(inputs.problems)))


def _files(inputs: Inputs) -> Table:
    """One line a file and table, its sheets together."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("文件")
    table.add_column("表")
    for name in ("行数", "撇开", "替换", "重复"):
        table.add_column(name, justify="right", no_wrap=True)
    for file, name in dict.fromkeys((each.file, each.table) for each in inputs.files):
        mine = [each for each in inputs.files if (each.file, each.table) == (file, name)]
        counts = [sum(getattr(each, what) for each in mine) for what in ("rows", "rejected", "replaced", "repeated")]
        table.add_row(Wrapped(file), Wrapped(name), str(counts[0]), *(str(count) if count else "" for count in counts[1:]))
    return table


def _problems(problems: Sequence[Problem]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 1))
    table.add_column(no_wrap=True)
    table.add_column(max_width=24)
    table.add_column(ratio=1)
    for problem in problems:
        place = problem.place
        where = " ".join(part for part in (place.sheet, place.cell) if part)
        table.add_row(Text(LEVEL_WORDS[problem.level], _STYLES[problem.level]), Wrapped(where), Wrapped(problem.message))
    return table

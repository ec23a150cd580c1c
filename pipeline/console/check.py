"""A check on a terminal: what was read, what is wrong by file, what was due; readable in 80 columns and without colour."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from pipeline.model.inputs import Inputs
from pipeline.words.checking import LEVEL_WORDS, filed_lines, groups, reading_line, summary_line

__all__ = ["show"]

_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def show(inputs: Inputs, console: Console | None = None) -> None:
    """Print the outcome of a check."""
    console = console or Console(highlight=False)
    console.print(_files(inputs))
    console.print(reading_line(inputs), markup=False)
    for group in groups(inputs.problems):
        console.print()
        console.print(group.file or "整个项目", style="bold", markup=False)
        console.print(_problems(group.shown))
        for kind, count in group.left_out:
            console.print(f"  ……另有 {count} 处{kind}，改完上面的再查，或用 --format json 看全部", markup=False)
    console.print()
    for line in filed_lines(inputs.filed):
        console.print(line, markup=False)
    console.print(summary_line(inputs.problems), markup=False)


def _files(inputs: Inputs) -> Table:
    """One line a file and table, its sheets together."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("文件", overflow="fold")
    table.add_column("表", overflow="fold")
    for name in ("行数", "撇开", "替换", "重复"):
        table.add_column(name, justify="right", no_wrap=True)
    for file, name in dict.fromkeys((each.file, each.table) for each in inputs.files):
        mine = [each for each in inputs.files if (each.file, each.table) == (file, name)]
        counts = [sum(getattr(each, what) for each in mine) for what in ("rows", "rejected", "replaced", "repeated")]
        table.add_row(_plain(file), _plain(name), str(counts[0]), *(str(count) if count else "" for count in counts[1:]))
    return table


def _problems(problems: tuple[object, ...]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=24)
    table.add_column(overflow="fold", ratio=1)
    for problem in problems:
        place = problem.place  # type: ignore[attr-defined]
        where = " ".join(part for part in (place.sheet, place.cell) if part)
        level = problem.level  # type: ignore[attr-defined]
        table.add_row(f"[{_STYLES[level]}]{LEVEL_WORDS[level]}[/]", _plain(where), _plain(problem.message))  # type: ignore[attr-defined]
    return table


def _plain(text: str) -> str:
    """A text in which nothing is taken for markup."""
    return text.replace("[", r"\[")

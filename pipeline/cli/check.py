"""``briefing check``: the inputs read and checked, nothing else."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import PATH, as_json, common
from pipeline.cli.reports import refuse
from pipeline.model.inputs import Inputs
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings

__all__ = ["command"]


@click.command("check", cls=Command, help="读入并检查数据表：列出每处错误的文件、工作表和单元格。")
@click.option("--html", "html", type=PATH, metavar="文件", help="把结果另写成网页，便于转发")
@click.option(
    "--mark",
    "mark",
    type=PATH,
    metavar="文件夹",
    help="把有错的表另存一份，错处涂色并加批注（退回填报单位用）",
)
@common
def command(html: Path | None, mark: Path | None, project: Path, form: str) -> int:
    """Tell what was read and what is wrong; 1 where there is an error."""
    from pipeline.run.inputs import gather
    from pipeline.run.notes import notes
    from pipeline.settings.loading import load

    refuse("--html", html, project)
    settings = load(project)
    inputs = gather(settings)
    inputs = dataclasses.replace(inputs, problems=(*notes(settings, inputs), *inputs.problems))
    if html is not None:
        _write_page(inputs, html)
    if mark is not None:
        _mark(settings, inputs, mark)
    if form == "json":
        as_json(inputs_json(inputs))
    else:
        from pipeline.console.check import show

        show(inputs)
    return int(any(problem.level == "error" for problem in inputs.problems))


def _write_page(inputs: Inputs, path: Path) -> None:
    from pipeline.console.checkpage import page

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(inputs), "utf-8", newline="\n")
    except OSError:
        told = f"{path} 写不进去。请确认文件夹可以写入，写的是文件名而不是文件夹，同名的文件没有被别的程序占用"
        raise Mistake(Problem("html", "error", Place(""), told)) from None
    click.echo(f"网页已写入 {path}", err=True)


def _mark(settings: Settings, inputs: Inputs, folder: Path) -> None:
    from pipeline.run.marked import mark_copies

    for copy in mark_copies(settings, inputs, folder):
        click.echo(f"已标出错处：{copy.path}", err=True)
        if copy.anew:
            click.echo("  （这份是新做的 .xlsx，只有各单元格的内容；原表的格式、公式、图形没有带过来）", err=True)
    unmarked = sum(problem.level != "info" and bool(problem.place.file) and not problem.place.cell for problem in inputs.problems)
    if unmarked:
        click.echo(f"有 {unmarked} 处问题不在哪一个单元格上（如文件打不开、没有表头），副本里没有标，请看检查结果。", err=True)
    click.echo("注意：这些副本含有个人信息，只可退回原填报单位，用后请删除。", err=True)


def inputs_json(inputs: Inputs) -> dict[str, Any]:
    """What was read, in the shape of docs/json.md."""
    from pipeline.cli.problems import problem_json

    files = [
        {
            "file": each.file,
            "sheet": each.sheet,
            "table": each.table,
            "rows": each.rows,
            "rejected": each.rejected,
            "replaced": each.replaced,
            "repeated": each.repeated,
        }
        for each in inputs.files
    ]
    filed = [{"table": each.table, "unit": each.unit, "period": each.period, "state": each.state} for each in inputs.filed]
    return {"files": files, "problems": [problem_json(problem) for problem in inputs.problems], "filed": filed}

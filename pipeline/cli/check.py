"""``briefing check``: the inputs read and checked, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import as_json, common
from pipeline.model.inputs import Inputs

__all__ = ["command"]


@click.command("check", cls=Command, help="读入并检查数据表：列出每处错误的文件、工作表和单元格。")
@click.option("--html", "html", type=click.Path(path_type=Path), metavar="文件", help="把结果另写成网页，便于转发")
@click.option(
    "--mark",
    "mark",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="把有错的表另存一份，错处涂色并加批注（退回填报单位用）",
)
@common
def command(html: Path | None, mark: Path | None, project: Path, form: str) -> int:
    """Tell what was read and what is wrong; 1 where there is an error."""
    from pipeline.run.inputs import gather
    from pipeline.settings.loading import load

    settings = load(project)
    inputs = gather(settings)
    if html is not None:
        from pipeline.console.checkpage import page

        html.write_text(page(inputs), "utf-8", newline="\n")
        click.echo(f"网页已写入 {html}", err=True)
    if mark is not None:
        from pipeline.run.marked import mark_copies

        for path in mark_copies(settings, inputs, mark):
            click.echo(f"已标出错处：{path}", err=True)
        click.echo("注意：这些副本含有个人信息，只可退回原填报单位，用后请删除。", err=True)
    if form == "json":
        as_json(inputs_json(inputs))
    else:
        from pipeline.console.check import show

        show(inputs)
    return int(any(problem.level == "error" for problem in inputs.problems))


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

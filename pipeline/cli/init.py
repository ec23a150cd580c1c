"""``briefing init``: a new project folder."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.help import Command
from pipeline.cli.options import PATH, as_json, common

__all__ = ["command"]


@click.command("init", cls=Command, help="新建一个项目文件夹，建好就能生成文稿。已有的文件不覆盖。")
@click.argument("directory", metavar="文件夹", type=PATH)
@click.option("--sample", is_flag=True, help="放入一个虚构县两年的数据")
@click.option("--rows", type=int, metavar="行数", help="虚构县的信访事项登记表共多少行（默认：约 1800）")
@click.option("--seed", type=int, metavar="数", help="换一个虚构县：同一个数总是同一个县")
@common
def command(directory: Path, sample: bool, rows: int | None, seed: int | None, project: Path, form: str) -> int:
    """Make the folder and tell what is in it; a relative one is taken from ``--project``."""
    from pipeline.run.init import start

    started = start(project / directory, sample=sample, rows=rows, seed=seed)
    if form == "json":
        as_json(
            {
                "project": started.project.as_posix(),
                "written": [path.as_posix() for path in started.written],
                "kept": [path.as_posix() for path in started.kept],
            }
        )
        return 0
    click.echo(f"已建好“{started.project}”：写了 {len(started.written)} 个文件。")
    for path in started.kept:
        click.echo(f"原来就有，没有改动：{path.as_posix()}")
    if not sample:
        click.echo(f"请把数据表放进“{started.project / 'inputs'}”。")
    clicked = "双击其中的“生成.bat”，或" if Path("生成.bat") in started.written else ""
    click.echo(f"然后{clicked}运行：briefing build --project {_typed(started.project)}")
    return 0


def _typed(path: Path) -> str:
    """The path as it is typed on a command line."""
    return f'"{path}"' if " " in str(path) else str(path)

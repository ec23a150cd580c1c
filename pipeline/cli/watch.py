"""``briefing watch``: build whenever the data drop changes."""

from __future__ import annotations

import time
from pathlib import Path

import click

from pipeline.cli.help import Command
from pipeline.cli.options import common

__all__ = ["command"]

_STOPPED = 130


@click.command("watch", cls=Command, help="守着数据、配置和模板：文件有变化、写完不动了，就生成到期的文稿。按 Ctrl-C 结束。")
@click.option("--interval", type=click.FloatRange(min=0.05), default=3.0, show_default=True, metavar="秒", help="每隔几秒看一次")
@click.option("--rounds", type=click.IntRange(min=1), metavar="次数", help="看这么多次就结束（默认：一直看）")
@common
def command(interval: float, rounds: int | None, project: Path, form: str) -> int:
    """Build once, then after every change, until stopped; answers with the exit code of the last build."""
    from pipeline.run.watch import changes
    from pipeline.settings.folders import there

    project = there(project)
    left = rounds

    def pause() -> bool:
        nonlocal left
        if left is not None:
            left -= 1
            if left < 0:
                return False
        time.sleep(interval)
        return True

    found = changes(project, pause)  # what is saved during the first build is a change too
    code = _build(project, form)
    for change in found if code != _STOPPED else ():
        if not change.files and code == 0:  # what was open was none of what there was to do
            continue
        told = change.files or change.closed
        more = f"等 {len(told)} 个文件" if len(told) > 3 else ""
        click.echo(f"{'有变化' if change.files else '已关闭'}：{'、'.join(told[:3])}{more}", err=True)
        code = _build(project, form)
        if code == _STOPPED:
            break
    return code


def _build(project: Path, form: str) -> int:
    """A build in this process; what is wrong is told and the watch goes on."""
    from pipeline.cli import build
    from pipeline.cli.ending import run

    group = click.Group("briefing", commands={"build": build.command})
    return run(group, ["build", "--project", str(project), "--format", form])

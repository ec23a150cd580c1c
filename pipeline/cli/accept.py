"""``briefing accept``: an error looked at and accepted, with the reason."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.help import Command
from pipeline.cli.options import as_json, common

__all__ = ["command"]


@click.command("accept", cls=Command, help="认可一处查出的错误：那一行不计算，也不再阻止生成文稿。内容改动后会重新提示。")
@click.argument("file", metavar="文件")
@click.argument("sheet", metavar="工作表")
@click.argument("cell", metavar="单元格")
@click.option("--reason", "reason", required=True, metavar="理由", help="为什么可以保留这处错误")
@common
def command(file: str, sheet: str, cell: str, reason: str, project: Path, form: str) -> int:
    """``-`` for the sheet of a .csv, or for the cell of a fault that stands at none."""
    from pipeline.run.accept import accept
    from pipeline.settings.loading import load

    made = accept(load(project), file, None if sheet in ("-", "") else sheet, None if cell in ("-", "") else cell, reason)
    if form == "json":
        as_json([{"file": e.file, "sheet": e.sheet, "cell": e.cell, "rule": e.rule, "reason": e.reason} for e in made])
    else:
        click.echo(f"已认可 {len(made)} 处，写入 config/accepted.yaml。这一行仍不计算；内容改动后会重新提示。")
    return 0

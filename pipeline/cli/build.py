"""``briefing build``: the main job."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import as_json, common, period_of

__all__ = ["command"]


@click.command("build", cls=Command, help="生成到期的文稿。不写文稿名就是全部。")
@click.argument("documents", nargs=-1, metavar="[文稿]...")
@click.option("--period", "period", metavar="期间", help="期间：2025、2025-11、2025Q3……")
@click.option("--scope", metavar="单位", help="只写这个单位的")
@click.option(
    "--date", "date", type=click.DateTime(["%Y-%m-%d"]), metavar="年-月-日", help="印在文稿上的日期（默认：数据截止日的次日）"
)
@click.option("--force", is_flag=True, help="没有变化的也重做（人改过的仍不覆盖）")
@click.option("--accept-rejected", is_flag=True, help="撇开有错误的行，照样生成（文稿标为“稿”）")
@click.option("--dry-run", is_flag=True, help="只说要做什么、为什么，不写文件")
@common
def command(
    documents: tuple[str, ...],
    period: str | None,
    scope: str | None,
    date: dt.datetime | None,
    project: Path,
    form: str,
    **flags: Any,
) -> int:
    """Build, tell what was done, and answer with the exit code."""
    from pipeline.console.build import show
    from pipeline.run.build import build
    from pipeline.run.plan import Order
    from pipeline.settings.loading import load

    span = period_of(period, load(project)) if period else None
    order = Order(documents, span, scope, date.date() if date else None, **flags)
    outcome = build(project, order, lambda line: click.echo(line, err=True))
    if form == "json":
        as_json(outcome_json(outcome))
    else:
        show(outcome)
    return outcome.code


def outcome_json(outcome: Any) -> dict[str, Any]:
    """The outcome in the shape of docs/json.md."""
    documents = [
        {
            "document": r.document,
            "period": r.period.name,
            "scope": r.scope,
            "path": r.path.relative_to(outcome.project).as_posix(),
            "status": r.status,
            "reasons": list(r.reasons),
            "figures": r.figures,
            "claims": r.claims,
        }
        for r in outcome.receipts
    ]
    from pipeline.cli.problems import problem_json

    return {"documents": documents, "problems": [problem_json(problem) for problem in outcome.problems]}

"""``briefing issue``: sign a bulletin."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import DAY, as_json, common
from pipeline.words.levels import LEVEL_WORDS

if TYPE_CHECKING:
    from pipeline.run.issue import Signed

__all__ = ["command"]


@click.command("issue", cls=Command, help="签发：编号、定稿（以后不再改动）、记入发文登记簿。几份一起签发，要么都成，要么都不成。")
@click.argument("documents", nargs=-1, required=True, metavar="文稿或文稿/期间...")
@click.option("--date", "date", required=True, type=DAY, metavar="年-月-日", help="签发日期")
@click.option(
    "--copies", type=click.IntRange(min=1), metavar="份数", help="印发份数（默认：documents.yaml 的 copies，或版记上的印数）"
)
@click.option("--period", metavar="期间", help="签发哪个期间的（默认：最近一期）")
@click.option("--scope", metavar="单位", help="签发哪个单位的")
@common
def command(
    documents: tuple[str, ...],
    date: dt.datetime,
    copies: int | None,
    period: str | None,
    scope: str | None,
    project: Path,
    form: str,
) -> int:
    """Sign, tell the numbers given, and answer with the exit code."""
    from pipeline.run.issue import issue
    from pipeline.run.order import Order

    order = Order(documents, period, scope)
    signed = issue(project, documents, date.date(), copies, order, lambda line: click.echo(line, err=True))
    if form == "json":
        as_json(_json(signed))
    else:
        _tell(signed)
    return signed.code


def _tell(signed: Signed) -> None:
    for receipt in signed.receipts:
        where = receipt.path.relative_to(signed.project).as_posix()
        click.echo(f"{'；'.join(receipt.reasons)}  {where}", err=not signed.issues)
    for problem in signed.problems:
        click.echo(f"{LEVEL_WORDS[problem.level]}  {problem.told}", err=True)
    if signed.issues:
        click.echo(f"已记入 config/发文登记簿.csv：{len(signed.issues)} 行。签发的文稿不再改动。")
    else:
        click.echo("什么都没有签发。", err=True)


def _json(signed: Signed) -> dict[str, Any]:
    from pipeline.cli.issues import issue_json
    from pipeline.cli.problems import problem_json

    documents = [
        {
            "document": r.document,
            "period": r.period.name,
            "scope": r.scope,
            "path": r.path.relative_to(signed.project).as_posix(),
            "status": r.status,
            "reasons": list(r.reasons),
        }
        for r in signed.receipts
    ]
    listed = [issue_json(one) for one in signed.issues]
    return {"issues": listed, "documents": documents, "problems": [problem_json(problem) for problem in signed.problems]}

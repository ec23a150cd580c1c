"""``briefing issues``: the register of issues, with its gaps and doubles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import as_json, common

if TYPE_CHECKING:
    from pipeline.record.register import Issue

__all__ = ["command", "issue_json"]


@click.command("issues", cls=Command, help="列出发文登记簿：已签发的各期，有没有缺号、重号，跨年有没有重新编号，日期对不对。")
@common
def command(project: Path, form: str) -> int:
    """List, tell what is doubtful, and answer with the exit code."""
    from pipeline.cli.problems import problem_json
    from pipeline.run.issues import issues

    listed = issues(project)
    if form == "json":
        problems = [problem_json(problem) for problem in listed.problems]
        as_json({"issues": [issue_json(one) for one in listed.issues], "problems": problems})
        return listed.code
    for one in listed.issues:
        copies = f"{one.copies}份" if one.copies is not None else "份数未填"
        click.echo(f"{one.series}  {one.date.year}年第{one.number}期  {one.date}  {copies}  {one.title}".rstrip())
    for problem in listed.problems:
        click.echo(problem.told)
    click.echo(f"共 {len(listed.issues)} 期，{len(listed.problems)} 处要核对。" if listed.issues else "还没有签发过。")
    return listed.code


def issue_json(issue: Issue) -> dict[str, Any]:
    """An issue in the shape of docs/json.md."""
    return {
        "series": issue.series,
        "year": issue.date.year,
        "number": issue.number,
        "date": issue.date.isoformat(),
        "title": issue.title,
        "copies": issue.copies,
    }

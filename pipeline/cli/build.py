"""``briefing build``: the main job."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import DAY, PATH, as_json, common
from pipeline.cli.reports import refuse

if TYPE_CHECKING:
    from pipeline.run.build import Outcome

__all__ = ["command", "outcome_json", "report_bugs"]


@click.command("build", cls=Command, help="生成到期的文稿。不写文稿名就是全部。")
@click.argument("documents", nargs=-1, metavar="[文稿]...")
@click.option("--period", "period", metavar="期间", help="期间：2025、2025-11、2025Q3……")
@click.option("--scope", metavar="单位", help="只写这个单位的")
@click.option("--date", "date", type=DAY, metavar="年-月-日", help="印在文稿上的日期（默认：数据截止日的次日）")
@click.option("--jobs", type=click.IntRange(min=1), metavar="进程数", help="同时用几个进程（默认：处理器的个数）")
@click.option("--minutes", type=click.IntRange(min=1), metavar="分钟", help="讲话压缩到多少分钟以内：先略去优先级低的要点")
@click.option("--force", is_flag=True, help="没有变化的也重做（人改过的仍不覆盖）")
@click.option("--accept-rejected", is_flag=True, help="撇开有错误的行，照样生成（文稿标为“稿”）")
@click.option("--dry-run", is_flag=True, help="只说要做什么、为什么，不写文件")
@click.option("--pdf", is_flag=True, help="旁边再放一份 PDF（要有 LibreOffice）")
@click.option("--review", is_flag=True, help="旁边再放一份核稿：每个数字、每处论断都有批注")
@click.option("--durable", is_flag=True, help="每份文稿写到磁盘上才算完（慢一些，断电也不丢）")
@click.option("--junit", type=PATH, metavar="文件", help="把结果另存为 JUnit XML（供 CI 显示）")
@click.option("--summary", type=PATH, metavar="文件", help="把结果另存为一页 Markdown")
@common
def command(
    documents: tuple[str, ...],
    period: str | None,
    scope: str | None,
    date: dt.datetime | None,
    jobs: int | None,
    junit: Path | None,
    summary: Path | None,
    project: Path,
    form: str,
    **flags: Any,
) -> int:
    """Build, tell what was done, and answer with the exit code."""
    from pipeline.console.progress import watching
    from pipeline.model.problem import Mistake
    from pipeline.run.build import Outcome, build
    from pipeline.run.order import Order

    refuse("--junit", junit, project)
    refuse("--summary", summary, project)
    order = Order(documents, period, scope, date.date() if date else None, **flags)
    try:
        with watching() as progress:
            outcome = build(project, order, _say, jobs=jobs or cores(), progress=progress)
    except Mistake as mistake:  # nothing was built: no report of an earlier run may stand for this one
        _reported(Outcome((), mistake.problems, project), junit, summary)
        raise
    report = report_bugs(outcome)
    unwritten = _reported(outcome, junit, summary)
    _tell(outcome, form, report, unwritten)
    return max(outcome.code, 2) if unwritten else outcome.code


def _reported(outcome: Outcome, junit: Path | None, summary: Path | None) -> tuple[str, ...]:
    """Write the reports that were asked for; which could not be written, and why, is told."""
    papers = [(path, write(outcome)) for path, write in ((junit, _junit), (summary, _summary)) if path is not None]
    unwritten = tuple(why for path, text in papers if (why := _unwritten(path, text)))
    for why in unwritten:
        _say(why)
    return unwritten


def _unwritten(path: Path, text: str) -> str:
    """Why a report cannot be put where it was asked for; empty where it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        from pipeline.words.refused import reason

        return f"{path} 写不进去（{reason(error)}）。请换一个位置，或检查权限"
    return ""


def cores() -> int:
    """How many processors this process may use."""
    allowed: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _say(line: str) -> None:
    click.echo(line, err=True)


def _tell(outcome: Outcome, form: str, report: Path | None, unwritten: tuple[str, ...]) -> None:
    if form == "json":
        wrong = {"error": {"kind": "file", "message": "；".join(unwritten)}} if unwritten else {}
        as_json({**wrong, **outcome_json(outcome, report)})  # a mistake or a bug is told before a report that could not be written
        return
    from pipeline.console.build import INTERRUPTED, show

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in show(outcome, width):
        click.echo(line)
    if report is not None:
        click.echo(f"有文稿因程序内部出错没有写成，详情已存入 {report}，请把它交给维护人员。其余文稿没有受影响。", err=True)
    if outcome.interrupted:
        click.echo(INTERRUPTED, err=True)


def _junit(outcome: Outcome) -> str:
    from pipeline.console.junit import junit

    return junit(outcome)


def _summary(outcome: Outcome) -> str:
    from pipeline.console.summary import summary

    return summary(outcome)


def report_bugs(outcome: Outcome) -> Path | None:
    """Save where in the code each document failed; nothing where none did."""
    faults = [line for receipt in outcome.receipts if receipt.fault for line in (f"document: {receipt.document}", *receipt.fault)]
    if not faults:
        return None
    from pipeline.cli.ending import save_report

    return save_report(["command: build", *faults], outcome.project)


def outcome_json(outcome: Outcome, report: Path | None = None) -> dict[str, Any]:
    """The outcome in the shape of docs/json.md; with exit code 2 and 3, what was wrong comes first."""
    from pipeline.cli.problems import problem_json

    inside = len(outcome.project.as_posix()) + 1
    documents = [
        {
            "document": r.document,
            "period": r.period.name,
            "scope": r.scope,
            "path": r.path.as_posix()[inside:],
            "status": r.status,
            "reasons": list(r.reasons),
            "figures": r.figures,
            "claims": r.claims,
        }
        for r in outcome.receipts
    ]
    done = {"documents": documents, "problems": [problem_json(problem) for problem in outcome.problems]}
    if outcome.code == 3:
        return {"error": {"kind": "bug", "message": "有文稿因程序内部出错没有写成", "report": str(report or "")}, **done}
    if outcome.code == 2:
        wrong = [{**problem_json(p), "line": p.place.line} for p in outcome.mistakes]
        return {"error": {"kind": "config", "message": "；".join(p.told for p in outcome.mistakes), "problems": wrong}, **done}
    return done

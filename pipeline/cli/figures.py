"""``briefing figures``: measures and prints."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.help import Command
from pipeline.cli.options import as_json, common
from pipeline.run.order import period_of

__all__ = ["command"]


@click.command("figures", cls=Command, help="计算并列出指标。不写指标名就是全部。")
@click.argument("indicators", nargs=-1, metavar="[指标]...")
@click.option("--period", "period", metavar="期间", help="期间：2025、2025-11、2025Q3……（默认：数据截止日所在的年）")
@click.option("--scope", metavar="单位", help="只算这个乡镇或部门的")
@click.option("--names", is_flag=True, help="列出模板可用的全部名称、单位、现值和口径")
@common
def command(indicators: tuple[str, ...], period: str | None, scope: str | None, names: bool, project: Path, form: str) -> int:
    """Measure, print, and answer with the exit code."""
    from pipeline.console.figures import show, show_names, show_problems
    from pipeline.record.figures import figure_json
    from pipeline.run.figures import figures, open_desk
    from pipeline.words.number import figure_text

    desk = open_desk(project)
    listed = figures(desk, indicators, period_of(period, desk.settings) if period is not None else None, scope)
    show_problems(listed.problems)
    if form == "json":
        as_json([figure_json(f, figure_text(f) or "", desk.measures.sources(f)) for f in listed.figures])
    elif names:
        show_names(desk.measures, listed.figures)
    else:
        show(listed.figures)
    return listed.code

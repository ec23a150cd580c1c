"""``briefing lint``: config and templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.help import Command
from pipeline.cli.options import as_json, common

__all__ = ["command"]


@click.command("lint", cls=Command, help="检查配置和模板：写错的名称、手写的数字、没有数据支撑的词、说错的词、标点。")
@click.option("--all", "everything", is_flag=True, help="把没有用到的指标也列出来")
@common
def command(project: Path, form: str, everything: bool) -> int:
    """Look at config and templates, tell what was found, and answer with the exit code."""
    from pipeline.console.lint import show
    from pipeline.run.lint import lint

    linted = lint(project)
    if form == "json":
        as_json({"templates": list(linted.templates), "problems": [_json(problem) for problem in linted.problems]})
    else:
        show(linted, everything=everything)
    return linted.code


def _json(problem: Any) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "level": problem.level,
        "file": problem.place.file,
        "line": problem.place.line,
        "found": problem.found,
        "message": problem.message,
    }

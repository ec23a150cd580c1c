"""Options that every command takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["DAY", "PATH", "as_json", "common"]

F = TypeVar("F", bound=Callable[..., Any])


class _Path(click.Path):
    """A file or folder; another option in its place means that its name was left out, and so does an empty text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As ``click.Path``."""
        if isinstance(value, str) and value.startswith("--") and param is not None:
            raise click.BadOptionUsage(param.opts[0], f"a value is missing: {value}", ctx)
        if value == "":
            self.fail("不能是空的", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path(path_type=Path)


class _Day(click.DateTime):
    """A day, as people type one: ``2026-01-05``, ``2026.1.5``, ``2026年1月5日``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As ``click.DateTime``."""
        if isinstance(value, str):
            from pipeline.model.period import Period
            from pipeline.words.asked import plainly, why_none

            day = Period.parse(plainly(value))
            if day is not None and day.grain == "day":
                return super().convert(day.name, param, ctx)
            if why := why_none(value):
                self.fail(f"“{value}”不是日期：{why}", param, ctx)
        return super().convert(value, param, ctx)


DAY = _Day(["%Y-%m-%d"])


def common(function: F) -> F:
    """``--project DIR`` and ``--format text|json``."""
    function = click.option("--project", type=PATH, default=Path(), metavar="文件夹", help="项目文件夹（默认：当前文件夹）")(
        function
    )
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式")(function)


def as_json(value: Any) -> None:
    """Print one JSON value on stdout."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False))

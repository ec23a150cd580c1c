"""Options that every command takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["PATH", "as_json", "common"]

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

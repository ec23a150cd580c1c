"""Options that every command takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["as_json", "common"]

F = TypeVar("F", bound=Callable[..., Any])


def common(function: F) -> F:
    """``--project DIR`` and ``--format text|json``."""
    function = click.option(
        "--project", type=click.Path(path_type=Path), default=Path(), metavar="文件夹", help="项目文件夹（默认：当前文件夹）"
    )(function)
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式")(function)


def as_json(value: Any) -> None:
    """Print one JSON value on stdout."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False))

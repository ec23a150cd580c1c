"""Options that every command takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem
from pipeline.model.settings import Settings

__all__ = ["as_json", "common", "period_of"]

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


def period_of(text: str, settings: Settings) -> Period:
    """The period that a text names, watch periods of the calendar included; a ``Mistake`` otherwise."""
    period = settings.calendar.period(text)
    if period is None:
        known = "、".join(settings.calendar.watch)
        message = (
            f"期间“{text}”看不懂。可写：2025、2025-11、2025Q3、2025H1、2025-11-03、2025-W45、2025-01..2025-09"
            f"{'，或 ' + known if known else ''}。"
        )
        raise Mistake(Problem("period", "error", Place(""), message))
    return period

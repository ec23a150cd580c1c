"""What click complains of, in the user's language: none of its English sentences, no name from the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import click

from pipeline.words.nearest import nearest

__all__ = ["complaint"]

# click's own sentences about a value, and ours
_VALUES = (
    (r"['\"](.*)['\"] is not a valid integer.*", "“{}”不是整数"),
    (r"['\"](.*)['\"] is not a valid float.*", "“{}”不是数字"),
    (r"['\"](.*)['\"] does not match the formats? .*", "“{}”不是日期，请写成 2026-01-05 的样子"),
    (r"(\S+) is not in the range x>=(\S+?)\.?", "应不小于 {1}，现为 {0}"),
    (r"\w+ ['\"](.*)['\"] is not readable\.", "系统不允许读取“{}”，请检查权限"),
    (r"['\"](.*)['\"] is not one of (.*)\.", "只能是 {1}，现为“{0}”"),
)
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")
_NO_COMMAND = re.compile(r"No such command '(.*)'\.")


def complaint(error: click.UsageError, arguments: Sequence[str]) -> str:
    """What is wrong with a call, and where its usage is told."""
    if unknown := _NO_COMMAND.match(error.message):
        return _no_command(unknown[1], error.ctx)
    tell = next((tell for kind, tell in _TOLD.items() if isinstance(error, kind)), _other)
    return f"{tell(error)}\n用法见：briefing {_command(error, arguments)}--help"


def _no_command(asked: str, ctx: click.Context | None) -> str:
    names = ctx.command.list_commands(ctx) if ctx and isinstance(ctx.command, click.Group) else []
    return f"没有命令“{asked}”{nearest(asked, names, 2) or '。'}可用的命令：{'、'.join(names)}"


def _no_option(error: Any) -> str:
    return f"没有选项 {error.option_name}{nearest(error.option_name, error.possibilities or (), 2) or '。'}"


def _missing(error: Any) -> str:
    if isinstance(error.param, click.Option):
        what = f"{error.param.opts[0]} {error.param.metavar or ''}".strip()
        return f"缺少选项 {what}{f'（{error.param.help}）' if error.param.help else ''}。"
    return f"缺少参数“{_name(error).removesuffix('...').replace('|', '或')}”。"


def _bad_value(error: Any) -> str:
    return f"参数 {_name(error)} 无效：{_value(error.message)}"


def _value(message: str) -> str:
    for english, chinese in _VALUES:
        if found := re.fullmatch(english, message):
            return chinese.format(*(text.replace("', '", "、").strip("'") for text in found.groups()))
    return message


def _bad_use(error: Any) -> str:
    if "does not take a value" in error.message:
        return f"选项 {error.option_name} 用法不对：后面不要跟值。"
    return f"选项 {error.option_name} 用法不对：后面要跟一个值。"


def _other(error: click.UsageError) -> str:
    extra = _EXTRA.match(error.message)
    return f"命令写法不对：{f'多写了“{extra[1]}”。' if extra else error.message}"


_TOLD: dict[type[click.UsageError], Callable[[Any], str]] = {
    click.NoSuchOption: _no_option,
    click.MissingParameter: _missing,
    click.BadParameter: _bad_value,
    click.BadOptionUsage: _bad_use,
}
"""The first that fits: a missing parameter is a bad one too."""


def _name(error: Any) -> str:
    """An option as it is typed, an argument as the usage calls it."""
    if error.param is None:
        return str(error.param_hint or "")
    return "/".join(error.param.opts) if isinstance(error.param, click.Option) else error.param.metavar or error.param.name


def _command(error: click.UsageError, arguments: Sequence[str]) -> str:
    """The command that was called; click does not tell it with every error."""
    if error.ctx:
        name = error.ctx.info_name if error.ctx.parent else ""
    else:
        name = next((argument for argument in arguments[:1] if not argument.startswith("-")), "")
    return f"{name} " if name else ""

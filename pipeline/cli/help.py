"""Help pages in the user's language, in columns that count a Chinese character as two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import click

__all__ = ["Chinese", "Command", "write_pairs"]

# what click adds to an option's help by itself, in brackets: [required], [default: 3; x>=1]
_ADDED = re.compile(r"\s*\[([^\[\]]*)\]$")
_TOLD = (("required", "必填"), ("default: ", "默认："), ("x>=", "不小于 "), ("; ", "；"))
_WORDS = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]..."}


class Chinese(click.Command):
    """A command whose help says 用法 and 选项."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # on the command itself: click keeps the help option of the first context it meets, be it one without the group
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the command's name."""
        return [_WORDS.get(piece, piece) for text in super().collect_usage_pieces(ctx) for piece in text.split(" ")]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """What the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            for line in _wrapped(self.help or "", formatter.width - formatter.current_indent):
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("选项"):
            write_pairs(formatter, [(flags, _chinese(text)) for flags, text in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` itself."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option


class Command(Chinese):
    """What ``@click.command(cls=Command)`` makes."""


def write_pairs(formatter: click.HelpFormatter, pairs: Sequence[tuple[str, str]]) -> None:
    """Two columns, the right one wrapped within the formatter's width."""
    left = max((_width(name) for name, _ in pairs), default=0) + 2
    for name, text in pairs:
        first, *more = _wrapped(text, max(formatter.width - formatter.current_indent - left, 20)) or [""]
        formatter.write(f"{'':{formatter.current_indent}}{name}{'':{left - _width(name)}}{first}\n")
        for line in more:
            formatter.write(f"{'':{formatter.current_indent + left}}{line}\n")


def _wrapped(text: str, width: int) -> list[str]:
    return ["".join(line) for line in _lines(text, width)]


def _lines(text: str, width: int) -> Iterator[list[str]]:
    line: list[str] = []
    room = width
    for sign in text:
        if _width(sign) > room and sign not in "，。；：、）”":
            yield line
            line, room = [], width
        line.append(sign)
        room -= _width(sign)
    if line:
        yield line


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _chinese(text: str) -> str:
    added = _ADDED.search(text)
    if added is None:
        return text
    told = added[1]
    for english, chinese in _TOLD:
        told = told.replace(english, chinese)
    return f"{text[: added.start()]}（{told}）"

"""The commands: parse, call, exit. One file a command, imported when it is called."""

from __future__ import annotations

import atexit
import importlib
import importlib.util
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from pipeline.cli.encoding import anew
from pipeline.cli.ending import run
from pipeline.cli.help import Chinese, write_pairs

__all__ = ["main"]

# the order in which `briefing --help` shows them: name, where it lives, what it does
_COMMANDS = (
    ("build", "生成到期的文稿（主要功能）"),
    ("check", "只读入并检查数据表"),
    ("figures", "计算并列出指标"),
    ("explain", "说明一个数字从哪里来"),
    ("lint", "检查配置和模板"),
    ("accept", "认可一个查出的单元格"),
    ("issue", "签发：编号、定稿、登记"),
    ("issues", "列出发文登记簿，查缺号、重号"),
    ("watch", "守着数据文件夹，有新数据就生成"),
    ("init", "新建一个项目文件夹"),
)


class _Commands(Chinese, click.Group):
    """A group whose commands are modules ``pipeline.cli.<name>`` with a function ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [name for name, _ in _COMMANDS if importlib.util.find_spec(f"pipeline.cli.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = importlib.import_module(f"pipeline.cli.{cmd_name}").command
        return found

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        present = self.list_commands(ctx)
        with formatter.section("命令"):
            write_pairs(formatter, [(name, what) for name, what in _COMMANDS if name in present])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="petition-briefing", prog_name="briefing", message="%(prog)s %(version)s", help="显示版本")
def _group() -> None:
    """信访统计文稿：把数据表变成讲话稿和通报（Word）。"""


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    if arguments is None:
        anew()
    for name in ("stdout", "stderr"):
        _survive(name)
    if arguments is None:
        _leave(run(_group, sys.argv[1:]))
    sys.exit(run(_group, arguments))


def _leave(code: int) -> NoReturn:
    """End the process. Nothing that it has imported and read is taken apart first: that takes as long as a document."""
    _flush()  # what was said is out, if Ctrl-C should come now
    atexit._run_exitfuncs()  # noqa: SLF001 - what os._exit leaves out
    _flush()
    os._exit(code)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # nobody reads it any more
            stream.flush()


def _survive(name: str) -> None:
    """A console that cannot show a character (GBK) shows a stand-in instead of failing; to one that is closed nothing is said."""
    stream: Any = getattr(sys, name)
    if stream is None:
        setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the process ends
    elif hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")

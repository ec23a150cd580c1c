"""How a command ends: 0 done, 1 problems in the data, 2 a mistake in the call, config or template, 3 a bug, 130 interrupted."""

from __future__ import annotations

import datetime as dt
import errno
import json
from contextlib import suppress
from pathlib import Path

import click

from pipeline import __version__
from pipeline.cli.encoding import names_encoding
from pipeline.cli.usage import complaint
from pipeline.executors.stopping import asked, watching
from pipeline.model.problem import Mistake
from pipeline.words.refused import reason, refused

__all__ = ["run", "save_report"]


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", -1), errno.EFBIG}
"""No room: where no file is named, for what goes to the screen, which may be a file too."""
_UNREADABLE = "系统的文件名编码是 {}，写不出要用的文件名。请先设环境变量 PYTHONUTF8=1，再重做"


def run(group: click.Group, arguments: list[str]) -> int:
    """Call the command that the arguments name; no traceback ever reaches the screen."""
    try:
        return _run(group, arguments)
    except OSError as error:  # what was wrong could not be said
        with suppress(OSError):
            click.echo(_unsaid(error), err=True)
        return 2


def _by_the_machine(error: OSError) -> str:
    """What the machine refused; empty where it may be the program's own fault."""
    if error.filename:
        return f"{error.filename}：{why}" if (why := refused(error)) else ""
    return _unsaid(error) if error.errno in _FULL else ""


def _unsaid(error: OSError) -> str:
    return f"写不进去（{reason(error)}），结果没有显示全。请腾出空间后重做；已写好的文件没有受影响。"


def _run(group: click.Group, arguments: list[str]) -> int:  # noqa: PLR0911 - one line an ending
    as_json = "json" in [a.removeprefix("--format=") for a in arguments if a == "json" or a.startswith("--format=")]
    try:
        with watching():
            code = group.main(arguments, prog_name="briefing", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except click.UsageError as error:
        return _wrong(complaint(error, arguments), "usage", as_json)
    except Mistake as mistake:
        return _mistaken(mistake, as_json)
    except (KeyboardInterrupt, click.Abort):
        return _stopped()
    except click.ClickException as error:
        return _wrong(error.format_message(), "usage", as_json)
    except Exception as error:  # noqa: BLE001 - the one handler of bugs
        if asked():
            return _stopped()
        if isinstance(error, UnicodeEncodeError) and names_encoding():
            return _wrong(_UNREADABLE.format(names_encoding()), "file", as_json)
        if isinstance(error, OSError) and (why := _by_the_machine(error)):
            return _wrong(why, "file", as_json)
        return _bug(error, arguments, as_json)
    return code if isinstance(code, int) else 0


def _stopped() -> int:
    click.echo("已中断。已写好的文件完好，重新运行即可接着做。", err=True)
    return 130


def _wrong(message: str, kind: str, as_json: bool) -> int:
    if as_json:
        click.echo(json.dumps({"error": {"kind": kind, "message": message}}, ensure_ascii=False))
    else:
        click.echo(message, err=True)
    return 2


def _mistaken(mistake: Mistake, as_json: bool) -> int:
    if not as_json:
        for problem in mistake.problems:
            click.echo(problem.told, err=True)
        return 2
    problems = [
        {"rule": p.rule, "level": p.level, "file": p.place.file, "line": p.place.line, "message": p.message}
        for p in mistake.problems
    ]
    click.echo(json.dumps({"error": {"kind": "config", "message": str(mistake), "problems": problems}}, ensure_ascii=False))
    return 2


def _bug(error: Exception, arguments: list[str], as_json: bool) -> int:
    import traceback

    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    report = save_report(["command: " + " ".join(arguments[:1]), type(error).__name__, *frames], _project(arguments))
    where = f"，详情已存入 {report}，请把它交给维护人员" if report else ""
    message = f"程序内部出错（{type(error).__name__}）{where}。已写好的文件没有受影响。"
    if as_json:
        click.echo(json.dumps({"error": {"kind": "bug", "message": message}}, ensure_ascii=False))
    else:
        click.echo(message, err=True)
    return 3


def save_report(told: list[str], project: Path) -> Path | None:
    """Where the program was when it failed: places in the code only, never a value, which may be a private cell."""
    import platform

    lines = [f"briefing {__version__}", platform.platform(), f"Python {platform.python_version()}", *told]
    now = f"{dt.datetime.now(tz=dt.UTC):%Y%m%d-%H%M%S}"
    # the second name is for systems that cannot write the first
    for name in (f"错误报告-{now}.txt", f"error-report-{now}.txt"):
        for folder in (project / ".briefing", Path.home()):
            with suppress(OSError, ValueError, RuntimeError):  # RuntimeError: there is no home
                folder.mkdir(exist_ok=True)
                (folder / name).write_text("\n".join(lines) + "\n", "utf-8", "backslashreplace")
                return folder / name
    click.echo("\n".join(("错误报告存不下来，请把下面几行交给维护人员：", *lines)), err=True)
    return None


def _project(arguments: list[str]) -> Path:
    for at, argument in enumerate(arguments):
        if argument == "--project" and at + 1 < len(arguments):
            return Path(arguments[at + 1])
        if argument.startswith("--project="):
            return Path(argument.removeprefix("--project="))
    return Path()

"""``检查.bat`` and ``生成.bat``: what a Windows project folder has to double-click, where nobody types commands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["bat_files"]

_COMMANDS = {"检查.bat": "check", "生成.bat": "build"}


def bat_files(python: str, encoding: str) -> Mapping[Path, bytes]:
    """Their bytes, by name; they run this very Python, and go on working when their folder is moved.

    ``encoding``: the one in which the command prompt reads them (``oem`` on Windows). None where it cannot write the path.
    """
    program = python.replace("%", "%%")  # a batch file takes a single one for a variable's
    try:
        return {Path(name): _text(program, command).encode(encoding) for name, command in _COMMANDS.items()}
    except UnicodeEncodeError:
        return {}


def _text(program: str, command: str) -> str:
    # the folder's name ends with a backslash, which would take the closing quotation mark with it: hence the dot
    lines = ("@echo off", f'"{program}" -P -m pipeline {command} --project "%~dp0."', "pause", "")
    return "\r\n".join(lines)

"""Where a report may be put (``--rows``, ``--summary``, ``--junit``, ``--html``): never over what the project is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

__all__ = ["refuse"]

_FOLDERS: Final = {"inputs": "放数据表", "config": "放配置", "templates": "放模板"}
_PAPERS: Final = (".docx", ".pdf", ".figures.json")


def refuse(option: str, path: Path | None, project: Path, *, anew: bool = False) -> None:
    """A mistake of the call where a report would be written into the project's own folders, or over a document.

    ``anew``: not over any file that is there, for nobody can tell whose a workbook is.
    """
    if path is None:
        return
    real = path.resolve()
    for name, what in _FOLDERS.items():
        if _is_below(real, project / name):
            raise _wrong(option, f"{path} 在项目的 {name}/ 里，那里只{what}，没有写。请换一个位置")
    if real.name.lower().endswith(_PAPERS) and _is_below(real, project / "outputs"):
        raise _wrong(option, f"{path} 是 outputs/ 里文稿的文件名，没有写。请换一个名称")
    if anew and path.exists():
        raise _wrong(option, f"{path} 已经有了，没有覆盖它。请换一个名称，或先把它移走")


def _wrong(option: str, message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint=option)


def _is_below(path: Path, folder: Path) -> bool:
    """By the folders themselves: names may be written in capitals, or lead over a link."""
    if path.is_relative_to(folder.resolve()):
        return True
    try:
        return any(one.exists() and one.samefile(folder) for one in (path, *path.parents))
    except OSError:  # no such folder
        return False

"""Where a project lies, and the default config and templates."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem

__all__ = ["defaults", "there"]


_PARTS = ("inputs", "config", "templates")


def there(project: Path) -> Path:
    """The project's folder, whole; ``Mistake`` where it is none: no mistyped name makes a folder, no folder becomes a project."""
    folder = project.resolve()
    if not folder.is_dir():
        message = f"没有“{project}”这个文件夹，请检查 --project；新建一个用 briefing init"
        raise Mistake(Problem("project", "error", Place(""), message))
    if not any((folder / part).is_dir() for part in _PARTS):
        message = f"“{folder}”里没有 inputs/，不是项目文件夹。请到项目文件夹里运行，或加 --project 文件夹；新建一个用 briefing init"
        raise Mistake(Problem("project", "error", Place(""), message))
    return folder


def defaults() -> Path:
    """The folder that holds the default ``config/`` and ``templates/``: inside the wheel, or the repository's top level."""
    package = Path(__file__).resolve().parent.parent
    return package / "defaults" if (package / "defaults").is_dir() else package.parent

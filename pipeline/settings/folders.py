"""Where a project lies, and the default config and templates."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.place import Place
from pipeline.model.problem import Mistake, Problem

__all__ = ["defaults", "there"]


def there(project: Path) -> Path:
    """The project's folder, whole; ``Mistake`` where there is none: a mistyped name must not make a folder."""
    folder = project.resolve()
    if not folder.is_dir():
        message = f"没有“{project}”这个文件夹，请检查 --project；新建一个用 briefing init"
        raise Mistake(Problem("project", "error", Place(""), message))
    return folder


def defaults() -> Path:
    """The folder that holds the default ``config/`` and ``templates/``: inside the wheel, or the repository's top level."""
    package = Path(__file__).resolve().parent.parent
    return package / "defaults" if (package / "defaults").is_dir() else package.parent

"""Where the default config and templates lie."""

from __future__ import annotations

from pathlib import Path

__all__ = ["defaults"]


def defaults() -> Path:
    """The folder that holds the default ``config/`` and ``templates/``: inside the wheel, or the repository's top level."""
    package = Path(__file__).resolve().parent.parent
    return package / "defaults" if (package / "defaults").is_dir() else package.parent

"""What the invented county adds to the default config: its names, its calendar, its empty register of issues."""

from __future__ import annotations

from pathlib import Path

__all__ = ["own_config"]

_FOLDER = Path(__file__).parent / "files"
_FILES = {
    "organization.yaml": "organization.yaml",
    "calendar.yaml": "calendar.yaml",
    "发文登记簿.csv": "register.csv",
    "facts/信访信息专报/2025-12.yaml": "bulletin.yaml",
}


def own_config() -> dict[str, bytes]:
    """The files of the county's ``config/`` by name, in order."""
    return {name: (_FOLDER / file).read_bytes() for name, file in _FILES.items()}

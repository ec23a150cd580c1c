"""The program itself, as what is kept hangs on it: another version of its files makes everything anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline import __version__
from pipeline.record.stamps import files_below

__all__ = ["program"]


@cache
def program() -> str:
    """One hash of its version and its own files, by name, size and time; they are those that this process has read at its start."""
    package = Path(__file__).resolve().parents[1]
    files = [(path, stat.st_size, stat.st_mtime_ns) for path, stat in files_below(package) if path.endswith(".py")]
    return hashlib.sha256(repr((__version__, files)).encode("utf-8", "surrogateescape")).hexdigest()

"""The program itself: its version and what its files say. What was built or kept by another program is out of date.

A version alone does not tell: a checkout is pulled, a wheel is put in anew, and both may keep theirs. The hash of the files is
remembered with what the system says of them, so that they are read only where one of them is another by that.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

from pipeline import __version__
from pipeline.record.kept import keep, kept
from pipeline.record.stamps import Stamp, files_below, settled, stamp_of

__all__ = ["known_as", "program"]

_NAME = "program.json"
_found: list[str] = []


def program(cache: Path | None = None) -> str:
    """The program that this process runs, looked at once: its files are those that were read at the start.

    ``cache``: the folder where the hash is remembered; without one the files are read.
    """
    if not _found:
        _found.append(known_as(Path(__file__).resolve().parents[1], cache))
    return _found[0]


def known_as(package: Path, cache: Path | None) -> str:
    """A package by its version and a hash of the code below it, the same wherever it lies."""
    files = [(path, stamp_of(stat)) for path, stat in files_below(package) if path.endswith(".py")]
    looks = hashlib.sha256(repr(files).encode("utf-8", "surrogateescape")).hexdigest()
    told = (kept(cache / _NAME) if cache else None) or {}
    found: str = told[looks] if looks in told else _hash(package, files)
    if cache and looks not in told and all(settled(written, changed, time.time_ns()) for _, (_, written, changed, _) in files):
        with suppress(OSError):
            keep(cache / _NAME, {looks: found})
    return f"{__version__}+{found}"


def _hash(package: Path, files: list[tuple[str, Stamp]]) -> str:
    whole, start = hashlib.sha256(), len(str(package)) + 1
    for path, _ in files:
        with suppress(OSError):  # gone since it was listed: whoever asks the next time finds another program
            name, data = path[start:].replace(os.sep, "/"), Path(path).read_bytes()
            whole.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            whole.update(data)
    return whole.hexdigest()[:16]

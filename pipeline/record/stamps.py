"""The hashes of files, remembered with what the system says of a file, so that an unchanged one is not read again.

It can only save work: a file is hashed afresh unless size, both times and its number on the disk are those of the file that was
hashed, and the times lie far enough back that no later change can share them. Where the system keeps no time of change that
programs cannot set (Windows), every file is hashed.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.record.kept import keep, kept
from pipeline.record.outputs import FIGURES

__all__ = ["CONFIG", "Stamp", "Stamps", "files_below", "names_below", "settled", "stamp_at", "stamp_of"]

Stamp = tuple[int, int, int, int]

CONFIG = "config"
"""The folder in which links to folders are followed: an office may keep its facts elsewhere."""

_TELLS = os.name == "posix"
_FINE, _COARSE = 50_000_000, 2_000_000_000
_PASSING = ("~$", ".~lock.", ".")


def stamp_of(stat: os.stat_result) -> Stamp:
    """Size, time of writing, time of change, number on the disk."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def stamp_at(path: Path) -> Stamp | None:
    """The same of a path; None where there is no such file."""
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def files_below(folder: Path, *, linked: bool = False) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder (``names_below``) with what the system says of it."""
    for path in names_below(folder, linked=linked):
        with suppress(OSError):
            yield path, os.stat(path)  # noqa: PTH116 - thousands of plain names


def names_below(folder: Path, *, linked: bool = False) -> list[str]:
    """Every file below a folder, in order of names; hidden and lock files left out.

    What a killed build left half written (``.…~``) is named, so that it is seen and cleared. ``linked``: links to folders are
    followed, but not those that lead to where they stand in, round in a ring.
    """
    return _below(str(folder), (os.path.realpath(folder),) if linked else ())


def _below(folder: str, roots: tuple[str, ...]) -> list[str]:
    """``roots``: where the links that led here point to, and the folder itself; none where links are not followed."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=attrgetter("name"))
    except OSError:
        return []
    found: list[str] = []
    for entry in listed:
        name = entry.name
        if name.startswith(_PASSING) and not (name.startswith(".") and name.endswith("~")):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                found += _below(entry.path, roots)
            elif entry.is_file():
                found.append(entry.path)
            elif roots and entry.is_dir():
                real = os.path.realpath(entry.path)
                if not any(f"{root}{os.sep}".startswith(f"{real.rstrip(os.sep)}{os.sep}") for root in roots):
                    found += _below(entry.path, (*roots, real))
        except OSError:
            continue
    return found


_Line = list[Any]
"""A file's stamp, its hash, and its other hash: four numbers and two texts, the texts None where nobody asked for them."""


@dataclass(slots=True, eq=False)
class Stamps:
    """Paths with the stamp and hashes they had when last hashed; ``grown``: some were hashed since they were loaded.

    ``fresh``: hashed so soon after they were changed that a change after the hashing may have left the same times.
    """

    known: dict[str, _Line] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    grown: bool = False

    @classmethod
    def load(cls, cache: Path) -> Stamps:
        """As saved; empty where there is nothing, or nothing readable."""
        return cls(kept(cache / "stamps.json") or {})

    def digest(self, path: str, stat: os.stat_result | None = None, of: Callable[[bytes], str] | None = None) -> str:
        """The hash of a file, ``""`` where it cannot be read; ``of`` takes its other hash, always the same one."""
        self.seen.add(path)
        try:
            now = stat or os.stat(path)  # noqa: PTH116 - thousands of plain names
        except OSError:
            return ""
        line, at = self.known.get(path), 4 if of is None else 5
        if line is None or not _is_of(line, now):
            line = self.known[path] = [*stamp_of(now), None, None]
        if line[at] is None or not _TELLS:
            if not settled(line[1], line[2], time.time_ns()):
                self.fresh.add(path)
            line[at], self.grown = _hashed(path, of) or None, True  # one that cannot be read now may be readable the next time
        return line[at] or ""

    def hash_known(self, path: str, stat: os.stat_result) -> str:
        """The hash of a file where that is known without reading it, else ``""``; of a figures file another one is known."""
        if path.endswith(FIGURES):
            return ""
        line = self.known.get(path)
        return line[4] or "" if _TELLS and line is not None and _is_of(line, stat) else ""

    def seen_as(self, path: str) -> str:
        """The hash of a file as it was when it was last looked at, or put there, since these were loaded."""
        line = self.known.get(path)
        if not _TELLS or path not in self.seen or line is None or line[4] is None:
            return self.digest(path)
        found: str = line[4]
        return found

    def learn(self, path: str, written: os.stat_result, digest: str, other: str = "") -> None:
        """Remember the hash of a file just put there, if it is still the one that was written; its other hash too."""
        self.seen.add(path)
        with suppress(OSError):
            stat = os.stat(path)  # noqa: PTH116 - as above
            if (stat.st_ino, stat.st_size, stat.st_mtime_ns) == (written.st_ino, written.st_size, written.st_mtime_ns):
                self.known[path], self.grown = [*stamp_of(stat), digest, other or None], True
                self.fresh.discard(path)

    def save(self, cache: Path, roots: Iterable[Path]) -> None:
        """Keep what was looked at, and forget files below the roots that were not; in a read-only folder nothing is kept."""
        now = time.time_ns()
        below = tuple(f"{root}{os.sep}" for root in roots)
        lines = {
            path: line
            for path, line in self.known.items()
            if (path in self.seen or not path.startswith(below)) and path not in self.fresh and settled(line[1], line[2], now)
        }
        with suppress(OSError):
            keep(cache / "stamps.json", lines)


def _is_of(line: _Line, stat: os.stat_result) -> bool:
    """Whether a line was written of a file as the system describes it."""
    return bool(line[1] == stat.st_mtime_ns and line[2] == stat.st_ctime_ns and line[0] == stat.st_size and line[3] == stat.st_ino)


def settled(written: int, changed: int, now: int) -> bool:
    """Whether a change made now would show in the times."""
    latest = max(written, changed)
    return latest < now - _COARSE or (latest < now - _FINE and latest % 1_000_000_000 != 0)


def _hashed(path: str, of: Callable[[bytes], str] | None) -> str:
    if of is None and path.endswith(FIGURES):
        from pipeline.record.figures import hash_of_whole

        of = hash_of_whole
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - thousands of plain names
            return hashlib.file_digest(file, "sha256").hexdigest() if of is None else of(file.read())
    except OSError:
        return ""

"""The hashes of files, remembered with what the system says of a file, so that an unchanged one is not read again.

It can only save work: a file is hashed afresh unless size, both times and its number on the disk are those of the file that was
hashed, and the times lie far enough back that no later change can share them. Where the system keeps no time of change that
programs cannot set (Windows), every file is hashed.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.record.outputs import put

__all__ = ["Stamp", "Stamps", "files_below", "stamp_of"]

Stamp = tuple[int, int, int, int]

_TELLS = os.name == "posix"
_FINE, _COARSE = 50_000_000, 2_000_000_000
_PASSING = ("~$", ".~lock.", ".")


def stamp_of(stat: os.stat_result) -> Stamp:
    """Size, time of writing, time of change, number on the disk."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def files_below(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder with what the system says of it, in order of names; hidden and lock files left out.

    What a killed build left half written (``.…~``) is named, so that it is seen and cleared.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith(_PASSING) and not (entry.name.startswith(".") and entry.name.endswith("~")):
            continue
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(Path(entry.path))
            elif entry.is_file():
                yield entry.path, os.stat(entry.path)  # noqa: PTH116 - as above


@dataclass(slots=True, eq=False)
class Stamps:
    """Paths with the stamp and hash they had when last hashed; ``grown``: some were hashed since they were loaded."""

    known: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    grown: bool = False

    @classmethod
    def load(cls, cache: Path) -> Stamps:
        """As saved; empty where there is nothing, or nothing readable."""
        try:
            saved = json.loads((cache / "stamps.json").read_bytes())
            known = {path: ((line[0], line[1], line[2], line[3]), line[4]) for path, line in saved.items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return cls()
        return cls(known)

    def digest(self, path: str, stat: os.stat_result | None = None, of: Callable[[bytes], str] | None = None) -> str:
        """The hash of a file, ``""`` where it cannot be read; ``of`` takes another digest of its bytes than the plain one."""
        name = path if of is None else f"{path}|{of.__name__}"
        self.seen.add(name)
        try:
            stamp = stamp_of(stat or os.stat(path))  # noqa: PTH116 - thousands of plain names
        except OSError:
            return ""
        known = self.known.get(name)
        if _TELLS and known is not None and known[0] == stamp:
            return known[1]
        found = _hashed(path, of)
        self.known[name], self.grown = (stamp, found), True
        return found

    def learn(self, path: str, written: os.stat_result, digest: str, other: Callable[[bytes], str], body: str = "") -> None:
        """Remember the hash of a file just put there, if it is still the one that was written; its other digest too."""
        with suppress(OSError):
            stat = os.stat(path)  # noqa: PTH116 - as above
            if (stat.st_ino, stat.st_size, stat.st_mtime_ns) == (written.st_ino, written.st_size, written.st_mtime_ns):
                self.known[path], self.grown = (stamp_of(stat), digest), True
                if body:
                    self.known[f"{path}|{other.__name__}"] = (stamp_of(stat), body)

    def save(self, cache: Path, roots: Iterable[Path]) -> None:
        """Keep what was looked at, and forget files below the roots that were not; in a read-only folder nothing is kept."""
        now = time.time_ns()
        below = tuple(f"{root}{os.sep}" for root in roots)
        lines = {
            path: [*stamp, digest]
            for path, (stamp, digest) in self.known.items()
            if (path.partition("|")[0] in self.seen or path in self.seen or not path.startswith(below)) and _settled(stamp, now)
        }
        with suppress(OSError):
            put(cache / "stamps.json", json.dumps(lines, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def _settled(stamp: Stamp, now: int) -> bool:
    """Whether a change made now would show in the times."""
    latest = max(stamp[1], stamp[2])
    slack = _COARSE if latest % 1_000_000_000 == 0 else _FINE
    return latest < now - slack


def _hashed(path: str, of: Callable[[bytes], str] | None) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - thousands of plain names
            return hashlib.file_digest(file, "sha256").hexdigest() if of is None else of(file.read())
    except OSError:
        return ""

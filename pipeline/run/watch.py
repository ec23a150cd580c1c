"""Watching a project's folder: when its files have changed and nobody is writing them any more, it is time to build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.record.stamps import files_below

__all__ = ["changes", "snapshot"]

_WATCHED = ("inputs", "config", "templates")
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", "~")

Snapshot = dict[str, tuple[int, int]]


def snapshot(project: Path) -> Snapshot:
    """Every watched file with its size and time; copies that a browser or a program has not finished are left out."""
    found: Snapshot = {}
    for folder in _WATCHED:
        for path, stat in files_below(project / folder):
            if not path.lower().endswith(_UNFINISHED):
                found[path] = (stat.st_size, stat.st_mtime_ns)
    return found


def changes(project: Path, pause: Callable[[], bool]) -> Iterator[tuple[str, ...]]:
    """The files that changed, each time they have stood still from one look to the next.

    ``pause`` waits for the next look, and says whether there is to be one.
    """
    built = last = snapshot(project)
    while pause():
        now = snapshot(project)
        if now == last and now != built:
            changed = sorted(path for path in {**built, **now} if built.get(path) != now.get(path))
            built = now
            yield tuple(Path(path).relative_to(project).as_posix() for path in changed)
        last = now

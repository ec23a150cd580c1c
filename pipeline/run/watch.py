"""Watching a project's folder: when its files have changed and nobody is writing them any more, it is time to build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.record.stamps import CONFIG, Stamp, files_below, stamp_of

__all__ = ["changes", "snapshot"]

_WATCHED = ("inputs", CONFIG, "templates")
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", "~")

Snapshot = dict[str, Stamp]


def snapshot(project: Path) -> Snapshot:
    """Every watched file with its stamp; copies that a browser or a program has not finished are left out."""
    found: Snapshot = {}
    for folder in _WATCHED:
        for path, stat in files_below(project / folder, linked=folder == CONFIG):
            if not path.lower().endswith(_UNFINISHED):
                found[path] = stamp_of(stat)
    return found


def changes(project: Path, pause: Callable[[], bool]) -> Iterator[tuple[str, ...]]:
    """The files that changed, each time they have stood still from one look to the next; since this was called, and not later.

    ``pause`` waits for the next look, and says whether there is to be one.
    """
    return _changes(project, pause, snapshot(project))


def _changes(project: Path, pause: Callable[[], bool], built: Snapshot) -> Iterator[tuple[str, ...]]:
    last = built
    while pause():
        now = snapshot(project)
        if now == last and now != built:
            changed = sorted(path for path in {**built, **now} if built.get(path) != now.get(path))
            built = now
            yield tuple(Path(path).relative_to(project).as_posix() for path in changed)
        last = now

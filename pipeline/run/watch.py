"""Watching a project's folder: when its files have changed and nobody is writing them any more, it is time to build.

So it is when a document or table that was open during the last build has been closed, though no file changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.model.shape import shape
from pipeline.record.outputs import owners_below
from pipeline.record.stamps import CONFIG, Stamp, files_below, stamp_of

__all__ = ["Change", "changes", "snapshot"]

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


@shape
class Change:
    """Files that changed, and lock files of what was open during the last build and has been closed; from the project's folder."""

    files: tuple[str, ...]
    closed: tuple[str, ...]


def changes(project: Path, pause: Callable[[], bool]) -> Iterator[Change]:
    """What changed, each time the files have stood still from one look to the next; since this was called, and not later.

    ``pause`` waits for the next look, and says whether there is to be one. Between two changes the caller builds.
    """
    return _changes(project, pause, snapshot(project), _held(project))


def _changes(project: Path, pause: Callable[[], bool], built: Snapshot, held: frozenset[str]) -> Iterator[Change]:
    last = built
    held |= _held(project)  # what was opened while the build went on could not be written either
    while pause():
        now, closed = snapshot(project), held - _held(project)
        if now == last and (now != built or closed):
            changed = [path for path in {**built, **now} if built.get(path) != now.get(path)]
            built, held = now, _held(project)
            yield Change(_named(changed, project), _named(closed, project))
            held |= _held(project)
        last = now


def _held(project: Path) -> frozenset[str]:
    return owners_below(project / "inputs") | owners_below(project / "outputs")


def _named(paths: Iterable[str], project: Path) -> tuple[str, ...]:
    return tuple(Path(path).relative_to(project).as_posix() for path in sorted(paths))

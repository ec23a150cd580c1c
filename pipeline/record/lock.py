"""One job at a time on one project: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["locked"]

_PAUSE = 0.1
_TRIES = 20
"""So often a lock file may be replaced while somebody waits for it."""


@contextmanager
def locked(folder: Path, say: Callable[[str], None], name: str = "lock") -> Iterator[bool]:
    """Hold the lock of a project's cache folder, or another one there; ``say`` is told once where somebody else holds it.

    False where there can be none: a folder that may not be written and has no lock file, a file in its place, a file system
    without locks. Then nothing may be done that two must not do at once. The lock is inherited by forked processes, so that
    orphans of a killed build still hold it.
    """
    handle = _taken(folder / name, say)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _taken(path: Path, say: Callable[[str], None]) -> int | None:
    """The handle of the lock, waited for."""
    told = False
    for _ in range(_TRIES):
        if (handle := _opened(path)) is None:
            return None
        mine = False
        try:
            while (free := _take(handle)) is False:
                if not told:
                    say("另一个 briefing 正在这个项目里工作，等它做完……")
                    told = True
                time.sleep(_PAUSE)
            if free is None:
                return None
            if mine := _stands(handle, path):
                return handle
        finally:
            if not mine:
                os.close(handle)
    return None


def _opened(path: Path) -> int | None:
    """To lock a file that another user made, reading it is enough."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        with suppress(OSError):
            return os.open(path, flags, 0o666)
    return None


# _take: whether the lock was free, None where the file system has no locks; _stands: whether the file that was locked is still
# the one that others find

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool | None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return None
        return True

    def _stands(_handle: int, _path: Path) -> bool:
        return True  # nobody can delete a file that is open

else:
    import fcntl

    def _take(handle: int) -> bool | None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True

    def _stands(handle: int, path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), path.stat())
        except OSError:
            return False

"""A piece of work that another process does while this one goes on, where a process can be forked."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

__all__ = ["ahead"]

_Found = TypeVar("_Found")
_ROOM = 1 << 20
_REQUESTS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def ahead(work: Callable[[], _Found], *, fork: bool) -> Iterator[Callable[[], _Found | None]]:
    """Yields what gives the result (picklable values), once; None where there is no other process, or it has died."""
    if not fork or sys.platform != "linux":
        yield lambda: None
        return
    import fcntl

    reading, writing = os.pipe()
    with suppress(OSError):  # more than one may have: then it goes through in smaller pieces
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _ROOM)
    pipe = os.fdopen(reading, "rb")
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, _REQUESTS)  # until each knows whose they are
    try:
        with warnings.catch_warnings():
            # Python 3.12 warns of forking beside threads; those of the libraries are idle here and are not used in the child
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
    except OSError:  # no room for another process
        child = -1
    if child == 0:
        pipe.close()  # or it would itself be the one that listens
        _work(work, writing)
    os.close(writing)

    def result() -> _Found | None:
        try:
            found: _Found = pickle.loads(pipe.read())  # noqa: S301 - our own child's answer
        except (EOFError, pickle.UnpicklingError):
            return None
        return found

    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)
        yield result
    finally:
        pipe.close()  # nobody listens any more: that ends it
        if child > 0:
            with suppress(ChildProcessError):  # who started us has the system reap our children
                os.waitpid(child, 0)


def _work(work: Callable[[], object], writing: int) -> None:
    """The child's whole life."""
    try:
        for request in _REQUESTS:
            signal.signal(request, signal.SIG_IGN)  # the parent's to handle
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        with os.fdopen(writing, "wb") as pipe, suppress(Exception):
            pickle.dump(work(), pipe, protocol=5)
    finally:
        os._exit(0)

"""Several processes on this machine. Order is kept, work goes out in chunks, and nothing but values crosses.

A process that dies takes only the item with it that killed it: its chunk is done again, one item at a time.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

__all__ = ["Map", "processes"]

Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""As ``map``; results come in order."""

_CHUNK = 25
_AHEAD = 4
"""Chunks handed out to each process before the first comes back."""
_RARELY = 20_000
"""Objects made between two looks for garbage: a document makes thousands, and hardly any that counting does not clear."""


@contextmanager
def processes(
    jobs: int, prepare: Callable[..., None], arguments: tuple[Any, ...], lost: Callable[[Any], Any], *, fork: bool | None = None
) -> Iterator[Map]:
    """Yields a ``map`` over ``jobs`` processes; each calls ``prepare(*arguments)`` once, ``lost(item)`` is the result of a killer.

    Where processes are forked (Linux), the arguments are inherited; elsewhere (Windows, macOS) they are pickled to each process.
    """
    crew = _Crew(jobs, prepare, arguments, sys.platform == "linux" if fork is None else fork)
    try:
        yield lambda function, items: crew.over(function, items, lost)
    finally:
        crew.stop()


class _Crew:
    """A pool, and another one when that breaks."""

    def __init__(self, jobs: int, prepare: Callable[..., None], arguments: tuple[Any, ...], fork: bool) -> None:
        self.jobs = jobs
        self._start_with = (prepare, arguments)
        self._context = multiprocessing.get_context("fork" if fork else "spawn")
        gc.collect()
        gc.freeze()  # so that a forked process does not copy what it only reads
        self._pool = self._open(jobs)

    def _open(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, mp_context=self._context, initializer=_start, initargs=self._start_with)

    def over(self, function: Callable[[Any], Any], items: Iterable[Any], lost: Callable[[Any], Any]) -> Iterator[Any]:
        """The results in order."""
        listed = list(items)
        size = max(1, min(_CHUNK, len(listed) // (_AHEAD * self.jobs)))
        todo = deque(listed[at : at + size] for at in range(0, len(listed), size))
        out: deque[tuple[list[Any], Future[list[Any]]]] = deque()
        while todo or out:
            try:
                while todo and len(out) < _AHEAD * self.jobs:
                    out.append((todo[0], self._submit(function, todo[0])))
                    todo.popleft()
                results = out[0][1].result()
            except BrokenProcessPool:
                chunks = [chunk for chunk, _ in out] or [todo.popleft()]
                self._pool.shutdown(wait=True, cancel_futures=True)
                self._pool = self._open(self.jobs)
                out.clear()
                todo.extendleft(reversed(chunks[1:]))
                results = [self._alone(function, item, lost) for item in chunks[0]]
            else:
                out.popleft()
            yield from results

    def _submit(self, function: Callable[[Any], Any], chunk: list[Any]) -> Future[list[Any]]:
        with warnings.catch_warnings():
            # Python 3.12 warns of forking beside threads; those of the libraries are idle here and are not used in the children
            warnings.simplefilter("ignore", DeprecationWarning)
            return self._pool.submit(_each, function, chunk)

    def _alone(self, function: Callable[[Any], Any], item: Any, lost: Callable[[Any], Any]) -> Any:
        try:
            return self._submit(function, [item]).result()[0]
        except BrokenProcessPool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._open(self.jobs)
            return lost(item)

    def stop(self) -> None:
        """End it; what is in hand is finished, nothing new is begun. Ctrl-C meanwhile ends the processes at once.

        Whoever left them at work would wait for them for ever: a pool whose closing was cut off tells them nothing more.
        """
        try:
            self._pool.shutdown(wait=True, cancel_futures=True)
        except KeyboardInterrupt:
            for child in multiprocessing.active_children():
                child.kill()
            raise
        finally:
            gc.unfreeze()


def _each(function: Callable[[Any], Any], chunk: list[Any]) -> list[Any]:
    return [function(item) for item in chunk]


def _start(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it stops handing out work
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the pool's way to end a process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(_RARELY)
    prepare(*arguments)


def _end_with_parent() -> None:
    """A parent killed without warning leaves no orphans at work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

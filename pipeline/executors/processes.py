"""Several processes on this machine. Order is kept, work goes out in chunks, and nothing but values crosses."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from pipeline.executors.serial import Map

__all__ = ["processes"]

_CHUNK = 25


@contextmanager
def processes(jobs: int, prepare: Callable[..., None], arguments: tuple[Any, ...]) -> Iterator[Map]:
    """Yields a ``map`` over ``jobs`` processes; each calls ``prepare(*arguments)`` once.

    Where the system can fork, the arguments are inherited; elsewhere (Windows) they are pickled to each process.
    """
    can_fork = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if can_fork else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(prepare, arguments))

    def over(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        return pool.map(function, items, chunksize=_CHUNK)

    try:
        yield over
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it stops handing out work
    prepare(*arguments)

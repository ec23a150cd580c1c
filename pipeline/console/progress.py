"""How far a build is: a bar with rate and remaining time on a terminal, a plain line now and then where there is none (CI)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

if TYPE_CHECKING:
    from pipeline.model.receipt import Receipt

__all__ = ["Lines", "Watcher", "watching"]

_FEW = 24
"""So few documents need no bar."""
_EVERY = 5.0
_WIDE = 64
"""Narrower consoles have room for the numbers only."""


class Watcher(Protocol):
    """What a build tells of its progress."""

    def begins(self, total: int) -> None:
        """So many documents are to be made."""

    def done(self, receipt: Receipt) -> None:
        """One is made, or has failed."""


@contextmanager
def watching(stream: TextIO | None = None) -> Iterator[Watcher]:
    """A bar where the stream (stderr) is a terminal, else plain lines."""
    stream = stream or sys.stderr
    watcher = _Bar(stream) if stream.isatty() else Lines(stream)
    try:
        yield watcher
    finally:
        watcher.stop()


class Lines:
    """A line every few seconds: done, of how many, how fast, how long still."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._total = self._made = 0
        self._start = self._told = 0.0

    def begins(self, total: int) -> None:
        """Nothing is printed yet."""
        self._total = total
        self._start = self._told = self._clock()

    def done(self, receipt: Receipt) -> None:
        """Count, and tell when it is time."""
        del receipt
        self._made += 1
        now = self._clock()
        if now - self._told < _EVERY or self._made == self._total:
            return
        self._told = now
        rate = self._made / (now - self._start)
        rest = (self._total - self._made) / rate
        print(f"{self._made}/{self._total} 份，每秒 {rate:.0f} 份，还要约 {rest:.0f} 秒", file=self._stream, flush=True)

    def stop(self) -> None:
        """Nothing is left to be tidied."""


class _Bar:
    """A bar of rich, opened when there is something to show."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: Any = None
        self._task: Any = None

    def begins(self, total: int) -> None:
        """Draw it, unless the build is over sooner than it is seen."""
        if total <= _FEW:
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        console = Console(file=self._stream)
        columns: tuple[ProgressColumn, ...] = (MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        if console.width >= _WIDE:
            counted, *rest = columns
            columns = (TextColumn("生成文稿"), BarColumn(), counted, TaskProgressColumn(show_speed=False), *rest)
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task("", total=total, rate="")
        self._bar.start()

    def done(self, receipt: Receipt) -> None:
        """One further."""
        del receipt
        if self._bar is not None:
            speed = self._bar.tasks[0].speed
            self._bar.update(self._task, advance=1, rate=f"每秒 {speed:.0f} 份" if speed else "")

    def stop(self) -> None:
        """Take it away."""
        if self._bar is not None:
            self._bar.stop()

"""Ctrl-C, remembered: it may come in the middle of a library that turns it into an exception of its own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["asked", "ending_at_once", "watching"]

_STOPPED = 130


class _Here:
    """What came to this process."""

    pressed = False


def ending_at_once() -> None:
    """From now on Ctrl-C ends the process without a word, but where ``watching``: while it starts, and when all is done."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


@contextmanager
def watching() -> Iterator[None]:
    """While this lasts, Ctrl-C is remembered and still raises ``KeyboardInterrupt``; a handler of somebody else's stays."""
    before = signal.getsignal(signal.SIGINT)
    usual = before in (signal.default_int_handler, _end)
    if not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    _Here.pressed = False
    signal.signal(signal.SIGINT, _press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def asked() -> bool:
    """Whether somebody pressed Ctrl-C: an exception after that is no bug."""
    return _Here.pressed


def _end(_number: int, _frame: FrameType | None) -> None:
    os._exit(_STOPPED)


def _press(number: int, frame: FrameType | None) -> None:
    _Here.pressed = True
    signal.default_int_handler(number, frame)

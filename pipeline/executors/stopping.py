"""Ctrl-C, remembered: it may come in the middle of a library that turns it into an exception of its own."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["asked", "watching"]


class _Here:
    """What came to this process."""

    pressed = False


@contextmanager
def watching() -> Iterator[None]:
    """While this lasts, Ctrl-C is remembered and still raises ``KeyboardInterrupt``; a handler of somebody else's stays."""
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    _Here.pressed = False
    signal.signal(signal.SIGINT, _press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def asked() -> bool:
    """Whether somebody pressed Ctrl-C: an exception after that is no bug."""
    return _Here.pressed


def _press(number: int, frame: FrameType | None) -> None:
    _Here.pressed = True
    signal.default_int_handler(number, frame)

"""Ctrl-C, and SIGTERM as the same: remembered, for they may come in a library that turns them into an exception of its own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["asked", "ending_at_once", "watching"]

_STOPPED = 130
_REQUESTS = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C; what a CI runner, a service manager or a container sends when time is up (nothing sends it on Windows)."""


class _Here:
    """What came to this process."""

    pressed = False


def ending_at_once() -> None:
    """From now on Ctrl-C ends the process without a word, but where ``watching``: while it starts, and when all is done."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


@contextmanager
def watching() -> Iterator[None]:
    """While this lasts, either is remembered and raises ``KeyboardInterrupt``; a handler of somebody else's stays."""
    usual = (signal.default_int_handler, signal.SIG_DFL, _end)
    before = {request: handler for request in _REQUESTS if (handler := signal.getsignal(request)) in usual}
    if not before or threading.current_thread() is not threading.main_thread():
        yield
        return
    _Here.pressed = False
    for request in before:
        signal.signal(request, _press)
    try:
        yield
    finally:
        for request, handler in before.items():
            signal.signal(request, handler)


def asked() -> bool:
    """Whether somebody asked to stop: an exception after that is no bug."""
    return _Here.pressed


def _end(_number: int, _frame: FrameType | None) -> None:
    os._exit(_STOPPED)


def _press(number: int, frame: FrameType | None) -> None:
    _Here.pressed = True
    signal.default_int_handler(number, frame)

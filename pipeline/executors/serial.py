"""One after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["Map", "serial"]

Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]


@contextmanager
def serial(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> Iterator[Map]:
    """Yields a ``map`` that keeps order; ``prepare(*arguments)`` is called once before."""
    prepare(*arguments)
    yield map

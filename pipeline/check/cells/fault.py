"""What a cell's reader answers when the cell cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Fault", "Read", "Spoiled"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule broken; ``expected`` and ``advice`` are for the clerk, the cell's contents are added (masked) by the caller."""

    rule: str
    expected: str
    advice: str


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A cell that shows an error value instead of a result."""

    value: str


Read = Callable[[Any], Any]

"""What a cell's reader answers when the cell cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipeline.model.shape import shape

__all__ = ["VAGUE", "Fault", "Read", "Spoiled"]

VAGUE = re.compile(r"[约近超余多几上下]|左右|以上|以下")
"""What makes a number an approximate one."""


@shape
class Fault:
    """A rule broken; ``expected`` and ``advice`` are for the clerk, the cell's contents are added (masked) by the caller."""

    rule: str
    expected: str
    advice: str


@shape
class Spoiled:
    """A cell that shows an error value instead of a result."""

    value: str


Read = Callable[[Any], Any]

"""Text: taken as written, without spaces around it.

Good: ``XF2025000012``; the number 12345 → ``12345``.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from pipeline.check.cells.fault import Read
from pipeline.check.plain import shown
from pipeline.check.scene import Scene
from pipeline.model.tables import Column

__all__ = ["key_text", "reader"]


def reader(column: Column, scene: Scene) -> Read:  # noqa: ARG001 - one shape for all readers
    """Any cell as text."""
    return _text


def _text(cell: Any) -> str:
    return " ".join(shown(cell).split())


def key_text(cell: Any) -> str:
    """A key as text: also half-width, so that the same number typed in two ways is one."""
    return unicodedata.normalize("NFKC", _text(cell)).replace(" ", "")

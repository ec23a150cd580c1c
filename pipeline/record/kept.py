"""JSON under ``.briefing/``, which only saves work: with a checksum, for a spoiled figure would be taken for a figure."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from pipeline.record.outputs import put

__all__ = ["keep", "kept"]

_HEAD = b'{"format":1,"crc32":"%08x","kept":'
"""Counted up when what is kept has another shape: what was kept in the old one is not there."""
_LENGTH = len(_HEAD % 0)


def keep(path: Path, value: Any) -> None:
    """Put a value there. Raises OSError."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogateescape")
    put(path, b"%b%b}" % (_HEAD % zlib.crc32(told), told))


def kept(path: Path) -> Any:
    """The value there; None where there is none, or it is not as it was put there."""
    try:
        data = path.read_bytes()
        head, told = data[:_LENGTH], data[_LENGTH:-1]
        if head != _HEAD % zlib.crc32(told) or not data.endswith(b"}"):
            return None
        return json.loads(told.decode("utf-8", "surrogateescape"))
    except (OSError, ValueError):
        return None

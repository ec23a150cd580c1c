"""Texts made comparable: width, spaces and line breaks do not tell two words apart."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Any

__all__ = ["is_blank", "label", "plain", "shown"]

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_MARKS = re.compile(r"[*＊]|\((?:必填|选填|必填项|选填项)\)")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Half-width, without any space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=8192)
def label(text: str) -> str:
    """A header's text as headers are compared: also without ``*`` and ``(必填)``."""
    return _MARKS.sub("", plain(text)).strip(":")


def is_blank(cell: Any) -> bool:
    """Whether there is nothing in a cell."""
    if cell.__class__ is str:
        return not cell or (not cell[0].isalnum() and not _SPACE.sub("", cell))
    return cell is None


def shown(cell: Any) -> str:
    """A cell's contents as text: ``5`` for 5.0, ``2025-03-05`` for a date."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(getattr(cell, "value", cell))

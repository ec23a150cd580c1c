"""What of a cell a problem may show: enough to find it again, nothing that could name a person."""

from __future__ import annotations

import re
from typing import Any

from pipeline.check.plain import plain, shown

__all__ = ["masked"]

_LONGEST = 20
_DIGITS = re.compile(r"\d{6,}")
_MEASURED = re.compile(r"[\d.,:/\-年月日号约余多个近超上下以千百十零一二三四五六七八九〇两万亿%+#TZ批人次件份期第Q季度半]*")


def masked(cell: Any, *, listed: bool = False) -> str:
    """A number or date with long digits masked, any other text by its first character; a ``listed`` value (declared) whole."""
    text = shown(cell)
    if not listed and not _MEASURED.fullmatch(plain(text)):
        text = text[:1] + "**"
    text = _DIGITS.sub(lambda run: run.group()[:3] + "****", text)
    return text[:_LONGEST]

"""A lead-in that counts its points (``抓好三件事：``) must be followed by as many, also after some dropped out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.compose.markup.lines import Raw
from pipeline.words.chinese import chinese_number

__all__ = ["miscounted"]

_PROMISE = re.compile(r"([二两三四五六七八九十])(?:件事|个方面|点|项工作|项措施|条措施|个重点)[^。！？]*：$")


def miscounted(raws: Sequence[Raw]) -> Iterator[tuple[str, str]]:
    """The lead-ins that are wrong, and what is wrong with each."""
    for index, raw in enumerate(raws):
        found = _PROMISE.search(raw.text) if raw.kind == "paragraph" else None
        if not found:
            continue
        points = 0
        while index + 1 + points < len(raws) and raws[index + 1 + points].kind == "point":
            points += 1
        if points and points != chinese_number(found[1]):
            yield raw.text, f"说的是“{found[0].rstrip('：')}”，下面有{points}点，请核对"

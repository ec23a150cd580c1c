"""A fall is never told in 倍, and 增加 takes an absolute number, 增长 a relative one.

bad:   信访总量下降2倍。
bad:   信访总量减少了{{ 信访总量|倍 }}。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import VALUE, Script
from pipeline.model.wording import Wording

__all__ = ["check"]

_TIMES = re.compile(rf"(?:下降|减少|降低|缩小|回落)了?[^，。；\n]{{0,8}}(?:倍|{VALUE})")


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """下降 … 倍, typed or by the filter."""
    del wording
    for found in _TIMES.finditer(script.text):
        by_filter = found[0].endswith(VALUE) and "倍" in script.stretch(found.end() - 1).filters
        if found[0].endswith("倍") or by_filter:
            yield Finding(found.start(), found[0].replace(VALUE, ""), "下降、减少不能说“倍”，请用“|同比”或“|由降为”")

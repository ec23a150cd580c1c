"""Braces that reach the page: typed full-width, apart, or single, they are no tag and are printed as they stand.

bad:   本月信访总量｛｛ 信访总量 ｝｝。
bad:   ｛% if 信访总量 %｝信访总量{{ 信访总量 }}。｛% endif %｝
good:  本月信访总量{{ 信访总量 }}。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import BREAK, VALUE, Script
from pipeline.model.wording import Wording

__all__ = ["check"]

_BRACES = re.compile(rf"[｛{{](?:[ \u3000]?[｛{{])?[^｛｝{{}}\n{BREAK}]*(?:[｝}}](?:[ \u3000]?[｝}}])?)?|[｝}}]+")
_TAG = re.compile(r"[｛{][ \u3000]?[｛{%％#＃]|[%％#＃｝}][ \u3000]?[｝}]")
_HALF = str.maketrans("％＃｜（），“”‘’＝～＋－：．\u3000", "%#|(),\"\"''=~+-:. ")
_MOST = 30


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Every pair, and what is left of one; a single brace may be meant."""
    del wording
    for found in _BRACES.finditer(script.text):
        shown = _short(found[0].replace(VALUE, "…"))
        if not _TAG.search(found[0]):
            message = f"“{shown}”会照原样印出：要印指标，请写成“{{{{ 指标名 }}}}”，花括号用半角，左右各两个"
            yield Finding(found.start(), shown, message, "warning")
        elif found[0][0] in "｛{" and found[0][-1] in "｝}":
            message = f"“{shown}”的花括号不是成对的半角，程序不认，会照原样印出，请改为“{_meant(found[0])}”"
            yield Finding(found.start(), shown, message)
        else:
            message = f"“{shown}”的花括号没有配成对，会照原样印出：请用半角的“{{{{”和“}}}}”、“{{%”和“%}}”，左右成对"
            yield Finding(found.start(), shown, message)


def _meant(found: str) -> str:
    """The tag as it should have been typed."""
    words = found.strip("｛{｝} \u3000").replace(VALUE, "…").translate(_HALF)
    mark = words[0] if words[:1] in ("%", "#") else ""
    inner = _short(words.strip(mark).strip() if mark else words)
    return f"{{{mark} {inner} {mark}}}" if mark else f"{{{{ {inner} }}}}"


def _short(words: str) -> str:
    return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"

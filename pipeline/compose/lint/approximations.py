"""An approximation is one word, chosen by ``|概数`` from the exact value, never typed round a figure, never doubled.

bad:   近{{ 专报份数 }}；{{ 专报份数 }}左右；超过{{ 专报份数|概数("以上") }}
good:  {{ 专报份数|概数("近") }}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compose.lint.finding import Finding
from pipeline.compose.lint.script import VALUE, Script
from pipeline.model.wording import Wording

__all__ = ["check"]

_BEFORE, _AFTER = "将近|接近|大约|(?<!不)超过|超|逾|不到|不足|近|约", "左右|上下|以上|余(?![额地])|多(?!次|个|名|种)"
_ROUND = re.compile(f"(?:{_BEFORE}){VALUE}|{VALUE}(?:{_AFTER})")
_DOUBLED = re.compile(r"(?:近|约|超过|不到)[^，。；\s]{1,8}(?:左右|余[件批人份次]|多[件批人份次])|超过[^，。；\s]{1,8}以上")


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Approximators typed before or after a figure, and two of them round one number."""
    del wording
    for found in _ROUND.finditer(script.text):
        word = found[0].replace(VALUE, "")
        if _is_figure(script, found.start() + found[0].index(VALUE)):
            yield Finding(found.start(), word, f"“{word}”不能直接写在数字旁边，请用“|概数”，由程序按实际数选说法")
    for found in _DOUBLED.finditer(script.text):
        if VALUE not in found[0]:
            yield Finding(found.start(), found[0], f"“{found[0]}”重复了约数的说法，请只留一个")


def _is_figure(script: Script, at: int) -> bool:
    return not {"日期", "期间"} & set(script.stretch(at).filters)

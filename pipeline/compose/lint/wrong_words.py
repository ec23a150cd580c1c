"""Wrong collocations and old terms (style.yaml: wording.wrong).

bad:   科学开展观        good:  科学发展观
bad:   越级上访          good:  越级走访
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.compose.lint.finding import Finding
from pipeline.model.wording import Wording

if TYPE_CHECKING:
    from pipeline.compose.lint.script import Script

__all__ = ["check", "wrong_words"]


def check(script: Script, wording: Wording) -> Iterator[Finding]:
    """Every wrong word, with the right one."""
    yield from wrong_words(script.text, wording)


def wrong_words(text: str, wording: Wording) -> Iterator[Finding]:
    """Every wrong word of a text."""
    for wrong, right in wording.wrong.items():
        at = text.find(wrong)
        while at >= 0:
            if not (right and wrong in right and text.startswith(right, at - right.find(wrong))):
                yield Finding(at, wrong, f"“{wrong}”应写作“{right}”" if right else f"“{wrong}”不要用")
            at = text.find(wrong, at + len(wrong))

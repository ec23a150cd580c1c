"""Lists in Chinese: 、 between items, none between adjacent quotation or title marks (GB/T 15834)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.words.part import Part, Phrase

__all__ = ["joined", "stop_between"]


def stop_between(left: str, right: str) -> str:
    """The mark between two items: 、, or nothing between ”“ and 》《."""
    return "" if left[-1:] in ("”", "》") and right[:1] in ("“", "《") else "、"


def joined(phrases: Sequence[Phrase]) -> Phrase:
    """The items with 、 between them."""
    return tuple(_joined(phrases))


def _joined(phrases: Sequence[Phrase]) -> Iterable[Part]:
    before = ""
    for phrase in phrases:
        if before and phrase:
            stop = stop_between(before, phrase[0].text)
            if stop:
                yield Part(stop)
        yield from phrase
        before = phrase[-1].text if phrase else before

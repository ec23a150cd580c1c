"""A speech cut to a length: points go by their priority, the highest number first; two of each part always stay."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.compose.markup.inline import Setter
from pipeline.compose.markup.lines import Raw
from pipeline.compose.markup.sentences import first_sentence
from pipeline.compose.speaking import AT_ONCE, characters

__all__ = ["shortened"]

_KEPT = 2
_READ = ("salutation", "heading", "paragraph", "point")


def shortened(raws: Sequence[Raw], minutes: int, setter: Setter) -> tuple[list[Raw], list[str]]:
    """What is left, and the topic sentences of the points that went, in their order; it may still be too long."""
    gone: list[Raw] = []
    length = sum(_length(raw, setter) for raw in raws)
    for point in _dispensable(raws):
        if length <= minutes * AT_ONCE:
            break
        if _points_beside(point, [raw for raw in raws if not any(raw is one for one in gone)]) > _KEPT:
            gone.append(point)
            length -= _length(point, setter)
    kept = [raw for raw in raws if not any(raw is one for one in gone)]
    return kept, [setter.plain(first_sentence(raw.text)[0]) for raw in raws if any(raw is one for one in gone)]


def _length(raw: Raw, setter: Setter) -> int:
    return characters(setter.plain(raw.text)) if raw.kind in _READ else 0


def _dispensable(raws: Sequence[Raw]) -> list[Raw]:
    """The points with a priority, those to go first at the front: the highest number, of equals the last."""
    return sorted((raw for raw in reversed(raws) if raw.kind == "point" and raw.level), key=lambda raw: -raw.level)


def _points_beside(point: Raw, raws: Sequence[Raw]) -> int:
    """How many points its part still has, itself included."""
    count, found = 0, False
    for raw in raws:
        if raw.kind == "heading" and raw.level == 1:
            if found:
                break
            count = 0
        count += raw.kind == "point"
        found = found or raw is point
    return count

"""How wide the columns of a table are: as what stands in them needs, spread over the width of the text.

Good: a date, a name or a figure with its unit stands on one line. Where the page is too narrow for all, headers are broken first
(去年同期 / （件）), then long texts, from the longest on; short values only where no column has room left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Final

from pipeline.write.runs import ems

__all__ = ["MARGINS", "needed_for", "widths_of"]

MARGINS: Final = 2 * 57
"""What stands left and right of a cell's text, in twentieths of a point."""
_LEAST: Final = 3.0
_MOST: Final = 14.0
_SHORT: Final = 8.0
"""The longest value that is not broken while another column has room, in full widths: 2025年12月10日 is seven."""
_HEAD: Final = 4.0
_ROUNDED: Final = 0.02
_DIGIT: Final = 0.55
"""Digits take half a width; those of some Chinese fonts that stand in for Times New Roman, a little more."""
_PERCENT: Final = 0.35
_GAP: Final = 0.2
"""What LibreOffice sets between Chinese and Latin, and Word does not."""
_ASCII: Final = re.compile("[!-~]")
# said by what it is not: a wide range takes milliseconds to compile
_BORDER: Final = re.compile(r"(?<=[!-~])(?=[^\x00-\u2e7f])|(?<=[^\x00-\u2e7f])(?=[!-~])")


def needed_for(texts: Sequence[str]) -> float:
    """The widest text of a column on paper, in full widths; a column of figures is measured by the number of its characters."""
    joined = "".join(texts)
    if joined.isascii():
        return max(map(len, texts), default=0) * _DIGIT + _PERCENT * ("%" in joined)
    return max(map(_on_paper, {*texts})) if _ASCII.search(joined) else max(map(ems, texts))


def _on_paper(text: str) -> float:
    latin = len(_ASCII.findall(text))
    return ems(text) + (_DIGIT - 0.5) * latin + _GAP * len(_BORDER.findall(text)) + _PERCENT * ("%" in text)


def widths_of(
    own: Sequence[float],
    heads: Sequence[float],
    bodies: Sequence[float],
    texts: Sequence[Sequence[str]],
    em: float,
    measure: int,
) -> tuple[int, ...]:
    """The widths in twentieths of a point, together ``measure``.

    ``own``: the author's proportions, if there is one for each column. ``heads`` and ``bodies``: what headers and cells need,
    in full widths of ``em``; ``texts``: what the cells say.
    """
    if len(own) == len(heads) and all(width > 0 for width in own):
        return _rounded(_spread(own, [0.0] * len(own), measure))
    wanted = [min(max(*both, _LEAST), _MOST) + 1 for both in zip(heads, bodies, strict=True)]
    return _rounded(_spread(wanted, _floors(heads, bodies, texts, em, measure), measure))


def _floors(
    heads: Sequence[float], bodies: Sequence[float], texts: Sequence[Sequence[str]], em: float, measure: int
) -> Sequence[float]:
    """The least width of each column; nothing at all where even short values have no room together."""
    head, body = [*heads], [*bodies]
    floors = _least(head, body, em)
    for at in _widest_first(heads):
        if sum(floors) <= measure:
            return floors
        head[at] = min(head[at], max(ceil(head[at] / 2), _HEAD))
        floors = _least(head, body, em)
    for at in _widest_first(bodies):
        if sum(floors) <= measure or body[at] <= _SHORT:
            break
        body[at] = max((need for need in map(_on_paper, {*texts[at]}) if need <= _SHORT), default=_HEAD)
        floors = _least(head, body, em)
    return floors if sum(floors) <= measure else [0.0] * len(floors)


def _least(head: Sequence[float], body: Sequence[float], em: float) -> list[float]:
    return [(max(both) + _ROUNDED) * em + MARGINS for both in zip(head, body, strict=True)]


def _widest_first(needs: Sequence[float]) -> Sequence[int]:
    return sorted(range(len(needs)), key=lambda at: -needs[at])


def _spread(wanted: Sequence[float], floors: Sequence[float], measure: int) -> Sequence[float]:
    """The measure in proportion to what is wanted, no column below its floor."""
    found = [*floors]
    free = [*range(len(wanted))]
    while free:
        scale = (measure - sum(floors) + sum(floors[at] for at in free)) / sum(wanted[at] for at in free)
        roomy = [at for at in free if wanted[at] * scale >= floors[at]]
        if len(roomy) == len(free):
            for at in free:
                found[at] = wanted[at] * scale
            break
        free = roomy
    return found


def _rounded(widths: Sequence[float]) -> tuple[int, ...]:
    edges = [round(sum(widths[:index])) for index in range(len(widths) + 1)]
    return tuple(right - left for left, right in pairwise(edges))

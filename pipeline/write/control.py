"""A figure's content control: its id as tag and as the name of a bookmark inside, hidden in print.

One by one as a string; for the thousands of a long table as *strands*: what is the same for all, repeated, beside what is not.
Strands are taken in turn and joined with the rest of the document, so that no control is ever put together by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Final

__all__ = ["Strands", "control", "strands"]

Strands = tuple[Iterable[str], ...]
"""Taken one of each in turn, as ``zip`` does, they give the XML of one after another."""

_TAGGED: Final = '"/><w:id w:val="'
_NUMBERED: Final = '"/><w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent><w:bookmarkStart w:id="'
_MARKED: Final = '" w:name="_'
_NAMED: Final = '"/>'
_SHOWN: Final = '<w:bookmarkEnd w:id="'
_ENDED: Final = '"/></w:sdtContent></w:sdt>'


def control(head: str, name: str, number: int, runs: str) -> str:
    """The control around ``runs``; ``head`` is all before its tag."""
    return f"{head}{name}{_TAGGED}{number}{_NUMBERED}{number}{_MARKED}{name}{_NAMED}{runs}{_SHOWN}{number}{_ENDED}"


def strands(heads: Sequence[str], names: Sequence[str], first: int, texts: Sequence[str], run: tuple[str, str]) -> Strands:
    """The controls around single runs; ``run`` is what opens and what closes each, ``first`` the number of the first."""
    numbers = [*map(str, range(first, first + len(texts)))]
    opened, closed = repeat(_NAMED + run[0]), repeat(run[1] + _SHOWN)
    begun = (heads, names, repeat(_TAGGED), numbers, repeat(_NUMBERED), numbers, repeat(_MARKED), names)
    return (*begun, opened, texts, closed, numbers, repeat(_ENDED))

"""A figure's content control: its id as tag and as the name of a bookmark inside, hidden in print.

One by one as a string; for the thousands of a long table as *strands*: what is the same for all beside what is not. Strands of
all columns are woven into rows at once, so that no control is ever put together by itself. A control has no ``w:id``: the
standard lets whoever opens the document number them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice, repeat
from typing import Final, NamedTuple

from pipeline.model.document import Stated
from pipeline.model.indicator import Indicator

__all__ = ["CONTROL_END", "Figures", "Strands", "control", "figures_of", "numerals", "strands", "woven"]

Strands = tuple[str | Sequence[str], ...]
"""Taken one of each in turn they give the XML of one after another; a single string is the same for all."""

_TAGGED: Final = '"/><w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent><w:bookmarkStart w:id="'
_MARKED: Final = '" w:name="_'
_NAMED: Final = '"/>'
_SHOWN: Final = '<w:bookmarkEnd w:id="'
CONTROL_END: Final = "</w:sdt>"
_ENDED: Final = f'"/></w:sdtContent>{CONTROL_END}'
_FEW: Final = 16_384
_ROWS: Final = 32


class Figures(NamedTuple):
    """Figures one below the other, each alone in its cell: themselves, what they say, their ids and indicators; any in bold."""

    stated: Sequence[Stated]
    texts: Sequence[str]
    names: Sequence[str]
    indicators: Sequence[Indicator]
    strong: bool


def figures_of(stated: Sequence[Stated]) -> Figures:
    """These figures."""
    return Figures(
        stated,
        [one.text for one in stated],
        [one.id for one in stated],
        [one.figure.indicator for one in stated],
        True in [one.strong for one in stated],
    )


def control(head: str, name: str, number: int, runs: str) -> str:
    """The control around ``runs``; ``head`` is all before its tag, ``number`` the bookmark's."""
    return f"{head}{name}{_TAGGED}{number}{_MARKED}{name}{_NAMED}{runs}{_SHOWN}{number}{_ENDED}"


def strands(
    heads: str | Sequence[str], names: Sequence[str], numbers: range, texts: Sequence[str], run: tuple[str, str]
) -> Strands:
    """The controls around single runs; ``run`` is what opens and what closes each."""
    counted = numerals(numbers)
    return (heads, names, _TAGGED, counted, _MARKED, names, _NAMED + run[0], texts, run[1] + _SHOWN, counted, _ENDED)


def numerals(numbers: range) -> Sequence[str]:
    """Numbers in digits; small ones are kept, since every long table has them anew."""
    if numbers.stop > _FEW:
        return [*map(str, numbers)]
    return _few()[numbers.start : numbers.stop : numbers.step]


@cache
def _few() -> tuple[str, ...]:
    return tuple(map(str, range(_FEW)))


def woven(parts: Sequence[str | Iterator[str]], count: int) -> Iterator[str]:
    """``count`` times one of each strand in turn, from the first to the last; some rows at a time, for a table may be long."""
    merged: list[str | Iterator[str]] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(last := merged[-1], str):
            merged[-1] = last + part
        else:
            merged.append(part)
    rows = islice(zip(*(repeat(part) if isinstance(part, str) else part for part in merged), strict=False), count)
    while some := "".join(chain.from_iterable(islice(rows, _ROWS))):
        yield some

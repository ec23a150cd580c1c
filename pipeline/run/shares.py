"""Shares of one whole: the parts that a document prints as percentages of the same whole.

Where the parts make up the whole, their shares make 100 %, or a note says that they were rounded (尾差说明); a part named twice
counts once. Shares of a list that is cut, without 其他, are less than 100 % and nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction

from pipeline.model.document import Block, Chart, Document, Inlines, Paragraph, Point, Stated, TableBlock, Text
from pipeline.model.figure import Figure
from pipeline.words.number import decimal, places_of

__all__ = ["not_whole"]

NOTE = "四舍五入"
_PERCENT = re.compile(r"(\d+(?:\.(\d+))?)%")
_Shares = dict[Hashable, tuple[Figure, str]]


def not_whole(document: Document, stated: Iterable[Stated]) -> Iterator[tuple[Figure, str]]:
    """(whole, what is printed of it) for each whole whose shares do not make 100 % and of which no note tells."""
    for whole, decimals, shares in _groups(stated):
        texts = [text for _, text in shares.values()]
        parts = [figure for figure, _ in shares.values()]
        added = sum((Fraction(text) for text in texts), Fraction(0))
        if added == 100 or len(parts) < 2 or not _make_up(parts, whole) or any(NOTE in text for text in _notes(document)):
            continue
        places = max(decimals, *(len(text.partition(".")[2]) for text in texts))
        yield whole, f"{'＋'.join(f'{text}%' for text in texts)}＝{decimal(added, places)}%"


def _groups(stated: Iterable[Stated]) -> Iterator[tuple[Figure, int, _Shares]]:
    """The shares of one whole by one dimension, printed with as many decimals.

    One that takes more, lest it show as 0 % or 100 %, belongs to those with fewer as well.
    """
    found: dict[Hashable, dict[int, tuple[Figure, _Shares]]] = {}
    finer: list[tuple[Hashable, int, Hashable, tuple[Figure, str]]] = []
    for one in stated:
        printed = _PERCENT.fullmatch(one.text)
        if not one.form.startswith("share_of:") or not one.also or printed is None:
            continue
        part, whole, decimals = one.figure, one.also[0], len(printed[2] or "")
        key: Hashable = (whole.indicator.name, whole.period, whole.scope, part.dimension)
        line: Hashable = (part.indicator.name, part.member, part.apart_from)
        found.setdefault(key, {}).setdefault(decimals, (whole, {}))[1].setdefault(line, (part, printed[1]))
        if decimals and whole.value and places_of(Fraction(part.value or 0) / Fraction(whole.value), decimals - 1) >= decimals:
            finer.append((key, decimals, line, (part, printed[1])))
    for group, most, name, share in finer:
        for fewer in (shares for places, (_, shares) in found[group].items() if places < most):
            fewer.setdefault(name, share)
    for groups in found.values():
        yield from ((whole, decimals, shares) for decimals, (whole, shares) in groups.items())


def _make_up(parts: Iterable[Figure], whole: Figure) -> bool:
    values = [part.value for part in parts]
    return None not in values and sum(Fraction(value or 0) for value in values) == whole.value


def _notes(document: Document) -> Iterator[str]:
    for block in document.blocks:
        for inlines in _inlines(block):
            yield "".join(one.text for one in inlines if isinstance(one, Text))


def _inlines(block: Block) -> tuple[Inlines, ...]:
    if isinstance(block, (TableBlock, Chart)):
        return (block.note,)
    if isinstance(block, Point):
        return (block.lead, block.rest)
    return (block.inlines,) if isinstance(block, Paragraph) else ()

"""Rows of words among and below the data: notes that go on, headings of sections, signatures, seals, page numbers.

Good: ``2.人数填实到人数。`` alone in its row; ``二、来访``; below the last row of data also ``分管领导签字： | 填表人：`` and
a date of signing.
Bad: a row with nothing but an 编号 in it: somebody has begun to register, and it is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Any

from pipeline.check.plain import is_blank, plain
from pipeline.model.raw import Merge

__all__ = ["continues", "is_aside", "is_below", "is_signed_on", "says_none", "spread", "tells_aside"]

_ITEM = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、:](?!\d).*[\u4e00-\u9fff]")
_CIRCLED = re.compile(r"\s*[①-⑳㈠-㈩]")
_LONE = re.compile(
    r".*(?:盖章|公章|签章|印章|\(章\))\)?"  # a seal
    r"|[-—(]*第?\d+页.*"
    r"|[-—(]*以下(?:空白|无正文|无).{0,3}"
    r"|(?:以上)?(?:数据|情况|内容|统计|各项).{0,2}(?:截[至止]|属实|真实|来自|来源).*"
    r"|(?:以上|本[页表月季年])*(?:合计|总计|共计|共有|共)\d+\D.{0,20}"
)
_LABEL = re.compile(r"[\u4e00-\u9fff()、/]{2,14}:")
_SENTENCE = re.compile(r"(?=.*[\u4e00-\u9fff]).{8,}[。;!]|(?=.*[\u4e00-\u9fff]).{4,}[,，。].{4,}")
_DAY = re.compile(r"(?:19|20)\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?")
_ISSUER = re.compile(r"[^\d:]{4,25}")
_NONE = re.compile(
    r"(?:[本当今上]?[年月季周期日镇乡县]|季度|我[镇乡局]|[^\d:,。]{1,6}[镇乡]|\d{1,2}月份?|暂时?|均)*"
    r"(?:无|没有|未发生|未接到?|零)\D{0,14}"
)
_LONGEST = 30
_WIDE = 3
"""A cell merged over so many columns is no entry of one of them."""


def spread(merges: Sequence[Merge]) -> frozenset[tuple[int, int]]:
    """The cells (row, column) that reach over several columns."""
    return frozenset((top, left) for top, left, _, right in merges if right - left + 1 >= _WIDE)


def continues(merges: Sequence[Merge]) -> frozenset[int]:
    """The rows into which a cell of one column is merged from above: they say more than stands in them."""
    return frozenset(at for top, left, bottom, right in merges if left == right for at in range(top + 1, bottom + 1))


def tells_aside(text: str) -> bool:
    """Whether a text, alone in its row, is no entry wherever the row stands."""
    if text.isascii():  # as nearly every number of an item is
        return False
    words = plain(text)
    return bool(_ITEM.match(words) or _CIRCLED.match(text) or _LONE.fullmatch(words))


def is_aside(row: Sequence[Any], at: int, wide: Collection[tuple[int, int]]) -> bool:
    """Whether row ``at`` holds one text that is no entry, among the data or below; ``wide`` are the cells that are spread."""
    lone = _lone(row)
    return lone is not None and isinstance(row[lone], str) and (tells_aside(row[lone]) or (at, lone) in wide)


def is_below(row: Sequence[Any], dates: Collection[int], under: bool) -> bool:
    """Whether a row below which no data come is words; ``dates`` are the columns of dates.

    ``under``: a date of signing stands right below, so that this may be who signs.
    """
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) > 1:
        return _are_signatures(filled)
    if is_signed_on(row, dates):
        return True
    text = plain(filled[0]) if isinstance(filled[0], str) else ""
    return bool(_LABEL.match(text) or _SENTENCE.fullmatch(text) or (under and _ISSUER.fullmatch(text)))


def _are_signatures(cells: Sequence[Any]) -> bool:
    """Whether cells are labels (``填表人：``), each with at most one cell for what it asks; or a seal and a date."""
    labels = [isinstance(cell, str) and _LABEL.match(plain(cell)) is not None for cell in cells]
    if labels[0] and labels.count(False) <= len(labels) // 2:
        return not any(isinstance(cell, int | float) for cell in cells)
    seals = [isinstance(cell, str) and _LONE.fullmatch(plain(cell)) is not None for cell in cells]
    return seals[0] and all(seal or label or _is_day(cell) for seal, label, cell in zip(seals, labels, cells, strict=True))


def is_signed_on(row: Sequence[Any], dates: Collection[int]) -> bool:
    """Whether a row holds a date alone, in none of the columns of dates."""
    lone = _lone(row)
    if lone is None or lone in dates:
        return False
    return _is_day(row[lone])


def _is_day(cell: Any) -> bool:
    return isinstance(cell, dt.date) or (isinstance(cell, str) and _DAY.fullmatch(plain(cell)) is not None)


def says_none(row: Sequence[Any], zero: Collection[str] = ()) -> bool:
    """Whether a row says alone that there was nothing: 本月无信访事项, or one of the words for ``zero``."""
    lone = _lone(row)
    text = plain(row[lone]).rstrip("。.") if lone is not None and isinstance(row[lone], str) else ""
    return text in zero or (len(text) <= _LONGEST and _NONE.fullmatch(text) is not None)


def _lone(row: Sequence[Any]) -> int | None:
    """The place of the only filled cell."""
    found = None
    for at, cell in enumerate(row):
        if not is_blank(cell):
            if found is not None:
                return None
            found = at
    return found

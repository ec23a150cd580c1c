"""The year of a title, held against the rows under it and the names around it: titles are copied from last year's sheet.

Good: 2025年信访事项登记表 over rows of 2025. Bad: 2024年 over rows that are all of 2025 (such a title covers nothing); 2024年 over
``3月18日`` in a file of 2025 (the row counts in 2024).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.check.blocks import Block
from pipeline.check.column import Typed
from pipeline.check.levels import problem
from pipeline.check.plain import plain
from pipeline.check.spans import month_number, months_named, year_named
from pipeline.model.place import column_letters
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.values import distinct

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["Around", "Titled", "title_year", "titled"]

_SINCE = re.compile(r"以来|至今|年起")
_FORM = re.compile(r"年版|版[)）]|修订|修正|〔\d{4}〕|\[\d{4}\]|\d+号")
"""The year of a form, or of the paper that asks for it: it covers nothing, and is no slip."""
_DELIVERED = 3
"""How many months after what it tells of a table may come: its folder then speaks of another year."""


@shape
class Around:
    """The file and sheet of a block, the years in the titles of the table's other sheets of the file, and how notes begin."""

    file: str
    sheet: str | None
    sisters: Sequence[int]
    notes: Sequence[str]


@shape
class Titled:
    """The titles whose months count, and what is wrong with the others."""

    counted: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def title_year(block: Block) -> int | None:
    """The year that the titles of a block name first."""
    return next((year for text in block.titles if (year := year_named(text))), None)


def titled(block: Block, typed: Mapping[str, Typed], rows: Sequence[int], around: Around) -> Titled:
    """``rows``: where the data stand (from 0)."""
    dates = typed.get(block.spec.date or "")
    if dates is None:
        return Titled(block.titles)
    years = _years(dates)
    named = [(text, at, year) for text, at in zip(block.titles, block.cells, strict=True) if (year := year_named(text))]
    stale = [each for each in named if years and min(years) > each[2] and not _SINCE.search(plain(each[0]))]
    if stale:
        return _outlived(block, stale, years, around)
    if not named or year_named(around.sheet or "") or (years and not dates.guessed.any()):
        return Titled(block.titles)
    text, at, year = named[0]
    noted = not years and any(plain(text).startswith(plain(note)) for note in around.notes)
    other = None if noted else next(_others(around.file, year, _latest(dates, text, year), around.sisters), None)
    if other is None:
        return Titled(block.titles)
    message = f"标题写的是{year}年，{other[0]}写的是{other[1]}年。" + _advice(block, dates, rows, year)
    return Titled(block.titles, (_told(block, around, at, message, year, f"{other[1]}年"),))


def _outlived(block: Block, stale: Sequence[tuple[str, tuple[int, int], int]], years: Collection[int], around: Around) -> Titled:
    """Titles of years before all rows count nothing; they are told, save where the year is that of the form."""
    _, at, year = stale[0]
    texts = {text for text, _, _ in stale}
    counted = tuple(text for text in block.titles if text not in texts)
    if all(_FORM.search(plain(text)) for text in texts):
        return Titled(counted)
    when = f"{min(years)}年" if len(years) == 1 else f"{min(years)}年以后"
    message = (
        f"标题写的是{year}年，{block.spec.date}却都在{when}。标题忘了改的，请改正。"
        f"{year}年没有因为这个标题算作有数据（没有数据不是零）"
    )
    return Titled(counted, (_told(block, around, at, message, year, when),))


def _advice(block: Block, dates: Typed, rows: Sequence[int], year: int) -> str:
    if not dates.guessed.any():
        return f"表里没有数据，算作标题所说的{year}年没有发生。标题忘了改的，请改正"
    cell = f"{column_letters(block.header.columns[block.spec.date or ''])}{rows[int(dates.guessed.argmax())] + 1}"
    return f"没有写年份的日期（如{cell}）都算在{year}年。标题忘了改的，请改正；没有错的，请把日期的年份写全"


def _told(block: Block, around: Around, at: tuple[int, int], message: str, year: int, expected: str) -> Problem:
    where = at[0] + 1, at[1]
    return problem(
        "title-year", around.file, around.sheet, where, message, found=f"{year}年", expected=expected, table=block.spec.name
    )


def _years(dates: Typed) -> set[int]:
    """The years in which rows lie."""
    return {1970 + int(year) for year in _distinct(dates.values.data[~dates.values.missing].astype("datetime64[D]"), "Y")}


def _distinct(days: Numbers, unit: str) -> list[int]:
    import numpy as np

    found: list[int] = distinct(days.astype(f"datetime64[{unit}]").astype(np.int64)).tolist()
    return found


def _latest(dates: Typed, text: str, year: int) -> int:
    """The last month (since the year 0) of the rows without a year; of no rows, that which the title names."""
    if dates.guessed.any():
        return 1970 * 12 + max(_distinct(dates.values.data[dates.guessed].astype("datetime64[D]"), "M"))
    return max(map(month_number, months_named(text, year)), default=year * 12 + 11)


def _others(file: str, year: int, latest: int, sisters: Sequence[int]) -> Iterator[tuple[str, int]]:
    """The names around a title that say another year; not those that say when the table was sent in."""
    path = PurePosixPath(file)
    own = year_named(path.stem)
    if own and own != year and not (len(months_named(path.stem)) < 12 and _sent(path.stem, latest)):
        yield "文件名", own
    for other in dict.fromkeys(sisters):
        if other != year and sisters.count(other) > max(1, 2 * sisters.count(year)):
            yield "别的工作表的标题", other
    for folder in reversed(path.parent.parts):
        said = year_named(folder)
        if said == year:
            return
        if said and not _sent(folder, latest):
            yield "文件夹名", said


def _sent(text: str, latest: int) -> bool:
    """Whether a name may tell when a table was sent: within some months after what it holds."""
    return 0 <= min(map(month_number, months_named(text))) - latest <= _DELIVERED

"""Files of one drop that are the same to the byte: a copy left beside its original counts once.

Good: the empty reports of two townships, whose file names alone tell them apart. Bad: ``登记表.xlsx`` and ``登记表 (1).xlsx``.
What a name says (whose report, of which month, of which year) is kept: such files both count, and are told where they hold rows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.check.file import Checked
from pipeline.check.levels import problem
from pipeline.model.problem import Problem
from pipeline.model.shape import shape

__all__ = ["Told", "once", "without_twins"]

_OF_ROWS = ("rows-identical", "key-repeated")


@shape
class Told:
    """What a file holds; ``digest`` is the hash of its bytes, empty where they could not be read."""

    file: str
    drop: int
    digest: str
    checked: Checked


def without_twins(files: Sequence[Told]) -> Iterator[Checked]:
    """Each file, of copies the original alone; in the copy's place the warning that names both."""
    alike: dict[tuple[int, str], list[Told]] = {}
    for each in files:
        if each.digest and any(len(part.rows) for part in each.checked.parts):
            alike.setdefault((each.drop, each.digest), []).append(each)
    changed: dict[str, Checked] = {}
    for twins in alike.values():
        if len(twins) > 1:
            changed |= _sorted_out(twins)
    for each in files:
        yield changed.get(each.file, each.checked)


def _sorted_out(twins: Sequence[Told]) -> dict[str, Checked]:
    """What becomes of files of the same bytes, in the order in which they count: the shortest name is the original's."""
    changed: dict[str, Checked] = {}
    kept: list[Told] = []
    for each in sorted(twins, key=lambda one: (len(one.file), one.file)):
        original = next((one for one in kept if _same(each.checked, one.checked)), None)
        if original is None:
            kept.append(each)
        else:
            changed[each.file] = Checked((), (_copy(each, original),))
    first, *others = (each for each in twins if each in kept)
    for each in others:
        changed[each.file] = dataclasses.replace(each.checked, problems=(*each.checked.problems, _named_apart(each, first)))
    return changed


def once(problems: Sequence[Problem], of_rows: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of rows, without those that say of each row what was told of the whole file."""
    told = {each.place.file for each in problems if each.rule == "copy-named"}
    yield from (each for each in of_rows if each.rule not in _OF_ROWS or each.place.file not in told)


def _copy(each: Told, original: Told) -> Problem:
    message = f"与“{original.file}”一字不差，是同一个文件的副本，只计一次。请删去多余的一个"
    return problem("copy", each.file, None, None, message, expected="同一批里每个文件只放一份", table=_table(each))


def _named_apart(each: Told, original: Told) -> Problem:
    counted = "编号相同的行只计一次" if each.checked.parts[0].spec.key else "所以两个都计算"
    message = f"与“{original.file}”一字不差，但文件名说的不是同一个单位或同一段时间，{counted}。拷错了的，请换成各自的文件"
    return problem("copy-named", each.file, None, None, message, expected="内容与文件名相符", table=_table(each))


def _table(each: Told) -> str:
    return each.checked.parts[0].spec.name


def _same(one: Checked, other: Checked) -> bool:
    """Whether the names of two files of the same bytes say the same of what is in them."""
    import numpy as np

    if len(one.parts) != len(other.parts):
        return False
    pairs = [*zip(one.parts, other.parts, strict=True)]
    said = all((a.spec.name, a.filer, a.months) == (b.spec.name, b.filer, b.months) for a, b in pairs)
    return said and all(np.array_equal(_dates(a), _dates(b)) for a, b in pairs)


def _dates(part: Any) -> Any:
    """The dates that place the rows: those without a year take it from the names around them."""
    columns = part.rows.columns
    return columns[part.spec.date].data if part.spec.date in columns else ()

"""The same row twice: within a drop, and in a later drop.

With a key. Good: one row a key; the key again in a later drop (it replaces the earlier row, noted).
Bad: one key with two contents in one drop: both rows are set aside, told once at the later row's key cell.
The key with the same contents counts once (a warning).
Bad: a later row that replaces one of quite another date: numbers that begin again each month (a warning a sheet).
Without a key. Identical rows of one drop all count (a warning names them); across drops a row counts as often as in the
drop that has it most often, so that a cumulative register sent again does not double.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.check.levels import problem
from pipeline.check.mask import masked
from pipeline.check.part import Part
from pipeline.check.scene import UnitNames
from pipeline.check.values import Rows
from pipeline.model.problem import Problem
from pipeline.model.shape import shape
from pipeline.model.tables import TableSpec
from pipeline.model.values import Values, first_seen, listed

if TYPE_CHECKING:
    import numpy as np

    Mask = np.ndarray[Any, np.dtype[np.bool_]]
    Numbers = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Sorted", "Stack", "sort_repeats"]

_DAYS = 7
"""How far a date may be corrected into another month."""


@shape
class Stack:
    """All rows of a table, its parts one after the other; ``part``: the index of each row's part."""

    rows: Rows
    parts: Sequence[Part]
    part: Numbers

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, column: str, row: int) -> Any:
        """What stands in a column."""
        return self.rows.columns[column].at(row)

    def part_of(self, row: int) -> Part:
        """The part that holds a row."""
        return self.parts[int(self.part[row])]


@dataclass(slots=True, eq=False)
class Sorted:
    """What becomes of each row of a table: ``used``, else ``rejected``, ``replaced`` or ``repeated`` (masks over the rows).

    ``taken``: the rows that are replaced, each with the row that takes its place.
    """

    used: Mask
    rejected: Mask
    replaced: Mask
    repeated: Mask
    problems: list[Problem] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)


def sort_repeats(spec: TableSpec, stack: Stack, units: UnitNames, *, register: int | None) -> Sorted:
    """``register`` is the drop of the table's file in ``config/``, which adds to the others and never replaces."""
    import numpy as np

    bad = stack.rows.bad
    none = np.zeros(len(stack), dtype=bool)
    told = Sorted(~bad, bad.copy(), none.copy(), none.copy())
    if len(stack):
        drops = np.array([part.drop for part in stack.parts])[stack.part]
        if spec.key:
            _keyed(spec, stack, units, drops, register, told)
        else:
            _keyless(spec, stack, drops, told)
    return told


def _keyed(spec: TableSpec, stack: Stack, units: UnitNames, drops: Numbers, register: int | None, told: Sorted) -> None:
    import numpy as np

    if _all_differ(spec, stack):
        return
    keys, known = _keys(spec, stack, units)
    if not _any_twice(keys[known]):
        return
    contents = _contents(stack)
    order = np.lexsort((np.arange(len(stack)), drops, keys))
    order = order[known[order]]
    starts = np.flatnonzero(np.r_[True, keys[order][1:] != keys[order][:-1]])
    for group in np.split(order, starts[1:]):
        if len(group) > 1:
            _one_key(spec, stack, drops, contents, register, told, group)
    told.problems += _of_another_date(spec, stack, told)


def _one_key(
    spec: TableSpec,
    stack: Stack,
    drops: Numbers,
    contents: Numbers,
    register: int | None,
    told: Sorted,
    group: Numbers,
) -> None:
    """All rows of one key, in the order of their drops."""
    last = max((int(drop) for drop in drops[group] if drop != register), default=None)
    for drop in dict.fromkeys(int(drop) for drop in drops[group]):
        rows = [int(row) for row in group if drops[row] == drop]
        _one_drop(spec, stack, contents, told, rows)
        if drop not in (last, register):
            for row in rows:
                told.replaced[row], told.used[row], told.rejected[row] = True, False, False
    _across(spec, stack, drops, contents, register, told, group)
    firm = [int(row) for row in group if told.used[row]]
    told.taken += [(int(row), firm[-1]) for row in group if firm and told.replaced[row]]


def _across(
    spec: TableSpec,
    stack: Stack,
    drops: Numbers,
    contents: Numbers,
    register: int | None,
    told: Sorted,
    group: Numbers,
) -> None:
    """Where a later row may not replace: the register of ``config/``, and tables with ``on_repeat: error``."""
    entered = any(told.used[row] and drops[row] == register for row in group)
    if not entered and spec.on_repeat == "replace":
        return
    replaceable = told.replaced if spec.on_repeat == "error" else told.used
    firm = [int(row) for row in group if told.used[row] or replaceable[row]]
    if len(set(contents[firm])) > 1:
        _conflict(spec, stack, told, firm[0], firm[-1])
        for row in firm:
            told.replaced[row], told.used[row], told.rejected[row] = False, False, True
    elif entered:
        for row in [row for row in firm if told.used[row]][1:]:
            told.used[row], told.repeated[row] = False, True


def _one_drop(spec: TableSpec, stack: Stack, contents: Numbers, told: Sorted, rows: list[int]) -> None:
    """Rows of one key in one drop: the same contents count once, different contents not at all."""
    firm = [row for row in rows if told.used[row]]
    differing = [row for row in firm[1:] if contents[row] != contents[firm[0]]]
    for row in firm[1:]:
        if row in differing:
            _conflict(spec, stack, told, firm[0], row)
            told.used[row], told.rejected[row] = False, True
        else:
            told.used[row], told.repeated[row] = False, True
            if not differing:
                message = f"{_key(spec, stack, row)}与{_where(stack, firm[0], row)}重复，内容相同，只计一次，可删去一行"
                told.problems.append(_at(spec, stack, row, "key-repeated", message))
    if differing:
        told.used[firm[0]], told.rejected[firm[0]] = False, True


def _conflict(spec: TableSpec, stack: Stack, told: Sorted, first: int, later: int) -> None:
    message = f"{_key(spec, stack, later)}与{_where(stack, first, later)}相同，内容却不同，两行都没有采用。请核对后只留一行"
    contents = [[stack.at(name, row) for name in stack.rows.columns] for row in (first, later)]
    told.problems.append(_at(spec, stack, later, "key-conflict", message, contents))


def _of_another_date(spec: TableSpec, stack: Stack, told: Sorted) -> Iterator[Problem]:
    """Rows that take the place of others of another unit's, or of another month: one warning a sheet, at the first of them."""
    import numpy as np

    if not told.taken or spec.date is None or spec.date not in stack.rows.columns:
        return
    dates = stack.rows.columns[spec.date]
    before, after = np.array(told.taken, dtype=np.int64).T
    far = (_others_report(stack, before, after) | _in_another_month(dates, before, after)) & ~stack.rows.bad[before]
    sheets: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for was, now in zip(before[far].tolist(), after[far].tolist(), strict=True):
        part = stack.part_of(now)
        sheets.setdefault((part.file, part.sheet), []).append((now, was))
    for pairs in sheets.values():
        now, was = min(pairs)
        names = "、".join(spec.key)
        if _others_report(stack, np.array([was]), np.array([now]))[0]:
            apart, first, begun, more = "却不是同一个单位报的行", "单位的简称", "各单位各自从头编的", spec.scopes[:1]
        else:
            apart, first, begun, more = f"{spec.date}却不在一个月的行", "年月", "逐月从头编的", (spec.date,)
        message = (
            f"有{len({each for each, _ in pairs})}行取代了前面批次里{names}相同、{apart}，被取代的不再计数。"
            f"如这一行是{dates.at(now)}，取代了{_where(stack, was, now)}（{dates.at(was)}）。"
            f"不是同一件事的，请改编号：{names}在这张表的所有文件里不能重复，例如在前面加上{first}；"
            f"编号本来就{begun}，请在 config/tables.yaml 里给“{spec.name}”写 key: [{', '.join((*more, *spec.key))}]"
        )
        told_at = _at(spec, stack, now, "replaced-other", message)
        yield dataclasses.replace(told_at, found=f"{len(pairs)}行", expected=f"{names}不重复")


def _in_another_month(dates: Values, before: Numbers, after: Numbers) -> Numbers:
    """Whether two rows lie in different months, more than some days apart."""
    months = dates.data.astype("datetime64[D]").astype("datetime64[M]")
    far: Numbers = (months[before] != months[after]) & (abs(dates.data[before] - dates.data[after]) > _DAYS)
    return far & ~dates.missing[before] & ~dates.missing[after]


def _others_report(stack: Stack, before: Numbers, after: Numbers) -> Numbers:
    """Whether two rows stand in the reports of different units."""
    import numpy as np

    filers = np.array([part.filer or "" for part in stack.parts], dtype=object)
    one, other = filers[stack.part[before]], filers[stack.part[after]]
    apart: Numbers = (one != other) & (one != "") & (other != "")
    return apart.astype(bool)


def _key(spec: TableSpec, stack: Stack, row: int) -> str:
    return "、".join(f"{name}“{_seen(stack.at(name, row))}”" for name in spec.key if name in stack.rows.columns)


def _seen(value: Any) -> str:
    return "" if value is None else masked(value.isoformat() if isinstance(value, dt.date) else str(value), listed=True)


def _where(stack: Stack, row: int, seen_from: int) -> str:
    """``第12行``, with the sheet and file where they are others."""
    part, other = stack.part_of(row), stack.part_of(seen_from)
    file = f"{part.file} " if part.file != other.file else ""
    sheet = f"工作表“{part.sheet}”" if part.sheet and (file or part.sheet != other.sheet) else ""
    return f"{file}{sheet}第{int(stack.rows.numbers[row])}行"


def _at(spec: TableSpec, stack: Stack, row: int, rule: str, message: str, contents: object = "") -> Problem:
    """A row problem stands at the key's first cell; without a key, at the date's. ``contents``: by which it is known again."""
    part = stack.part_of(row)
    columns = (*spec.key, spec.date or "")
    column = next((name for name in columns if name in part.letters), None)
    number = int(stack.rows.numbers[row])
    if column is None:
        return problem(rule, part.file, part.sheet, (number, min(part.letters.values(), default=0)), message, table=spec.name)
    return part.problem(rule, number, column, message, found=_seen(stack.at(column, row)), cell=contents)


def _keyless(spec: TableSpec, stack: Stack, drops: Numbers, told: Sorted) -> None:
    """A row counts as often as in the drop that has it most often; the earlier drop's rows are kept."""
    import numpy as np

    rows = np.flatnonzero(told.used)
    contents, drops = _contents(stack)[rows], drops[rows]
    if not _any_twice(contents):
        return
    nth = _nth(contents, drops)
    order = np.lexsort((rows, drops, nth, contents))
    again = np.zeros(len(rows), dtype=bool)
    again[order[1:]] = (contents[order[1:]] == contents[order[:-1]]) & (nth[order[1:]] == nth[order[:-1]])
    told.repeated[rows[again]], told.used[rows[again]] = True, False
    rows, contents, drops = rows[~again], contents[~again], drops[~again]
    order = np.lexsort((rows, drops, contents))
    named = []
    for group in np.split(order, np.flatnonzero(_begins(contents[order], drops[order]))[1:]):
        if len(group) > 1:
            first, later, *more = rows[group].tolist()
            others = f"（共{2 + len(more)}行）" if more else ""
            message = f"与{_where(stack, first, later)}完全相同{others}，都计算在内。如果是重复登记，请删去"
            named.append((later, message))
    told.problems += [_at(spec, stack, later, "rows-identical", message) for later, message in sorted(named)]


def _nth(contents: Numbers, drops: Numbers) -> Numbers:
    """How many rows before each one have its contents and stand in its drop."""
    import numpy as np

    order = np.lexsort((np.arange(len(contents)), drops, contents))
    begins = _begins(contents[order], drops[order])
    starts = np.flatnonzero(begins)
    nth = np.empty(len(order), dtype=np.int64)
    nth[order] = np.arange(len(order)) - starts[np.cumsum(begins) - 1]
    return nth


def _begins(*columns: Numbers) -> Mask:
    """Where in sorted rows others begin."""
    import numpy as np

    begins = np.zeros(len(columns[0]), dtype=bool)
    begins[:1] = True
    for column in columns:
        begins[1:] |= column[1:] != column[:-1]
    return begins


def _all_differ(spec: TableSpec, stack: Stack) -> bool:
    """Whether a key of one text column has as many values as rows; a table's columns list only values that stand in them."""
    key = stack.rows.columns.get(spec.key[0]) if len(spec.key) == 1 else None
    if key is None or key.kind != "coded":
        return False
    column = spec.column(spec.key[0])
    return not (column and column.otherwise) and len(key.names) == int((~key.missing).sum())


def _any_twice(codes: Numbers) -> bool:
    return len(first_seen(codes)[1]) < len(codes)


def _keys(spec: TableSpec, stack: Stack, units: UnitNames) -> tuple[Numbers, Mask]:
    """A number for each key, and which rows have one: whole, save for a column in which anything else stands for the county."""
    import numpy as np

    known = np.ones(len(stack), dtype=bool)
    columns = []
    for name in spec.key:
        values, column = stack.rows.columns.get(name), spec.column(name)
        otherwise = column is not None and column.otherwise
        if values is None:
            known &= bool(otherwise)
        elif otherwise:
            columns.append(_real(values, {unit.name for unit in units.units}))
        else:
            columns.append(values)
            known &= ~values.missing
    if spec.key_year and spec.date and spec.date in stack.rows.columns:
        dates = stack.rows.columns[spec.date]
        years = dates.data.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
        columns.append(Values("integer", years, dates.missing))
    return _codes(columns, len(stack)), known


def _real(values: Values, units: set[str]) -> Values:
    """Names of units; all others, and none, are one."""
    import numpy as np

    names = [name if name in units else "" for name in listed(values.names)]
    place = {name: at for at, name in enumerate(dict.fromkeys([*names, ""]))}
    codes = np.array([*(place[name] for name in names), place[""]], dtype=np.int32)[values.data]
    return Values("coded", codes, np.zeros(len(codes), dtype=bool), list(place))


def _contents(stack: Stack) -> Numbers:
    """A number for each row, the same for equal rows."""
    return _codes(list(stack.rows.columns.values()), len(stack))


def _codes(columns: Sequence[Values], count: int) -> Numbers:
    """One number a row, the same for rows that are equal in the columns."""
    import numpy as np

    codes = np.zeros(count, dtype=np.int64)
    for nth, values in enumerate(columns):
        own = values.data.astype(np.int64)
        if values.kind != "coded":
            own = np.full(count, -1, dtype=np.int64)
            own[~values.missing] = first_seen(values.data[~values.missing])[0]
        codes = codes * (int(own.max(initial=-1)) + 2) + own + 1
        codes = first_seen(codes)[0] if nth else codes
    return codes

"""Cubes: how many rows (and how much of a column) fall on each day, for every tally of a table in one pass.

A *tally* is a condition and what is added up: rows, or an integer column. All tallies with the same cohort are filled
together: each row gets a small number for the combination of conditions that hold for it, and one ``bincount`` over
(member, combination, day) counts them all; a second one a column adds up its numbers. Cumulated along the days, a cube answers
any period of any member with two look-ups. Large tables with many members are counted by month where whole months are asked for.

The rows are gone through in windows that fit the processor's cache, by two threads. All numbers are integers (sums below
2**53), so partial counts add exactly, in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.conditions import Sieve
from pipeline.measure.places import Members
from pipeline.measure.plan import BITS, Plan, leaves_of, plan_for
from pipeline.measure.rows import BLANK_DAY, Days, Integers
from pipeline.model.condition import Condition

__all__ = ["Cube", "Tally", "fill", "is_large"]

_WINDOW = 1 << 17
_THREADS = 2
# (member, combination, day) cells beyond which months are counted instead of days
_LARGE = 1 << 21


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows that a condition holds for, counted (``column`` null) or with a column added up; ``without``: sheets left out."""

    where: Condition | None
    column: str | None = None
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cube:
    """``totals[m, b]``: what member m has before the bin b, which starts on day ``starts[b]``.

    The last member holds the rows that belong to none. Bins are days or months; a span must begin and end where bins do.
    """

    starts: Integers
    totals: npt.NDArray[np.int64]
    first: int
    last: int
    daily_bins: bool

    def at(self, member: int, start: int, end: int) -> int:
        """What falls on the days from start to end for one member."""
        return int(self.totals[member, self._bin(end + 1)] - self.totals[member, self._bin(start)])

    def across(self, start: int, end: int) -> npt.NDArray[np.int64]:
        """For each member, what falls on the days from start to end."""
        found: npt.NDArray[np.int64] = self.totals[:, self._bin(end + 1)] - self.totals[:, self._bin(start)]
        return found

    def daily(self, start: int, end: int) -> npt.NDArray[np.int64]:
        """For each member and day from start to end, what falls on it (bins of days only)."""
        edges = np.clip(np.arange(start, end + 2) - self.first, 0, self.last)
        return np.diff(self.totals[:, edges], axis=1)

    def _bin(self, day: int) -> int:
        if self.daily_bins:
            return min(max(day - self.first, 0), self.last)
        return min(int(np.searchsorted(self.starts, day)), self.last)


def is_large(days: Days, members: Members | None) -> bool:
    """Whether days × members are too many to be kept for every combination."""
    if members is None or days.size == 0:
        return False
    return (int(days.max()) - _first(days) + 1) * (len(members.names) + 1) * 16 > _LARGE


def fill(
    sieve: Sieve, days: Days, tallies: Sequence[Tally], members: Members | None, months: Sequence[int] | None = None
) -> list[Cube]:
    """A cube for each tally, in order; ``months``: the days on which months start, where they are to be counted."""
    cubes: dict[Tally, Cube] = {}
    bins = _Bins.of(days, months)
    for group in _groups(tallies):
        cubes |= dict(zip(group, _fill_group(sieve, days, group, members, bins), strict=True))
    sieve.forget()
    return [cubes[tally] for tally in tallies]


@dataclass(frozen=True, slots=True)
class _Bins:
    """Which bin a day falls in: ``table[day - first]``, blank days in the one after the last."""

    first: int
    starts: Integers
    table: npt.NDArray[np.int64] | None

    @classmethod
    def of(cls, days: Days, months: Sequence[int] | None) -> _Bins:
        first = _first(days)
        length = max(int(days.max(initial=first)) - first + 1, 1)
        every = np.arange(first, first + length + 1)
        if months is None:
            return cls(first, every, None)
        starts = np.array([day for day in months if first - 31 < day <= first + length + 31], dtype=np.int64)
        return cls(first, starts, np.append(np.searchsorted(starts, every[:-1], side="right") - 1, len(starts) - 1))

    def of_days(self, days: Days) -> npt.NDArray[np.int64]:
        """Blank days are far below the first: as unsigned numbers they are far above the last."""
        length = len(self.starts) - 1 if self.table is None else len(self.table) - 1
        place = np.minimum((days - np.int32(self.first)).view(np.uint32), np.uint32(length))
        return place.astype(np.int64) if self.table is None else self.table[place]

    @property
    def count(self) -> int:
        return len(self.starts)


def _first(days: Days) -> int:
    """The first real day."""
    if days.size == 0 or int(days.max()) <= BLANK_DAY // 2:
        return 0
    low = int(days.min())
    return low if low > BLANK_DAY // 2 else int(np.where(days > BLANK_DAY // 2, days, np.iinfo(np.int32).max).min())


def _groups(tallies: Sequence[Tally]) -> Iterator[list[Tally]]:
    """Tallies whose simple conditions fit the bits of a row, and that leave out the same sheets."""
    for without in dict.fromkeys(tally.without for tally in tallies):
        group: list[Tally] = []
        leaves: set[Condition] = set()
        for tally in (one for one in tallies if one.without == without):
            own = set(leaves_of(tally.where))
            if group and len(leaves | own) > BITS:
                yield group
                group, leaves = [], set()
            group.append(tally)
            leaves |= own
        yield group


def _fill_group(sieve: Sieve, days: Days, group: Sequence[Tally], members: Members | None, bins: _Bins) -> list[Cube]:
    plan = plan_for(sieve, [tally.where for tally in group])
    columns = list(dict.fromkeys(tally.column for tally in group))
    sheets = sorted(group[0].without)
    windows = [(at, min(at + _WINDOW, sieve.rows.count)) for at in range(0, max(sieve.rows.count, 1), _WINDOW)]
    height = len(members.names) + 1 if members else 1
    width = (1 << len(plan.bits)) if height * bins.count << len(plan.bits) <= _LARGE else 0
    used = np.arange(width) if width else _combinations(sieve, plan, windows)
    numbers = np.zeros(int(used[-1]) + 1, dtype=np.int64)
    numbers[used] = np.arange(len(used)) * bins.count
    shape = (height, len(used), bins.count)

    def count(window: tuple[int, int]) -> list[Any]:
        here = sieve.window(*window)
        index = numbers[plan.answers(here)] + bins.of_days(days[slice(*window)])
        if members is not None:
            index += members.codes[slice(*window)].astype(np.int64) * (shape[1] * shape[2])
        if sheets:
            index = index[~np.isin(here.rows.sources, sheets)]
        return [_added(index, here, column, sheets, shape) for column in columns]

    sums = _together(windows, count, len(columns), shape)
    return [_cube(bins, sums[columns.index(tally.column)], plan.holds(tally.where, used)) for tally in group]


def _combinations(sieve: Sieve, plan: Plan, windows: Sequence[tuple[int, int]]) -> npt.NDArray[Any]:
    """The combinations of answers that occur."""
    seen = np.zeros(1 << BITS, dtype=bool)
    for window in windows:
        seen[plan.answers(sieve.window(*window))] = True
    found = np.flatnonzero(seen)
    return found if found.size else np.zeros(1, dtype=np.int64)


def _added(
    index: npt.NDArray[np.int64], here: Sieve, column: str | None, sheets: Sequence[int], shape: tuple[int, int, int]
) -> npt.NDArray[Any]:
    weights = None
    if column is not None:
        weights = here.rows.integers(column)[0]
        weights = weights[~np.isin(here.rows.sources, sheets)] if sheets else weights
    return np.bincount(index, weights=weights, minlength=shape[0] * shape[1] * shape[2])


def _together(windows: Sequence[tuple[int, int]], count: Any, columns: int, shape: tuple[int, int, int]) -> list[npt.NDArray[Any]]:
    """The counts of all windows added up; each thread goes through its share of them."""

    def share(first: int) -> list[npt.NDArray[Any]]:
        totals: list[npt.NDArray[Any]] = [np.zeros(0)] * columns
        for window in windows[first::_THREADS]:
            found = count(window)
            totals = [one if total.size == 0 else total + one for total, one in zip(totals, found, strict=True)]
        return totals

    if len(windows) < _THREADS:
        shares = [share(0)]
    else:
        with ThreadPoolExecutor(_THREADS) as pool:
            shares = list(pool.map(share, range(_THREADS)))
    return [np.rint(sum(parts)).astype(np.int64).reshape(shape) for parts in zip(*shares, strict=True)]


def _cube(bins: _Bins, sums: npt.NDArray[np.int64], holding: npt.NDArray[np.bool_]) -> Cube:
    """The cube of one condition: the combinations it holds for added up, then cumulated along the bins (blank days left out)."""
    binned = sums[:, holding, :-1].sum(axis=1)
    totals = np.zeros((binned.shape[0], binned.shape[1] + 1), dtype=np.int64)
    np.cumsum(binned, axis=1, out=totals[:, 1:])
    return Cube(bins.starts, totals, int(bins.starts[0]), len(bins.starts) - 1, bins.table is None)

"""One thread's counting: windows of rows in, counts by tally, member and bin out.

Rows are counted by (combination of conditions, member, bin) as long as the same members and bins come up; then the combinations
are added up that each tally asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.bins import Bins
from pipeline.measure.conditions import Sieve
from pipeline.measure.places import AnyCoder
from pipeline.measure.plan import MOST, Plan, plan_for
from pipeline.model.condition import Condition, DateRule
from pipeline.model.shape import shape

__all__ = ["Counts", "Order", "Tally", "fits"]

# cells beyond which only the combinations that occur are counted, and those beyond which a window is counted in halves
_SOME = 1 << 20
_CELLS = 1 << 23
_SMALLEST = 1 << 10
Whole = npt.NDArray[np.int64]
Codes = npt.NDArray[Any]


@shape
class Tally:
    """Rows that a condition holds for, placed by a date (null: all alike), counted or with a column added up.

    ``without``: sheets left out.
    """

    cohort: DateRule | None
    where: Condition | None
    column: str | None = None
    without: frozenset[int] = frozenset()


@shape
class Order:
    """Tallies that are counted together: with the same date, leaving out the same sheets; ``columns``: those of each column."""

    cohort: DateRule | None
    without: tuple[int, ...]
    plan: Plan
    columns: dict[str | None, tuple[Tally, ...]]

    @classmethod
    def of(cls, sieve: Sieve, tallies: Sequence[Tally]) -> Order:
        """What is to be asked of each row."""
        columns: dict[str | None, tuple[Tally, ...]] = {}
        for tally in tallies:
            columns[tally.column] = (*columns.get(tally.column, ()), tally)
        plan = plan_for(sieve, [tally.where for tally in tallies])
        return cls(tallies[0].cohort, tuple(sorted(tallies[0].without)), plan, columns)

    def holds(self) -> dict[str | None, npt.NDArray[np.bool_]]:
        """For each column the combinations that its tallies count, one row a tally."""
        every = np.arange(self.plan.size)
        return {
            column: np.array([self.plan.holds(tally.where, every) for tally in tallies]) for column, tallies in self.columns.items()
        }


def fits(sieve: Sieve, tallies: Sequence[Tally]) -> bool:
    """Whether tallies have few enough combinations of conditions to be counted together."""
    return plan_for(sieve, [tally.where for tally in tallies]).size <= MOST


class Counts:
    """What a thread has counted so far of some orders, for the same members."""

    def __init__(self, orders: Sequence[Order], members: AnyCoder | None, bins: Bins) -> None:
        self._members = members
        self._height = len(members.names) + 1 if members else 1
        self._counters = tuple(_Counter(order, self._height, bins) for order in orders)

    def add(self, window: Sieve) -> None:
        """Count some more rows."""
        codes = np.zeros(window.rows.count, dtype=np.int8) if self._members is None else self._members.codes(window.rows)
        squeezed = _squeezed(codes, self._height)
        for counter in self._counters:
            counter.add(window, *squeezed)

    def settle(self) -> None:
        """Add up what has not been added up yet."""
        for counter in self._counters:
            counter.settle()

    def merge(self, other: Counts) -> None:
        """Another thread's counts, added to these."""
        for mine, theirs in zip(self._counters, other._counters, strict=True):
            for column, (first, sums) in theirs.totals.items():
                mine.put(column, first, sums, slice(None))

    def found(self) -> Iterator[tuple[Tally, int, Whole]]:
        """For each tally its first bin and its counts (member, bin)."""
        for counter in self._counters:
            for column, tallies in counter.order.columns.items():
                empty = np.zeros((len(tallies), self._height, 1), dtype=np.int64)
                first, sums = counter.totals.get(column, (0, empty))
                yield from ((tally, first, sums[at]) for at, tally in enumerate(tallies))


@shape
class _Grid:
    """What rows are being counted in: some combinations, some members, so many bins (and one for blanks) from the first."""

    combinations: Codes
    members: Codes
    first: int
    width: int

    @property
    def cells(self) -> int:
        return len(self.combinations) * len(self.members) * self.width

    def same(self, other: _Grid | None) -> bool:
        return (
            other is not None
            and (self.first, self.width) == (other.first, other.width)
            and np.array_equal(self.combinations, other.combinations)
            and np.array_equal(self.members, other.members)
        )


@dataclass(slots=True, eq=False)
class _Counter:
    """The counts of one order. ``totals``: for each column the first bin, and (tally, member, bin)."""

    order: Order
    height: int
    bins: Bins
    totals: dict[str | None, tuple[int, Whole]] = field(default_factory=dict)
    _holds: dict[str | None, npt.NDArray[np.bool_]] = field(default_factory=dict)
    _grid: _Grid | None = None
    _sums: dict[str | None, Codes] = field(default_factory=dict)
    _waiting: list[tuple[Whole, dict[str, Codes]]] = field(default_factory=list)

    def add(self, window: Sieve, codes: Codes, members: Codes) -> None:
        """Count a window's rows, ``members[codes[row]]`` being the member of each."""
        kept = ~np.isin(window.rows.sources, self.order.without) if self.order.without else slice(None)
        span, place = self.bins.places(window.placed(self.order.cohort)[kept])
        if not span:
            return
        numbers, combinations = self._combinations(self.order.plan.answers(window)[kept], len(members) * len(span))
        grid = _Grid(combinations, members, span[0], len(span) + 1)
        if grid.cells > _CELLS and window.rows.count > _SMALLEST:
            self._halved(window, codes, members)
            return
        if not grid.same(self._grid):
            self.settle()
            self._grid = grid
        index = np.multiply(numbers, len(members) * grid.width, dtype=np.int64)
        if len(members) > 1:
            index += codes[kept] * np.int64(grid.width)
        index += place
        self._wait(index, {name: window.rows.integers(name)[0][kept] for name in self.order.columns if name}, grid.cells)

    def _combinations(self, numbers: Codes, others: int) -> tuple[Codes, Codes]:
        """Where there may be very many combinations, only those that occur."""
        size = self.order.plan.size
        return _squeezed(numbers, size) if size * others > _SOME else (numbers, np.arange(size))

    def _halved(self, window: Sieve, codes: Codes, members: Codes) -> None:
        half = window.rows.count // 2
        for first, end in ((0, half), (half, window.rows.count)):
            own, present = _squeezed(codes[first:end], len(members))
            self.add(window.window(first, end), own, members[present])

    def _wait(self, index: Whole, weights: dict[str, Codes], cells: int) -> None:
        """Rows wait until they are as many as the cells that they are counted in."""
        self._waiting.append((index, weights))
        if sum(len(one) for one, _ in self._waiting) >= cells:
            self._count()

    def _count(self) -> None:
        if not self._waiting or self._grid is None:
            return
        index = _joined([index for index, _ in self._waiting])
        for column in self.order.columns:
            weights = None if column is None else _joined([weights[column] for _, weights in self._waiting])
            found = np.bincount(index, weights=weights, minlength=self._grid.cells)
            self._sums[column] = self._sums[column] + found if column in self._sums else found
        self._waiting.clear()

    def settle(self) -> None:
        """From combinations to tallies."""
        self._count()
        grid = self._grid
        if grid is None:
            return
        if not self._holds:
            self._holds = self.order.holds()
        for column, sums in self._sums.items():
            exact = sums.astype(np.int64, copy=False)  # sums of whole numbers below 2**53 are whole
            whole = exact.reshape(len(grid.combinations), len(grid.members), grid.width)[:, :, :-1]
            self.put(column, grid.first, _by_tally(whole, self._holds[column][:, grid.combinations]), grid.members)
        self._sums.clear()
        self._grid = None

    def put(self, column: str | None, first: int, sums: Whole, members: Codes | slice) -> None:
        """Counts added to the totals, which grow to hold their bins."""
        at, totals = self.totals.get(column, (first, np.zeros((len(sums), self.height, 0), dtype=np.int64)))
        low, high = min(at, first), max(at + totals.shape[2], first + sums.shape[2])
        if high - low > totals.shape[2]:
            wider = np.zeros((*totals.shape[:2], high - low), dtype=np.int64)
            wider[:, :, at - low : at - low + totals.shape[2]] = totals
            totals = wider
        totals[:, members, first - low : first - low + sums.shape[2]] += sums
        self.totals[column] = (low, totals)


def _by_tally(whole: Whole, holds: npt.NDArray[np.bool_]) -> Whole:
    """For each tally its combinations added up: one by one, since gathering them first takes ten times as long."""
    found = np.zeros((len(holds), *whole.shape[1:]), dtype=np.int64)
    for at in np.flatnonzero(whole.any(axis=(1, 2))).tolist():
        for tally in np.flatnonzero(holds[:, at]).tolist():
            found[tally] += whole[at]
    return found


def _squeezed(codes: Codes, size: int) -> tuple[Codes, Codes]:
    """Codes among those that occur (all, where most do), and which these are."""
    if size == 1 or codes.size == 0:
        return codes, np.zeros(1, dtype=np.intp)
    present = np.flatnonzero(np.bincount(codes, minlength=size))
    if len(present) * 2 > size:
        return codes, np.arange(size)
    table = np.zeros(size, dtype=np.int32)
    table[present] = np.arange(len(present), dtype=np.int32)
    squeezed: Codes = table[codes]
    return squeezed, present


def _joined(parts: Sequence[Codes]) -> Codes:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)

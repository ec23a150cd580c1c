"""Cubes: how many rows (and how much of a column) fall on each day, for every tally of a table in one pass.

A *tally* is a date that places rows, a condition, and what is added up: rows, or an integer column. Each row gets a small number
for the combination of conditions that hold for it, and one ``bincount`` over (combination, member, day) counts all tallies with
the same date; a second one a column adds up its numbers. Cumulated along the days, a cube answers any period of any member with
two look-ups. Large tables with many members are counted by month where whole months are asked for.

The rows are gone through once for all dates, piece by piece (a table in memory is one) and in windows that fit the processor's
cache, by two threads; no column is ever as long as the table. All numbers are integers (sums below 2**53), so partial counts add
exactly, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.measure.bins import DAILY, Bins
from pipeline.measure.conditions import Sieve
from pipeline.measure.counting import Counts, Order, Tally, fits
from pipeline.measure.places import AnyCoder
from pipeline.measure.rows import Integers
from pipeline.model.shape import shape

__all__ = ["Cube", "collapsed", "fill", "is_large"]

_WINDOW = 1 << 17
_THREADS = 2
# (member, combination, day) cells beyond which months are counted instead of days
_LARGE = 1 << 21


@shape
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
        return self.totals[:, self._bin(end + 1)] - self.totals[:, self._bin(start)]

    def daily(self, start: int, end: int) -> npt.NDArray[np.int64]:
        """For each member and day from start to end, what falls on it (bins of days only)."""
        edges = np.clip(np.arange(start, end + 2) - self.first, 0, self.last)
        return np.diff(self.totals[:, edges], axis=1)

    def _bin(self, day: int) -> int:
        if self.daily_bins:
            return min(max(day - self.first, 0), self.last)
        return min(int(np.searchsorted(self.starts, day)), self.last)


def is_large(months: int, members: AnyCoder | None) -> bool:
    """Whether days × members are too many to be kept for every combination."""
    return members is not None and 31 * months * (len(members.names) + 1) * 16 > _LARGE


def fill(sieve: Sieve, tallies: Sequence[Tally], members: AnyCoder | None = None, bins: Bins = DAILY) -> dict[Tally, Cube]:
    """A cube for each tally."""
    orders = tuple(_orders(sieve, tallies))
    whole, *others = _shared(sieve, lambda: Counts(orders, members, bins))
    sieve.forget()
    for other in others:
        whole.merge(other)
    return {tally: _cube(bins, first, counts) for tally, first, counts in whole.found()}


def collapsed(cube: Cube) -> Cube:
    """The cube of all members together."""
    return Cube(cube.starts, cube.totals.sum(axis=0, keepdims=True), cube.first, cube.last, cube.daily_bins)


def _orders(sieve: Sieve, tallies: Sequence[Tally]) -> Iterator[Order]:
    """Tallies with the same date that leave out the same sheets, as many together as have not too many combinations."""
    for cohort, without in dict.fromkeys((tally.cohort, tally.without) for tally in tallies):
        alike = [one for one in tallies if (one.cohort, one.without) == (cohort, without)]
        yield from (Order.of(sieve, some) for some in _lots(sieve, alike))


def _lots(sieve: Sieve, tallies: list[Tally]) -> Iterator[list[Tally]]:
    if fits(sieve, tallies):
        yield tallies
        return
    some: list[Tally] = []
    for tally in tallies:
        if some and not fits(sieve, [*some, tally]):
            yield some
            some = []
        some.append(tally)
    yield some


def _shared(sieve: Sieve, empty: Callable[[], Counts]) -> list[Counts]:
    """What each of two threads counted; a table that comes in many pieces is shared out by piece, else by window."""
    lone = list(_windows(sieve.piece(0))) if sieve.rows.pieces == 1 else []

    def share(first: int) -> Counts:
        counts = empty()
        for window in lone[first::_THREADS]:
            counts.add(window)
        for at in range(first, 0 if lone else sieve.rows.pieces, _THREADS):
            for window in _windows(sieve.piece(at)):
                counts.add(window)
        counts.settle()
        return counts

    if len(lone) == 1:
        return [share(0)]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(share, range(_THREADS)))


def _windows(sieve: Sieve) -> Iterator[Sieve]:
    for at in range(0, max(sieve.rows.count, 1), _WINDOW):
        yield sieve.window(at, min(at + _WINDOW, sieve.rows.count))


def _cube(bins: Bins, first: int, counts: npt.NDArray[np.int64]) -> Cube:
    """Cumulated along the bins."""
    totals = np.zeros((counts.shape[0], counts.shape[1] + 1), dtype=np.int64)
    np.cumsum(counts, axis=1, out=totals[:, 1:])
    starts = bins.starts(first, counts.shape[1] + 1)
    return Cube(starts, totals, int(starts[0]), len(starts) - 1, bins.month_starts is None)

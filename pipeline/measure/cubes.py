"""Day cubes: how many rows (and how much of a column) fall on each day, for every tally of a table in one pass.

A *tally* is a condition and what is added up: rows, or an integer column. All tallies with the same cohort are filled
together: the masks of up to 15 conditions are packed into one small code a row, and one ``bincount`` over
(member, code, day) counts them all; a second one a column adds up its numbers. Cumulated along the days, a cube answers any
period of any member with two look-ups. All numbers are integers (sums below 2**53), so partial cubes add exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.conditions import Sieve
from pipeline.measure.places import Members
from pipeline.measure.rows import BLANK_DAY, Days, Mask
from pipeline.model.condition import Condition

__all__ = ["Cube", "Tally", "fill"]

_PACKED = 15
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows that a condition holds for, counted (``column`` null) or with a column added up; ``without``: sheets left out."""

    where: Condition | None
    column: str | None = None
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cube:
    """``totals[m, d]``: what member m has before the day ``first + d``; the last member holds the rows that belong to none."""

    first: int
    totals: npt.NDArray[np.int64]

    def between(self, start: int, end: int) -> npt.NDArray[np.int64]:
        """For each member, what falls on the days from start to end."""
        last = self.totals.shape[1] - 1
        low, high = (min(max(day - self.first, 0), last) for day in (start, end + 1))
        found: npt.NDArray[np.int64] = self.totals[:, high] - self.totals[:, low]
        return found

    def at(self, member: int, start: int, end: int) -> int:
        """What falls on the days from start to end for one member."""
        last = self.totals.shape[1] - 1
        low, high = min(max(start - self.first, 0), last), min(max(end + 1 - self.first, 0), last)
        return int(self.totals[member, high] - self.totals[member, low])

    def daily(self, start: int, end: int) -> npt.NDArray[np.int64]:
        """For each member and day from start to end, what falls on it."""
        edges = np.clip(np.arange(start, end + 2) - self.first, 0, self.totals.shape[1] - 1)
        return np.diff(self.totals[:, edges], axis=1)


def fill(sieve: Sieve, days: Days, tallies: Sequence[Tally], members: Members | None) -> list[Cube]:
    """A cube for each tally, in order."""
    cubes: list[Cube] = []
    for at in range(0, len(tallies), _PACKED):
        cubes += _fill_packed(sieve, days, tallies[at : at + _PACKED], members)
    sieve.forget()
    return cubes


def _fill_packed(sieve: Sieve, days: Days, tallies: Sequence[Tally], members: Members | None) -> list[Cube]:
    real = days[days > BLANK_DAY // 2]
    if real.size == 0:
        width = len(members.names) + 1 if members else 1
        return [Cube(0, np.zeros((width, 2), dtype=np.int64)) for _ in tallies]
    first, length = int(real.min()), int(real.max()) - int(real.min()) + 1
    masks = list(dict.fromkeys((tally.where, tally.without) for tally in tallies))
    packed, used = _pack([_mask(sieve, where, without) for where, without in masks], sieve.rows.count)
    place = np.where(days > BLANK_DAY // 2, days - first, length).astype(np.int64)
    shape = (len(members.names) + 1 if members else 1, len(used), length + 1)
    index = packed * (length + 1) + place
    if members is not None:
        index += members.codes.astype(np.int64) * (shape[1] * shape[2])
    columns = list(dict.fromkeys(tally.column for tally in tallies))
    sums = {column: _added(index, _weights(sieve, column), shape) for column in columns}
    return [_cube(first, sums[tally.column], used, masks.index((tally.where, tally.without))) for tally in tallies]


def _mask(sieve: Sieve, where: Condition | None, without: frozenset[int]) -> Mask | None:
    """Null: every row."""
    if not without:
        return None if where is None else sieve.mask(where)
    return sieve.mask(where) & ~np.isin(sieve.rows.sources, sorted(without))


def _pack(masks: Sequence[Mask | None], count: int) -> tuple[npt.NDArray[np.int64], list[int]]:
    """One small number a row for the set of masks that hold, and which set each number stands for."""
    bits = np.zeros(count, dtype=np.int16)
    for at, mask in enumerate(masks):
        bits |= np.int16(1 << at) if mask is None else mask.astype(np.int16) << np.int16(at)
    present = np.flatnonzero(np.bincount(bits, minlength=1))
    numbers = np.zeros(int(present[-1]) + 1 if present.size else 1, dtype=np.int64)
    numbers[present] = np.arange(present.size)
    return numbers[bits], [int(code) for code in present]


def _weights(sieve: Sieve, column: str | None) -> npt.NDArray[Any] | None:
    return None if column is None else sieve.rows.integers(column)[0]


def _added(index: npt.NDArray[np.int64], weights: npt.NDArray[Any] | None, shape: tuple[int, int, int]) -> npt.NDArray[np.int64]:
    size = shape[0] * shape[1] * shape[2]
    if weights is None:
        return np.bincount(index, minlength=size).reshape(shape)
    total = np.zeros(size)
    for at in range(0, len(index), _CHUNK):
        total += np.bincount(index[at : at + _CHUNK], weights=weights[at : at + _CHUNK], minlength=size)
    return np.rint(total).astype(np.int64).reshape(shape)


def _cube(first: int, sums: npt.NDArray[np.int64], used: Sequence[int], bit: int) -> Cube:
    """The cube of one mask: the codes that hold it added up, then cumulated along the days (blank days left out)."""
    holding = [at for at, code in enumerate(used) if code >> bit & 1]
    daily = sums[:, holding, :-1].sum(axis=1)
    totals = np.zeros((daily.shape[0], daily.shape[1] + 1), dtype=np.int64)
    np.cumsum(daily, axis=1, out=totals[:, 1:])
    return Cube(first, totals)

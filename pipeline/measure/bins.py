"""Bins of time: the days, or the (statistical) months, that rows fall in while they are counted."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.rows import BLANK_DAY, Days, Integers
from pipeline.model.shape import shape

__all__ = ["DAILY", "Bins"]

# days are looked at in lots of so many, lest each window of rows have bins of its own
_LOT = 64


@shape
class Bins:
    """``month_starts``: the day on which months begin; null: each day is a bin.

    A bin's number is its day or its month, counted from 1970.
    """

    month_starts: int | None = None

    def places(self, days: Days) -> tuple[range, npt.NDArray[Any]]:
        """The bins that some days lie in, and for each day its place among them; blank days are in one more, after the last."""
        spread = (days - np.int32(BLANK_DAY // 2)).view(np.uint32)
        low, high = int(spread.min(initial=2**31)) + BLANK_DAY // 2, int(days.max(initial=BLANK_DAY))
        if high <= BLANK_DAY // 2:
            return range(0), spread
        first, end = low // _LOT * _LOT, (high // _LOT + 1) * _LOT
        place = np.minimum((days - np.int32(first)).view(np.uint32), np.uint32(end - first))
        if self.month_starts is None:
            return range(first, end), place
        months = self._months(np.arange(first, end), self.month_starts)
        return range(int(months[0]), int(months[-1]) + 1), np.append(months - months[0], months[-1] - months[0] + 1)[place]

    def starts(self, first: int, count: int) -> Integers:
        """The day on which each of some bins starts."""
        if self.month_starts is None:
            return np.arange(first, first + count)
        shift = 1 if self.month_starts > 1 else 0
        months = np.arange(first - shift, first - shift + count).astype("datetime64[M]")
        return months.astype("datetime64[D]").astype(np.int64) + self.month_starts - 1

    @staticmethod
    def _months(days: Integers, starts: int) -> Integers:
        whole = days.astype("datetime64[D]")
        months = whole.astype("datetime64[M]")
        numbers = months.astype(np.int64)
        return numbers + ((whole - months.astype("datetime64[D]")).astype(np.int64) + 1 >= starts) if starts > 1 else numbers


DAILY = Bins()

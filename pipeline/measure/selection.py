"""The rows that an indicator counted, found again from its expression."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.measure.ground import Ground, cohort_of, counted
from pipeline.measure.rows import BLANK_DAY, Mask, day_number
from pipeline.measure.slices import Slice, within
from pipeline.model.condition import Stock
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period

__all__ = ["in_span", "select"]

Positions = npt.NDArray[np.intp]


def select(ground: Ground, indicator: Indicator, span: Period, cut: Slice, *, all_rows: bool = False) -> Positions:
    """Positions in the frame of the rows counted; ``all_rows``: also those that the filter turns away."""
    table = indicator.table or ""
    found = in_span(ground, indicator, span) & within(ground, table, cut)
    sieve = ground.sieve(table)
    if not all_rows:
        found &= sieve.mask(counted(indicator)[0])
        sieve.forget()
    lacking = ground.lacking(indicator)
    if lacking:
        found &= ~np.isin(ground.rows[table].sources, sorted(lacking))
    return np.flatnonzero(found)


def in_span(ground: Ground, indicator: Indicator, span: Period) -> Mask:
    """Which rows a period places in itself."""
    table = indicator.table or ""
    if isinstance(indicator.cohort, Stock):
        return _standing(ground, table, indicator.cohort, day_number(span.end))
    cohort = cohort_of(indicator, ground.spec(table))
    days = ground.days(table, cohort)
    if cohort is None:
        return np.ones(len(days), dtype=bool)
    found: Mask = (days >= day_number(span.start)) & (days <= day_number(span.end))
    return found


def _standing(ground: Ground, table: str, stock: Stock, end: int) -> Mask:
    """Begun by then, or nobody wrote when; not ended before."""
    rows = ground.rows[table]
    found: Mask = np.ones(rows.count, dtype=bool)
    if rows.has(stock.begun):
        found &= rows.days(stock.begun) <= end
    if rows.has(stock.ended):
        days: npt.NDArray[Any] = rows.days(stock.ended)
        found &= (days <= BLANK_DAY // 2) | (days >= end)
    return found

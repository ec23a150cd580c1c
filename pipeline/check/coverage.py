"""Which months a table speaks for: missing is not zero."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.check.part import Part
from pipeline.check.spans import Month, month_at, month_number
from pipeline.model.period import Period
from pipeline.model.table import Table
from pipeline.model.values import Values, distinct

if TYPE_CHECKING:
    from pipeline.model.arrays import Numbers

__all__ = ["covered", "cutoff_of", "dropped", "month_end", "month_numbers", "months_of", "own_registers"]

_EPOCH = month_number((1970, 1))


def months_of(dates: Values, starts: int = 1) -> frozenset[Month]:
    """The months in which any of the dates lies; ``starts``: the day on which a (statistical) month begins."""
    numbers = distinct(month_numbers(distinct(dates.data[~dates.missing]), starts))
    return frozenset(month_at(_EPOCH + number) for number in numbers.tolist())


def month_numbers(days: Numbers, starts: int = 1) -> Numbers:
    """Of days since 1970 the months since then, in which they lie."""
    import numpy as np

    told = days.astype("datetime64[D]")
    first = told.astype("datetime64[M]")
    numbers: Numbers = first.astype(np.int64)
    return numbers + ((told - first).astype(np.int64) + 1 >= starts) if starts > 1 else numbers


def dropped(table: Table, column: str) -> Values:
    """A column without the rows of the registers that the program itself keeps."""
    import numpy as np

    values = table.columns[column]
    return values.take(~np.isin(table.sheets, own)) if (own := own_registers(table)) else values


def own_registers(table: Table) -> list[int]:
    """The sheets that are registers which the program itself keeps (in ``config/``): to sign an issue is no data drop."""
    return [number for number, source in enumerate(table.sources) if source.file.startswith("../")]


def covered(rows: frozenset[Month], parts: Sequence[Part], until: dt.date | None, starts: int = 1) -> frozenset[Month]:
    """From the first to the last month with a row, and the months that file, sheet or title name; not past the cut-off."""
    months = set(_between(rows))
    for part in parts:
        months |= part.months
    return frozenset(month for month in months if until is None or _begins(month, starts) <= until)


def cutoff_of(months: Iterable[frozenset[Month]], starts: int = 1) -> dt.date | None:
    """The end of the last month in which any of the tables has a row; of statistical months, the last that is whole by then."""
    last = max((month for each in months for month in each), default=None)
    if last is None:
        return None
    end = month_end(last)
    span = Period.of("month", end, starts)
    return end if span.end == end else span.start - dt.timedelta(1)


def month_end(month: Month) -> dt.date:
    """Its last day."""
    return dt.date(*month, monthrange(*month)[1])


def _begins(month: Month, starts: int) -> dt.date:
    """The first day of a (statistical) month."""
    period = Period.parse(f"{month[0]}-{month[1]:02d}", starts)
    return period.start if period else dt.date(*month, 1)


def _between(months: frozenset[Month]) -> list[Month]:
    if not months:
        return []
    return [month_at(number) for number in range(month_number(min(months)), month_number(max(months)) + 1)]

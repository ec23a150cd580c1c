"""What a table speaks for: missing is not zero (docs/tables.md, "What a table covers")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.measure.ground import Ground
from pipeline.model.period import Period
from pipeline.model.shape import shape
from pipeline.model.table import Filing
from pipeline.model.unit import COUNTY

__all__ = ["Covered", "covered_days", "covering", "filings_in"]


@shape
class Covered:
    """``at_all`` false: the table says nothing of the span. ``missing``: the months or units it lacks."""

    at_all: bool
    missing: tuple[str, ...] = ()


def covering(ground: Ground, table: str, span: Period, scope: str = COUNTY) -> Covered:
    """How far a table covers a span; a list without a date covers every span alike."""
    if ground.spec(table).date is None:
        return Covered(at_all=True)
    months = span.months()
    covered = ground.rows[table].table.coverage.months
    missing = tuple(f"{year}年{month}月" for year, month in months if (year, month) not in covered)
    if len(missing) == len(months):
        return Covered(at_all=False, missing=missing)
    due = [f for f in filings_in(ground, table, span) if scope in (COUNTY, f.unit)]
    late = tuple(f"{f.unit}（{f.period}）" if scope == COUNTY else f.period for f in due if f.state == "missing")
    if scope != COUNTY and due and len(late) == len(due):
        return Covered(at_all=False, missing=late)
    return Covered(at_all=True, missing=missing + late)


def covered_days(ground: Ground, table: str, span: Period, scope: str = COUNTY) -> Iterator[dt.date]:
    """The days of a span that a table speaks for: nobody knows what was on the others."""
    if ground.spec(table).date is None:
        yield from span.each_day()
        return
    known = ground.rows[table].table.coverage.months
    late = {f.period for f in filings_in(ground, table, span) if f.state == "missing" and f.unit == scope}
    for year, month in span.months():
        name = f"{year}-{month:02d}"
        whole = Period.parse(name, span.starts)
        if whole is not None and (year, month) in known and name not in late:
            yield from (day for day in whole.each_day() if span.start <= day <= span.end)


def filings_in(ground: Ground, table: str, span: Period) -> list[Filing]:
    """What was due from units in the months of a span."""
    found = []
    for filing in ground.rows[table].table.coverage.filings:
        period = Period.parse(filing.period, span.starts)
        if period is not None and period.start <= span.end and span.start <= period.end:
            found.append(filing)
    return found

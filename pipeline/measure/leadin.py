"""Whether a span is counted from all that belongs to it, so that another may be held against it.

Where another date than the table's own places a row, the rows of a span were entered before it: most of what January closes was
registered the year before. A register that begins with January knows nothing of it, and its first spans are small for no other
reason. What they count is told as it stands (docs/tables.md); what came after is not compared with them.
"""

from __future__ import annotations

import datetime as dt

from pipeline.measure.ground import Ground, cohort_of, simple_parts
from pipeline.model.condition import DateOf, Stock
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period

__all__ = ["led_in"]

_LEGAL = 90
"""Days from acceptance to the last answer: 60, and 30 more where the time is extended (信访工作条例)."""


def led_in(ground: Ground, indicator: Indicator, span: Period) -> bool:
    """Whether a span lies far enough from the table's beginning; of a rate, three quarters of it: they are a fair sample."""
    first = span.start
    if indicator.is_rate:
        first += dt.timedelta(span.days // 4)
    return all(_known(ground, part, span, first) for part in simple_parts(ground.indicators, indicator))


def _known(ground: Ground, part: Indicator, span: Period, first: dt.date) -> bool:
    """Spans before the table's beginning are not this rule's: the table says nothing of them."""
    lead = _lead(ground, part)
    rows = ground.rows.get(part.table or "")
    months = rows.table.coverage.months if lead and rows else ()
    if not months:
        return True
    year, month = min(months)
    begun = Period.parse(f"{year}-{month:02}", ground.settings.calendar.month_starts)
    return begun is None or span.start < begun.start or first >= begun.start + dt.timedelta(lead)


def _lead(ground: Ground, part: Indicator) -> int:
    """How many days before the date that places it a row may have been entered."""
    spec = ground.settings.tables.get(part.table or "")
    if spec is None or isinstance(part.cohort, Stock):
        return 0
    own, cohort = DateOf(spec.date or ""), cohort_of(part, spec)
    if cohort is None or cohort == own:
        return 0
    said: int | None = part.options.get("lead_days")
    if said is not None:
        return said
    return cohort.plus if isinstance(cohort, DateOf) and cohort.column == own.column else _LEGAL

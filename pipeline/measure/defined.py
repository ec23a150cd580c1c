"""An indicator in words (口径)."""

from __future__ import annotations

from pipeline.measure.ground import Ground, cohort_of
from pipeline.model.condition import describe, describe_date
from pipeline.model.indicator import Indicator

__all__ = ["defined"]


def defined(ground: Ground, indicator: Indicator) -> str:
    """Its definition, and for a simple one its table, filter and cohort."""
    if indicator.type != "simple" or indicator.table is None:
        return indicator.definition
    date = indicator.cohort or cohort_of(indicator, ground.spec(indicator.table))
    rows = describe(indicator.where, ground.parameters)
    return f"{indicator.definition}（《{indicator.table}》；{rows}；时间按{describe_date(date)}）"

"""The spans that a figure is held against: that of a year before and the one before; and whether its own is over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.measure.ground import Ground, cohort_of, simple_parts
from pipeline.measure.leadin import led_in
from pipeline.model.condition import Stock
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period

__all__ = ["Spans"]

_Found = tuple[Period | None, Period | None, bool]


@dataclass(slots=True, eq=False)
class Spans:
    """Found once for each indicator and period."""

    ground: Ground
    _known: dict[tuple[str, Period], _Found] = field(default_factory=dict)
    _same: dict[Period, Period] = field(default_factory=dict)
    _tables: dict[str, str | None] = field(default_factory=dict)

    def of(self, indicator: Indicator, period: Period) -> _Found:
        """The span a year before and the span before, where the data speak for them, and whether the period is over."""
        key = (indicator.name, period)
        known = self._known.get(key)
        if known is None:
            spans = (self._year_ago(indicator, period), self._previous(indicator, period))
            ago, before = (span if span and led_in(self.ground, indicator, span) else None for span in spans)
            # one object for each span: looking it up then compares nothing
            same = self._same
            over = self.is_over(indicator, period)
            known = self._known[key] = (ago and same.setdefault(ago, ago), before and same.setdefault(before, before), over)
        return known

    def is_over(self, indicator: Indicator, period: Period) -> bool:
        """Whether the cut-off has reached the period's end."""
        if self._is_timeless(indicator):
            return True
        span = self.ground.span(self.table(indicator), period)
        return span is not None and span.end == period.end

    def table(self, indicator: Indicator) -> str | None:
        """The one table behind an indicator, if it is one."""
        if indicator.name not in self._tables:
            tables = {part.table for part in simple_parts(self.ground.indicators, indicator)}
            self._tables[indicator.name] = tables.pop() if len(tables) == 1 else None
        return self._tables[indicator.name]

    def _year_ago(self, indicator: Indicator, period: Period) -> Period | None:
        """The comparable span a year before: of a year not over, the same days (reported numbers too: those of just these days).

        Of a week not over, the same days of the week. What is counted from the year's beginning ends on the same date, whatever
        week or watch period that lies in.
        """
        if self._is_timeless(indicator):
            return None
        span = self.ground.span(self.table(indicator), period)
        if span is None or (period.grain == "watch" and span.end != period.end):
            return None
        ago = self.ground.settings.calendar.year_ago
        if _is_running(indicator) and period.grain in ("week", "watch"):
            return ago(replace(span, grain="range", name=f"{span.start}..{span.end}"))
        week = ago(period) if period.grain == "week" else None
        return ago(span) if week is None else week.until(week.start + (span.end - span.start))

    def _previous(self, indicator: Indicator, period: Period) -> Period | None:
        """The span before; a span not over, a watch period and a count from the year's start have none."""
        if _is_running(indicator) or period.grain == "watch" or self._is_timeless(indicator) or not self.is_over(indicator, period):
            return None
        return period.previous()

    def _is_timeless(self, indicator: Indicator) -> bool:
        """Whether its numbers know no time: of a list without dates, or stated by the config."""
        if indicator.type == "reported":
            return "value" in indicator.options
        if indicator.type != "simple" or indicator.table is None:
            return False
        return cohort_of(indicator, self.ground.spec(indicator.table)) is None and not isinstance(indicator.cohort, Stock)


def _is_running(indicator: Indicator) -> bool:
    """Whether it counts from the year's beginning, whatever the period's."""
    return indicator.type == "cumulative" or indicator.options.get("every") == "year"

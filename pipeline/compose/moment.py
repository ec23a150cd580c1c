"""Days and periods in a template's hand."""

from __future__ import annotations

import datetime as dt

from pipeline.compose.draft import Draft, Fixed
from pipeline.compose.fault import TemplateFault
from pipeline.compose.visible import Visible, Word
from pipeline.model.period import Period
from pipeline.words.spans import date_text, period_text

__all__ = ["Day", "Span"]


class Day(Visible):
    """A date; printed whole."""

    __slots__ = ("day", "draft")

    def __init__(self, draft: Draft, day: dt.date) -> None:
        self.draft = draft
        self.day = day

    def __str__(self) -> str:
        return self.draft.mark(Fixed(date_text(self.day)))

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "日期"


class Span(Visible):
    """A period; printed in full."""

    __slots__ = ("draft", "period")

    def __init__(self, draft: Draft, period: Period) -> None:
        self.draft = draft
        self.period = period

    def __str__(self) -> str:
        return self.draft.mark(Fixed(period_text(self.period)))

    @property
    def kind(self) -> str:
        """What it is called in messages."""
        return "期间"


_NEARLY = dt.timedelta(days=62)


def _nearly_over(span: Span) -> bool:
    """Whether no more than two months of it lie after the cut-off: what is said at a year's end may be said."""
    return span.period.end - span.draft.occasion.cutoff <= _NEARLY


def _counted(span: Span) -> Span:
    """What of it the data cover: the whole of it, or from its first day to the cut-off while it is not over."""
    period, cutoff = span.period, span.draft.occasion.cutoff
    if not period.start <= cutoff < period.end:
        return span
    return Span(span.draft, Period(period.start, cutoff, "range", f"{period.start}..{cutoff}", period.starts))


_GRAINS = {
    "day": "日",
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "half": "半年",
    "year": "年",
    "range": "区间",
    "watch": "专项",
}


def _to_date(span: Span) -> Span:
    period = span.period
    year = Period.of("year", period.end, period.starts)
    if year.end == period.end:
        return Span(span.draft, year)
    (first_year, first), (last_year, last) = year.months()[0], period.months()[-1]
    return Span(
        span.draft, Period(year.start, period.end, "range", f"{first_year}-{first:02d}..{last_year}-{last:02d}", year.starts)
    )


def _watch(span: Span) -> Span | None:
    """The watch period that it lies in."""
    named = [one for one in span.draft.settings.calendar.watch.values() if one.contains(span.period)]
    return Span(span.draft, named[0]) if named else None


def _watch_so_far(span: Span) -> Span | None:
    """From the first day of its watch period to its own last day."""
    around = _watch(span)
    if around is None:
        return None
    first, last = around.period.start, span.period.end
    return Span(span.draft, Period(first, last, "range", f"{first}..{last}", span.period.starts))


def _is_first(span: Span) -> bool:
    """Whether nothing of its watch period lies before its own last day: there is nothing to add up yet."""
    so_far = _watch_so_far(span)
    return so_far is not None and so_far.period.start == so_far.period.end


def _is_statistical(span: Span) -> bool:
    """Whether its months begin on another day than the calendar's (``month_starts``): a reader must be told which days it is."""
    months = span.period.spans("month")
    whole = bool(months) and (months[0].start, months[-1].end) == (span.period.start, span.period.end)
    return span.period.starts != 1 and whole and span.period.grain != "watch"


def _name(span: Span) -> Word:
    """What a watch period is called without its year (国庆); of any other span, the span in full."""
    period = span.period
    return Word(span.draft, period.name.strip("0123456789年") if period.grain == "watch" else period_text(period))


def _parts(span: Span) -> tuple[Span, ...]:
    return tuple(Span(span.draft, month) for month in span.period.spans("month"))


def _year_ago(span: Span) -> Span:
    period = span.draft.settings.calendar.year_ago(span.period)
    if period is None:
        raise TemplateFault(f"“{span.period}”没有可比的去年同期")
    return Span(span.draft, period)


Span.attributes = {
    "去年同期": _year_ago,
    "上期": lambda span: Span(span.draft, span.period.previous()),
    "全年": lambda span: Span(span.draft, Period.of("year", span.period.end, span.period.starts)),
    "年初至今": _to_date,
    "至今": _counted,
    "各月": _parts,
    "将满": _nearly_over,
    "特护期": _watch,
    "特护期以来": _watch_so_far,
    "首日": _is_first,
    "统计月": _is_statistical,
    "名称": _name,
    "始": lambda span: Day(span.draft, span.period.start),
    "止": lambda span: Day(span.draft, span.period.end),
    "类型": lambda span: Word(span.draft, _GRAINS[span.period.grain]),
}

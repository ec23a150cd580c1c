"""For which spans and units a document is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from pipeline.model.inputs import Inputs
from pipeline.model.period import Period
from pipeline.model.settings import DocumentSpec, Settings
from pipeline.model.unit import COUNTY
from pipeline.settings.documents import WATCH_DAYS

__all__ = ["Days", "plans", "scopes", "spans"]

Days = Callable[[str], Sequence[dt.date]]
"""The days on which a table has a row."""


def spans(spec: DocumentSpec, asked: Period | None, settings: Settings, cutoff: dt.date | None, days: Days) -> tuple[Period, ...]:
    """Every span of a document: as the config lists them, else those of its grain in the period asked, or in the current year."""
    if asked is None and spec.periods:
        return spec.periods
    if asked is None and cutoff is None:
        return ()
    if typed := tuple(span for span in spec.periods if asked is not None and span.name == asked.name):
        return typed
    window = asked or Period.of("year", cutoff or dt.date.min, settings.calendar.month_starts)
    found = _inside(spec, window, settings, days)
    if asked is not None or cutoff is None or plans(spec, settings):
        return found
    return tuple(span for span in found if span.start <= cutoff)


def plans(spec: DocumentSpec, settings: Settings) -> bool:
    """A document on each day of a plan is written ahead of time."""
    return spec.days in settings.tables and settings.tables[spec.days].plan


def _inside(spec: DocumentSpec, window: Period, settings: Settings, days: Days) -> tuple[Period, ...]:
    watches = [watch for watch in settings.calendar.watch.values() if window.contains(watch) or watch.contains(window)]
    if spec.days == WATCH_DAYS:
        chosen = {day for watch in watches for day in watch.each_day() if window.start <= day <= window.end}
        return _around(spec, chosen, settings)
    if spec.days:
        end = dt.date.max if window.grain == "year" and plans(spec, settings) else window.end
        return _around(spec, {day for day in days(spec.days) if window.start <= day <= end}, settings)
    if spec.grain == "watch":
        return tuple(sorted(watch for watch in watches if window.contains(watch)))
    if spec.grain == "week" and window.grain == "year":
        return _weeks(window)
    return window.spans(spec.grain)


def _around(spec: DocumentSpec, chosen: set[dt.date], settings: Settings) -> tuple[Period, ...]:
    """The spans of the document's grain (a day, unless it says otherwise) that the days lie in."""
    starts = 1 if spec.grain == "day" else settings.calendar.month_starts
    return tuple(dict.fromkeys(Period.of(spec.grain, day, starts) for day in sorted(chosen)))


def _weeks(year: Period) -> tuple[Period, ...]:
    """The ISO weeks of a year: a week belongs to the year of its Thursday, so that none is left out between two years."""
    number = year.end.year
    last = dt.date(number, 12, 28).isocalendar().week
    return tuple(Period.of("week", dt.date.fromisocalendar(number, week, 1), year.starts) for week in range(1, last + 1))


def scopes(spec: DocumentSpec, asked: str | None, inputs: Inputs, settings: Settings) -> tuple[str, ...]:
    """The county, or each unit of the kind that the document is written for; none where its words fit the county only."""
    if spec.for_each is None:
        return (asked or COUNTY,) if spec.scoped or asked in (None, COUNTY) else ()
    units = inputs.units or settings.organization.units
    names = [unit.name for unit in units if unit.kind == spec.for_each]
    return tuple(name for name in names if asked in (None, name))

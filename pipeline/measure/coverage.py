"""A coverage indicator: had each of these at least n of those? Receptions of leaders × months, working days, daily reports.

``each`` says of what (``workday``, ``day``, ``unit``, ``filing``, or a column such as 接访领导), ``every`` in which spans
(``period``, ``month``, ``year``, ``watch_day``), ``at_least`` how often. Only spans that are over by the cut-off are judged.
A member is met when it reached the number in each of its spans; units × days and filings are counted one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from pipeline.measure.covering import filings_in
from pipeline.measure.ground import Ground
from pipeline.measure.measured import Measured, nothing
from pipeline.measure.places import Dimension
from pipeline.measure.rows import BLANK_DAY, Rows, day_number, number_day
from pipeline.measure.simple import simple
from pipeline.measure.slices import Slice, place_in
from pipeline.measure.workdays import UnknownDay, workdays
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY, TOWNSHIP

__all__ = ["coverage", "owing", "watch_days"]


@shape
class _Count:
    """How many were met of how many due (``due`` null: nobody knows), and the names of units that are missing."""

    met: int
    due: int | None
    missing: tuple[str, ...] = ()


def coverage(ground: Ground, indicator: Indicator, period: Period, cut: Slice) -> Measured:
    """The value for a period and a slice; numerator met, denominator due."""
    if indicator.options["each"] == "filing":
        return _answer(indicator, _filings(ground, indicator, period, cut), ())
    of = ground.indicators[indicator.options["of"]]
    known, span = simple(ground, of, period, cut), ground.span(of.table, period)
    if known.value is None or span is None:
        return nothing(known.why, known.missing)
    counted = _COUNTERS.get(indicator.options["each"], _members)(ground, indicator, of, span, cut)
    return _answer(indicator, counted, known.missing)


def _answer(indicator: Indicator, counted: _Count | str, missing: tuple[str, ...]) -> Measured:
    if isinstance(counted, str):
        return nothing(counted)
    wanted = indicator.options.get("count", "met")
    told = Measured(None, counted.met, counted.due, complete=not missing, missing=missing or counted.missing)
    if wanted == "share":
        if not counted.due:
            return nothing("没有应覆盖的对象")
        return _with(told, Fraction(counted.met, counted.due))
    return _with(told, counted.met if wanted == "met" else counted.due)


def _with(told: Measured, value: Any) -> Measured:
    return Measured(value, told.numerator, told.denominator, told.complete, told.missing)


def _at_least(indicator: Indicator) -> int:
    return int(indicator.options.get("at_least", 1))


def _daily(ground: Ground, of: Indicator, span: Period, cut: Slice) -> Any:
    """What falls on each day of the span."""
    place = place_in(ground, of.table or "", cut)
    if place is None:
        return np.zeros(span.days, dtype=np.int64)
    cube = ground.cubes(of, cut.dimensions(ground), span, daily=True)[0]
    return cube.daily(day_number(span.start), day_number(span.end))[place]


def _workdays(ground: Ground, indicator: Indicator, of: Indicator, span: Period, cut: Slice) -> _Count | str:
    try:
        due = workdays(ground.settings.calendar, span)
    except UnknownDay as unknown:
        return str(unknown)
    daily = _daily(ground, of, span, cut)
    met = sum(1 for day in due if daily[(day - span.start).days] >= _at_least(indicator))
    return _Count(met, len(due))


def _days(ground: Ground, indicator: Indicator, of: Indicator, span: Period, cut: Slice) -> _Count | str:
    return _Count(int((_daily(ground, of, span, cut) >= _at_least(indicator)).sum()), span.days)


def _units(ground: Ground, indicator: Indicator, of: Indicator, span: Period, cut: Slice) -> _Count | str:
    """Each unit that owes, on each day of the watch periods (or of the span)."""
    names = [name for name in owing(ground, indicator, of) if cut.scope in (COUNTY, name)]
    days = watch_days(ground, span) if indicator.options.get("every") == "watch_day" else list(span.each_day())
    if not days or not names:
        return "这一期间不在特护期内" if names else "没有应报的单位"
    met, missing = 0, []
    for name in names:
        daily = _daily(ground, of, span, Slice(name, cut.members))
        done = sum(1 for day in days if daily[(day - span.start).days] >= _at_least(indicator))
        met += done
        if done < len(days):
            missing.append(name)
    return _Count(met, len(names) * len(days), tuple(missing))


def owing(ground: Ground, indicator: Indicator, of: Indicator) -> tuple[str, ...]:
    """The units that have to report, in the order of 单位台账: as the table says (``filed_by``), else as the indicator does."""
    kinds = ground.spec(of.table or "").filed_by or indicator.options.get("kinds", (TOWNSHIP,))
    return tuple(unit.name for unit in ground.places.units if unit.kind in kinds or unit.name in kinds)


def watch_days(ground: Ground, span: Period) -> list[dt.date]:
    """The days of a span that lie in a watch period of the calendar."""
    watched = ground.settings.calendar.watch.values()
    return [day for day in span.each_day() if any(watch.start <= day <= watch.end for watch in watched)]


def _filings(ground: Ground, indicator: Indicator, period: Period, cut: Slice) -> _Count | str:
    """Unit × month of the tables that units file."""
    tables = [indicator.options["table"]] if "table" in indicator.options else list(ground.rows)
    found = []
    for table in tables:
        span = ground.span(table, period) if table in ground.rows else None
        if span is not None:
            found += [f for f in filings_in(ground, table, span) if cut.scope in (COUNTY, f.unit)]
    if not found:
        return "没有要求各单位按月报送的表"
    missing = dict.fromkeys(filing.unit for filing in found if filing.state == "missing")
    return _Count(sum(1 for filing in found if filing.state != "missing"), len(found), tuple(missing))


def _members(ground: Ground, indicator: Indicator, of: Indicator, span: Period, cut: Slice) -> _Count | str:
    """Each member of a column (a leader), in each of its spans in office."""
    spans = _spans(indicator, span)
    if not spans:
        return "这一期间不含完整的月份"
    table, column = of.table or "", indicator.options["each"]
    if not ground.rows[table].has(column):
        return f"《{table}》没有{column}"
    names = ground.rows[table].codes(column).values
    counts = {name: _times(ground, of, cut, column, name, spans) for name in names}
    roster = indicator.options.get("roster")
    if roster is None or roster["table"] not in ground.rows:
        seen = [name for name in names if any(counts[name])]
        return _Count(sum(1 for name in seen if min(counts[name]) >= _at_least(indicator)), None)
    offices = _in_office(ground.rows[roster["table"]], roster, spans)
    due = {name: office for name, office in offices.items() if any(office)}
    met = sum(1 for name, office in due.items() if _reached(counts.get(name), office, _at_least(indicator)))
    return _Count(met, len(due))


def _times(ground: Ground, of: Indicator, cut: Slice, column: str, name: str, spans: tuple[Period, ...]) -> list[int]:
    """How often in each span."""
    one = Slice(cut.scope, (*cut.members, (Dimension("column", column), name)))
    place = place_in(ground, of.table or "", one)
    if place is None:
        return [0] * len(spans)
    cube = ground.cubes(of, one.dimensions(ground), spans[0], daily=True)[0]
    return [cube.at(place, day_number(span.start), day_number(span.end)) for span in spans]


def _reached(counts: list[int] | None, office: list[bool], at_least: int) -> bool:
    return counts is not None and all(count >= at_least for count, there in zip(counts, office, strict=True) if there)


def _in_office(roster: Rows, columns: Mapping[str, str], spans: tuple[Period, ...]) -> dict[str, list[bool]]:
    """For each leader, in which spans the leader was in office for at least a day."""
    names = roster.codes(columns["name"])
    begun = _dates(roster, columns.get("begun"), dt.date.min)
    ended = _dates(roster, columns.get("ended"), dt.date.max)
    return {
        names.values[code]: [begun[at] <= span.end and span.start <= ended[at] for span in spans]
        for at, code in enumerate(names.codes)
        if code >= 0
    }


def _dates(rows: Rows, column: str | None, otherwise: dt.date) -> list[dt.date]:
    if column is None or not rows.has(column):
        return [otherwise] * rows.count
    return [number_day(day) if day > BLANK_DAY // 2 else otherwise for day in rows.days(column)]


def _spans(indicator: Indicator, span: Period) -> tuple[Period, ...]:
    """The spans to be judged: whole months of the span, its years (each up to the span's end), or the span itself."""
    every = indicator.options.get("every", "period")
    if every == "month":
        return span.spans("month")
    if every == "year":
        return _years(span)
    return (span,)


def _years(span: Period) -> tuple[Period, ...]:
    first, last = (Period.of("year", day, span.starts) for day in (span.start, span.end))
    years = [first]
    while years[-1] != last:
        years.append(Period.of("year", years[-1].end + dt.timedelta(1), span.starts))
    return tuple(year.until(span.end) for year in years)


_COUNTERS: dict[str, Callable[[Ground, Indicator, Indicator, Period, Slice], _Count | str]] = {
    "workday": _workdays,
    "day": _days,
    "unit": _units,
}

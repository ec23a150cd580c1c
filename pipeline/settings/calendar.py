"""calendar.yaml: the cut-off where typed, working days and holidays, statistical months, watch periods."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pipeline.model.period import Period
from pipeline.model.place import Place
from pipeline.model.problem import Problem
from pipeline.model.settings import Calendar
from pipeline.settings.shape import complain, fitting
from pipeline.settings.yaml import Listed, Mapped, place_of

__all__ = ["parse"]

_FILE = Place("config/calendar.yaml")


def parse(mapped: Mapped) -> tuple[Calendar, tuple[Problem, ...]]:
    """The calendar, and every mistake."""
    shape: dict[str, type | tuple[type, ...]] = {
        "data_until": str, "month_starts": int, "workdays": list, "holidays": list, "watch": dict,
    }  # fmt: skip
    good, wrong = fitting(mapped, shape, "calendar.yaml ", _FILE)
    problems = list(wrong)
    starts = good.get("month_starts", 1)
    if not 1 <= starts <= 28:
        problems.append(complain(place_of(mapped, "month_starts", _FILE), f"month_starts 应为 1 到 28 的整数，现为“{starts}”"))
        starts = 1
    until = _date(good["data_until"], place_of(mapped, "data_until", _FILE), problems) if "data_until" in good else None
    workdays, holidays = (_days(good.get(key, Listed()), problems) for key in ("workdays", "holidays"))
    if both := workdays & holidays:
        place = place_of(mapped, "holidays", _FILE)
        problems.append(complain(place, f"{'、'.join(map(str, sorted(both)))} 既写成了工作日又写成了休息日，请删去一处"))
    watch = _watch(good.get("watch", Mapped()), starts, problems)
    return Calendar(until, starts, workdays, holidays, watch), tuple(problems)


def _date(value: Any, place: Place, problems: list[Problem]) -> dt.date | None:
    period = Period.parse(value) if isinstance(value, str) else None
    if period is None or period.grain != "day":
        problems.append(complain(place, f"“{value}”不是日期，请写成 2025-10-01 的样子"))
        return None
    return period.start


def _days(listed: Listed, problems: list[Problem]) -> frozenset[dt.date]:
    """Typed days; ``2025-10-01..2025-10-08`` is a run of them."""
    days: set[dt.date] = set()
    for at, item in enumerate(listed):
        span = _span(item, 1)
        if span is None:
            problems.append(complain(place_of(listed, at, _FILE), f"“{item}”不是日期，请写成 2025-10-01 或 2025-10-01..2025-10-08"))
            continue
        days.update(span.each_day())
    return frozenset(days)


def _span(item: Any, starts: int) -> Period | None:
    span = Period.parse(item, starts) if isinstance(item, str) else None
    return span if span is not None and (span.grain == "day" or ".." in span.name) else None


def _watch(mapped: Mapped, starts: int, problems: list[Problem]) -> dict[str, Period]:
    found: dict[str, Period] = {}
    for name, item in mapped.items():
        span = _span(item, starts)
        place = place_of(mapped, name, _FILE)
        if span is None:
            problems.append(complain(place, f"特护期“{name}”应写起止日期，如 2025-10-01..2025-10-08，现为“{item}”"))
        elif Period.parse(name) is not None:
            problems.append(complain(place, f"特护期的名称“{name}”与普通期间的写法相同，请换一个，如“国庆2025”"))
        else:
            found[name] = Period(span.start, span.end, "watch", name, starts)
    return found

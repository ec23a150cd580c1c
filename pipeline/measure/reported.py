"""Reported figures: what no register holds comes from 填报数据表, or stands in the config with its source."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from pipeline.measure.measured import Measured, exact
from pipeline.measure.places import Places
from pipeline.measure.rows import Rows
from pipeline.model.figure import Number
from pipeline.model.indicator import Indicator
from pipeline.model.period import Period
from pipeline.model.shape import shape
from pipeline.model.unit import COUNTY

__all__ = ["TABLE", "Entry", "Reports", "read_reports"]

TABLE = "填报数据表"
_NAME, _PERIOD, _VALUE, _UNIT, _BY, _EVIDENCE = "指标", "期间", "数值", "单位", "填报单位", "依据"


@shape
class Entry:
    """One reported number: its value (a percent already a fraction of 1), unit, 依据, and the row it stands in."""

    value: Number
    unit: str
    evidence: str
    row: int


@shape
class Reports:
    """All reported numbers by indicator, span and scope; periods are matched whole, never added up."""

    entries: dict[tuple[str, dt.date, dt.date, str], Entry]
    units: dict[str, str]

    def find(self, name: str, period: Period, scope: str) -> Entry | None:
        """The number reported for exactly this span and scope."""
        return self.entries.get((name, period.start, period.end, scope))

    def measured(self, name: str, period: Period, scope: str) -> Measured | None:
        """The same as a measured value."""
        entry = self.find(name, period, scope)
        return Measured(entry.value, evidence=entry.evidence, reported=True) if entry else None


def read_reports(rows: Rows | None, places: Places, starts: int) -> Reports:
    """Every row of 填报数据表 that names an indicator, a period and a number."""
    entries: dict[tuple[str, dt.date, dt.date, str], Entry] = {}
    units: dict[str, str] = {}
    if rows is None or not all(rows.has(column) for column in (_NAME, _PERIOD, _VALUE)):
        return Reports(entries, units)
    names, periods, values = _texts(rows, _NAME), _texts(rows, _PERIOD), rows.numbers(_VALUE)
    marks, by, evidence = _texts(rows, _UNIT), _texts(rows, _BY), _texts(rows, _EVIDENCE)
    for at, (name, text, value) in enumerate(zip(names, periods, values, strict=True)):
        period = Period.parse(text, starts) if text else None
        if not name or period is None or value is None:
            continue
        scope = places.scope(by[at]) or COUNTY
        entries[name, period.start, period.end, scope] = Entry(_number(value, marks[at]), marks[at], evidence[at], at)
        units.setdefault(name, marks[at])
    return Reports(entries, units)


def constant(indicator: Indicator) -> Measured:
    """A number that the config itself states."""
    return Measured(
        _number(indicator.options["value"], indicator.unit), evidence=str(indicator.options.get("source", "")), reported=True
    )


def _number(value: float, unit: str) -> Number:
    number = Fraction(value) if isinstance(value, int) else Fraction(Decimal(repr(value)))
    return number / 100 if unit in ("%", "％") else exact(number)


def _texts(rows: Rows, column: str) -> list[str]:
    if not rows.has(column):
        return [""] * rows.count
    codes = rows.codes(column)
    return [codes.values[code] if code >= 0 else "" for code in codes.codes.tolist()]
